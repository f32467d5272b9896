#include "app/core/billing/instalments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <span>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::InstalmentPlan;

/// Agrees one thing.
class Agreement {
public:
    Agreement(BillingBooks& books, const NewInstalments& asked, pos::Instant now,
              InstalmentFault* fault)
        : books_{books}, asked_{asked}, now_{now}, fault_{fault} {}

    Outcome<InstalmentPlan> make(pos::Random& random) {
        const auto customer = find_account(*books_.db, asked_.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        plan_.id = pos::make_ulid(now_, random);
        plan_.account = account.id;
        plan_.currency = pos::store::currency_text(account.currency);
        plan_.agreed_on = books_.office.zone.local(now_).date;
        plan_.by = books_.user().name;
        plan_.at = now_;
        if (auto good = find_documents(account); !good) return std::unexpected{good.error()};
        const auto parts = asked_.named.empty() ? equal_parts() : named_parts(account.currency);
        if (!parts) return std::unexpected{parts.error()};
        return std::move(plan_);
    }

private:
    std::unexpected<Failure> fail(InstalmentFault fault, std::string words) const {
        if (fault_ != nullptr) *fault_ = fault;
        return refuse(std::move(words));
    }

    /// Those that are open, the longest due first, as payments pay them.
    Outcome<void> find_documents(const pos::customer::Account& account) {
        const auto open = stored::open_items(*books_.db, plan_.account);
        if (!open) return std::unexpected{database(open.error())};
        for (const std::string& number : asked_.documents) {
            if (auto good = check_document(account, number, *open); !good) return good;
        }
        for (const auto& item : *open) {
            const bool is_meant =
                asked_.documents.empty() ||
                std::ranges::find(asked_.documents, item.number) != asked_.documents.end();
            if (item.open_minor <= 0 || item.number.empty() || !is_meant) continue;
            const auto other = stored::instalments_of(*books_.db, item.about);
            if (!other) return std::unexpected{database(other.error())};
            if (*other && (*other)->is_running()) {
                return fail(
                    InstalmentFault::agreed_already,
                    "Instalments are agreed for " + item.number + " already: end them first.");
            }
            plan_.documents.push_back({item.about, item.number, item.open_minor, item.open_minor});
            plan_.amount_minor += item.open_minor;
        }
        if (plan_.documents.empty()) {
            return fail(InstalmentFault::nothing_open,
                        "Nothing is open of account " + asked_.account + ".");
        }
        return {};
    }

    Outcome<void> check_document(const pos::customer::Account& account, const std::string& number,
                                 const std::vector<stored::OpenItem>& open) const {
        const auto found = find_document_of(*books_.db, account, number);
        if (!found) return std::unexpected{found.error()};
        const auto item = std::ranges::find(open, number, &stored::OpenItem::number);
        if (item != open.end() && item->open_minor > 0) return {};
        return fail(InstalmentFault::nothing_open, "Nothing is open of " + number + ".");
    }

    Outcome<pos::Date> day_of(const std::string& text) const {
        const auto day = pos::parse_date(text);
        if (!day) {
            return misuse(Why::no_day, text, "\"" + text + "\" is no day such as 2026-12-01.");
        }
        return *day;
    }

    Outcome<void> add_part(pos::Date on, std::int64_t amount) {
        const bool rises = plan_.parts.empty() || plan_.parts.back().due_on < on;
        if (on < plan_.agreed_on || !rises) {
            return fail(InstalmentFault::wrong_days,
                        "Each part is due later than the one before it, and none before today.");
        }
        plan_.parts.push_back({on, amount, 0});
        return {};
    }

    Outcome<void> equal_parts() {
        const std::int64_t count = asked_.parts;
        if (count < 1 || count > kInstalmentsMax || plan_.amount_minor < count) {
            return fail(
                InstalmentFault::no_parts,
                fmt::format("There are 1 to {} parts, each of a cent at least.", kInstalmentsMax));
        }
        const auto first = day_of(asked_.first);
        if (!first) return std::unexpected{first.error()};
        for (std::int64_t at = 0; at < count; ++at) {
            const std::int64_t more = at < plan_.amount_minor % count ? 1 : 0;
            auto added = add_part(months_later(*first, static_cast<unsigned>(at)),
                                  plan_.amount_minor / count + more);
            if (!added) return added;
        }
        return {};
    }

    Outcome<void> named_parts(pos::Currency currency) {
        if (asked_.named.size() > kInstalmentsMax) {
            return fail(InstalmentFault::no_parts,
                        fmt::format("There are 1 to {} parts.", kInstalmentsMax));
        }
        std::int64_t sum = 0;
        for (const auto& part : asked_.named) {
            const auto on = day_of(part.on);
            if (!on) return std::unexpected{on.error()};
            const auto amount = pos::parse_money(part.amount, currency);
            if (!amount || amount->minor <= 0 || amount->minor > plan_.amount_minor) {
                return fail(
                    InstalmentFault::part_amount,
                    "\"" + part.amount + "\" is no part of what is open: an amount such as 50.00.");
            }
            if (auto added = add_part(*on, amount->minor); !added) return added;
            sum += amount->minor;
        }
        if (sum == plan_.amount_minor) return {};
        return fail(InstalmentFault::wrong_sum,
                    fmt::format("The parts come to {}, and {} are open.",
                                to_string(pos::Money{sum, currency}),
                                to_string(pos::Money{plan_.amount_minor, currency})));
    }

    BillingBooks& books_;
    const NewInstalments& asked_;
    pos::Instant now_;
    InstalmentFault* fault_;
    InstalmentPlan plan_;
};

}  // namespace

pos::Date months_later(pos::Date from, unsigned months) {
    using namespace std::chrono;
    const year_month_day day{sys_days{days{from.days}}};
    const auto month = year_month{day.year(), day.month()} + std::chrono::months{months};
    const year_month_day_last last{month.year(), month_day_last{month.month()}};
    const year_month_day there{month.year(), month.month(), std::min(day.day(), last.day())};
    return {static_cast<std::int32_t>(sys_days{there}.time_since_epoch().count())};
}

Outcome<Deferral> deferral_of(pos::store::db::Connection& db, const pos::Ulid& document,
                              pos::Date as_of) {
    const auto all = deferrals_of(db, std::span{&document, 1}, as_of);
    if (!all) return std::unexpected{all.error()};
    return all->front();
}

Outcome<std::vector<Deferral>> deferrals_of(pos::store::db::Connection& db,
                                            std::span<const pos::Ulid> documents, pos::Date as_of) {
    const auto plans = stored::instalments_among(db, documents);
    if (!plans) return std::unexpected{database(plans.error())};
    std::map<pos::Ulid, const InstalmentPlan*> paid_by;
    for (const InstalmentPlan& plan : *plans) {
        for (const auto& each : plan.documents) paid_by.emplace(each.document, &plan);
    }
    std::vector<Deferral> all;
    for (const pos::Ulid& document : documents) {
        Deferral& one = all.emplace_back();
        const auto found = paid_by.find(document);
        if (found == paid_by.end() || !found->second->is_running()) continue;
        const auto missed = found->second->missed(as_of);
        one = {!missed, missed, found->second->id};
    }
    return all;
}

Outcome<InstalmentPlan> agree_instalments(BillingBooks& books, const NewInstalments& asked,
                                          bool dry_run, pos::Instant now, pos::Random& random,
                                          InstalmentFault* fault) {
    if (dry_run) return Agreement{books, asked, now, fault}.make(random);
    return in_transaction(books, [&]() -> Outcome<InstalmentPlan> {
        auto plan = Agreement{books, asked, now, fault}.make(random);
        if (!plan) return plan;
        auto added = stored::add_instalments(*books.db, *plan);
        if (!added) return std::unexpected{database(added.error())};
        const auto currency =
            pos::store::parse_currency_text(plan->currency).value_or(pos::Currency{});
        auto noted = note_change(
            books, "instalments of account " + asked.account, "",
            fmt::format("{} in {} parts from {}", noted_amount({plan->amount_minor, currency}),
                        plan->parts.size(), to_string(plan->parts.front().due_on)),
            now);
        if (!noted) return std::unexpected{noted.error()};
        return plan;
    });
}

Outcome<void> end_instalments(BillingBooks& books, const std::string& account, pos::Instant now,
                              InstalmentFault* fault) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = find_account(*books.db, account);
        if (!customer) return std::unexpected{customer.error()};
        const auto plans = stored::instalments_of_account(*books.db, customer->stored.account.id);
        if (!plans) return std::unexpected{database(plans.error())};
        bool any = false;
        for (const InstalmentPlan& plan : *plans) {
            if (!plan.is_running()) continue;
            any = true;
            const auto ended = stored::end_instalments(
                *books.db, plan.id, books.office.zone.local(now).date, stored::PlanEnd::given_up);
            if (!ended) return std::unexpected{database(ended.error())};
        }
        if (!any) {
            if (fault != nullptr) *fault = InstalmentFault::none_runs;
            return refuse("No instalments are agreed with account " + account + ".");
        }
        return note_change(books, "instalments of account " + account, "", "ended", now);
    });
}

}  // namespace app::core::billing
