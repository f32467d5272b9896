#pragma once

#include <cstdint>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

/// A command as it came, with whatever it carries.
struct Command {
    std::uint64_t offset{0};  // of its first byte in all that was fed
    pos::BytesView whole;
    pos::BytesView parameters;  // behind the bytes that name it

    std::size_t size() const { return parameters.size(); }
    /// 0 behind the end.
    unsigned at(std::size_t index) const {
        return index < parameters.size() ? std::to_integer<unsigned>(parameters[index]) : 0;
    }
    /// Two bytes, the low one first.
    unsigned two(std::size_t index) const { return at(index) | at(index + 1) << 8; }
    pos::BytesView from(std::size_t index) const {
        return index < parameters.size() ? parameters.subspan(index) : pos::BytesView{};
    }
};

/// How long a command is. `known`: exactly that many bytes behind its name; else that many must
/// have come before it can be said.
struct Length {
    std::uint64_t size{0};
    bool known{true};
};
using LengthRule = Length (*)(pos::BytesView behind_name);

/// A command of a manual: the bytes that name it and how long it is.
struct CommandName {
    std::string_view bytes;
    LengthRule length;
    std::string_view words;  // "ESC c 5: panel buttons"
};

// Rules of length.

template <unsigned Count>
Length fixed(pos::BytesView) {
    return {Count, true};
}
/// Two bytes, low first, and as many as they say.
Length by_header(pos::BytesView behind_name);
/// A byte that says which, and then by_header.
Length by_family(pos::BytesView behind_name);
/// Four bytes, low first, and as many as they say.
Length by_long_header(pos::BytesView behind_name);
/// One byte, and as many as it says.
Length by_count(pos::BytesView behind_name);
/// Up to and with a NUL, at most `Most` bytes before it; else nothing.
template <unsigned Most>
Length until_nul(pos::BytesView behind_name) {
    for (std::size_t i = 0; i < behind_name.size() && i <= Most; ++i) {
        if (behind_name[i] == std::byte{0}) return {i + 1, true};
    }
    if (behind_name.size() > Most) return {0, true};
    return {behind_name.size() + 1, false};
}

}  // namespace drivers::printer::paper
