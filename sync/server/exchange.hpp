#pragma once

#include <optional>
#include <string>

namespace syncing::server {

/// A request, as far as anything here looks at it.
struct Request {
    std::string method;         // "POST"
    std::string path;           // "/v1/journal", its query included
    std::string authorization;  // the header's value; empty: none
    std::string body;
};

struct Response {
    int status{200};
    std::string content_type{"application/json"};
    std::string body;
    std::optional<int> retry_after_s;
};

}  // namespace syncing::server
