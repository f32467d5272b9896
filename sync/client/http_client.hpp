#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/client/trouble.hpp"

namespace syncing::client {

struct HttpAnswer {
    int status{0};
    std::string body;
    std::optional<int> retry_after_s;
    std::vector<std::string> cookies{};  // as they are set: "name=value"
};

struct HttpAsk {
    std::string_view path;  // behind the office's address
    std::string_view body;
    std::string_view content_type{"application/json"};
    std::string_view token{};
    std::string_view cookies{};  // "name=value; name=value"
    std::size_t answer_bytes_max{64 * 1024};
    int wait_s{0};  // for how long the office may be silent, beside what any answer may take
};

/// Where an office is, and how it is known again.
struct Address {
    std::string url;    // "https://office.example:8443"
    std::string pin{};  // see Membership
};

/// Says why an address cannot be an office's; nothing for a good one. Plain HTTP is for this
/// machine alone.
std::optional<std::string> wrong_address(const Address& address);

/// Talks to one office over a connection that is kept. Redirections are not followed: what answers
/// with one is somebody's sign-in page, not the office.
///
/// owns:    its connection
/// threads: one at a time; cancel() from any
class HttpClient {
public:
    /// requires: !wrong_address(address)
    explicit HttpClient(Address address);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// errors: unreachable
    Outcome<HttpAnswer> post(const HttpAsk& ask);
    Outcome<HttpAnswer> get(const HttpAsk& ask);

    /// What runs ends soon, and nothing is begun any more.
    void cancel();

private:
    struct Core;
    Outcome<HttpAnswer> perform(const HttpAsk& ask, bool post);

    std::string url_;
    std::string pin_;
    std::unique_ptr<Core> core_;
};

}  // namespace syncing::client
