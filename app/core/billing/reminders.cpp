#include "app/core/billing/reminders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/instalments.hpp"
#include "app/core/billing/issue.hpp"
#include "app/core/billing/overdue_services.hpp"
#include "app/core/billing/service_orders.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/billing/text_setting.hpp"
#include "app/core/invoice/words.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::Overdue;

constexpr const char* kSetting = "billing.reminders";
constexpr std::size_t kLevelsMax = 10;
constexpr std::int64_t kAtOnce = 200;

std::string text_of(const std::vector<ReminderLevel>& levels) {
    auto json = nlohmann::ordered_json::array();
    for (const auto& level : levels) {
        json.push_back({{"days", level.days}, {"fee", level.fee}, {"name", level.name}});
        if (level.service) json.back()["service"] = word_of(*level.service);
    }
    return json.dump();
}

Outcome<void> check(const std::vector<ReminderLevel>& levels) {
    if (levels.size() > kLevelsMax) {
        return misuse(fmt::format("There are more than {} levels.", kLevelsMax));
    }
    int before = 0;
    for (const auto& level : levels) {
        if (level.days <= before) {
            return misuse(Why::out_of_order, {},
                          "A level comes more days after the due day than the one before it.");
        }
        before = level.days;
        if (level.name.empty())
            return misuse(Why::name_missing, {}, "A level has a name, such as \"First reminder\".");
        const auto fee = pos::parse_exact(level.fee);
        if (!fee || fee->e14 < 0)
            return misuse(Why::no_amount, level.fee,
                          "\"" + level.fee + "\" is no fee, such as 5.00.");
        if (level.service == stored::ServiceWish::on) {
            return misuse(
                "A reminder limits services or switches them off; on they are again once "
                "all is paid.");
        }
    }
    return {};
}

/// The level that an invoice has come to by a day; nothing where it is too early, or was the last.
std::optional<std::size_t> due_level(const Overdue& one, const std::vector<ReminderLevel>& levels,
                                     pos::Date as_of) {
    const auto next = next_reminder(one, levels);
    if (!next || as_of < next->on) return std::nullopt;
    return next->level;
}

/// The invoice of a fee: one line, without tax. It says in the words of its reader what it is for.
pos::journal::DocumentIssued fee_invoice(const Overdue& one, const ReminderLevel& level,
                                         pos::Money fee, pos::Date as_of,
                                         const stored::Customer& customer,
                                         const app::core::invoice::Words& words) {
    pos::journal::DocumentIssued issued;
    issued.account = one.account;
    issued.account_number = customer.stored.account.number;
    issued.currency = fee.currency;
    issued.issued_on = as_of;
    issued.due_on = {as_of.days + customer.stored.account.terms_days};
    pos::journal::DocumentLine line;
    line.kind = static_cast<std::uint8_t>(pos::billing::bill::ItemKind::by_hand);
    line.account = one.account;
    line.name = level.name + ": " + one.number;
    line.from = line.to = as_of;
    line.share = "1";
    line.net = issued.net = issued.payable = fee;
    line.tax = issued.tax = pos::zero(fee.currency);
    issued.lines.push_back(std::move(line));
    issued.taxes.push_back({"O", "", "", {}, fee, pos::zero(fee.currency), "Not subject to VAT"});
    issued.note = words.with("reminder_fee",
                             {{"level", level.name},
                              {"number", one.number},
                              {"due", words.locale().date(one.due_on)},
                              {"open", words.locale().money({one.open_minor, fee.currency})}});
    return issued;
}

/// Lets the invoice itself be delivered again, where it was before, and an opening balance, which
/// was not.
Outcome<void> deliver_once_more(BillingBooks& books, const pos::Ulid& document, pos::Instant now) {
    const auto planned = stored::plan_opening_delivery(*books.db, document, now);
    if (!planned) return std::unexpected{database(planned.error())};
    const auto rows =
        stored::list_deliveries(*books.db, {.state = {}, .document = document, .limit = 10});
    if (!rows) return std::unexpected{failure(rows.error())};
    for (const auto& row : *rows) {
        stored::Delivery again = row.delivery;
        if (again.state == stored::DeliveryState::under_way) continue;
        again.state = stored::DeliveryState::waits;
        again.tries = 0;
        again.due_at = again.at = now;
        const auto put = stored::put_delivery(*books.db, again, row.delivery.state);
        if (!put) return std::unexpected{database(put.error())};
    }
    return {};
}

/// What reminding of an invoice comes to: its level, and the level's fee in its currency.
Outcome<std::optional<Reminded>> planned(const Overdue& one, std::size_t at,
                                         const ReminderLevel& level) {
    const auto currency = pos::store::parse_currency_text(one.currency);
    if (!currency) return refuse("Its currency " + one.currency + " is unknown.");
    const auto fee = pos::parse_money(level.fee, *currency);
    if (!fee) {
        return refuse(Why::no_amount, level.fee,
                      "The fee " + level.fee + " is none in " + std::string{code_of(*currency)} +
                          ": counterfoil remind levels.");
    }
    return std::optional{Reminded{one.number,
                                  static_cast<std::int64_t>(at) + 1,
                                  {one.open_minor, *currency},
                                  *fee,
                                  {},
                                  level.service}};
}

/// The level that an invoice has come to.
struct DueLevel {
    std::size_t level{0};
    std::optional<pos::Ulid> broken;  // the instalments of which a part was missed
};
/// Nothing where it is too early, was the last, or what is agreed in instalments is kept.
Outcome<std::optional<DueLevel>> level_by(pos::store::db::Connection& db, Overdue one,
                                          const std::vector<ReminderLevel>& levels,
                                          pos::Date as_of) {
    if (!due_level(one, levels, as_of)) return std::nullopt;
    const auto deferral = deferral_of(db, one.document, as_of);
    if (!deferral) return std::unexpected{deferral.error()};
    if (deferral->is_deferred) return std::nullopt;
    one.due_on = deferral->due_on.value_or(one.due_on);
    const auto at = due_level(one, levels, as_of);
    if (!at) return std::nullopt;
    return DueLevel{*at, deferral->due_on ? deferral->plan : std::nullopt};
}

/// Reminds of one invoice, within a transaction. Nothing where it was paid meanwhile, or somebody
/// else has just done it.
Outcome<std::optional<Reminded>> remind_of(BillingBooks& books, const pos::Ulid& document,
                                           const std::vector<ReminderLevel>& levels,
                                           pos::Date as_of, pos::Instant now, pos::Random& random) {
    const auto found = stored::overdue_invoice(*books.db, document, as_of);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return std::nullopt;
    const Overdue& one = **found;
    const auto due = level_by(*books.db, one, levels, as_of);
    if (!due) return std::unexpected{due.error()};
    if (!*due) return std::nullopt;
    const std::size_t at = (*due)->level;
    const ReminderLevel& level = levels[at];
    auto plan = planned(one, at, level);
    if (!plan) return plan;
    Reminded& done = **plan;
    const auto added =
        stored::add_reminder(*books.db, {document, done.level, as_of, std::nullopt, now});
    if (!added) return std::unexpected{database(added.error())};
    if (!*added) return std::nullopt;
    if ((*due)->broken) {
        const auto ended =
            stored::end_instalments(*books.db, *(*due)->broken, as_of, stored::PlanEnd::broken);
        if (!ended) return std::unexpected{database(ended.error())};
    }
    if (done.fee.minor > 0) {
        const auto customer = stored::account_of(*books.db, one.account);
        if (!customer) return std::unexpected{database(customer.error())};
        if (!*customer) return refuse(Why::no_account, {}, "Its account is gone.");
        const auto words = app::core::invoice::Words::read(
            language_of((*customer)->party, books.office.settings.locale));
        auto issued = fee_invoice(one, level, done.fee, as_of, **customer, words);
        const stored::Billed whose{(*customer)->party, (*customer)->stored.account.references};
        auto written = issue_document(books, issued, whose, now, random);
        if (!written) return std::unexpected{failure(written.error())};
        auto noted = stored::put_reminder_fee(*books.db, document, done.level, issued.document);
        if (!noted) return std::unexpected{database(noted.error())};
        done.fee_number = issued.number;
    }
    if (auto again = deliver_once_more(books, document, now); !again) {
        return std::unexpected{again.error()};
    }
    if (level.service) {
        auto ordered = order_for_reminder(books, one, level, done.level, now);
        if (!ordered) return std::unexpected{ordered.error()};
    }
    return plan;
}

}  // namespace

Outcome<std::vector<ReminderLevel>> read_levels(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    std::vector<ReminderLevel> levels;
    if (text->empty()) return levels;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_array())
        return refuse(Why::no_levels, {}, "The levels of reminders cannot be read: set them anew.");
    for (const auto& one : json) {
        levels.push_back({one.value("days", 0), one.value("fee", "0"), one.value("name", ""),
                          wish_of(one.value("service", ""))});
    }
    return levels;
}

Outcome<void> change_levels(BillingBooks& books, const std::vector<ReminderLevel>& levels,
                            pos::Instant now) {
    if (auto good = check(levels); !good) return good;
    if (std::ranges::any_of(levels, [](const auto& level) { return level.service.has_value(); })) {
        const auto hook = read_hook_setup(*books.db);
        if (!hook) return std::unexpected{hook.error()};
        if (hook->url.empty()) return std::unexpected{nobody_switches()};
    }
    const auto before = read_levels(*books.db);
    const std::string was = before ? text_of(*before) : "";
    const std::string is = text_of(levels);
    if (was == is) return {};
    return in_transaction(books, [&] { return put_text_setting(books, kSetting, was, is, now); });
}

std::optional<NextReminder> next_reminder(const Overdue& one,
                                          const std::vector<ReminderLevel>& levels) {
    const auto next = static_cast<std::size_t>(one.level);
    if (next >= levels.size()) return std::nullopt;
    pos::Date on{one.due_on.days + levels[next].days};
    const int apart = levels[next].days - (next == 0 ? 0 : levels[next - 1].days);
    if (one.reminded_on) on = std::max(on, pos::Date{one.reminded_on->days + apart});
    return NextReminder{next, on};
}

Outcome<std::vector<Reminded>> remind(BillingBooks& books, const ReminderRun& run, pos::Instant now,
                                      pos::Random& random) {
    const auto levels = read_levels(*books.db);
    if (!levels) return std::unexpected{levels.error()};
    if (levels->empty()) {
        return refuse(Why::no_levels, {},
                      "There are no levels of reminders: counterfoil remind levels.");
    }
    const pos::Date as_of = run.as_of.value_or(books.office.zone.local(now).date);
    std::vector<Reminded> all;
    std::int64_t behind = 0;
    for (;;) {
        const auto some = stored::overdue_invoices(*books.db, as_of, behind, kAtOnce);
        if (!some) return std::unexpected{database(some.error())};
        for (const Overdue& one : *some) {
            if (run.go_on && !run.go_on()) return all;
            behind = one.entry;
            const auto due = level_by(*books.db, one, *levels, as_of);
            if (!due) return std::unexpected{due.error()};
            if (!*due) continue;
            const std::size_t at = (*due)->level;
            auto done = run.dry_run ? planned(one, at, (*levels)[at]) : in_transaction(books, [&] {
                return remind_of(books, one.document, *levels, as_of, now, random);
            });
            if (!done && done.error().kind == FailureKind::environment) {
                return std::unexpected{done.error()};
            }
            if (!done && run.on_refusal) run.on_refusal(one.number, done.error().words);
            if (done && *done) all.push_back(std::move(**done));
        }
        if (static_cast<std::int64_t>(some->size()) < kAtOnce) return all;
    }
}

}  // namespace app::core::billing
