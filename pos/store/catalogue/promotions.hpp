#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/catalog/promotion.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::store {

/// A promotion and where it takes place; of no branch: in all of them.
struct StoredPromotion {
    catalog::Promotion promotion;
    std::vector<std::string> branches;  // sorted
    bool operator==(const StoredPromotion&) const = default;
};

/// All that the shop or head office keeps, by code.
db::Result<std::vector<StoredPromotion>> promotions(db::Connection& db);
/// Those that a till of the branch may give, whenever. What it had of its own counts no longer once
/// it takes part in head office's feed.
db::Result<std::vector<catalog::Promotion>> promotions_of(db::Connection& db,
                                                          std::string_view branch);

/// As they are stored and sent; nothing for bytes that no program of ours wrote.
Bytes promotion_bytes(const catalog::Promotion& promotion);
std::optional<catalog::Promotion> promotion_from(BytesView bytes);

}  // namespace pos::store
