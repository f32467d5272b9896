#pragma once

#include <span>
#include <vector>

#include "pos/billing/bill/billed_index.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/money/currency.hpp"

namespace pos::billing::bill {

/// Whether an item was billed by the plan and phase that hold on a stretch.
inline bool is_of(const Billed& item, const plan::Stretch& stretch) {
    return stretch.plan->code == item.key.plan && stretch.plan->version == item.key.version &&
           stretch.phase == item.key.phase;
}

/// What is known of one subscription where days that were paid for are looked at.
struct GiveBackSituation {
    std::span<const Billed* const> billed;
    const BilledIndex& index;
    std::span<const plan::Stretch> stretches;
    Date up_to{};
    Currency currency{};
};

/// Gives back what was billed of days on which another plan held, or none.
///
/// ensures: of an item no more is given back than is left of it; a second call with what was added
///          among what was billed adds nothing
void give_back(const GiveBackSituation& now, std::vector<Item>& items);

}  // namespace pos::billing::bill
