#include "app/core/billing/accept_lease.hpp"

#include <vector>

#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lease_books.hpp"
#include "app/core/written_lines.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/leases.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::CreditPart;
using pos::journal::CreditUsed;
using pos::journal::LotSpent;

/// Whose entry it is.
Outcome<pos::store::office::Terminal> till_of(BillingBooks& books, std::int64_t entry) {
    const auto id =
        books.db->value<pos::Ulid>("SELECT terminal FROM sent_journal WHERE number = $1",
                                   pos::store::entry_key(entry).journal);
    if (!id) return std::unexpected{database(id.error())};
    if (*id) {
        const auto found = pos::store::office::terminal(*books.db, **id);
        if (!found) return std::unexpected{failure(found.error())};
        if (*found) return **found;
    }
    return refuse(Why::other, "lease_no_till", "The office does not know the till that spent it.");
}

/// The rest of what was spent, which the wallet does not hold: credit that is owed.
Outcome<LotSpent> owe_rest(BillingBooks& books, const CreditUsed& used, const CreditPart& part,
                           const stored::Customer& whose, std::int64_t minor, pos::Instant now,
                           pos::Random& random) {
    pos::journal::WalletGranted lot;
    lot.lot = pos::make_ulid(now, random);
    lot.when = books.when(now);
    lot.user = books.user();
    lot.account = used.account;
    lot.amount = {minor, used.left.currency};
    lot.effective = now;
    lot.rollover_most = pos::zero(used.left.currency);
    lot.due_on = lot.when.business_date;
    lot.due_on.days += whose.stored.account.terms_days;
    lot.external_id = std::string{kOverId} + "accepted:" + to_string(part.lease);
    if (auto done = books.stream->append(lot, now); !done) {
        return std::unexpected{failure(done.error())};
    }
    return LotSpent{lot.lot, lot.amount};
}

/// The lease that the till had, of as much as it spent of it.
Outcome<void> grant_spent(BillingBooks& books, const CreditUsed& used, const CreditPart& part,
                          const stored::Customer& whose, const pos::store::office::Terminal& till,
                          const std::string& reason, pos::Instant now, pos::Random& random) {
    const pos::Currency currency = used.left.currency;
    const std::int64_t minor = part.amount.minor > 0 ? part.amount.minor : part.over.minor;
    if (minor <= 0) {
        return refuse(
            Why::other, "lease_back_first",
            "Goods came back that were sold for that credit: take the sale of them first.");
    }
    auto lots = take_of_wallet(books, used.account, currency, minor, now, random);
    if (!lots) return std::unexpected{lots.error()};
    std::int64_t rest = minor;
    for (const LotSpent& lot : *lots) rest -= lot.amount.minor;
    if (rest > 0) {
        auto owed = owe_rest(books, used, part, whose, rest, now, random);
        if (!owed) return std::unexpected{owed.error()};
        lots->push_back(*owed);
    }
    pos::journal::LeaseGranted lease;
    lease.lease = part.lease;
    lease.when = books.when(now);
    lease.user = books.user();
    lease.account = used.account;
    lease.terminal = till.terminal;
    lease.branch = till.branch;
    lease.till = till.code;
    lease.amount = {minor, currency};
    lease.floor = pos::zero(currency);
    lease.lots = std::move(*lots);
    lease.note = reason;
    const auto done = books.stream->append(lease, now);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

/// The leases of it that the office does not know.
Outcome<std::vector<CreditPart>> unknown_parts(BillingBooks& books, const CreditUsed& used) {
    std::vector<CreditPart> unknown;
    for (const CreditPart& part : used.parts) {
        const auto lease = stored::lease_of(*books.db, part.lease);
        if (!lease) return std::unexpected{database(lease.error())};
        if (!*lease) unknown.push_back(part);
    }
    if (unknown.empty()) {
        return refuse(Why::other, "lease_known",
                      "The office knows that credit: what was spent of it books itself.");
    }
    return unknown;
}

Outcome<void> end_accepted(BillingBooks& books, const std::vector<CreditPart>& parts,
                           const std::string& reason, pos::Instant now, pos::Random& random) {
    for (const CreditPart& part : parts) {
        const auto lease = stored::lease_of(*books.db, part.lease);
        if (!lease) return std::unexpected{database(lease.error())};
        if (!*lease || (*lease)->ended_at) continue;
        if (auto done = end_lease(books, **lease, reason, now, random); !done) return done;
    }
    return {};
}

}  // namespace

Outcome<pos::Money> accept_lease(BillingBooks& books, const LeaseAcceptance& asked,
                                 pos::Instant now, pos::Random& random) {
    const auto why = written_line(asked.reason);
    if (!why) return std::unexpected{why.error()};
    if (why->empty()) return misuse(Why::reason_missing, "", "Say why with --reason.");
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        auto waiting = waiting_credit(books, asked.entry);
        if (!waiting) return std::unexpected{waiting.error()};
        const CreditUsed& used = waiting->used;
        const auto left =
            books.db->exec("DELETE FROM bill_to_book WHERE entry = $1", waiting->entry);
        if (!left) return std::unexpected{database(left.error())};
        const auto till = till_of(books, waiting->entry);
        if (!till) return std::unexpected{till.error()};
        const auto whose = stored::account_of(*books.db, used.account);
        if (!whose) return std::unexpected{database(whose.error())};
        if (!*whose) {
            return refuse(Why::no_account, used.account_number,
                          "No account here has the number " + used.account_number +
                              " that the till knew it by.");
        }
        const auto& account = (*whose)->stored.account;
        if (account.currency != used.left.currency) {
            return refuse(Why::other, "not_in_its_currency",
                          "Account " + account.number + " is not in the currency that was paid.");
        }
        const auto parts = unknown_parts(books, used);
        if (!parts) return std::unexpected{parts.error()};
        for (const CreditPart& part : *parts) {
            auto done = grant_spent(books, used, part, **whose, *till, *why, now, random);
            if (!done) return std::unexpected{done.error()};
        }
        if (auto done = take_credit_used(books, used, now, random); !done) {
            return std::unexpected{done.error()};
        }
        if (auto done = end_accepted(books, *parts, *why, now, random); !done) {
            return std::unexpected{done.error()};
        }
        auto noted = note_change(
            books, "lease accepted of " + account.number + " at " + till->branch + " " + till->code,
            "", noted_amount(used.total()) + ": " + *why, now);
        if (!noted) return std::unexpected{noted.error()};
        return used.total();
    });
}

}  // namespace app::core::billing
