#include "app/core/billing/top_ups.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// The account's rule, if it charges and less is left than it says.
Outcome<std::optional<stored::TopUpRule>> rule_if_low(pos::store::db::Connection& db,
                                                      const pos::customer::Account& account,
                                                      pos::Instant now) {
    auto rule = stored::top_up_rule(db, account.id);
    if (!rule) return std::unexpected{database(rule.error())};
    if (!*rule || !(*rule)->charged || (*rule)->stopped_at) return std::nullopt;
    const auto wallet = wallet_at(db, account.id, account.currency, now);
    if (!wallet) return std::unexpected{failure(wallet.error())};
    if (wallet->balance.minor >= (*rule)->below_minor) return std::nullopt;
    return std::move(*rule);
}

/// The account's wallet, if it is to be filled now.
Outcome<std::optional<WalletToFill>> to_fill(pos::store::db::Connection& db,
                                             const std::string& number, pos::Date month_begin,
                                             pos::Instant now) {
    const auto customer = find_account(db, number);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    const auto rule = rule_if_low(db, account, now);
    if (!rule) return std::unexpected{rule.error()};
    if (!*rule) return std::nullopt;
    const auto tries =
        stored::count_tries_since(db, pos::journal::Purpose::top_up, account.id, month_begin);
    if (!tries) return std::unexpected{database(tries.error())};
    if (*tries >= (*rule)->most_a_month) return std::nullopt;
    return WalletToFill{number, (*rule)->amount_minor};
}

}  // namespace

Outcome<std::vector<WalletToFill>> wallets_to_fill(pos::store::db::Connection& db,
                                                   pos::Date month_begin, pos::Instant now,
                                                   std::int64_t limit) {
    std::vector<WalletToFill> found;
    std::string behind;
    // Those that were filled often enough this month do not stand before the others.
    while (std::ssize(found) < limit) {
        const auto numbers = stored::wallets_to_top_up(db, now, behind, limit);
        if (!numbers) return std::unexpected{database(numbers.error())};
        if (numbers->empty()) break;
        behind = numbers->back();
        for (const std::string& number : *numbers) {
            auto one = to_fill(db, number, month_begin, now);
            if (!one) return std::unexpected{one.error()};
            if (*one) found.push_back(std::move(**one));
        }
    }
    return found;
}

Outcome<bool> is_low(pos::store::db::Connection& db, const std::string& number, pos::Instant now) {
    const auto customer = find_account(db, number);
    if (!customer) return std::unexpected{customer.error()};
    const auto rule = rule_if_low(db, customer->stored.account, now);
    if (!rule) return std::unexpected{rule.error()};
    return rule->has_value();
}

Outcome<std::string> stop_top_up(BillingBooks& books, const std::string& number,
                                 const std::string& said, pos::Instant now) {
    const auto customer = find_account(*books.db, number);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    auto rule = stored::top_up_rule(*books.db, account.id);
    if (!rule) return std::unexpected{database(rule.error())};
    if (!*rule || !(*rule)->charged || (*rule)->stopped_at) return std::string{};
    (*rule)->stopped_at = now;
    (*rule)->stopped_said = said;
    const auto put = stored::put_top_up_rule(*books.db, account.id, *rule);
    if (!put) return std::unexpected{database(put.error())};
    auto noted = note_change(books, "top-up of " + account.number, "", "stopped: " + said, now);
    if (!noted) return std::unexpected{noted.error()};
    return fmt::format("The wallet of account {} tops itself up no more: {}{}", account.number,
                       said, said.ends_with('.') ? "" : ".");
}

Outcome<void> resume_top_up(BillingBooks& books, const std::string& number, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = find_account(*books.db, number);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        auto rule = stored::top_up_rule(*books.db, account.id);
        if (!rule) return std::unexpected{database(rule.error())};
        if (!*rule || !(*rule)->charged) {
            return refuse(Why::other, "no_top_up",
                          "Account " + number + " has no rule that charges credit.");
        }
        if (!(*rule)->stopped_at) return {};
        (*rule)->stopped_at.reset();
        (*rule)->stopped_said.clear();
        const auto put = stored::put_top_up_rule(*books.db, account.id, *rule);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "top-up of " + account.number, "stopped", "goes on", now);
    });
}

}  // namespace app::core::billing
