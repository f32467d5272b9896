#include "app/core/billing/usage_standing.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "app/core/billing/in_transaction.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::bill::ItemKind;

/// So many subscriptions of one account are remembered at once.
constexpr std::size_t kKnownMax = 256;
constexpr pos::Instant kForEver{INT64_MAX};

/// Whether something came late on that day, so that all of it is looked at again. They are by time.
bool has_of_day(const std::vector<pos::Instant>& late, pos::Instant at,
                const pos::locale::Zone& zone) {
    const pos::Date day = zone.local(at).date;
    const auto first = std::ranges::lower_bound(late, zone.start_of_day(day));
    return first != late.end() && *first < zone.start_of_day({day.days + 1});
}

}  // namespace

std::string_view word_of(UsageState state) {
    switch (state) {
        case UsageState::billed:
            return "billed";
        case UsageState::waiting:
            return "waiting";
        case UsageState::unmatched:
            return "unmatched";
        case UsageState::left_out:
            return "left_out";
        case UsageState::voided:
            return "voided";
        case UsageState::replaced:
            return "replaced";
    }
    return {};
}

std::optional<UsageState> usage_state_of(std::string_view word) {
    const auto* const found =
        std::ranges::find(kUsageStates, word, [](UsageState state) { return word_of(state); });
    return found == kUsageStates.end() ? std::nullopt : std::optional{*found};
}

std::vector<PlanTime> plan_times(const stored::StoredSubscription& subscription) {
    std::vector<PlanTime> times;
    for (const stored::StoredAct& act : subscription.acts) {
        if (act.plan.empty()) continue;
        if (!times.empty()) times.back().to = act.at;
        times.push_back({act.at, kForEver, act.plan, act.version});
    }
    return times;
}

Outcome<UsageStanding> UsageStandings::of(const stored::UsageRow& record) {
    if (auto done = turn_to(record.account); !done) return std::unexpected{done.error()};
    const auto found = subscription_of(record.subscription);
    if (!found) return std::unexpected{found.error()};
    const Subscription& subscription = **found;
    UsageStanding standing;
    const auto [line, again] = line_of(subscription, record);
    if (line != nullptr) {
        standing.document = line->document;
        standing.line = line->line;
        standing.state = UsageState::billed;
    }
    if (record.voided_at) {
        standing.state = record.replaced ? UsageState::replaced : UsageState::voided;
        return standing;
    }
    if (line != nullptr) return standing;
    const auto counted = is_counted(subscription, record.meter, record.at);
    if (!counted) return std::unexpected{counted.error()};
    if (!*counted) {
        standing.state = UsageState::unmatched;
        return standing;
    }
    const auto until = subscription.until.find(record.meter);
    const bool behind = until != subscription.until.end() && record.at < until->second;
    const auto late = subscription.late.find(record.meter);
    const bool is_late =
        late != subscription.late.end() && has_of_day(late->second, record.at, *zone_);
    standing.state = behind && !is_late && !again ? UsageState::left_out : UsageState::waiting;
    return standing;
}

/// What was known of another account is forgotten.
Outcome<void> UsageStandings::turn_to(const pos::Ulid& account) {
    if (zone_ && account == account_) return {};
    known_.clear();
    times_.clear();
    zone_.reset();
    const auto whose = stored::account_of(db_, account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) return refuse("Its account is gone.");
    auto zone = pos::locale::Zone::open((*whose)->stored.account.zone);
    if (!zone) return refuse("The zone " + (*whose)->stored.account.zone + " is unknown.");
    const auto all = stored::subscriptions_of(db_, std::span{&account, 1});
    if (!all) return std::unexpected{database(all.error())};
    for (const auto& one : *all) times_[one.id] = plan_times(one);
    account_ = account;
    zone_.emplace(std::move(*zone));
    return {};
}

Outcome<UsageStandings::Subscription*> UsageStandings::subscription_of(const pos::Ulid& id) {
    const auto known = known_.find(id);
    if (known != known_.end()) return &known->second;
    if (known_.size() >= kKnownMax) known_.clear();
    Subscription one;
    one.plans = times_[id];
    if (auto done = read_lines(id, one); !done) return std::unexpected{done.error()};
    const auto until = stored::billed_until(db_, std::span{&id, 1});
    if (!until) return std::unexpected{database(until.error())};
    for (const auto& [meter, at] : *until) one.until[meter.second] = at;
    auto late = stored::late_usage(db_, std::span{&id, 1});
    if (!late) return std::unexpected{database(late.error())};
    for (auto& [meter, times] : *late) one.late[meter.second] = std::move(times);
    return &known_.emplace(id, std::move(one)).first->second;
}

Outcome<void> UsageStandings::read_lines(const pos::Ulid& id, Subscription& into) {
    auto lines = stored::usage_lines(db_, id);
    if (!lines) return std::unexpected{database(lines.error())};
    std::set<pos::Ulid> gone;
    for (const Line& line : *lines) {
        if (line.kind == ItemKind::voided && line.of) gone.insert(*line.of);
    }
    for (Line& line : *lines) {
        if (line.kind == ItemKind::voided) continue;
        auto meter = meter_of(line);
        if (!meter) return std::unexpected{meter.error()};
        // What changed a line that was taken back is gone with it.
        const bool is_gone = gone.contains(line.item) || (line.of && gone.contains(*line.of));
        into.lines.push_back({std::move(line), std::move(*meter), is_gone});
    }
    return {};
}

/// What the charge of a line counts; empty where nobody knows it any more.
Outcome<std::string> UsageStandings::meter_of(const Line& line) {
    const auto found = counted_.plans().find(db_, line.plan, line.version);
    if (!found) return std::unexpected{database(found.error())};
    if (*found == nullptr) return std::string{};
    for (const auto& phase : (*found)->phases) {
        for (const auto& charge : phase.charges) {
            if (charge.code == line.charge && charge.is_usage()) return charge.meter;
        }
    }
    return std::string{};
}

Outcome<bool> UsageStandings::is_counted(const Subscription& subscription, const std::string& meter,
                                         pos::Instant at) {
    for (const PlanTime& time : subscription.plans) {
        if (at < time.from || at >= time.to) continue;
        const auto counted = counted_.of(db_, time.plan, time.version);
        if (!counted) return std::unexpected{database(counted.error())};
        return *counted == nullptr || (*counted)->contains(meter);
    }
    return false;  // nothing was subscribed to yet
}

/// The first document that was issued once the record had come in, and before it was taken back.
/// What falls on the day on which a period ends may belong to it, where no other takes that day.
UsageStandings::Found UsageStandings::line_of(const Subscription& subscription,
                                              const stored::UsageRow& record) const {
    Found found;
    const auto until = subscription.until.find(record.meter);
    if (until == subscription.until.end() || record.at >= until->second) return found;
    const pos::Date day = zone_->local(record.at).date;
    const Line* at_its_end = nullptr;
    for (const KnownLine& known : subscription.lines) {
        const Line& line = known.line;
        if (known.meter != record.meter || line.at < record.received_at) continue;
        if (record.voided_at && line.at >= *record.voided_at) continue;
        const bool within = line.from <= day && day < line.to;
        if (known.gone) {
            found.again = found.again || within;
        } else if (within) {
            found.line = &line;
            return found;
        } else if (day == line.to && at_its_end == nullptr) {
            at_its_end = &line;
        }
    }
    found.line = at_its_end;
    return found;
}

}  // namespace app::core::billing
