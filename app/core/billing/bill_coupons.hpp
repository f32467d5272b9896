#pragma once

#include <map>
#include <span>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/billing/bill/coupon.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// By subscription.
using CouponsOf = std::map<pos::Ulid, std::vector<pos::billing::bill::Coupon>>;

/// The coupons of these subscriptions, with what they took off so far.
pos::store::db::Result<CouponsOf> coupons_of(pos::store::db::Connection& db,
                                             std::span<const pos::Ulid> subscriptions);

}  // namespace app::core::billing
