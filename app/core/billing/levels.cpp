#include "app/core/billing/levels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/prepare_level.hpp"
#include "app/core/billing/stored_plans.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace level_rules = pos::billing::level;
namespace stored = pos::store::billing;
using stored::LevelAgreement;

Outcome<pos::Money> level_payment(const std::string& text, pos::Currency currency) {
    const auto amount = pos::parse_money(text, currency);
    if (!amount || amount->minor <= 0 || amount->minor > level_rules::kAmountMax) {
        return misuse(Why::no_amount, text,
                      "\"" + text + "\" is no amount above zero, such as 90.00.");
    }
    return *amount;
}

Outcome<pos::Date> day_from(const std::string& text, pos::Date today) {
    if (text.empty()) return today;
    const auto day = pos::parse_date(text);
    if (!day) return misuse(Why::no_day, text, "\"" + text + "\" is no day such as 2026-12-01.");
    if (*day < today) return misuse(Why::passed, text, text + " is over.");
    return *day;
}

/// An account that pays for itself.
Outcome<stored::Customer> paying_account(pos::store::db::Connection& db,
                                         const std::string& number) {
    auto customer = find_account(db, number);
    if (!customer) return customer;
    if (customer->stored.account.payer) {
        return refuse(Why::other, "paid_by_another",
                      "Account " + number + " is paid for by another: say it of that.");
    }
    return customer;
}

/// The one that was not settled.
Outcome<LevelAgreement> running_level(pos::store::db::Connection& db, const pos::Ulid& account,
                                      const std::string& number) {
    const std::array ids{account};
    auto found = stored::levels_among(db, ids);
    if (!found) return std::unexpected{database(found.error())};
    if (found->empty()) {
        return refuse(Why::other, "level_none_runs",
                      "No level payments are agreed with account " + number + ".");
    }
    return std::move(found->begin()->second);
}

/// The tax classes of what an account, and those that it pays for, are charged.
Outcome<std::set<std::string>> classes_of(pos::store::db::Connection& db,
                                          const pos::Ulid& account) {
    std::vector<pos::Ulid> ids{account};
    const auto others = stored::paid_by(db, ids);
    if (!others) return std::unexpected{database(others.error())};
    for (const auto& one : *others) ids.push_back(one.stored.account.id);
    const auto subscriptions = stored::subscriptions_of(db, ids);
    if (!subscriptions) return std::unexpected{database(subscriptions.error())};
    KnownPlans plans;
    std::set<std::string> classes;
    for (const auto& one : *subscriptions) {
        const auto with_plans = with_its_plans(db, one, plans);
        if (!with_plans) return std::unexpected{with_plans.error()};
        for (const auto& action : with_plans->actions) {
            if (action.plan == nullptr) continue;
            for (const auto& phase : action.plan->phases) {
                for (const auto& charge : phase.charges) classes.insert(charge.tax_class);
            }
        }
    }
    return classes;
}

/// Agrees one thing.
class LevelMaker {
public:
    LevelMaker(BillingBooks& books, const NewLevel& asked, pos::Instant now)
        : books_{books}, asked_{asked}, now_{now} {}

    Outcome<LevelAgreement> make(pos::Random& random) {
        const auto open = find_open_account(*books_.db, asked_.account);
        if (!open) return std::unexpected{open.error()};
        auto customer = paying_account(*books_.db, asked_.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        if (account.currency != books_.office.journal.currency) {
            return refuse(Why::other, "level_currency",
                          "Level payments are in the currency of the books alone.");
        }
        const std::array ids{account.id};
        const auto running = stored::levels_among(*books_.db, ids);
        if (!running) return std::unexpected{database(running.error())};
        if (!running->empty()) {
            return refuse(Why::other, "level_runs",
                          "Level payments are agreed with account " + asked_.account +
                              " already: change them, or end them first.");
        }
        const pos::Date today = books_.office.zone.local(now_).date;
        const auto from = day_from(asked_.from, today);
        if (!from) return std::unexpected{from.error()};
        const auto amount = level_payment(asked_.amount, account.currency);
        if (!amount) return std::unexpected{amount.error()};
        level_.id = pos::make_ulid(now_, random);
        level_.account = account.id;
        level_.currency = pos::store::currency_text(account.currency);
        level_.starts_on = *from;
        level_.day = asked_.day == 0 ? split(*from).day : asked_.day;
        level_.months = asked_.months;
        level_.payments = asked_.payments == 0 ? asked_.months : asked_.payments;
        if (!in_range(term_of(level_))) {
            return misuse(Why::other, "level_term",
                          fmt::format("A term has 1 to {} months, no more payments than months, "
                                      "and a day from 1 to 31.",
                                      level_rules::kMonthsMax));
        }
        level_.ends_on = level_rules::end_of(term_of(level_));
        level_.renews = asked_.renews;
        level_.agreed_on = today;
        level_.by = books_.user().name;
        level_.at = now_;
        level_.amounts = {{*from, amount->minor, level_.by, now_}};
        if (auto taxed = find_class(account); !taxed) return std::unexpected{taxed.error()};
        return std::move(level_);
    }

private:
    Outcome<void> find_class(const pos::customer::Account& account) {
        if (account.tax != pos::customer::TaxProfile::domestic) return {};
        level_.tax_class = asked_.tax_class;
        if (level_.tax_class.empty()) {
            const auto classes = classes_of(*books_.db, account.id);
            if (!classes) return std::unexpected{classes.error()};
            if (classes->size() > 1) {
                return refuse(Why::other, "level_classes",
                              "Its plans bear several taxes: say which tax class the payments "
                              "bear, --tax-class.");
            }
            if (!classes->empty()) level_.tax_class = *classes->begin();
        }
        if (level_.tax_class.empty()) return {};
        const auto taxes = books_.office.taxes.taxes_on(level_.tax_class, level_.starts_on);
        const bool one_percentage =
            taxes && (taxes->empty() ||
                      (taxes->size() == 1 && taxes->front().kind == pos::tax::TaxKind::percent));
        if (!one_percentage) {
            return refuse(Why::other, "level_tax_class",
                          "\"" + level_.tax_class + "\" is no tax class of one percentage.");
        }
        return {};
    }

    BillingBooks& books_;
    const NewLevel& asked_;
    pos::Instant now_;
    LevelAgreement level_;
};

}  // namespace

Outcome<LevelAgreement> agree_level(BillingBooks& books, const NewLevel& asked, bool dry_run,
                                    pos::Instant now, pos::Random& random) {
    const auto make = [&] { return LevelMaker{books, asked, now}.make(random); };
    if (dry_run) return make();
    return in_transaction(books, [&]() -> Outcome<LevelAgreement> {
        auto level = make();
        if (!level) return level;
        auto done = stored::add_level(*books.db, *level);
        if (done) done = stored::touch_account(*books.db, level->account, level->agreed_on);
        if (!done) return std::unexpected{database(done.error())};
        auto noted = note_change(
            books, "level payments of account " + asked.account, "",
            fmt::format(
                "{} from {} to {}",
                noted_amount({level->amounts.front().amount_minor, books.office.journal.currency}),
                to_string(level->starts_on), to_string(level->ends_on)),
            now);
        if (!noted) return std::unexpected{noted.error()};
        return level;
    });
}

Outcome<void> change_level(BillingBooks& books, const std::string& account,
                           const std::string& amount, const std::string& from, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = paying_account(*books.db, account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& whose = customer->stored.account;
        const auto level = running_level(*books.db, whose.id, account);
        if (!level) return std::unexpected{level.error()};
        const auto to = level_payment(amount, whose.currency);
        if (!to) return std::unexpected{to.error()};
        const auto day = day_from(from, books.office.zone.local(now).date);
        if (!day) return std::unexpected{day.error()};
        const pos::Date first = std::max(*day, level->starts_on);
        const bool asked = std::ranges::any_of(
            level->requests, [&](const auto& request) { return request.due_on >= first; });
        if (asked) {
            return refuse(Why::other, "level_asked",
                          "A payment that is due then was asked for already: say a later day.");
        }
        if (first >= level->ends_on) {
            return refuse(Why::other, "level_over", "The term is over by then.");
        }
        const std::int64_t before = level_rules::amount_on(rules_of(*level).amounts, first);
        auto done = stored::put_level_amount(*books.db, level->id,
                                             {first, to->minor, books.user().name, now});
        // What was agreed for a later day is the same from here on.
        for (const auto& later : level->amounts) {
            if (!done || later.from <= first) continue;
            done = stored::put_level_amount(*books.db, level->id,
                                            {later.from, to->minor, books.user().name, now});
        }
        if (done) done = stored::touch_account(*books.db, whose.id, first);
        if (!done) return std::unexpected{database(done.error())};
        return note_change(books, "level payments of account " + account,
                           noted_amount({before, whose.currency}),
                           fmt::format("{} from {}", noted_amount(*to), to_string(first)), now);
    });
}

Outcome<pos::Date> end_level(BillingBooks& books, const std::string& account, const std::string& on,
                             pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<pos::Date> {
        const auto customer = paying_account(*books.db, account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& whose = customer->stored.account;
        const auto level = running_level(*books.db, whose.id, account);
        if (!level) return std::unexpected{level.error()};
        const auto day = day_from(on, books.office.zone.local(now).date);
        if (!day) return std::unexpected{day.error()};
        if (*day > level->ends_on) {
            return refuse(Why::other, "level_over", "The term is over by then.");
        }
        auto done = stored::end_level(*books.db, level->id, *day);
        if (done) done = stored::touch_account(*books.db, whose.id, *day);
        if (!done) return std::unexpected{database(done.error())};
        auto noted = note_change(books, "level payments of account " + account,
                                 "to " + to_string(level->ends_on), "to " + to_string(*day), now);
        if (!noted) return std::unexpected{noted.error()};
        return *day;
    });
}

}  // namespace app::core::billing
