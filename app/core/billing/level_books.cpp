#include "app/core/billing/level_books.hpp"

#include <algorithm>
#include <utility>

#include "app/core/billing/wallet.hpp"
#include "pos/store/billing/disputes.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/wallets.hpp"

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

/// The credit note while it pays.
struct Paying {
    BillingBooks& books;
    const Prepared& settled;
    Side credit;
    std::vector<pos::journal::Allocation> parts{};
    std::int64_t of_requests{0};  // what it paid of these

    pos::Currency currency() const { return settled.level->taken_back->currency; }
    void pay(Side& to) { let_pay(credit, to, currency(), parts); }
    void pay_request(Side to) {
        const std::int64_t before = credit.left;
        pay(to);
        of_requests += before - credit.left;
    }
    /// Beside requests.
    std::int64_t spent() const {
        return -settled.level->taken_back->payable.minor - credit.left - of_requests;
    }
};

/// What was given up of a request is no loss any more once that is taken back: it is owed again,
/// and paid by the credit note, so that nothing of it becomes credit that nobody paid.
Answer<void> recover_given_up(Paying& paying, pos::Instant now) {
    const auto& level = *paying.settled.level;
    const auto given_up = stored::given_up_of(*paying.books.db, level.requests);
    if (!given_up) return store_error(given_up.error());
    for (const auto& [request, minor] : *given_up) {
        const std::int64_t size = std::min(minor, paying.credit.left);
        if (size <= 0) continue;
        auto done = paying.books.stream->append(pos::journal::WrittenOff{paying.books.when(now),
                                                                         paying.books.user(),
                                                                         paying.settled.account,
                                                                         request,
                                                                         {-size, paying.currency()},
                                                                         level.taken_back->number},
                                                now);
        if (!done) return std::unexpected{done.error()};
        paying.pay_request({request, size});
    }
    return {};
}

/// Credit that was given pays first, so what the note has paid beside requests was paid by that.
/// The rest goes back to its lots, those that were used last first: nobody can have it paid out. A
/// lot that has expired meanwhile loses it with the next run, as if it had stood there all the
/// time.
Answer<void> give_back_promotion(Paying& paying, pos::Instant now) {
    const auto& level = *paying.settled.level;
    std::vector<std::pair<pos::Ulid, std::vector<stored::PaidByLot>>> of_requests;
    std::int64_t given = 0;
    for (const pos::Ulid& request : level.requests) {
        auto lots = stored::paid_by_lots(*paying.books.db, request);
        if (!lots) return store_error(lots.error());
        std::erase_if(*lots, [](const stored::PaidByLot& one) {
            return one.lot.row.kind != pos::journal::LotKind::promotional;
        });
        for (const stored::PaidByLot& one : *lots) given += one.amount_minor;
        of_requests.emplace_back(request, std::move(*lots));
    }
    std::int64_t left = std::min(paying.credit.left, given - paying.spent());
    for (auto one = of_requests.rbegin(); one != of_requests.rend() && left > 0; ++one) {
        const auto& [request, lots] = *one;
        pos::journal::WalletSpent back{
            paying.books.when(now), paying.books.user(), paying.settled.account, request, {}};
        std::int64_t sum = 0;
        for (auto lot = lots.rbegin(); lot != lots.rend() && left > 0; ++lot) {
            const std::int64_t size = std::min(lot->amount_minor, left);
            back.spent.push_back({lot->lot.row.lot, {-size, paying.currency()}});
            sum += size;
            left -= size;
        }
        if (sum == 0) continue;
        if (auto done = paying.books.stream->append(back, now); !done) {
            return std::unexpected{done.error()};
        }
        paying.pay_request({request, sum});
    }
    return {};
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
    Paying paying{books, settled, {note.document, -note.payable.minor}};
    Side bill{settled.document ? settled.document->document : pos::Ulid{},
              std::max<std::int64_t>(payable, 0)};
    for (const Side& request : sides->requests) paying.pay_request(request);
    if (auto done = recover_given_up(paying, now); !done) return done;
    paying.pay(bill);
    for (Side& other : sides->others) paying.pay(other);
    if (has.wallet && paying.credit.left > 0) {
        if (auto done = give_back_promotion(paying, now); !done) return done;
    }
    auto& parts = paying.parts;
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
    const pos::journal::Allocated allocated{books.when(now), books.user(), settled.account,
                                            std::move(parts)};
    if (auto done = books.stream->append(allocated, now); !done) {
        return std::unexpected{done.error()};
    }
    return {};
}

}  // namespace app::core::billing
