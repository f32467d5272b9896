#include "app/core/billing/refund.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// Of what is ahead, what is not needed for what is owed.
std::int64_t spare_minor(const std::vector<stored::OpenItem>& items) {
    std::int64_t owed = 0;
    for (const auto& item : items) owed += item.open_minor;
    return std::max<std::int64_t>(-owed, 0);
}

Outcome<pos::Money> amount_of(const NewRefund& asked, std::int64_t spare, pos::Currency currency) {
    if (spare == 0) {
        return refuse(
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
        return refuse(fmt::format("Account {} has paid {} more than it owes: no more can go back.",
                                  asked.account, to_string(pos::Money{spare, currency})));
    }
    return *amount;
}

}  // namespace

Outcome<pos::Money> refund(BillingBooks& books, const NewRefund& asked, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto customer = find_account(*books.db, asked.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        const auto items = stored::open_items(*books.db, account.id);
        if (!items) return std::unexpected{database(items.error())};
        const auto amount = amount_of(asked, spare_minor(*items), account.currency);
        if (!amount) return amount;
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
        }
        return amount;
    });
}

}  // namespace app::core::billing
