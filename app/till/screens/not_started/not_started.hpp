#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

/// Why the till has not started, what to do about it, and copies of the shop that can be put back.
namespace till::not_started {

/// A copy of the shop that can take its place.
struct Copy {
    std::string name;  // "27 November, 14:05"
    std::string note;  // where it lies
};

struct Model {
    std::string what;   // one sentence
    std::string to_do;  // another
    /// The newest first; none where a copy would not help.
    std::vector<Copy> copies;
    std::size_t chosen{0};
    std::string none;     // shown in their place where there should be some
    std::string refusal;  // why the copy could not be put back
};

struct Retry {};
struct Quit {};
struct CopyChosen {
    std::size_t index;
};
/// Puts the chosen copy back.
struct PutBack {};
struct Action : std::variant<Retry, Quit, CopyChosen, PutBack> {
    using variant::variant;
};

}  // namespace till::not_started
