#pragma once

#include <cstdint>
#include <string>

#include "pos/base/clock.hpp"

namespace pos::store {

/// An import of goods that can be undone.
struct LastImport {
    Instant at{};
    std::string source;     // the file's name
    std::int64_t goods{0};  // that it added or changed
    bool operator==(const LastImport&) const = default;
};

/// What became of its goods when it was undone.
struct ImportUndone {
    LastImport import;
    std::int64_t restored{0};     // as they were before
    std::int64_t taken_off{0};    // it had added them; they are no longer sold
    std::int64_t left{0};         // changed since by somebody else
    std::int64_t departments{0};  // it had added them, and nothing is in them; they are gone
    bool operator==(const ImportUndone&) const = default;
};

}  // namespace pos::store
