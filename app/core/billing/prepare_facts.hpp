#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "app/core/billing/bill_coupons.hpp"
#include "app/core/billing/bill_usage.hpp"
#include "app/core/billing/prepare_level.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/units.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// Accounts with all that their bills depend on.
struct BillFacts {
    std::int64_t usage_batch{0};
    std::vector<pos::store::billing::Customer> payers;
    std::vector<pos::store::billing::Customer> others;  // that these pay for
    std::set<pos::Ulid> parked;
    std::vector<pos::store::billing::StoredSubscription> subscriptions;
    std::vector<pos::store::billing::StoredItem> items;
    std::map<SubscriptionMeter, MeterUsage> usage;
    std::set<pos::Ulid> with_counters;  // subscriptions whose points have some
    CouponsOf coupons;
    std::vector<pos::store::billing::StoredUnitLot> units;
    std::map<pos::Ulid, LevelState> levels;  // by the account that pays
};

/// Reads them in one look. Within the connection's transaction, if it has one.
pos::store::db::Result<BillFacts> read_facts(pos::store::db::Connection& db, const Billing& billing,
                                             std::span<const pos::Ulid> accounts);

}  // namespace app::core::billing
