#pragma once

#include <cstdint>

/// Level payments: what is asked for on account, and what the settlement takes back of it. Such
/// lines are booked against Book::on_account in the place of revenue.
namespace pos::journal {

/// DocumentLine::kind of what is asked for on account; see billing::bill::ItemKind.
inline constexpr std::uint8_t kLevelLine = 10;
/// And of what is taken back of such a line.
inline constexpr std::uint8_t kLevelBackLine = 11;

constexpr bool is_level(std::uint8_t kind) {
    return kind == kLevelLine || kind == kLevelBackLine;
}

}  // namespace pos::journal
