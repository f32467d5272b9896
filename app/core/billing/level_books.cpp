#include "app/core/billing/level_books.hpp"

#include <algorithm>

#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/disputes.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::store::Answer;
using pos::store::store_error;

/// So much is left of what is owed, or of what may pay it.
struct Side {
    pos::Ulid about{};
    std::int64_t left{0};
};

/// The longest due first, as payments pay them; what was asked for on account before all others.
struct Sides {
    std::vector<Side> requests;
    std::vector<Side> others;
    std::vector<Side> ahead;
};

Answer<Sides> sides_of(BillingBooks& books, const Prepared& settled) {
    Sides sides;
    const auto open = stored::open_items(*books.db, settled.account);
    if (!open) return store_error(open.error());
    const auto& requests = settled.level->requests;
    for (const stored::OpenItem& item : *open) {
        const bool asked = std::ranges::find(requests, item.about) != requests.end();
        if (item.open_minor < 0) {
            sides.ahead.push_back({item.about, -item.open_minor});
        } else {
            (asked ? sides.requests : sides.others).push_back({item.about, item.open_minor});
        }
    }
    return sides;
}

/// Lets one pay the other as far as both go.
void let_pay(Side& from, Side& to, pos::Currency currency,
             std::vector<pos::journal::Allocation>& into) {
    const std::int64_t size = std::min(from.left, to.left);
    if (size <= 0) return;
    into.push_back({from.about, to.about, {size, currency}});
    from.left -= size;
    to.left -= size;
}

/// What was disputed of the requests is credited with them.
Answer<void> close_disputes(BillingBooks& books, const Prepared& settled, pos::Date as_of) {
    if (!settled.level->taken_back) return {};
    stored::Dispute closed;
    closed.state = stored::DisputeState::credited;
    closed.answer = settled.level->taken_back->number;
    closed.closed_on = as_of;
    closed.closed_by = books.user().name;
    for (const pos::Ulid& request : settled.level->requests) {
        closed.document = request;
        auto done = stored::close_dispute(*books.db, closed);
        if (!done) return store_error(std::move(done.error()));
    }
    return {};
}

}  // namespace

Answer<void> note_requests(BillingBooks& books, const LevelPart& level, const pos::Ulid& document) {
    for (const auto& one : level.due) {
        auto added = stored::add_level_request(*books.db, level.agreement, one.payment.position,
                                               one.payment.due, document);
        if (!added) return store_error(std::move(added.error()));
    }
    return {};
}

Answer<void> note_settled(BillingBooks& books, const Prepared& settled, pos::Date as_of,
                          pos::Instant now) {
    const LevelPart& level = *settled.level;
    stored::LevelSettled said{level.agreement, level.ends_on, as_of, {}, {}};
    if (settled.document) said.document = settled.document->document;
    if (level.taken_back) said.credit_note = level.taken_back->document;
    auto done = stored::settle_level(*books.db, said);
    if (done && level.next) {
        stored::LevelAgreement next = *level.next;
        next.at = now;
        next.amounts.front().at = now;
        done = stored::add_level(*books.db, next);
    }
    if (!done) return store_error(std::move(done.error()));
    return close_disputes(books, settled, as_of);
}

Answer<void> pay_settlement(BillingBooks& books, const Prepared& settled, MayPay has,
                            pos::Instant now, pos::Random& random) {
    const auto& note = *settled.level->taken_back;
    auto sides = has.open_items ? sides_of(books, settled) : Answer<Sides>{Sides{}};
    if (!sides) return std::unexpected{std::move(sides.error())};
    const std::int64_t payable = settled.document ? settled.document->payable.minor : 0;
    Side credit{note.document, -note.payable.minor};
    Side bill{settled.document ? settled.document->document : pos::Ulid{},
              std::max<std::int64_t>(payable, 0)};
    pos::journal::Allocated allocated{books.when(now), books.user(), settled.account, {}};
    auto& parts = allocated.allocations;
    for (Side& request : sides->requests) let_pay(credit, request, note.currency, parts);
    let_pay(credit, bill, note.currency, parts);
    for (Side& other : sides->others) let_pay(credit, other, note.currency, parts);
    if (payable < 0) {
        // It gives back more than it bills, so it is a credit note itself.
        Side back{settled.document->document, -payable};
        for (Side& other : sides->others) let_pay(back, other, note.currency, parts);
    }
    if (bill.left > 0 && has.wallet) {
        const auto paid = pay_from_wallet(books, *settled.document, bill.left, now, random);
        if (!paid) return std::unexpected{paid.error()};
        bill.left -= *paid;
    }
    for (Side& ahead : sides->ahead) let_pay(ahead, bill, note.currency, parts);
    if (parts.empty()) return {};
    if (auto done = books.stream->append(allocated, now); !done) {
        return std::unexpected{done.error()};
    }
    return {};
}

}  // namespace app::core::billing
