#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pos::billing::call {

/// Dialling prefixes, and the longest of them that a dialled number begins with.
///
/// A prefix and a number are digits, * and #; a number is looked up in one step a digit, whatever
/// the number of prefixes.
///
/// threads: any number at once, once it is filled
class Prefixes {
public:
    Prefixes() : nodes_(1) {}

    /// False for an empty prefix, for one that is longer than 32 or holds anything else, and for
    /// one that is there already.
    bool add(std::string_view prefix, std::uint32_t value);

    struct Match {
        std::uint32_t value{0};
        std::size_t length{0};  // of the prefix
        bool operator==(const Match&) const = default;
    };
    /// Reads the number up to its first other character. Empty where no prefix matches.
    std::optional<Match> longest(std::string_view number) const;

    std::size_t size() const { return size_; }

private:
    static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
    struct Node {
        std::array<std::uint32_t, 12> next{};  // 0: none, for nothing leads back to the root
        std::uint32_t value{kNone};
    };
    static std::size_t key_of(char c);

    std::vector<Node> nodes_;
    std::size_t size_{0};
};

}  // namespace pos::billing::call
