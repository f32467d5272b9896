// Goal: where a shop stops it, a cashier sells no more of counted goods than there is, unless
// somebody approves; goods that were never counted are sold whatever was sold of them; a shop that
// warns or allows stops nothing. Method: scripts at the register, each rule beside the others.
#include "pos/sale/stock.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pos/sale/till.hpp"

namespace {

using namespace pos;
using namespace pos::sale;
using people::Operation;
using test::cashier;
using test::goods;
using test::manager;
using test::Till;

Setup shop_that(StockRule rule) {
    Setup setup = test::shop();
    setup.stock.rule = rule;
    return setup;
}
AddItem some(const char* name, std::int64_t in_stock, std::int64_t quantity = 1) {
    AddItem add{.item = goods(name)};
    if (quantity != 1) add.quantity = pieces(quantity);
    add.in_stock = pieces(in_stock);
    return add;
}
std::size_t approvals(const Till& till) {
    return static_cast<std::size_t>(std::ranges::count_if(till.journal, [](const auto& event) {
        const auto* one = std::get_if<journal::SettingChanged>(&event);
        return one != nullptr && one->key == "approved.oversell" && one->from == manager().name &&
               one->to == "miscounted" && one->user.name == cashier().name;
    }));
}

class Stock : public ::testing::Test {
protected:
    void sell_under(StockRule rule, const people::User& by = cashier()) {
        till_.emplace(shop_that(rule));
        till_->open();
        till_->must(SignIn{by});
    }
    void expect_stopped(const Command& command) {
        const Cart before = till_->state().cart;
        EXPECT_EQ(till_->give(command), Refusal::not_permitted);
        EXPECT_EQ(till_->machine().lacking(), Operation::oversell);
        EXPECT_TRUE(till_->state().cart == before) << "a refusal leaves everything as it was";
    }
    Quantity milk() const { return quantity_in(till_->state().cart, goods("milk").id); }

    std::optional<Till> till_;
};

TEST_F(Stock, the_last_one_is_sold_and_the_next_is_stopped) {
    sell_under(StockRule::block);
    till_->must(some("milk", 2));
    till_->must(some("milk", 2));
    EXPECT_EQ(oversold(till_->state().cart, goods("milk").id), std::nullopt);
    expect_stopped(some("milk", 2));
    expect_stopped(some("milk", 2, 5));
    till_->must(some("bread", 1));
    EXPECT_EQ(milk(), pieces(2));
}

TEST_F(Stock, a_quantity_is_raised_no_further_either) {
    sell_under(StockRule::block);
    till_->must(some("milk", 3));
    const auto line = till_->state().cart.lines.back().line;
    till_->must(ChangeQuantity{line, pieces(3), {}});
    expect_stopped(ChangeQuantity{line, pieces(4), {}});
    till_->must(ChangeQuantity{line, pieces(2), {}});
    till_->must(SetNextQuantity{pieces(2)});
    expect_stopped(some("milk", 3));
}

TEST_F(Stock, what_comes_back_in_the_cart_can_be_sold_again) {
    sell_under(StockRule::block, manager());
    till_->must(ReturnItem{{.item = goods("milk")}, "unopened"});
    till_->must(SignIn{cashier()});
    till_->must(some("milk", 0));
    expect_stopped(some("milk", 0));
}

TEST_F(Stock, goods_that_were_never_counted_are_never_stopped) {
    sell_under(StockRule::block);
    till_->must(AddItem{.item = goods("milk"), .quantity = pieces(1'000)});
    EXPECT_EQ(oversold(till_->state().cart, goods("milk").id), std::nullopt);
}

TEST_F(Stock, somebody_who_may_can_approve_it_and_both_names_are_kept) {
    sell_under(StockRule::block);
    const Approval approval{manager(), "miscounted"};
    EXPECT_EQ(till_->give(some("milk", 0), &approval), std::nullopt);
    EXPECT_EQ(approvals(*till_), 1U);
    const auto line = till_->state().cart.lines.back().line;
    EXPECT_EQ(till_->give(ChangeQuantity{line, pieces(2), {}}, &approval), std::nullopt);
    EXPECT_EQ(approvals(*till_), 2U);
    EXPECT_EQ(oversold(till_->state().cart, goods("milk").id), pieces(0));
    // An approval that was not needed is not noted.
    EXPECT_EQ(till_->give(some("bread", 9), &approval), std::nullopt);
    EXPECT_EQ(approvals(*till_), 2U);
}

TEST_F(Stock, a_manager_and_a_shop_that_warns_or_allows_sell_on) {
    sell_under(StockRule::block, manager());
    till_->must(some("milk", 0));
    EXPECT_EQ(oversold(till_->state().cart, goods("milk").id), pieces(0));
    for (const StockRule rule : {StockRule::allow, StockRule::warn}) {
        sell_under(rule);
        till_->must(some("milk", 1, 4));
        EXPECT_EQ(oversold(till_->state().cart, goods("milk").id), pieces(1));
    }
}

TEST_F(Stock, the_same_goods_join_one_line_whatever_is_known_of_them) {
    sell_under(StockRule::warn);
    till_->must(some("milk", 5));
    till_->must(some("milk", 4));
    till_->must(AddItem{.item = goods("milk")});
    ASSERT_EQ(till_->state().cart.lines.size(), 1U);
    EXPECT_EQ(milk(), pieces(3));
}

TEST_F(Stock, what_is_known_outlives_the_program) {
    sell_under(StockRule::block);
    till_->must(some("milk", 1));
    till_->restart();
    const auto& cart = till_->state().cart;
    ASSERT_EQ(cart.lines.size(), 1U);
    EXPECT_EQ(cart.lines.back().in_stock, pieces(1));
}

}  // namespace
