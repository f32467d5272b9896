// Goal: tries are counted by whom they come from. Method: addresses in several spellings.
#include "app/core/office/sign_in.hpp"

#include <gtest/gtest.h>

using app::core::address_subject;

namespace {

TEST(SignIn, CountsAnAddressOfIpv4ForItself) {
    EXPECT_EQ(address_subject("203.0.113.7"), address_subject("203.0.113.7"));
    EXPECT_NE(address_subject("203.0.113.7"), address_subject("203.0.113.8"));
}

TEST(SignIn, CountsANetworkOfIpv6AsOneHoweverItIsWritten) {
    const auto one = address_subject("2001:db8:1::5");
    EXPECT_EQ(address_subject("2001:db8:1:0:1:2:3:4"), one);
    EXPECT_EQ(address_subject("2001:0DB8:0001:0000::ffff"), one);
    EXPECT_NE(address_subject("2001:db8:1:1::5"), one);
    EXPECT_NE(address_subject("::1"), address_subject("1::1"));
}

}  // namespace
