#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Calls to web addresses of others, over HTTP.
namespace drivers::web {

enum class AddressFault : std::uint8_t {
    no_address,    // nothing that can be called
    holds_secret,  // a name or password stands in it
    in_the_open,   // http to another machine
};
/// Whether that may be called: https, and http on this machine alone.
///
/// errors: the first in enum order
std::expected<void, AddressFault> check_address(const std::string& url);

struct Request {
    bool is_post{true};  // else GET
    std::string url;
    std::vector<std::string> headers;            // "Name: value"
    std::string body;                            // of a post: JSON
    std::string ca_file;                         // whom to trust; empty: whom the system trusts
    std::chrono::milliseconds patience{20'000};  // for all of it
    /// Over a connection of its own: one that is used again may be found dead, and is then called
    /// anew by the library itself.
    bool is_alone{false};
};
struct Response {
    long status{0};
    std::string body;
    bool is_whole{true};  // the body is all there
    std::optional<std::int64_t> retry_after_s{};
};
struct CallError {
    bool nobody{false};  // no connection: nothing of the call got out
    std::string words;   // what happened
};

/// Redirections are not followed, no proxy is asked, answers are read up to 16 KiB.
///
/// threads: one
class Caller {
public:
    Caller();
    ~Caller();
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    /// requires: check_address(request.url)
    std::expected<Response, CallError> call(const Request& request);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The first line of an answer, as a page may show it.
std::string first_line(const std::string& body);

}  // namespace drivers::web
