#include "app/core/billing/refund.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/refunds.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

Outcome<pos::Money> amount_of(const NewRefund& asked, std::int64_t spare, pos::Currency currency) {
    if (spare == 0) {
        return refuse(
            Why::other, "nothing_ahead",
            fmt::format("Account {} has not paid more than it owes: there is nothing to refund.",
                        asked.account));
    }
    if (asked.amount.empty()) return pos::Money{spare, currency};
    const auto amount = pos::parse_money(asked.amount, currency);
    if (!amount || amount->minor <= 0) {
        return misuse(Why::no_amount, asked.amount,
                      "\"" + asked.amount + "\" is no amount above zero, such as 30.00.");
    }
    if (amount->minor > spare) {
        return refuse(Why::other, "more_than_ahead",
                      fmt::format("Account {} has paid {} more than it owes: no more can go back.",
                                  asked.account, to_string(pos::Money{spare, currency})));
    }
    return *amount;
}

/// What was booked under that id before, if it is what is asked for.
Outcome<Refund> same_as(const stored::NotedRefund& before, const NewRefund& asked,
                        const pos::customer::Account& account) {
    const pos::Money amount{before.amount_minor, account.currency};
    const bool same =
        before.account == account.id &&
        (asked.amount.empty() || pos::parse_money(asked.amount, account.currency) == amount);
    if (!same) {
        return refuse(Why::other, "id_of_another",
                      asked.external_id + " is the id of another refund.");
    }
    return Refund{amount, true};
}

}  // namespace

/// Of what is ahead, what is not needed for what is owed.
std::int64_t spare_minor(const std::vector<stored::OpenItem>& items) {
    std::int64_t owed = 0;
    for (const auto& item : items) owed += item.open_minor;
    return std::max<std::int64_t>(-owed, 0);
}

Outcome<Refund> book_refund(BillingBooks& books, const NewRefund& asked, pos::Instant now) {
    const auto customer = find_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    const auto before = stored::refund_of_external_id(*books.db, asked.external_id);
    if (!before) return std::unexpected{database(before.error())};
    if (*before) return same_as(**before, asked, account);
    const auto items = stored::open_items(*books.db, account.id);
    if (!items) return std::unexpected{database(items.error())};
    const auto amount = amount_of(asked, spare_minor(*items), account.currency);
    if (!amount) return std::unexpected{amount.error()};
    std::int64_t left = amount->minor;
    for (const auto& item : *items) {
        const std::int64_t part = std::min(left, -item.open_minor);
        if (part <= 0) continue;
        left -= part;
        const auto noted =
            books.stream->append(pos::journal::PaymentReturned{item.about,
                                                               books.when(now),
                                                               books.user(),
                                                               account.id,
                                                               {part, account.currency},
                                                               asked.reason},
                                 now);
        if (!noted) return std::unexpected{failure(noted.error())};
        const auto entry = pos::store::entry_number({books.stream->number(), noted->seq});
        const auto kept = stored::note_refund(*books.db, entry, asked.external_id);
        if (!kept) return std::unexpected{database(kept.error())};
    }
    return Refund{*amount};
}

Outcome<Refund> refund(BillingBooks& books, const NewRefund& asked, pos::Instant now) {
    return in_transaction(books, [&] { return book_refund(books, asked, now); });
}

}  // namespace app::core::billing
