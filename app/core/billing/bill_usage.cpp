#include "app/core/billing/bill_usage.hpp"

#include <algorithm>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/prepare.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace bill = pos::billing::bill;

std::span<const stored::UsedOnce> between(const std::vector<stored::UsedOnce>& used,
                                          pos::Instant from, pos::Instant to) {
    const auto first = std::ranges::lower_bound(used, from, {}, &stored::UsedOnce::at);
    const auto last = std::ranges::lower_bound(first, used.end(), to, {}, &stored::UsedOnce::at);
    return {first, last};
}

/// When a period's usage begins: where the one before it was billed up to, if that is no midnight
/// any more since clocks were given other rules, or what ended there goes on: so the hours between
/// are in one of them and in one alone.
pos::Instant begin_of(const bill::UsageQuestion& asked, const MeterUsage& known) {
    if (!known.until || !asked.follows || asked.anew || asked.shared) return asked.from;
    // Less than the shortest period, a day on which clocks are put forward.
    constexpr std::int64_t kNear_ms = 22 * 3'600'000;
    const bool near = known.until->unix_ms > asked.from.unix_ms - kNear_ms &&
                      known.until->unix_ms < asked.from.unix_ms + kNear_ms;
    return near ? *known.until : asked.from;
}

bool any_between(const std::vector<pos::Instant>& times, pos::Instant from, pos::Instant to) {
    return std::ranges::any_of(times, [&](pos::Instant at) { return at >= from && at < to; });
}

}  // namespace

BillUsage::BillUsage(pos::store::db::Connection& db, std::map<SubscriptionMeter, MeterUsage>& known,
                     Prepared& prepared)
    : db_{db}, known_{known}, prepared_{prepared} {}

void BillUsage::turn_to(const pos::locale::Zone& zone,
                        std::span<const stored::StoredUnitLot> units) {
    zone_ = &zone;
    purse_ = UnitPurse{units};
}

bool BillUsage::came_late(const SubscriptionMeter& meter, pos::Instant from, pos::Instant to) {
    return any_between(known_[meter].late, from, to);
}

std::expected<pos::billing::Usage, std::string> BillUsage::of(const bill::UsageQuestion& asked) {
    const SubscriptionMeter meter{asked.subscription.id, asked.charge.meter};
    MeterUsage& known = known_[meter];
    const pos::Instant from = begin_of(asked, known);
    const bool behind = asked.anew && known.until && asked.to <= *known.until;
    note(meter, asked.to, behind);
    const auto before = used_before(db_, meter.first, asked.charge, asked.from, *zone_);
    if (!before) return std::unexpected{say(causes::kNoUsage)};
    if (!reads_all_ && !asked.anew && (!known.until || from >= *known.until)) {
        return priced(asked, between(known.unbilled, from, asked.to), *before);
    }
    // A period behind what was billed: nothing was used in it, unless something came since.
    if (!asked.anew && !asked.shared && known.until && asked.to <= *known.until &&
        !any_between(known.late, from, asked.to)) {
        return pos::billing::Usage{};
    }
    const auto used = stored::usage_between(db_, meter.first, meter.second, from, asked.to);
    if (!used) return std::unexpected{say(causes::kNoUsage)};
    return priced(asked, *used, *before);
}

/// What is left to price of what was used, once prepaid units have covered what they can.
std::expected<pos::billing::Usage, std::string> BillUsage::priced(
    const bill::UsageQuestion& asked, std::span<const stored::UsedOnce> used,
    const UsedBefore& before) {
    if (asked.before == nullptr)
        note_days(used, looked_at({asked.subscription.id, asked.charge.meter}).unwritten);
    std::vector<stored::UnitsOfItem> earlier;
    if (asked.before != nullptr) {
        auto found = stored::units_of_item(db_, asked.before->id);
        if (!found) return std::unexpected{say(causes::kNoUsage)};
        earlier = std::move(*found);
    }
    if (earlier.empty() && !purse_.serves(asked.charge)) {
        return usage_of(asked.charge, used, before, *zone_);
    }
    auto covered = purse_.cover(asked, used, earlier);
    auto usage = usage_of(asked.charge, covered.left, before, *zone_);
    if (!usage) return usage;
    usage->prepaid = exact_quantity({covered.millionths});
    if (!covered.taken.empty()) {
        usage->units = taken_.size();
        taken_.push_back(std::move(covered.taken));
    }
    return usage;
}

/// An instant of each day on which something was used, as periods are whole days: few in years.
void BillUsage::note_days(std::span<const stored::UsedOnce> used,
                          std::vector<pos::Instant>& days) const {
    std::optional<pos::Instant> next_day;
    for (const stored::UsedOnce& one : used) {
        if (next_day && one.at < *next_day) continue;
        days.push_back(one.at);
        next_day = zone_->start_of_day({zone_->local(one.at).date.days + 1});
    }
}

void BillUsage::note_units(const bill::Item& item, const pos::Ulid& account, std::size_t line) {
    if (!item.units) return;
    if (prepared_.units.empty() || prepared_.units.back().account != account) {
        prepared_.units.push_back({account, purse_.head(), {}});
    }
    for (const UnitPurse::Taken& one : taken_[*item.units]) {
        prepared_.units.back().lines.push_back({line, item.of, one.lot, one.kept, one.millionths});
    }
}

/// A meter was looked at up to an instant. What came late to it behind that is left for whoever
/// looks further, as where a period that still runs was found to be empty.
void BillUsage::note(const SubscriptionMeter& meter, pos::Instant to, bool behind) {
    UsageLookedAt& found = looked_at(meter);
    const std::vector<pos::Instant>& late = known_[meter].late;
    const auto end = std::ranges::lower_bound(late, to);
    if (end - late.begin() > std::ssize(found.late)) found.late.assign(late.begin(), end);
    if (!behind) found.billed_until = std::max(found.billed_until.value_or(to), to);
}

UsageLookedAt& BillUsage::looked_at(const SubscriptionMeter& meter) {
    const auto found = std::ranges::find_if(prepared_.usage, [&](const UsageLookedAt& one) {
        return one.subscription == meter.first && one.meter == meter.second;
    });
    if (found != prepared_.usage.end()) return *found;
    return prepared_.usage.emplace_back(UsageLookedAt{meter.first, meter.second, {}, {}});
}

}  // namespace app::core::billing
