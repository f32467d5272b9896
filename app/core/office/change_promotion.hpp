#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/office/promotion_text.hpp"
#include "app/core/open_shop.hpp"

namespace app::core {

/// A promotion that begins, is another one from now on, or is over.
struct PromotionChange {
    enum class What { add, change, end };
    What what{What::add};
    PromotionText text;  // of end its code alone
    std::string by;      // who changes it; empty: the first manager
};

/// Does it and notes it in the journal; at head office tills hear of it within seconds.
///
/// errors: what promotion_of refuses; a code that another has, that none has, or of one that was
///         ended; a branch that is not there, or any in a shop that is no head office; a till that
///         has joined one, where promotions are the office's
Outcome<void> change_promotion(const std::string& where,
                               const pos::store::StoreOptions& store_options,
                               const PromotionChange& change, pos::Instant now,
                               pos::Random& random);

/// A promotion of the shop's, as people write it.
struct KnownPromotion {
    pos::store::StoredPromotion stored;
    PromotionText text;
};
/// All of them, by code.
Outcome<std::vector<KnownPromotion>> known_promotions(pos::store::Reader& reader);
/// Nothing if none has that code.
Outcome<std::optional<KnownPromotion>> known_promotion(pos::store::Reader& reader,
                                                       const std::string& code);

}  // namespace app::core
