// Goal: what a cashier may do without a manager is what the shop has said, and its text comes back.
// Method: every permission of both usual rights; texts that are ours and that are not.
#include "pos/people/rights.hpp"

#include <gtest/gtest.h>

using namespace pos::people;

TEST(Rights, a_manager_may_do_everything) {
    for (const Operation each : kOperations) EXPECT_TRUE(may(Role::manager, each, Rights{}));
}

TEST(Rights, a_cashier_sells_and_serves) {
    using enum Operation;
    const Rights usual = usual_rights();
    for (const Operation each : {discount, return_with_receipt, open_drawer, open_shift,
                                 close_shift, void_line, large_discount, settings, goods}) {
        EXPECT_TRUE(may(Role::cashier, each, usual)) << operation_name(each);
    }
    for (const Operation each : {override_price, return_without_receipt, move_cash, decide_card,
                                 correct_payment, people, oversell})
        EXPECT_FALSE(may(Role::cashier, each, usual)) << operation_name(each);
    EXPECT_EQ(usual.discount_percent, 100);
}

TEST(Rights, where_somebody_can_approve_less_goes_without) {
    Rights expected = usual_rights();
    expected.set(Operation::settings, false);
    expected.set(Operation::goods, false);
    expected.set(Operation::large_discount, false);
    expected.discount_percent = 10;
    EXPECT_EQ(usual_rights_with_pins(), expected);
}

TEST(Rights, come_back_from_their_text) {
    for (const Rights& rights : {Rights{}, usual_rights(), usual_rights_with_pins()})
        EXPECT_EQ(rights_from(to_text(rights)), rights) << to_text(rights);
    EXPECT_EQ(to_text(Rights{}), "max 100");
    for (const char* text :
         {"", "discount", "fly max 10", "max", "max ten", "max 101", "max -1", "max 10 discount"}) {
        EXPECT_EQ(rights_from(text), std::nullopt) << text;
    }
}

TEST(Rights, names_are_one_each) {
    for (const Operation each : kOperations) EXPECT_EQ(operation_named(operation_name(each)), each);
    EXPECT_EQ(operation_named("fly"), std::nullopt);
}
