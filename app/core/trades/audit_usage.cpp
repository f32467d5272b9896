#include "app/core/trades/audit_usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/read_office.hpp"
#include "app/core/trades/audited_meter.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/usage_list.hpp"

namespace app::core::trades {

namespace {

namespace stored = pos::store::billing;
using billing::database;
using pos::Ulid;
using pos::billing::bill::ItemKind;
using pos::store::db::Connection;

/// When plans changed, pauses began or the subscription ended: a period that ends on that day has
/// what was used earlier on it. Who leaves may use something until the day is over.
Outcome<std::vector<pos::Instant>> ends_of(Connection& db, const Ulid& account,
                                           const Ulid& subscription,
                                           const pos::locale::Zone& zone) {
    const auto all = stored::subscriptions_of(db, std::span{&account, 1});
    if (!all) return std::unexpected{database(all.error())};
    std::vector<pos::Instant> ends;
    const auto found = std::ranges::find(*all, subscription, &stored::StoredSubscription::id);
    if (found == all->end()) return ends;
    for (const stored::StoredAct& act : found->acts) {
        const bool leaves = act.act == pos::billing::plan::Act::cancelled;
        ends.push_back(leaves ? zone.start_of_day({zone.local(act.at).date.days + 1}) : act.at);
    }
    return ends;
}

/// Whether a period's bill said what had come in when it was issued. What came in at that very
/// instant counts as far as batches follow each other: the bill saw those up to one of them.
bool said_what_was_there(const BilledPeriod& period,
                         std::span<const AuditedRecord* const> records) {
    for (const bool gone_by_then : {false, true}) {
        pos::Wide sum = 0;
        std::map<std::int64_t, pos::Wide> at_once;
        for (const AuditedRecord* one : records) {
            const bool gone = one->voided && (*one->voided < period.issued ||
                                              (gone_by_then && *one->voided == period.issued));
            if (gone || one->received > period.issued) continue;
            (one->received < period.issued ? sum : at_once[one->batch]) += one->millionths;
        }
        if (exact_of(sum) == period.billed) return true;
        for (const auto& [batch, millionths] : at_once) {
            sum += millionths;
            if (exact_of(sum) == period.billed) return true;
        }
    }
    return false;
}

/// Whether periods that are on bills come to the same money if they are rated anew, by all that
/// there is.
Outcome<bool> is_same_money(Connection& db, const stored::Customer& customer,
                            const std::set<Ulid>& periods, pos::Date until) {
    const auto office = read_office(db);
    if (!office) return std::unexpected{office.error()};
    const auto& account = customer.stored.account;
    billing::Billing how{
        office->taxes, office->settings.policy.tax_scope, {until.days + account.grace_days}};
    how.early = true;
    how.as_if_settled = true;
    how.anew = true;
    const std::array payers{account.payer.value_or(account.id)};
    const auto prepared = billing::Preparer{db, how}.prepare(payers);
    if (!prepared) return std::unexpected{failure(prepared.error())};
    if (prepared->empty() || !prepared->front().fault.empty()) return false;
    const auto& document = prepared->front().document;
    return !document || std::ranges::none_of(document->lines, [&](const auto& line) {
        return line.kind == static_cast<std::uint8_t>(ItemKind::late) && line.of &&
               periods.contains(*line.of);
    });
}

/// Looks at each period of a meter, and at what lies in none.
class MeterAudit {
public:
    MeterAudit(Connection& db, AuditedMeter meter, std::vector<std::string>& faults)
        : db_{db}, meter_{std::move(meter)}, faults_{faults} {}

    Outcome<void> look() {
        const auto name = stored::subscription_name(db_, meter_.place.subscription);
        if (!name) return std::unexpected{database(name.error())};
        if (!*name) return refuse("A subscription is gone whose usage is there.");
        const auto customer = stored::account_of(db_, (*name)->account);
        if (!customer) return std::unexpected{database(customer.error())};
        if (!*customer) return refuse("Its account is gone.");
        const auto zone = pos::locale::Zone::open((*customer)->stored.account.zone);
        if (!zone) return refuse("The zone " + (*customer)->stored.account.zone + " is unknown.");
        auto ends = ends_of(db_, (*name)->account, meter_.place.subscription, *zone);
        if (!ends) return std::unexpected{ends.error()};
        ends_ = std::move(*ends);
        share_out(*zone);
        if (of_no_period_ != 0) say(exact_of(of_no_period_), pos::Exact{}, "");
        std::set<Ulid> unsaid;
        for (std::size_t i = 0; i < meter_.periods.size(); ++i) {
            if (look_at(i) == Standing::unsaid) unsaid.insert(meter_.periods[i].item);
        }
        if (unsaid.empty()) return {};
        const pos::Date until = zone->local(meter_.place.until).date;
        const auto same = is_same_money(db_, **customer, unsaid, until);
        if (!same) return std::unexpected{same.error()};
        if (*same) return {};
        for (std::size_t i = 0; i < meter_.periods.size(); ++i) {
            if (unsaid.contains(meter_.periods[i].item)) say_period(i);
        }
        return {};
    }

private:
    enum class Standing {
        fine,
        unsaid,  // more came, or less, that nothing waits for
        fault,   // and was told of
    };

    std::optional<std::size_t> period_of(pos::Instant at, const pos::locale::Zone& zone) const {
        const pos::Date day = zone.local(at).date;
        const pos::Instant next = zone.start_of_day({day.days + 1});
        const bool ends =
            std::ranges::any_of(ends_, [&](pos::Instant end) { return at < end && end <= next; });
        const auto& all = meter_.periods;
        auto found = all.end();
        if (ends) found = std::ranges::find(all, day, &BilledPeriod::to);
        if (found == all.end()) {
            found = std::ranges::find_if(
                all, [&](const auto& one) { return one.from <= day && day < one.to; });
        }
        if (found == all.end()) return std::nullopt;
        return static_cast<std::size_t>(found - all.begin());
    }

    void share_out(const pos::locale::Zone& zone) {
        std::set<pos::Date> waiting;  // days of no period
        for (const pos::Instant at : meter_.late) {
            if (const auto period = period_of(at, zone)) {
                meter_.periods[*period].waits = true;
            } else {
                waiting.insert(zone.local(at).date);
            }
        }
        of_periods_.resize(meter_.periods.size());
        for (const AuditedRecord& one : meter_.records) {
            if (const auto period = period_of(one.at, zone)) {
                of_periods_[*period].push_back(&one);
            } else if (!one.voided && !waiting.contains(zone.local(one.at).date)) {
                of_no_period_ += one.millionths;
            }
        }
    }

    pos::Exact used_of(std::size_t period) const {
        pos::Wide sum = 0;
        for (const AuditedRecord* one : of_periods_[period]) {
            if (!one->voided) sum += one->millionths;
        }
        return exact_of(sum);
    }

    Standing look_at(std::size_t i) {
        const BilledPeriod& period = meter_.periods[i];
        if (used_of(i) == period.billed) return Standing::fine;
        if (said_what_was_there(period, of_periods_[i])) {
            return period.waits ? Standing::fine : Standing::unsaid;
        }
        say_period(i);
        return Standing::fault;
    }

    void say_period(std::size_t i) {
        const BilledPeriod& period = meter_.periods[i];
        say(used_of(i), period.billed,
            fmt::format(" from {} to {}", to_string(period.from), to_string(period.to)));
    }

    void say(pos::Exact used, pos::Exact billed, const std::string& when) {
        faults_.push_back(fmt::format(
            "{} {} of subscription {} were used{} and {} billed.", to_string(used),
            meter_.place.meter, to_string(meter_.place.subscription), when, to_string(billed)));
    }

    Connection& db_;
    AuditedMeter meter_;
    std::vector<std::string>& faults_;
    std::vector<pos::Instant> ends_;
    std::vector<std::vector<const AuditedRecord*>> of_periods_;
    pos::Wide of_no_period_{0};
};

/// Whether all that was used is billed: then nothing else is asked.
bool is_all_billed(const AuditedMeter& meter) {
    pos::Wide used = 0;
    for (const AuditedRecord& one : meter.records) {
        if (!one.voided) used += one.millionths;
    }
    pos::Exact billed;
    for (const BilledPeriod& one : meter.periods) billed += one.billed;
    return meter.late.empty() && exact_of(used) == billed;
}

}  // namespace

Outcome<void> look_at_usage(Connection& db, const std::vector<std::string>& meters,
                            std::vector<std::string>& faults) {
    constexpr std::int64_t kAtOnce = 1'000;
    std::optional<stored::MeterPlace> behind;
    for (;;) {
        const auto places = stored::meter_places(db, behind, kAtOnce);
        if (!places) return std::unexpected{database(places.error())};
        for (const stored::MeterPlace& place : *places) {
            if (std::ranges::find(meters, place.meter) == meters.end()) continue;
            auto meter = read_meter(db, place);
            if (!meter) return std::unexpected{meter.error()};
            if (is_all_billed(*meter)) continue;
            if (auto done = MeterAudit{db, std::move(*meter), faults}.look(); !done) return done;
        }
        if (std::ssize(*places) < kAtOnce) return {};
        behind = places->back();
    }
}

}  // namespace app::core::trades
