// Goal: promotions price the cart as it grows, stand on the ticket, and come back with the goods.
// Method: one till, goods with promotions as the shop's clock had them, figures worked out by hand;
// then seeded sales that come back piece by piece.
#include <gtest/gtest.h>

#include <random>

#include "pos/sale/cart_bytes.hpp"
#include "pos/sale/price_cart.hpp"
#include "tests/unit/pos/sale/till.hpp"

using namespace pos;
using namespace pos::sale;
using test::euro;
using test::Till;

namespace {

/// Goods with some of the promotions, by their place.
Item goods(std::string_view name, std::initializer_list<std::size_t> which) {
    Item item = test::goods(name);
    const auto all = test::promotions();
    for (const std::size_t at : which) item.promotions.push_back(all[at]);
    return item;
}

struct Shop : testing::Test {
    Shop() { till.open(); }
    void scan(const Item& item) { till.must(AddItem{.item = item}); }
    Money total() const { return till.state().priced.total; }
    const journal::SaleRecord& sell() {
        till.must(ExactCash{});
        return till.receipts.back();
    }
    Till till;
};

}  // namespace

TEST_F(Shop, the_third_is_free_once_it_is_there) {
    const Item milk = goods("milk", {0});
    scan(milk);
    scan(milk);
    EXPECT_EQ(total(), euro("2.38"));
    scan(milk);
    EXPECT_EQ(total(), euro("2.38"));
    scan(milk);
    EXPECT_EQ(total(), euro("3.57"));
    till.must(ChangeQuantity{1, pieces(2), ""});
    EXPECT_EQ(total(), euro("2.38"));
    till.must(Undo{});
    EXPECT_EQ(total(), euro("3.57"));
    const auto& record = sell();
    ASSERT_EQ(record.lines.size(), 1U);
    ASSERT_EQ(record.lines[0].discounts.size(), 1U);
    const journal::Discount& discount = record.lines[0].discounts[0];
    EXPECT_EQ(discount.kind, journal::DiscountKind::promotion);
    EXPECT_EQ(discount.label, "3 for 2");
    EXPECT_EQ(discount.reason, "P1");
    EXPECT_EQ(discount.amount, euro("1.19"));
    EXPECT_EQ(record.discount, euro("1.19"));
    EXPECT_EQ(till.state().shift->figures.discount, euro("1.19"));
}

TEST_F(Shop, what_comes_back_gives_what_it_was_paid_for) {
    scan(goods("milk", {0}));
    scan(goods("bread", {0}));
    scan(goods("wine", {0}));
    EXPECT_EQ(total(), euro("10.48"));
    const auto record = sell();
    // 1.19 off 11.67, in proportion.
    EXPECT_EQ(record.lines[0].payable, euro("1.07"));
    EXPECT_EQ(record.lines[1].payable, euro("2.24"));
    EXPECT_EQ(record.lines[2].payable, euro("7.17"));
    till.must(ReturnWithReceipt{record, {}, {{3, pieces(1)}}, "corked"});
    EXPECT_EQ(total(), -euro("7.17"));
    scan(goods("wine", {2}));  // and another one at ten percent less
    EXPECT_EQ(total(), euro("0.02"));
}

TEST_F(Shop, the_whole_basket_has_one_discount_of_its_own) {
    scan(goods("wine", {3}));
    scan(goods("bread", {3}));
    EXPECT_EQ(total(), euro("10.48"));
    scan(goods("wine", {3}));
    EXPECT_EQ(total(), euro("17.47"));
    till.must(DiscountBasket{{.rate = percent(10), .label = "Staff"}});
    EXPECT_EQ(total(), euro("15.72"));
    const auto& record = sell();
    ASSERT_EQ(record.basket_discounts.size(), 2U);
    EXPECT_EQ(record.basket_discounts[0].kind, journal::DiscountKind::promotion);
    EXPECT_EQ(record.basket_discounts[0].label, "1.00 off 15.00");
    EXPECT_EQ(record.basket_discounts[0].amount, euro("1.00"));
    EXPECT_EQ(record.basket_discounts[1].label, "Staff");
    EXPECT_EQ(record.basket_discounts[1].amount, euro("1.75"));
    EXPECT_EQ(record.lines[0].basket_shares.size(), 2U);
}

TEST_F(Shop, goods_that_no_discount_touches_stay_out) {
    scan(goods("tobacco", {0, 2, 3}));
    scan(goods("tobacco", {0, 2, 3}));
    scan(goods("tobacco", {0, 2, 3}));
    EXPECT_EQ(total(), euro("24.00"));
}

TEST_F(Shop, a_price_or_a_discount_by_hand_takes_the_place_of_promotions_of_goods) {
    scan(goods("wine", {2, 3}));
    till.must(OverridePrice{1, test::euro_each("7.00"), "damaged"});
    EXPECT_EQ(total(), euro("7.00"));
    scan(goods("milk", {2, 3}));
    till.must(DiscountLine{2, {.rate = percent(50)}});
    EXPECT_EQ(total(), euro("7.59"));  // 1.19 − 0.60
    till.must(RemoveDiscount{2});
    EXPECT_EQ(total(), euro("8.07"));  // 1.19 − 0.12
    scan(goods("wine", {2, 3}));       // 7.19; 16.18 were to be spent
    EXPECT_EQ(total(), euro("14.26"));
}

TEST_F(Shop, goods_brought_back_without_a_receipt_get_none) {
    till.must(ReturnItem{{.item = goods("milk", {2})}, "sour"});
    EXPECT_EQ(total(), -euro("1.19"));
}

TEST_F(Shop, an_amount_off_the_basket_takes_what_promotions_have_left) {
    scan(goods("milk", {0}));
    scan(goods("milk", {0}));
    till.must(DiscountBasket{{.kind = pricing::DiscountKind::amount, .amount = euro("2.38")}});
    EXPECT_EQ(total(), euro("0.00"));
    scan(goods("milk", {0}));
    EXPECT_EQ(total(), euro("0.00"));
    EXPECT_EQ(
        till.give(DiscountBasket{{.kind = pricing::DiscountKind::amount, .amount = euro("3.58")}}),
        Refusal::discount_too_large);
}

TEST_F(Shop, a_promotion_that_ends_leaves_what_was_rung_up_with_it) {
    scan(goods("milk", {2}));
    scan(goods("milk", {}));  // it ended in between
    EXPECT_EQ(till.state().cart.lines.size(), 2U);
    EXPECT_EQ(total(), euro("2.26"));
    till.restart();
    EXPECT_EQ(total(), euro("2.26"));
    till.must(Hold{"Otto"});
    till.must(Recall{till.state().held.front().sale});
    EXPECT_EQ(total(), euro("2.26"));
}

TEST_F(Shop, terms_that_make_no_sense_take_nothing_off) {
    Item milk = goods("milk", {0, 1, 2, 3});
    for (auto& promotion : milk.promotions) promotion.rule = {.rate = {-1}};
    scan(milk);
    EXPECT_EQ(total(), euro("1.19"));
    const auto read = cart_from_bytes(cart_bytes(till.state().cart));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, till.state().cart);
}

TEST(Promotions, everything_that_comes_back_is_everything_that_was_paid) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937_64 random{seed};
        const auto pick = [&](std::uint64_t below) { return random() % below; };
        Till till;
        till.open();
        static constexpr std::string_view kNames[] = {"milk", "bread", "wine", "apples"};
        for (std::uint64_t line = 0; line < 2 + pick(6); ++line) {
            Item item = test::goods(kNames[pick(4)]);
            item.promotions = test::promotions();
            AddItem add{.item = item};
            if (!item.unit.empty()) {
                add.quantity = Quantity{static_cast<std::int64_t>(pick(3'000'000)) + 1};
            } else {
                till.must(SetNextQuantity{pieces(static_cast<std::int64_t>(pick(5)) + 1)});
            }
            till.must(add);
        }
        till.must(ExactCash{});
        const auto sold = till.receipts.back();
        Money back = zero(test::kEuro);
        for (int round = 0; round < 100; ++round) {
            const auto before = till.returned(sold);
            ReturnWithReceipt command{.sold = sold, .before = before, .lines = {}, .reason = "r"};
            for (const auto& line : sold.lines) {
                Quantity left = line.quantity;
                for (const auto& b : before) {
                    if (b.line == line.line) left = left - b.quantity;
                }
                if (left.millionths == 0 || (round < 90 && pick(2) == 0)) continue;
                if (line.unit.empty()) left = pieces(1);
                command.lines.push_back({line.line, left});
            }
            if (command.lines.empty()) continue;
            till.must(command);
            if (till.state().priced.total.minor == 0) {
                till.must(Finish{});
            } else {
                till.must(ExactCash{});
            }
            back -= till.receipts.back().total;
        }
        EXPECT_EQ(back, sold.total);
    }
}
