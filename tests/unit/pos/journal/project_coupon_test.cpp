// Goal: who redeemed a coupon, what it took off and when it was stopped follows from the journal.
// Method: each event alone, and the rows that follow.
#include <gtest/gtest.h>

#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::id;

namespace {

class ProjectCoupon : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(journal_.append(test::sample_shop_events()[0]));
        for (const Event& event : test::sample_billing_events()) {
            if (std::holds_alternative<CouponRedeemed>(event) ||
                std::holds_alternative<CouponStopped>(event) ||
                std::holds_alternative<CouponsApplied>(event)) {
                ASSERT_TRUE(journal_.append(event));
            }
        }
    }
    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(ProjectCoupon, says_what_was_redeemed_taken_and_stopped) {
    const CouponRedemptionRow& redeemed = rows_.redemptions.at(id(74));
    EXPECT_EQ(redeemed.code, "SPRING");
    EXPECT_EQ(redeemed.amount, test::euro(500));
    EXPECT_EQ(redeemed.periods, 3U);
    EXPECT_EQ(redeemed.plans, (std::vector<std::string>{"GREEN", "BIG"}));
    EXPECT_EQ(rows_.coupon_stops.at(id(74)).on, pos::make_date(2027, 1, 15));
    ASSERT_EQ(rows_.coupon_uses.size(), 1U);
    EXPECT_EQ(rows_.coupon_uses[0].item, id(55));
    EXPECT_EQ(rows_.coupon_uses[0].amount, test::euro(500));
    EXPECT_TRUE(rows_.ledger.empty());
}

TEST_F(ProjectCoupon, takes_one_currency_off_one_document) {
    CouponsApplied applied;
    applied.document = id(51);
    applied.parts = {{id(74), id(55), pos::make_date(2026, 12, 1), test::euro(500)},
                     {id(74), id(56), pos::make_date(2026, 12, 1), {500, test::kDollar}}};
    const auto done = journal_.append(applied);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error(), ProjectError::mixed_currencies);
}
