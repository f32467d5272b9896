// Goal: every combination of facts has one answer. Method: the table of all routes.
#include "pos/tax/place.hpp"

#include <gtest/gtest.h>

using namespace pos::tax;

TEST(PlaceOfSupply, whose_rates_hold) {
    EXPECT_EQ(place_of_supply({}), Rates::sellers);
    EXPECT_EQ(place_of_supply({.buyer_number_valid = true}), Rates::sellers);
    EXPECT_EQ(place_of_supply({.route = Route::inside_union}), Rates::sellers);
    EXPECT_EQ(place_of_supply({.route = Route::inside_union, .seller_above_threshold = true}),
              Rates::buyers);
    EXPECT_EQ(place_of_supply({.route = Route::inside_union, .buyer_number_valid = true}),
              Rates::none);
    EXPECT_EQ(place_of_supply({.route = Route::inside_union,
                               .seller_above_threshold = true,
                               .buyer_number_valid = true}),
              Rates::none);
    EXPECT_EQ(place_of_supply({.route = Route::export_sale}), Rates::none);
    EXPECT_EQ(place_of_supply({.route = Route::export_sale, .seller_registered_at_buyer = true}),
              Rates::buyers);
}

TEST(PlaceOfSupply, an_exempt_buyer_or_good_bears_no_tax_anywhere) {
    for (const Route route : {Route::domestic, Route::inside_union, Route::export_sale}) {
        Supply supply{
            .route = route, .seller_above_threshold = true, .seller_registered_at_buyer = true};
        supply.buyer_exempt = true;
        EXPECT_EQ(place_of_supply(supply), Rates::none);
        supply.buyer_exempt = false;
        supply.goods_exempt = true;
        EXPECT_EQ(place_of_supply(supply), Rates::none);
    }
}
