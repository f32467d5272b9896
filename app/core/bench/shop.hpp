#pragma once

#include <memory>
#include <string>

#include "app/core/bench/seeded.hpp"
#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"
#include "pos/store/store.hpp"

namespace app::core::bench {

/// When a bench's shops were opened: a weekday morning.
inline constexpr pos::Instant kOpening{1'788'856'200'000};  // 2026-09-08 08:30 UTC

/// A shop in Berlin with taxes, tenders and a manager, and nothing to sell. Nobody checkpoints its
/// database but whoever calls for it.
Outcome<std::unique_ptr<pos::store::Store>> make_shop(const std::string& where, Seeded& random);
/// Opens such a shop again.
Outcome<std::unique_ptr<pos::store::Store>> open_again(const std::string& where);

/// Puts the goods with these numbers into the catalogue.
Outcome<void> put_goods(pos::store::Store& store, std::uint64_t from, std::uint64_t to,
                        Seeded& random);
/// Puts the shop's first items on the tiles of the first screen.
Outcome<void> put_favourites(pos::store::Store& store, std::int64_t count);

/// A register over the store with the till open.
Outcome<std::unique_ptr<RegisterService>> open_till(pos::store::Store& store, pos::Random& random,
                                                    pos::Instant at);

/// Gives the register a command that it has no reason to refuse.
Outcome<void> tell(RegisterService& service, const pos::sale::Command& command, pos::Instant at);

Failure failure_of(const pos::store::db::DbError& error);

}  // namespace app::core::bench
