#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/server/file_body.hpp"

namespace syncing::server {

/// A request, as far as anything here looks at it.
struct Request {
    std::string method;         // "POST"
    std::string path;           // "/v1/journal", its query included
    std::string authorization;  // the header's value; empty: none
    std::string body;
    // What the pages look at beside that.
    std::string address;     // whence it comes; behind a server on this machine: what that says
    bool is_private{false};  // came over TLS, to us or to that server
    std::string cookie;
    std::string accept_language;
    std::string if_none_match;
    std::string content_type;
    std::string origin;
    std::string fetch_site;  // Sec-Fetch-Site
};

struct Response {
    int status{200};
    std::string content_type{"application/json"};
    std::string body;
    std::optional<int> retry_after_s;
    std::vector<std::pair<std::string, std::string>> headers{};  // further ones
    std::shared_ptr<FileBody> file{};                            // in place of `body`
};

/// Whose work a request is: each has workers of its own, so that neither waits for the other.
enum class Lane : std::uint8_t { tills, pages };

/// What is decided of a request by its head alone, before its body is read.
struct Admission {
    std::size_t body_bytes_max{0};
    std::optional<Response> refusal;  // then the body is not read, and the connection closed
    bool known{false};  // a till or a person of ours, whose body may come over a slow line
    Lane lane{Lane::tills};
    /// It asks for news and may wait for them: there are some once the handler's count is above.
    std::optional<std::uint64_t> wait_above;
};

}  // namespace syncing::server
