#include "app/core/billing/close_account.hpp"

#include <algorithm>
#include <array>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/leases.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/recurrences.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/wallets.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;

std::unexpected<Failure> not_over(const char* name, const char* words) {
    return refuse(Why::other, name, words);
}

/// Whether it sells something, now or from a later day on.
bool is_subscribed(const stored::StoredSubscription& one, pos::Instant now) {
    return one.acts.empty() || one.acts.back().act != Act::cancelled || one.acts.back().at > now;
}

Outcome<void> check_nothing_is_sold(BillingBooks& books, const stored::StoredAccount& account,
                                    pos::Instant now) {
    const std::array ids{account.account.id};
    const auto subscriptions = stored::subscriptions_of(*books.db, ids);
    if (!subscriptions) return std::unexpected{database(subscriptions.error())};
    const auto is_running = [&](const auto& one) { return is_subscribed(one, now); };
    if (std::ranges::any_of(*subscriptions, is_running)) {
        return not_over("account_subscribed", "A subscription of it runs: end that first.");
    }
    const auto levels = stored::levels_among(*books.db, ids);
    if (!levels) return std::unexpected{database(levels.error())};
    if (!levels->empty()) {
        return not_over("payer_levels", "The account has level payments: end them first.");
    }
    if (account.account.payer) {
        return not_over("account_paid_for",
                        "Another account pays for it: take that away, and let a bill run look at "
                        "it.");
    }
    const auto others = stored::paid_by(*books.db, ids);
    if (!others) return std::unexpected{database(others.error())};
    if (!others->empty()) {
        return not_over("payer_pays_for_others", "The account pays for others.");
    }
    if (account.next_bill) {
        return not_over("account_to_bill",
                        "A bill of it is still to come, or no bill run has looked at it since it "
                        "was changed: run the bills first.");
    }
    return {};
}

Outcome<void> check_nothing_is_owed(BillingBooks& books, const pos::customer::Account& account) {
    const auto open = stored::open_items(*books.db, account.id);
    if (!open) return std::unexpected{database(open.error())};
    if (!open->empty()) {
        return not_over("account_open",
                        "Something is open of it: let it be paid, pay it back or give it up "
                        "first.");
    }
    return {};
}

Outcome<void> check_no_credit(BillingBooks& books, const pos::customer::Account& account,
                              pos::Instant now) {
    auto& db = *books.db;
    const auto credit_is_left = [] {
        return not_over("account_credit", "It has prepaid credit: pay that back or end it first.");
    };
    const auto lots = stored::lots_of(db, account.id, now);
    if (!lots) return std::unexpected{database(lots.error())};
    const auto has_money = [&](const stored::StoredLot& lot) {
        return lot.left_minor > 0 && state_of(lot, now) != LotState::expired;
    };
    if (std::ranges::any_of(*lots, has_money)) return credit_is_left();
    const auto units = units_at(db, account.id, now);
    if (!units) return std::unexpected{failure(units.error())};
    const auto has_units = [](const auto& each) { return each.second.millionths > 0; };
    if (std::ranges::any_of(units->balances, has_units)) return credit_is_left();
    const auto leases = stored::leases_of(db, account.id, now);
    if (!leases) return std::unexpected{database(leases.error())};
    const auto at_a_till = [](const stored::StoredLease& lease) { return !lease.ended_at; };
    if (std::ranges::any_of(*leases, at_a_till)) return credit_is_left();
    const auto top_up = stored::top_up_rule(db, account.id);
    if (!top_up) return std::unexpected{database(top_up.error())};
    const auto rules = stored::recurrences(db, account.id);
    if (!rules) return std::unexpected{database(rules.error())};
    const pos::Date today = books.office.zone.local(now).date;
    const bool grants = std::ranges::any_of(*rules, [&](const stored::StoredRecurrence& rule) {
        return !rule.when.until || *rule.when.until > today;
    });
    if (*top_up || grants) {
        return not_over("account_grants", "A rule still grants it credit: end that first.");
    }
    return {};
}

/// Says so at the account and in the journal, within the open transaction.
Outcome<void> put_closed(BillingBooks& books, const pos::customer::Account& account,
                         std::optional<pos::Date> on, pos::Instant now) {
    auto put = stored::put_account_closed(*books.db, account.id, on);
    // Tills know of it while it is open.
    if (put) put = pos::store::feed::tell_of_account(*books.db, account.id);
    if (!put) return std::unexpected{database(put.error())};
    return note_change(books, "account " + account.number, "", on ? "closed" : "opened again", now);
}

}  // namespace

Outcome<bool> close_account(BillingBooks& books, const std::string& number, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto found = find_account(*books.db, number);
        if (!found) return std::unexpected{found.error()};
        if (found->stored.closed_on) return false;
        const auto& account = found->stored.account;
        auto over = check_nothing_is_sold(books, found->stored, now);
        if (over) over = check_nothing_is_owed(books, account);
        if (over) over = check_no_credit(books, account, now);
        if (!over) return std::unexpected{over.error()};
        auto closed = put_closed(books, account, books.office.zone.local(now).date, now);
        if (!closed) return std::unexpected{closed.error()};
        return true;
    });
}

Outcome<bool> reopen_account(BillingBooks& books, const std::string& number, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto found = find_account(*books.db, number);
        if (!found) return std::unexpected{found.error()};
        if (!found->stored.closed_on) return false;
        auto opened = put_closed(books, found->stored.account, std::nullopt, now);
        if (!opened) return std::unexpected{opened.error()};
        return true;
    });
}

}  // namespace app::core::billing
