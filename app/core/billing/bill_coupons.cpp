#include "app/core/billing/bill_coupons.hpp"

#include "pos/money/decimal.hpp"
#include "pos/store/billing/coupons.hpp"

namespace app::core::billing {

namespace {

namespace bill = pos::billing::bill;
namespace stored = pos::store::billing;

bill::Coupon taken_by(const stored::Redemption& from) {
    bill::Coupon coupon;
    coupon.redemption = from.redemption;
    coupon.name = from.terms.name + " (" + from.code + ")";
    if (from.terms.amount) {
        coupon.takes.amount = pos::exact(*from.terms.amount);
        coupon.currency = from.terms.amount->currency;
    } else if (const auto percent = pos::parse_exact(from.terms.percent)) {
        coupon.takes.percent = *percent;
    }
    coupon.periods = from.terms.periods;
    coupon.plans = from.terms.plans;
    coupon.from = from.from;
    coupon.until = from.stopped;
    return coupon;
}

}  // namespace

pos::store::db::Result<CouponsOf> coupons_of(pos::store::db::Connection& db,
                                             std::span<const pos::Ulid> subscriptions) {
    auto all = stored::redemptions_of(db, subscriptions);
    if (!all) return std::unexpected{std::move(all.error())};
    CouponsOf coupons;
    if (all->empty()) return coupons;
    std::vector<pos::Ulid> ids;
    for (const stored::Redemption& one : *all) ids.push_back(one.redemption);
    const auto uses = stored::coupon_uses(db, ids);
    if (!uses) return std::unexpected{uses.error()};
    for (const stored::Redemption& one : *all) {
        bill::Coupon& coupon = coupons[one.subscription].emplace_back(taken_by(one));
        for (const stored::StoredCouponUse& use : *uses) {
            if (use.redemption != one.redemption) continue;
            coupon.uses.push_back({use.item, use.period, pos::exact(use.amount)});
        }
    }
    return coupons;
}

}  // namespace app::core::billing
