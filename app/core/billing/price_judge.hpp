#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/core/billing/price_move.hpp"
#include "app/core/billing/stored_plans.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/subscriptions.hpp"

/// Whether a subscription may be moved to another version of its plan.
namespace app::core::billing {

/// A move as one account sees it.
struct MoveOfAccount {
    const PriceMove& asked;
    pos::Date day{};
    pos::Instant at{};  // when that day begins there
    pos::Instant now{};
};

/// What may be said before anything is priced.
struct MoveJudged {
    Moving moving{Moving::moves};
    std::string why{};
    std::optional<pos::Date> until{};
    std::uint32_t version{0};  // that it has until then
};
/// Nothing where it is no matter of the move: another plan's by then, or over already.
///
/// items: all that was ever billed of it
std::optional<MoveJudged> judge_move(const pos::store::billing::StoredSubscription& one,
                                     std::span<const pos::store::billing::StoredItem> items,
                                     const MoveOfAccount& move);
/// The same of taking the move back; nothing where it was not moved so.
std::optional<MoveJudged> judge_taking_back(const pos::store::billing::StoredSubscription& one,
                                            std::span<const pos::store::billing::StoredItem> items,
                                            const MoveOfAccount& move);

/// A phase of fixed term that ends by itself.
struct FixedTerm {
    pos::Date until{};
    std::size_t phase{0};
};
/// The one that a subscription is in on that day, if it ends later.
std::optional<FixedTerm> term_on(const pos::billing::plan::Subscription& one,
                                 const pos::locale::Zone& zone, pos::Date day);

/// The versions between which something is moved.
struct Versions {
    const pos::billing::plan::Plan& has;
    const pos::billing::plan::Plan& then;
};
/// Whether a charge of that phase comes to more by the other version, or nobody can tell: it is
/// new, or another one and came to nothing in the last period.
bool rises(std::span<const ChargeMoved> last, const Versions& versions, std::size_t phase);

}  // namespace app::core::billing
