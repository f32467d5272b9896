#include "pos/people/user.hpp"

#include <gtest/gtest.h>

using pos::people::may;
using pos::people::Permission;
using pos::people::Role;

TEST(People, a_manager_may_do_everything_a_cashier_sells_and_serves) {
    using enum Permission;
    for (const Permission each :
         {discount, override_price, return_with_receipt, return_without_receipt, open_drawer,
          move_cash, open_shift, close_shift, decide_card}) {
        EXPECT_TRUE(may(Role::manager, each));
    }
    for (const Permission each :
         {discount, return_with_receipt, open_drawer, open_shift, close_shift}) {
        EXPECT_TRUE(may(Role::cashier, each));
    }
    for (const Permission each : {override_price, return_without_receipt, move_cash, decide_card}) {
        EXPECT_FALSE(may(Role::cashier, each));
    }
}
