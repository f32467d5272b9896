#include "app/core/billing/lease_books.hpp"

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lot_ends.hpp"
#include "app/core/billing/lot_terms.hpp"
#include "pos/billing/wallet/lease.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/feed/leases.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace wallet = pos::billing::wallet;
using pos::journal::LeaseBooked;
using pos::journal::LeaseMove;
using pos::journal::LotEnd;
using pos::journal::LotSpent;

constexpr pos::Instant kAllBooked{INT64_MAX};

Outcome<void> append_booking(BillingBooks& books, const pos::journal::Event& event,
                             pos::Instant now) {
    const auto done = books.stream->append(event, now);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

LeaseBooked booking(BillingBooks& books, const stored::StoredLease& lease, LeaseMove move,
                    pos::Instant now) {
    LeaseBooked booked;
    booked.lease = lease.row.lease;
    booked.when = books.when(now);
    booked.user = books.user();
    booked.account = lease.row.account;
    booked.move = move;
    return booked;
}

Outcome<std::vector<stored::LeasedLot>> lots_in(BillingBooks& books,
                                                const stored::StoredLease& lease) {
    auto lots = stored::lots_of_lease(*books.db, lease.row.lease);
    if (!lots) return std::unexpected{database(lots.error())};
    return std::move(*lots);
}

/// What the till holds of each, in the order in which it burns.
std::vector<LotSpent> take_held(const std::vector<stored::LeasedLot>& lots, std::int64_t minor,
                                pos::Currency currency) {
    std::vector<std::int64_t> held;
    for (const auto& lot : lots) held.push_back(lot.held_minor);
    std::vector<LotSpent> taken;
    const auto parts = wallet::take_in_order(held, minor);
    for (const auto& part : parts) taken.push_back({lots[part.at].lot, {part.minor, currency}});
    return taken;
}

std::int64_t sum_of_spent(const std::vector<LotSpent>& spent) {
    std::int64_t sum = 0;
    for (const LotSpent& part : spent) sum += part.amount.minor;
    return sum;
}

/// Credit that the account buys as it spends it at a till: it is owed from then on.
Outcome<LotSpent> owe(BillingBooks& books, const stored::StoredLease& lease, std::int64_t minor,
                      const LeaseBooked& spent, pos::Instant now, pos::Random& random) {
    const std::string id =
        std::string{kOverId} + to_string(spent.sale) + ":" + to_string(lease.row.lease);
    const auto before = stored::lot_of_external_id(*books.db, id);
    if (!before) return std::unexpected{database(before.error())};
    if (*before) return refuse("What this sale took above the credit is in the books already.");
    const auto whose = stored::account_of(*books.db, lease.row.account);
    if (!whose) return std::unexpected{database(whose.error())};
    pos::journal::WalletGranted lot;
    lot.lot = pos::make_ulid(now, random);
    lot.when = books.when(now);
    lot.user = books.user();
    lot.account = lease.row.account;
    lot.amount = {minor, lease.row.amount.currency};
    lot.effective = now;
    lot.rollover_most = pos::zero(lease.row.amount.currency);
    lot.due_on = lot.when.business_date;
    if (*whose) lot.due_on.days += (*whose)->stored.account.terms_days;
    lot.external_id = id;
    lot.note = spent.number.empty() ? lease.row.branch + " " + lease.row.till : spent.number;
    if (auto done = append_booking(books, lot, now); !done) return std::unexpected{done.error()};
    return LotSpent{lot.lot, lot.amount};
}

/// What a clerk said that a till has spent is what it says itself now: so much is in the lease
/// again, for what it says to be taken from there.
Outcome<void> take_back_said(BillingBooks& books, const stored::StoredLease& lease,
                             std::vector<stored::LeasedLot>& lots, std::int64_t minor,
                             const std::string& number, pos::Instant now) {
    std::vector<std::int64_t> said;
    for (const auto& lot : lots) said.push_back(lot.said_minor);
    const auto parts = wallet::take_in_order(said, minor);
    if (parts.empty()) return {};
    LeaseBooked back = booking(books, lease, LeaseMove::given_back, now);
    back.number = number;
    for (const auto& part : parts) {
        back.lots.push_back({lots[part.at].lot, {part.minor, lease.row.amount.currency}});
        lots[part.at].held_minor += part.minor;
    }
    return append_booking(books, back, now);
}

Outcome<void> take_spent(BillingBooks& books, const stored::StoredLease& lease,
                         const pos::journal::CreditUsed& used, const pos::journal::CreditPart& part,
                         const std::string& number, pos::Instant now, pos::Random& random) {
    const pos::Currency currency = lease.row.amount.currency;
    LeaseBooked spent = booking(books, lease, LeaseMove::spent, now);
    spent.sale = used.sale;
    spent.number = number;
    auto lots = lots_in(books, lease);
    if (!lots) return std::unexpected{lots.error()};
    auto said = take_back_said(books, lease, *lots, part.amount.minor, number, now);
    if (!said) return said;
    spent.lots = take_held(*lots, part.amount.minor, currency);
    std::int64_t rest = part.amount.minor - sum_of_spent(spent.lots);
    if (rest > 0 && lease.ended_at) {
        auto taken = take_of_wallet(books, lease.row.account, currency, rest, now, random);
        if (!taken) return std::unexpected{taken.error()};
        spent.beyond = std::move(*taken);
        rest -= sum_of_spent(spent.beyond);
    }
    if (const std::int64_t over = part.over.minor + rest; over > 0) {
        auto owed = owe(books, lease, over, spent, now, random);
        if (!owed) return std::unexpected{owed.error()};
        spent.beyond.push_back(*owed);
    }
    return append_booking(books, spent, now);
}

/// Lots that have something again: what was owed for it is owed no more, what was voided stays so,
/// what has expired is over.
Outcome<void> end_what_came_back(BillingBooks& books, const pos::Ulid& account,
                                 const std::vector<LotSpent>& lots, const std::string& reason,
                                 pos::Instant now, pos::Random& random) {
    for (const LotSpent& part : lots) {
        const auto lot = stored::lot_of(*books.db, part.lot);
        if (!lot) return std::unexpected{database(lot.error())};
        if (!*lot || (*lot)->left_minor <= 0) continue;
        const auto voided = stored::was_voided(*books.db, part.lot);
        if (!voided) return std::unexpected{database(voided.error())};
        if (!*voided && !(*lot)->row.external_id.starts_with(kOverId)) continue;
        auto done = end_lot(books, **lot, LotEnd::voided, reason, now, nullptr);
        if (!done) return std::unexpected{failure(done.error())};
    }
    if (auto ended = end_expired(books, account, now, random); !ended) {
        return std::unexpected{failure(ended.error())};
    }
    return {};
}

Outcome<void> take_back_credit(BillingBooks& books, const stored::StoredLease& lease,
                               const pos::journal::CreditUsed& used, std::int64_t minor,
                               const std::string& number, pos::Instant now, pos::Random& random) {
    const pos::Currency currency = lease.row.amount.currency;
    const auto lots = lots_in(books, lease);
    if (!lots) return std::unexpected{lots.error()};
    std::vector<std::int64_t> out;
    for (const auto& lot : *lots) out.push_back(lot.out_minor);
    const auto parts = wallet::take_in_reverse(out, minor);
    if (wallet::sum_of(parts) < minor) {
        return refuse("More comes back than was spent of the credit that the till had.");
    }
    LeaseBooked back = booking(books, lease, LeaseMove::given_back, now);
    back.sale = used.sale;
    back.number = number;
    for (const auto& part : parts) {
        const auto& lot = (*lots)[part.at];
        (lot.beyond ? back.beyond : back.lots).push_back({lot.lot, {part.minor, currency}});
    }
    if (auto done = append_booking(books, back, now); !done) return done;
    std::vector<LotSpent> in_wallet = back.beyond;
    if (lease.ended_at && !back.lots.empty()) {
        LeaseBooked on = booking(books, lease, LeaseMove::returned, now);
        on.sale = used.sale;
        on.number = number;
        on.lots = back.lots;
        if (auto done = append_booking(books, on, now); !done) return done;
        in_wallet.insert(in_wallet.end(), back.lots.begin(), back.lots.end());
    }
    return end_what_came_back(books, lease.row.account, in_wallet, number, now, random);
}

}  // namespace

Outcome<std::vector<LotSpent>> take_of_wallet(BillingBooks& books, const pos::Ulid& account,
                                              pos::Currency currency, std::int64_t minor,
                                              pos::Instant now, pos::Random& random) {
    if (auto ended = end_expired(books, account, now, random); !ended) {
        return std::unexpected{failure(ended.error())};
    }
    auto found = stored::lots_of(*books.db, account, kAllBooked);
    if (!found) return std::unexpected{database(found.error())};
    const auto lots = spendable(std::move(*found), now);
    std::vector<std::int64_t> left;
    for (const auto& lot : lots) {
        const bool fits = lot.row.currency == currency && lot.row.scope.empty();
        left.push_back(fits ? lot.left_minor : 0);
    }
    std::vector<LotSpent> taken;
    const auto parts = wallet::take_in_order(left, minor);
    for (const auto& part : parts) taken.push_back({lots[part.at].row.lot, {part.minor, currency}});
    return taken;
}

Outcome<void> take_credit_used(BillingBooks& books, const pos::journal::CreditUsed& used,
                               pos::Instant now, pos::Random& random) {
    const auto number = stored::receipt_number_of(*books.db, used.sale);
    if (!number) return std::unexpected{database(number.error())};
    for (const auto& part : used.parts) {
        const auto lease = stored::lease_of(*books.db, part.lease);
        if (!lease) return std::unexpected{database(lease.error())};
        if (!*lease) {
            return refuse(Why::other, kLeaseNotHere,
                          "The credit of account " + used.account_number +
                              " that this till spent was never given to it here: an older copy of "
                              "the office may have been put back.");
        }
        const std::int64_t minor = part.amount.minor + part.over.minor;
        const auto done =
            minor > 0 ? take_spent(books, **lease, used, part, *number, now, random)
                      : take_back_credit(books, **lease, used, -minor, *number, now, random);
        if (!done) return done;
    }
    return {};
}

Outcome<void> take_credit_given_up(BillingBooks& books, const pos::journal::CreditGivenUp& given_up,
                                   pos::Instant now, pos::Random& random) {
    for (const auto& one : given_up.leases) {
        const auto lease = stored::lease_of(*books.db, one.lease);
        if (!lease) return std::unexpected{database(lease.error())};
        // One that is not known here, since a backup was put back, took nothing out of a wallet.
        if (!*lease || (*lease)->ended_at) continue;
        if (auto done = end_lease(books, **lease, "", now, random); !done) return done;
    }
    return {};
}

Outcome<void> book_spent(BillingBooks& books, const stored::StoredLease& lease, std::int64_t minor,
                         const std::string& reason, pos::Instant now) {
    const auto lots = lots_in(books, lease);
    if (!lots) return std::unexpected{lots.error()};
    LeaseBooked spent = booking(books, lease, LeaseMove::spent, now);
    spent.lots = take_held(*lots, minor, lease.row.amount.currency);
    spent.reason = reason;
    return append_booking(books, spent, now);
}

Outcome<void> end_lease(BillingBooks& books, const stored::StoredLease& lease,
                        const std::string& reason, pos::Instant now, pos::Random& random) {
    const auto lots = lots_in(books, lease);
    if (!lots) return std::unexpected{lots.error()};
    LeaseBooked returned = booking(books, lease, LeaseMove::returned, now);
    returned.lots = take_held(*lots, INT64_MAX, lease.row.amount.currency);
    returned.ends = true;
    returned.reason = reason;
    if (auto done = append_booking(books, returned, now); !done) return done;
    auto done = end_what_came_back(books, lease.row.account, returned.lots, reason, now, random);
    if (!done) return done;
    auto told =
        pos::store::feed::tell_lease_is_over(*books.db, lease.row.terminal, lease.row.lease);
    if (!told) return std::unexpected{database(told.error())};
    return {};
}

}  // namespace app::core::billing
