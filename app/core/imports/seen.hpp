#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace app::core::imports {

/// On which line of a file a text was first seen: 16 bytes a text and some air. Texts are told
/// apart by 64 bits of hash: among a million, two that differ are taken for one in 1 of 10^7 files,
/// and then a row is refused.
class Seen {
public:
    /// The line of an earlier text like this; remembers this one if there is none.
    std::optional<std::uint64_t> insert(std::string_view text, std::uint64_t line);
    std::optional<std::uint64_t> find(std::string_view text) const;

private:
    struct Slot {
        std::uint64_t hash{0};
        std::uint64_t line{0};  // 0: free
    };
    std::size_t place(std::uint64_t hash) const;
    void grow();

    std::vector<Slot> slots_;  // a power of two of them
    std::size_t used_{0};
};

}  // namespace app::core::imports
