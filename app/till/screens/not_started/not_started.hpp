#pragma once

#include <string>
#include <variant>

/// Why the till has not started, and what to do about it.
namespace till::not_started {

struct Model {
    std::string what;          // one sentence
    std::string to_do;         // another
    bool can_put_back{false};  // a backup would help
};

struct Retry {};
struct Quit {};
/// Goes on to the backups.
struct PutBack {};
struct Action : std::variant<Retry, Quit, PutBack> {
    using variant::variant;
};

}  // namespace till::not_started
