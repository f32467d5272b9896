#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/feed/apply.hpp"
#include "sync/client/office_client.hpp"

namespace app::core {

struct Replacement {
    syncing::client::Address office;
    std::string code;  // that the office gave out for the till that is gone
    std::string cashier{"Manager"};
    std::string locale;  // of receipts; empty: by the zone
};

struct Replaced {
    /// Whose place it is, and how far the office has the books of the till before.
    syncing::wire::ReplacementAnswer known;
    pos::store::feed::Applied taken_in;  // goods, people and prices
    /// Why not all of them came yet; they do later.
    std::optional<Failure> not_taken_in;
};

/// Makes a shop at `where` on a machine that has none, in a dead till's place: branch, terminal,
/// currency and zone, a series of its own behind every other, the old journal named in its first
/// entry; then fetches goods, people and prices. The old till sends nothing any more.
///
/// Asked again with the same code after it was cut off, it goes on where it stopped.
///
/// errors: something stands at `where`; no address; what the office says; the disk
Outcome<Replaced> replace_till(const std::string& where,
                               const pos::store::StoreOptions& store_options,
                               const Replacement& what, pos::Clock& clock, pos::Random& random);

}  // namespace app::core
