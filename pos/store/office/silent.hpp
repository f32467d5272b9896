#pragma once

#include <cstdint>
#include <vector>

#include "pos/store/office/terminals.hpp"

/// Tills of which nothing has been heard for longer than there is a reason for.
namespace pos::store::office {

/// While its day is open a till that is switched on and has its network is heard twice a minute.
inline constexpr std::int64_t kSilentOpen_ms = std::int64_t{60} * 60 * 1'000;
/// One whose day is closed may be switched off over night.
inline constexpr std::int64_t kSilentClosed_ms = 24 * kSilentOpen_ms;

struct SilentTill {
    Terminal terminal;
    Instant since{};          // when it was heard last
    bool day_open{false};     // as far as the office has its journal
    std::uint64_t unsent{0};  // entries that it has besides, as it said last
};
/// Those that may send and in whose place nobody else does, by branch, code and when they joined.
Answer<std::vector<SilentTill>> silent_tills(db::Connection& db, Instant now);
/// Of these that one; null: it is heard, or need not be.
const SilentTill* silence_of(const std::vector<SilentTill>& silent, const Ulid& terminal);

}  // namespace pos::store::office
