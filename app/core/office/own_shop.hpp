#pragma once

#include <optional>

#include "app/core/records.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/store/store.hpp"

/// What a shop's manager says about the shop at the till. Each change is one transaction with the
/// entries that say who made it; see records.hpp for why one is not kept.
namespace app::core {

Kept<OwnShop> read_own_shop(pos::store::Reader& reader, const pos::journal::JournalRow& journal);

/// The settings as the sheet has them. Another country of the same currency gives the shop its
/// taxes from today on, class by class, and its in-store labels where they were the country's; what
/// the sheet says of coins and language goes before the country's.
///
/// errors: as keep_own_shop()
Kept<ShopSettings> settings_by(const ShopSettings& settings, const ShopSheet& sheet,
                               const pos::journal::JournalRow& journal, pos::Date today);

/// The settings before a change and after it; the same where nothing was changed.
struct ShopChange {
    ShopSettings before;
    ShopSettings now;
};
/// errors: a line too long, too many lines, no coin, an unknown language, a country of another
///         currency; a till that has joined a head office, where all this is the office's
Kept<ShopChange> keep_own_shop(pos::store::Store& store, const Doing& doing,
                               const ShopSheet& sheet);
/// Takes that change back.
///
/// errors: changed_since
Kept<void> undo_own_shop(pos::store::Store& store, const Doing& doing, const ShopChange& change);

/// Keeps a logo (see logo.hpp), or none; answers the one before.
Kept<std::optional<pos::Bytes>> keep_own_logo(pos::store::Store& store, const Doing& doing,
                                              const std::optional<pos::Bytes>& png);

}  // namespace app::core
