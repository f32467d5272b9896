// Goal: what a cashier may not do alone is done once with somebody's approval, both names stand in
// the journal before it, and nobody approves for themselves.
// Method: every operation that can be kept from a cashier, refused and then approved, over a store
// that answers, fails or dies.
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/pos/sale/till.hpp"

namespace {

using namespace pos;
using namespace pos::sale;
using people::Operation;
using test::cashier;
using test::euro;
using test::goods;
using test::manager;
using test::Till;

people::Rights strict() {
    people::Rights rights;
    rights.set(Operation::open_shift, true);
    rights.set(Operation::discount, true);
    rights.discount_percent = 10;
    return rights;
}

CartDiscount percent_off(std::int64_t percent) {
    return {.kind = pricing::DiscountKind::percent, .rate = pos::percent(percent), .label = "D"};
}
CartDiscount amount_off(std::string_view amount) {
    return {.kind = pricing::DiscountKind::amount, .amount = euro(amount), .label = "D"};
}

const Approval kApproval{manager(), "goodwill"};

std::vector<journal::SettingChanged> approvals(const Till& till) {
    std::vector<journal::SettingChanged> found;
    for (const auto& event : till.journal)
        if (const auto* one = std::get_if<journal::SettingChanged>(&event)) found.push_back(*one);
    return found;
}

class Approving : public ::testing::Test {
protected:
    void SetUp() override {
        till_.must(SignIn{cashier()});
        till_.open();
        till_.must(AddItem{.item = goods("milk")});
        till_.must(AddItem{.item = goods("lamp")});
    }
    void expect_needs(Operation operation, const Command& command) {
        SCOPED_TRACE(people::operation_name(operation));
        EXPECT_EQ(till_.give(command), Refusal::not_permitted);
        EXPECT_EQ(till_.machine().lacking(), operation);
        const Approval by_self{cashier(), "goodwill"};
        EXPECT_EQ(till_.give(command, &by_self), Refusal::not_permitted);
        auto other_cashier = cashier();
        other_cashier.id.bytes[0] ^= 1U;
        const Approval by_equal{other_cashier, "goodwill"};
        EXPECT_EQ(till_.give(command, &by_equal), Refusal::not_permitted);
        auto gone = manager();
        gone.active = false;
        const Approval by_gone{gone, "goodwill"};
        EXPECT_EQ(till_.give(command, &by_gone), Refusal::not_permitted);
        const auto before = approvals(till_).size();
        EXPECT_EQ(before, expected_);
        EXPECT_EQ(till_.give(command, &kApproval), std::nullopt);
        const auto noted = approvals(till_);
        ASSERT_EQ(noted.size(), ++expected_);
        EXPECT_EQ(noted.back().key, "approved." + std::string{people::operation_name(operation)});
        EXPECT_EQ(noted.back().user.name, cashier().name);
        EXPECT_EQ(noted.back().from, manager().name);
        EXPECT_EQ(noted.back().to, "goodwill");
    }

    Till till_{test::shop(), 1, strict()};
    std::size_t expected_{0};
};

TEST_F(Approving, each_operation_needs_it_and_gets_it_once) {
    const auto line = till_.state().cart.lines.front().line;
    expect_needs(Operation::override_price,
                 OverridePrice{line, test::euro_each("1.00"), "damaged"});
    EXPECT_EQ(till_.give(OverridePrice{line, test::euro_each("0.90"), "damaged"}),
              Refusal::not_permitted)
        << "one approval is for one action";
    expect_needs(Operation::large_discount, DiscountLine{line, percent_off(11)});
    expect_needs(Operation::large_discount, DiscountBasket{percent_off(50)});
    expect_needs(Operation::return_without_receipt, ReturnItem{{.item = goods("bread")}, "old"});
    expect_needs(Operation::open_drawer, OpenDrawerNow{"change"});
    expect_needs(Operation::move_cash, MoveCash{euro("-10.00"), "bank"});
    expect_needs(Operation::settings, OpenSettings{});
    expect_needs(Operation::goods, OpenSettings{Operation::goods});
    expect_needs(Operation::people, OpenSettings{Operation::people});
    till_.must(AddItem{.item = goods("bread"), .quantity = test::quantity("3")});
    const auto last = till_.state().cart.lines.back().line;
    expect_needs(Operation::void_line, ChangeQuantity{last, test::quantity("1"), "mistake"});
    expect_needs(Operation::void_line, VoidLine{last, "mistake"});
    expect_needs(Operation::void_line, CancelCart{"left"});
    expect_needs(Operation::close_shift, CloseShift{{{"cash", euro("90.00")}}, ""});
}

TEST_F(Approving, stands_before_what_was_approved) {
    till_.give(OpenDrawerNow{"change"}, &kApproval);
    ASSERT_GE(till_.journal.size(), 2U);
    const auto last = till_.journal.end() - 1;
    EXPECT_TRUE(std::holds_alternative<journal::DrawerOpened>(*last));
    EXPECT_TRUE(std::holds_alternative<journal::SettingChanged>(*(last - 1)));
    EXPECT_EQ(std::get<journal::DrawerOpened>(*last).user.name, cashier().name);
}

TEST_F(Approving, is_not_noted_where_it_was_not_needed) {
    const auto line = till_.state().cart.lines.front().line;
    EXPECT_EQ(till_.give(DiscountLine{line, percent_off(10)}, &kApproval), std::nullopt);
    EXPECT_EQ(till_.give(ChangeQuantity{line, test::quantity("2"), {}}, &kApproval), std::nullopt);
    till_.must(SignIn{manager()});
    EXPECT_EQ(till_.give(OpenDrawerNow{"change"}), std::nullopt);
    EXPECT_TRUE(approvals(till_).empty());
}

TEST_F(Approving, is_not_noted_where_the_store_fails_or_something_else_refuses) {
    till_.mood = test::StoreMood::fails;
    EXPECT_EQ(till_.give(OpenDrawerNow{"change"}, &kApproval), std::nullopt);
    till_.mood = test::StoreMood::answers;
    EXPECT_EQ(till_.give(OpenDrawerNow{""}, &kApproval), Refusal::reason_missing);
    till_.must(AddItem{.item = goods("bread")});
    EXPECT_TRUE(approvals(till_).empty());
}

TEST_F(Approving, amounts_are_large_by_their_share_of_what_they_are_taken_from) {
    const auto milk = till_.state().cart.lines.front().line;  // 1.19
    EXPECT_EQ(till_.give(DiscountLine{milk, amount_off("0.11")}), std::nullopt);
    EXPECT_EQ(till_.give(DiscountLine{milk, amount_off("0.12")}), Refusal::not_permitted);
    EXPECT_EQ(till_.machine().lacking(), Operation::large_discount);
    EXPECT_EQ(till_.give(DiscountBasket{amount_off("1000.01")}), std::nullopt);  // of 10000.19
    EXPECT_EQ(till_.give(DiscountBasket{amount_off("1000.02")}), Refusal::not_permitted);
    EXPECT_EQ(till_.give(DiscountLine{milk, amount_off("9000000000.00")}), Refusal::not_permitted);
}

TEST_F(Approving, a_customer_alone_is_no_sale_to_be_given_up) {
    till_.give(CancelCart{"left"}, &kApproval);
    till_.must(SetCustomer{"K1"});
    EXPECT_EQ(till_.give(CancelCart{""}), std::nullopt);
}

}  // namespace
