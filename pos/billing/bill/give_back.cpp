#include "pos/billing/bill/give_back.hpp"

#include <algorithm>
#include <utility>

#include "pos/billing/cycle/periods.hpp"

namespace pos::billing::bill {

namespace {

/// What days that are not used are worth.
Exact unused_of(const Billed& item, const Days& days, Currency currency) {
    const cycle::Proration proration = item.charge ? item.charge->proration : cycle::Proration{};
    const Exact from = cycle::unused(item.amount, item.from, item.to, days.from, proration);
    const Exact to = cycle::unused(item.amount, item.from, item.to, days.to, proration);
    const auto exponent = static_cast<unsigned>(currency.exponent);
    if (!item.charge) return round_at(from - to, exponent, RoundingMode::half_away);
    return round_as(*item.charge, currency, from - to);
}

void give_back_all_but(const GiveBackSituation& now, const Billed& item,
                       const std::vector<Days>& wanted, std::vector<Item>& items) {
    Exact left = now.index.left(item);
    std::vector<Days> gone = now.index.given_back(item);
    std::vector<Days> kept = wanted;
    kept.insert(kept.end(), gone.begin(), gone.end());
    const std::vector<Days> unused = without({item.from, item.to}, kept);
    for (const Days& days : unused) {
        gone.push_back(days);
        Exact amount = unused_of(item, days, now.currency);
        const bool all_gone = without({item.from, item.to}, gone).empty();
        if (all_gone || amount > left) amount = left;
        left -= amount;
        Item back{.kind = ItemKind::unused,
                  .key = item.key,
                  .from = days.from,
                  .to = days.to,
                  .amount = -amount,
                  .of = item.id,
                  .charge = item.charge};
        back.revision = now.index.next_revision(back, items);
        items.push_back(std::move(back));
    }
}

}  // namespace

void give_back(const GiveBackSituation& now, std::vector<Item>& items) {
    for (const Billed* billed : now.billed) {
        const Billed& one = *billed;
        if (one.kind != ItemKind::recurring || now.index.is_voided(one)) continue;
        std::vector<Days> wanted;
        for (const plan::Stretch& stretch : now.stretches) {
            if (!is_of(one, stretch)) continue;
            // An end that is still to come may be taken back.
            const bool ended = stretch.to && *stretch.to <= now.up_to;
            wanted.push_back({stretch.from, ended ? *stretch.to : std::max(one.to, stretch.from)});
        }
        give_back_all_but(now, one, wanted, items);
    }
}

}  // namespace pos::billing::bill
