// Goal: a coupon is redeemed when, where and as often as it may be, and refused by name otherwise.
// Method: one offer, and each thing that may be wrong with it or with whoever asks.
#include "pos/billing/coupon.hpp"

#include <gtest/gtest.h>

using namespace pos;
using namespace pos::billing;

namespace {

const Currency kCouponEuro{{'E', 'U', 'R'}, 2};

CouponOffer five_euro() {
    CouponOffer offer;
    offer.takes.amount = exactly(5);
    offer.currency = kCouponEuro;
    offer.periods = 3;
    offer.plans = {"GREEN", "BIG"};
    offer.valid_from = make_date(2026, 11, 1);
    offer.valid_until = make_date(2026, 11, 30);
    offer.most = 10;
    offer.most_of_account = 2;
    return offer;
}

CouponAsked good_ask() {
    CouponAsked asked;
    asked.from = make_date(2026, 11, 15);
    asked.plan = "GREEN";
    asked.currency = kCouponEuro;
    asked.redeemed = 9;
    asked.redeemed_by_account = 1;
    return asked;
}

}  // namespace

TEST(CouponRules, a_sound_offer_has_no_fault) {
    EXPECT_EQ(fault_of(five_euro()), std::nullopt);
    CouponOffer percent;
    percent.takes.percent = exactly(100);
    EXPECT_EQ(fault_of(percent), std::nullopt);
}

TEST(CouponRules, each_fault_has_its_name) {
    CouponOffer offer;
    EXPECT_EQ(fault_of(offer), CouponFault::nothing_or_both);
    offer = five_euro();
    offer.takes.percent = exactly(20);
    EXPECT_EQ(fault_of(offer), CouponFault::nothing_or_both);
    offer = {};
    offer.takes.percent = exactly(101);
    EXPECT_EQ(fault_of(offer), CouponFault::percent_out_of_range);
    offer.takes.percent = -exactly(1);
    EXPECT_EQ(fault_of(offer), CouponFault::percent_out_of_range);
    offer = five_euro();
    offer.takes.amount = -exactly(5);
    EXPECT_EQ(fault_of(offer), CouponFault::amount_out_of_range);
    offer = five_euro();
    offer.takes.amount = {};
    EXPECT_EQ(fault_of(offer), CouponFault::amount_out_of_range);
    offer = five_euro();
    offer.periods = -1;
    EXPECT_EQ(fault_of(offer), CouponFault::periods_out_of_range);
    offer.periods = kCouponPeriodsMax + 1;
    EXPECT_EQ(fault_of(offer), CouponFault::periods_out_of_range);
    offer = five_euro();
    offer.valid_until = make_date(2026, 10, 31);
    EXPECT_EQ(fault_of(offer), CouponFault::days_crossed);
    offer = five_euro();
    offer.most = -1;
    EXPECT_EQ(fault_of(offer), CouponFault::limit_negative);
}

TEST(CouponRules, may_be_redeemed_on_its_first_and_last_day) {
    CouponAsked asked = good_ask();
    EXPECT_EQ(refusal_of(five_euro(), asked), std::nullopt);
    asked.from = make_date(2026, 11, 1);
    EXPECT_EQ(refusal_of(five_euro(), asked), std::nullopt);
    asked.from = make_date(2026, 11, 30);
    EXPECT_EQ(refusal_of(five_euro(), asked), std::nullopt);
}

TEST(CouponRules, each_refusal_has_its_name) {
    const CouponOffer offer = five_euro();
    CouponAsked asked = good_ask();
    asked.from = make_date(2026, 10, 31);
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::not_yet_valid);
    asked.from = make_date(2026, 12, 1);
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::expired);
    asked = good_ask();
    asked.plan = "OLD";
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::other_plans);
    asked = good_ask();
    asked.currency = {{'U', 'S', 'D'}, 2};
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::other_currency);
    asked = good_ask();
    asked.has_it = true;
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::already_redeemed);
    asked = good_ask();
    asked.redeemed_by_account = 2;
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::already_redeemed);
    asked = good_ask();
    asked.redeemed = 10;
    EXPECT_EQ(refusal_of(offer, asked), CouponRefusal::used_up);
}

TEST(CouponRules, without_limits_it_may_be_redeemed_by_anybody_at_any_time) {
    CouponOffer offer;
    offer.takes.percent = exactly(20);
    CouponAsked asked;
    asked.from = make_date(2030, 1, 1);
    asked.plan = "ANY";
    asked.currency = {{'J', 'P', 'Y'}, 0};
    asked.redeemed = 1'000'000;
    asked.redeemed_by_account = 1'000;
    EXPECT_EQ(refusal_of(offer, asked), std::nullopt);
}
