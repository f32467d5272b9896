// Goal: cards, badges and coupons are told from goods by the shop's own rules, and never take goods
// for cards. Method: rules and codes by hand, each refusal of a rule.
#include "pos/catalog/route.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace pos::catalog;

namespace {

RouteError error_of(std::string_view text) {
    const auto route = parse_route(text);
    return route ? RouteError{-1} : route.error();
}

}  // namespace

TEST(Route, the_first_rule_that_fits_says_what_a_code_is) {
    const std::vector<CodeRoute> routes{{"041*", CodeKind::badge},
                                        {"04*", CodeKind::customer},
                                        {"99###########", CodeKind::coupon},
                                        {"B01-*", CodeKind::receipt},
                                        {"G.-##", CodeKind::gift_card}};
    EXPECT_EQ(route_of("0411", routes), CodeKind::badge);
    EXPECT_EQ(route_of("0421", routes), CodeKind::customer);
    EXPECT_EQ(route_of("041", routes), CodeKind::customer);  // nothing behind 041
    EXPECT_EQ(route_of("9912345678901", routes), CodeKind::coupon);
    EXPECT_EQ(route_of("991234567890", routes), std::nullopt);
    EXPECT_EQ(route_of("991234567890A", routes), std::nullopt);
    EXPECT_EQ(route_of("B01-T1-000123", routes), CodeKind::receipt);
    EXPECT_EQ(route_of("GX-42", routes), CodeKind::gift_card);
    EXPECT_EQ(route_of("GX-4a", routes), std::nullopt);
    EXPECT_EQ(route_of("", routes), std::nullopt);
}

TEST(Route, goods_are_not_taken_for_cards_that_begin_alike) {
    const std::vector<CodeRoute> begins{{"041*", CodeKind::badge}};
    EXPECT_EQ(route_of("041000000007", begins), CodeKind::badge);  // wrong check digit
    EXPECT_EQ(route_of("041000000003", begins), std::nullopt);     // a UPC-A
    EXPECT_EQ(route_of("04100003", begins), CodeKind::badge);      // short codes are the shop's
    const std::vector<CodeRoute> whole{{"041#########", CodeKind::badge}};
    EXPECT_EQ(route_of("041000000003", whole), CodeKind::badge);  // said place by place
}

TEST(Route, unsound_rules_are_passed_over) {
    const std::vector<CodeRoute> routes{{"", CodeKind::badge}, {"*", CodeKind::badge}};
    EXPECT_EQ(route_of("0", routes), std::nullopt);
}

TEST(Route, a_rule_is_read_and_written) {
    const auto route = parse_route("042* customer");
    ASSERT_TRUE(route);
    EXPECT_EQ(*route, (CodeRoute{"042*", CodeKind::customer}));
    EXPECT_EQ(to_string(*route), "042* customer");
    for (const auto kind : {CodeKind::receipt, CodeKind::badge, CodeKind::customer,
                            CodeKind::gift_card, CodeKind::bill, CodeKind::coupon}) {
        const CodeRoute one{"0#.*", kind};
        EXPECT_EQ(parse_route(to_string(one)), one);
    }
}

TEST(Route, refusals) {
    EXPECT_EQ(error_of(""), RouteError::bad_length);
    EXPECT_EQ(error_of("0 badge"), RouteError::bad_length);
    EXPECT_EQ(error_of(std::string(41, '0') + " badge"), RouteError::bad_length);
    EXPECT_EQ(error_of("0\xc3\xa4 badge"), RouteError::bad_character);
    EXPECT_EQ(error_of("#0 badge"), RouteError::no_start);
    EXPECT_EQ(error_of("*0 badge"), RouteError::no_start);
    EXPECT_EQ(error_of("0*1 badge"), RouteError::star_inside);
    EXPECT_EQ(error_of("04* nothing"), RouteError::bad_kind);
    EXPECT_EQ(error_of("04*"), RouteError::bad_kind);
}
