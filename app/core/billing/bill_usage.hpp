#pragma once

#include <cstddef>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/core/billing/charge_usage.hpp"
#include "app/core/billing/unit_purse.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/billing/usage.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/units.hpp"
#include "pos/store/billing/usage.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

struct Prepared;
struct UsageLookedAt;

/// Whose usage of what.
using SubscriptionMeter = std::pair<pos::Ulid, std::string>;

/// How far a meter's usage was billed, what came late, and what was not billed yet.
struct MeterUsage {
    std::optional<pos::Instant> until;
    std::vector<pos::Instant> late;
    std::vector<pos::store::billing::UsedOnce> unbilled;  // by time
};

/// What the charges of one bill count, and what the bill has looked at of it; see
/// Prepared::usage and Prepared::units.
///
/// threads: that of its connection
class BillUsage {
public:
    /// `known`: of all meters that the bill asks for.
    BillUsage(pos::store::db::Connection& db, std::map<SubscriptionMeter, MeterUsage>& known,
              Prepared& prepared);

    /// What was used and not billed was not read before.
    void reads_all() { reads_all_ = true; }
    /// It goes on with another account, its zone and its prepaid units.
    ///
    /// requires: `zone` lives for as long as something is asked of the account
    void turn_to(const pos::locale::Zone& zone,
                 std::span<const pos::store::billing::StoredUnitLot> units);
    /// Whether something came late to it in [from, to).
    bool came_late(const SubscriptionMeter& meter, pos::Instant from, pos::Instant to);
    /// What a charge counts of a period: see pos::billing::bill::Metered.
    std::expected<pos::billing::Usage, std::string> of(
        const pos::billing::bill::UsageQuestion& asked);
    /// Notes which units the bill's line of that index takes.
    void note_units(const pos::billing::bill::Item& item, const pos::Ulid& account,
                    std::size_t line);

private:
    std::expected<pos::billing::Usage, std::string> priced(
        const pos::billing::bill::UsageQuestion& asked,
        std::span<const pos::store::billing::UsedOnce> used, const UsedBefore& before);
    void note_days(std::span<const pos::store::billing::UsedOnce> used,
                   std::vector<pos::Instant>& days) const;
    void note(const SubscriptionMeter& meter, pos::Instant to, bool behind);
    UsageLookedAt& looked_at(const SubscriptionMeter& meter);

    pos::store::db::Connection& db_;
    std::map<SubscriptionMeter, MeterUsage>& known_;
    Prepared& prepared_;
    bool reads_all_{false};
    const pos::locale::Zone* zone_{nullptr};
    UnitPurse purse_;  // of the account whose subscriptions they are
    std::vector<std::vector<UnitPurse::Taken>> taken_;
};

}  // namespace app::core::billing
