#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/explain/fields.hpp"

namespace app::core::explain {

/// A field that an object has twice: which of them is meant, nobody can tell.
struct Twice {
    std::string field;    // "usage.quantity"
    std::size_t byte{0};  // where its name begins the second time, from 0
    bool operator==(const Twice&) const = default;
};

/// A text that was read as JSON.
struct Parsed {
    Json json;                   // discarded where the text is no JSON or is nested too deeply
    bool too_deep{false};        // objects and lists in one another
    std::vector<Twice> twice{};  // the first of them
};
Parsed parse_json(std::string_view text, int depth_max);

/// Lines and columns count from 1; a column is a byte.
struct TextPlace {
    std::size_t line{1};
    std::size_t column{1};
    bool operator==(const TextPlace&) const = default;
};
TextPlace place_in(std::string_view text, std::size_t byte);

}  // namespace app::core::explain
