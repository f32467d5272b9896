#pragma once

#include <cstddef>
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

/// What is decided of a request by its head alone, before its body is read.
struct Admission {
    std::size_t body_bytes_max{0};
    std::optional<Response> refusal;  // then the body is not read, and the connection closed
    bool known{false};                // a till of ours, whose body may come over a slow line
};

}  // namespace syncing::server
