#include "app/core/billing/lot_ends.hpp"

#include <algorithm>

#include "app/core/billing/wallet.hpp"
#include "pos/billing/wallet/lot.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace wallet = pos::billing::wallet;
using pos::journal::LotEnd;
using pos::journal::WalletGranted;
using pos::store::Answer;
using pos::store::store_error;

Answer<void> append_end(BillingBooks& books, const pos::journal::Event& event, pos::Instant now) {
    auto done = books.stream->append(event, now);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

wallet::Lot rule_of(const stored::StoredLot& lot) {
    const auto& row = lot.row;
    return {.id = to_string(row.lot),
            .amount = pos::exact(pos::Money{row.amount_minor, row.currency}),
            .priority = row.priority,
            .effective = row.effective,
            .expires = row.expires,
            .created = row.granted_at,
            .kept_least = {},
            .kept_most = {}};
}

}  // namespace

std::vector<std::size_t> burn_order_of(std::span<const stored::StoredLot> lots) {
    std::vector<wallet::Lot> rules;
    for (const auto& lot : lots) rules.push_back(rule_of(lot));
    return wallet::burn_order(rules);
}

std::vector<stored::StoredLot> spendable(std::vector<stored::StoredLot> lots, pos::Instant at) {
    std::erase_if(lots, [&](const auto& lot) { return state_of(lot, at) != LotState::counts; });
    const auto order = burn_order_of(lots);
    std::vector<stored::StoredLot> ordered;
    for (const std::size_t at_place : order) {
        ordered.push_back(std::move(lots[at_place]));
    }
    return ordered;
}

Answer<void> end_lot(BillingBooks& books, const stored::StoredLot& lot, LotEnd how,
                     const std::string& reason, pos::Instant now, pos::Random* random) {
    const auto& row = lot.row;
    const pos::Currency currency = row.currency;
    const bool expired = how == LotEnd::expired;
    stored::RolledOver before{0, row.lot};
    if (expired && row.rollover_minor > 0) {
        const auto known = stored::rolled_over_of(*books.db, row.lot);
        if (!known) return store_error(known.error());
        before = *known;
    }
    const std::int64_t may_go_on = std::max<std::int64_t>(row.rollover_minor - before.minor, 0);
    const std::int64_t on = expired ? std::min(lot.left_minor, may_go_on) : 0;
    const pos::Instant at = expired ? *row.expires : now;
    const pos::Money lost{lot.left_minor - on, currency};
    auto done = append_end(books,
                           pos::journal::WalletEnded{books.when(now),
                                                     books.user(),
                                                     row.account,
                                                     row.lot,
                                                     row.kind,
                                                     how,
                                                     at,
                                                     lost,
                                                     {on, currency},
                                                     reason},
                           now);
    if (!done || on == 0) return done;
    // The ledger may not move, and tills hear of it all the same.
    if (auto told = pos::store::feed::tell_of_account(*books.db, row.account); !told) {
        return store_error(told.error());
    }
    WalletGranted next;
    next.lot = pos::make_ulid(now, *random);
    next.when = books.when(now);
    next.user = books.user();
    next.account = row.account;
    next.kind = row.kind;
    next.amount = {on, currency};
    next.priority = row.priority;
    next.effective = at;
    next.expires = pos::Instant{at.unix_ms + (at.unix_ms - row.effective.unix_ms)};
    next.scope = scope_of(row);
    next.rollover_most = pos::zero(currency);
    next.from = before.last;
    next.due_on = books.when(now).business_date;
    next.note = row.note;
    return append_end(books, next, now);
}

Answer<std::int64_t> end_expired(BillingBooks& books, std::optional<pos::Ulid> account,
                                 pos::Instant now, pos::Random& random) {
    const auto over = stored::lots_to_end(*books.db, account, now, kLotsAtOnce);
    if (!over) return store_error(over.error());
    for (const auto& lot : *over) {
        auto done = end_lot(books, lot, LotEnd::expired, "", now, &random);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return static_cast<std::int64_t>(over->size());
}

}  // namespace app::core::billing
