// Goal: a coupon takes off what it says, of so many periods as it has, whatever the bills that they
// are in; what was voided or given back is there to be taken again, and nothing is taken twice.
// Method: items and what was billed before, with figures worked out by hand.
#include "pos/billing/bill/coupon.hpp"

#include <gtest/gtest.h>

#include "pos/money/decimal.hpp"

namespace {

using namespace pos::billing;
using bill::Billed;
using bill::Coupon;
using bill::Item;
using bill::ItemKind;
using pos::Date;
using pos::Exact;
using pos::exactly;
using pos::make_date;

const pos::Currency kTakenEuro{{'E', 'U', 'R'}, 2};

Exact amount_of(const char* text) {
    return *pos::parse_exact(text);
}

pos::Ulid number(std::uint8_t last) {
    pos::Ulid id;
    id.bytes[15] = last;
    return id;
}

/// Items of a subscription, what was billed of it, and its coupon.
class CouponScene {
public:
    CouponScene() {
        coupon_.redemption = number(200);
        coupon_.name = "Spring (SPRING)";
        coupon_.from = make_date(2026, 1, 1);
        coupon_.periods = 1;
    }
    Item& add(const char* amount, unsigned month, ItemKind kind = ItemKind::recurring) {
        Item& item = items_.emplace_back();
        item.kind = kind;
        item.key.plan = "GREEN";
        item.from = item.period = make_date(2026, month, 1);
        item.to = make_date(2026, month + 1, 1);
        item.amount = amount_of(amount);
        return item;
    }
    /// Lets all items be billed, with what was taken off them.
    void bill() {
        for (const Item& item : items_) {
            Billed one;
            one.id = number(next_id_++);
            one.kind = item.kind;
            one.key = item.key;
            one.from = item.from;
            one.to = item.to;
            one.amount = item.amount;
            one.of = item.of;
            billed_.push_back(one);
            for (const auto& taken : item.coupons) {
                coupon_.uses.push_back({one.id, taken.period, taken.amount});
            }
        }
        items_.clear();
    }
    void change(std::size_t of, ItemKind kind, Date from, Date to, const char* amount) {
        Billed one = billed_[of];
        one.id = number(next_id_++);
        one.kind = kind;
        one.of = billed_[of].id;
        one.from = from;
        one.to = to;
        one.amount = amount_of(amount);
        billed_.push_back(one);
    }
    void take() {
        const bill::BilledIndex index{billed_};
        std::vector<const Billed*> mine;
        for (const Billed& one : billed_) mine.push_back(&one);
        bill::take_coupons({{&coupon_, 1}, kTakenEuro, mine, index}, items_);
    }
    std::string amounts() const {
        std::string text;
        for (const Item& item : items_) text += (text.empty() ? "" : " ") + to_string(item.amount);
        return text;
    }

    Coupon coupon_;
    std::vector<Item> items_;
    std::vector<Billed> billed_;
    std::uint8_t next_id_{1};
};

}  // namespace

TEST(TakeCoupons, a_percentage_is_taken_off_each_item_of_its_periods) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(20);
    scene.coupon_.periods = 2;
    scene.add("9.90", 1);
    scene.add("33.33", 1, ItemKind::usage);
    scene.add("9.90", 2);
    scene.add("9.90", 3);
    scene.take();
    // 1.98; 6.666 → 6.67; 1.98; nothing of the third month.
    EXPECT_EQ(scene.amounts(), "7.92 26.66 7.92 9.9");
    ASSERT_EQ(scene.items_[0].rated.lines.size(), 1U);
    EXPECT_EQ(scene.items_[0].rated.lines[0].kind, LineKind::coupon);
    EXPECT_EQ(scene.items_[0].rated.lines[0].amount, -amount_of("1.98"));
    ASSERT_EQ(scene.items_[0].coupons.size(), 1U);
    EXPECT_EQ(scene.items_[0].coupons[0].amount, amount_of("1.98"));
    EXPECT_TRUE(scene.items_[3].coupons.empty());
}

TEST(TakeCoupons, an_amount_is_shared_over_the_items_of_its_period) {
    CouponScene scene;
    scene.coupon_.takes.amount = exactly(10);
    scene.coupon_.currency = kTakenEuro;
    scene.coupon_.periods = 0;
    scene.add("20.00", 1);
    scene.add("10.00", 1, ItemKind::usage);
    scene.add("4.00", 2);
    scene.take();
    // 10.00 × 2/3 = 6.666…, 3.333…: 6.67 and 3.33; of the second month all there is.
    EXPECT_EQ(scene.amounts(), "13.33 6.67 0");
}

TEST(TakeCoupons, what_was_taken_of_a_period_before_is_not_taken_again) {
    CouponScene scene;
    scene.coupon_.takes.amount = exactly(10);
    scene.coupon_.currency = kTakenEuro;
    scene.add("6.00", 1);
    scene.take();
    EXPECT_EQ(scene.amounts(), "0");
    scene.bill();
    scene.add("9.00", 1, ItemKind::usage);  // of the same month, on the next bill
    scene.add("6.00", 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "5 6");
    scene.bill();
    scene.add("7.00", 1, ItemKind::usage);
    scene.add("6.00", 3);
    scene.take();
    EXPECT_EQ(scene.amounts(), "7 6");
}

TEST(TakeCoupons, what_was_voided_is_there_to_be_taken_again_and_no_more) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(50);
    scene.coupon_.periods = 2;
    scene.add("10.00", 1);
    scene.add("10.00", 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "5 5");
    scene.bill();
    scene.change(0, ItemKind::voided, make_date(2026, 1, 1), make_date(2026, 2, 1), "-5.00");
    // The month that is billed anew comes with the next one: it has the coupon, the next has not,
    // whatever their order.
    scene.add("10.00", 3);
    scene.add("10.00", 1);
    scene.take();
    EXPECT_EQ(scene.amounts(), "10 5");
    scene.bill();
    scene.add("10.00", 4);
    scene.take();
    EXPECT_EQ(scene.amounts(), "10");
}

TEST(TakeCoupons, another_plan_in_the_same_period_has_what_the_first_one_gave_back) {
    CouponScene scene;
    scene.coupon_.takes.amount = exactly(10);
    scene.coupon_.currency = kTakenEuro;
    scene.add("30.00", 4);
    scene.take();
    EXPECT_EQ(scene.amounts(), "20");
    scene.bill();
    // From the 16th of April, 30 days long, on: half of it is given back, so half of the 10.00 is.
    scene.change(0, ItemKind::unused, make_date(2026, 4, 16), make_date(2026, 5, 1), "-10.00");
    Item& item = scene.add("20.00", 4);
    item.from = make_date(2026, 4, 16);
    scene.take();
    EXPECT_EQ(scene.amounts(), "15");
}

TEST(TakeCoupons, what_is_given_back_by_the_same_bill_counts_as_given_back) {
    CouponScene scene;
    scene.coupon_.takes.amount = exactly(10);
    scene.coupon_.currency = kTakenEuro;
    scene.add("30.00", 4);
    scene.take();
    scene.bill();
    Item& item = scene.add("20.00", 4);
    item.from = make_date(2026, 4, 16);
    Item& back = scene.add("-10.00", 4, ItemKind::unused);
    back.from = make_date(2026, 4, 16);
    back.of = scene.billed_[0].id;
    scene.take();
    EXPECT_EQ(scene.amounts(), "15 -10");
}

TEST(TakeCoupons, what_came_late_bears_the_coupon_of_what_it_changes) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(20);
    scene.add("50.00", 1, ItemKind::usage);
    scene.take();
    scene.bill();                                        // at 40.00
    Item& late = scene.add("20.00", 1, ItemKind::late);  // 60.00 anew, less 40.00
    late.of = scene.billed_[0].id;
    late.billed_before = amount_of("40.00");
    scene.take();
    EXPECT_EQ(scene.amounts(), "8");  // 48.00 less 40.00
    EXPECT_EQ(scene.items_[0].coupons[0].amount, exactly(2));
    scene.items_.clear();
    // None of one that had none.
    scene.coupon_.uses.clear();
    Item& other = scene.add("20.00", 1, ItemKind::late);
    other.of = scene.billed_[0].id;
    other.billed_before = amount_of("40.00");
    scene.take();
    EXPECT_EQ(scene.amounts(), "20");
}

TEST(TakeCoupons, an_amount_has_room_for_what_came_late) {
    CouponScene scene;
    scene.coupon_.takes.amount = exactly(10);
    scene.coupon_.currency = kTakenEuro;
    scene.add("6.00", 1, ItemKind::usage);
    scene.take();
    scene.bill();  // at nothing
    Item& late = scene.add("9.00", 1, ItemKind::late);
    late.of = scene.billed_[0].id;
    scene.take();
    EXPECT_EQ(scene.amounts(), "0");
    EXPECT_EQ(scene.items_[0].coupons[0].amount, exactly(3));
    scene.bill();
    Item& more = scene.add("12.00", 1, ItemKind::late);
    more.of = scene.billed_[0].id;
    scene.take();
    EXPECT_EQ(scene.amounts(), "2");
}

TEST(TakeCoupons, nothing_is_taken_off_what_it_is_not_for) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(50);
    scene.coupon_.periods = 0;
    scene.coupon_.from = make_date(2026, 2, 1);
    scene.coupon_.until = make_date(2026, 4, 1);
    scene.coupon_.plans = {"GREEN"};
    scene.add("10.00", 1);
    scene.add("10.00", 2);
    scene.add("10.00", 3).key.plan = "BIG";
    scene.add("10.00", 4);
    scene.add("-10.00", 3, ItemKind::unused);
    scene.add("-3.00", 3, ItemKind::usage);
    scene.take();
    EXPECT_EQ(scene.amounts(), "10 5 10 10 -10 -3");
    // An amount in another currency.
    scene.items_.clear();
    scene.coupon_.takes = {{}, {}, exactly(5)};
    scene.coupon_.currency = pos::Currency{{'U', 'S', 'D'}, 2};
    scene.add("10.00", 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "10");
}

TEST(TakeCoupons, what_costs_nothing_uses_up_no_period) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(50);
    scene.add("0.00", 1);
    scene.add("10.00", 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "0 5");
}

TEST(TakeCoupons, what_came_late_to_nothing_bears_what_found_nothing_to_take) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(20);
    scene.add("0.00", 1, ItemKind::usage);  // prepaid units covered it
    scene.take();
    scene.bill();
    Item& late = scene.add("20.00", 1, ItemKind::late);
    late.of = scene.billed_[0].id;
    scene.take();
    EXPECT_EQ(scene.amounts(), "16");
    ASSERT_EQ(scene.items_[0].coupons.size(), 1U);
    EXPECT_EQ(scene.items_[0].coupons[0].amount, exactly(4));
    EXPECT_EQ(scene.items_[0].coupons[0].period, make_date(2026, 1, 1));
    scene.bill();
    scene.add("10.00", 2);  // its one period was January
    scene.take();
    EXPECT_EQ(scene.amounts(), "10");
}

TEST(TakeCoupons, what_came_late_to_nothing_has_none_of_a_coupon_that_is_used_up_or_held_later) {
    CouponScene scene;
    scene.coupon_.takes.amount = exactly(5);
    scene.coupon_.currency = kTakenEuro;
    scene.add("0.00", 1, ItemKind::usage);
    scene.add("9.00", 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "0 4");
    scene.bill();
    Item& late = scene.add("20.00", 1, ItemKind::late);
    late.of = scene.billed_[0].id;
    scene.take();
    EXPECT_EQ(scene.amounts(), "20");
    EXPECT_TRUE(scene.items_[0].coupons.empty());
    scene.coupon_.periods = 0;
    scene.coupon_.from = make_date(2026, 1, 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "20");
}

TEST(TakeCoupons, a_period_whose_usage_was_taken_back_is_there_again) {
    CouponScene scene;
    scene.coupon_.takes.percent = exactly(50);
    scene.add("10.00", 1, ItemKind::usage);
    scene.take();
    EXPECT_EQ(scene.amounts(), "5");
    scene.bill();
    Item& late = scene.add("-5.00", 1, ItemKind::late);  // nothing was used after all
    late.of = scene.billed_[0].id;
    late.billed_before = amount_of("5.00");
    scene.take();
    EXPECT_EQ(scene.amounts(), "-5");
    EXPECT_EQ(scene.items_[0].coupons[0].amount, -exactly(5));
    scene.bill();
    scene.add("10.00", 2);
    scene.take();
    EXPECT_EQ(scene.amounts(), "5");
}
