// Goal: prove that no item with a broken field is taken.
// Method: one sound item; each field broken in turn.
#include "pos/catalog/item.hpp"

#include <gtest/gtest.h>

using namespace pos;
using namespace pos::catalog;

namespace {

const Currency kEur = *currency_of("EUR");

Item sound() {
    Item item;
    item.number = "4711";
    item.name = "Käse, 30 %";
    item.department = "dairy";
    item.tax_class = "reduced";
    item.price = {12'9000'0000, kEur};
    item.cost = UnitPrice{8'0000'0000, kEur};
    item.unit = "kg";
    return item;
}

template <class Break>
ItemError error_of(Break damage) {
    Item item = sound();
    damage(item);
    const auto checked = check(item);
    return checked ? ItemError{-1} : checked.error();
}

}  // namespace

TEST(Item, a_sound_item_is_taken) {
    EXPECT_TRUE(check(sound()).has_value());
    EXPECT_TRUE(sound().weighed());
    Item open = sound();
    open.price.e8 = 0;
    open.open_price = true;
    open.cost.reset();
    open.unit.clear();
    EXPECT_TRUE(check(open).has_value());
    EXPECT_FALSE(open.weighed());
}

TEST(Item, every_broken_field_has_its_own_error) {
    EXPECT_EQ(error_of([](Item& i) { i.number.clear(); }), ItemError::no_number);
    EXPECT_EQ(error_of([](Item& i) { i.number.assign(81, '1'); }), ItemError::number_too_long);
    EXPECT_EQ(error_of([](Item& i) { i.name.clear(); }), ItemError::no_name);
    EXPECT_EQ(error_of([](Item& i) { i.name.assign(501, 'x'); }), ItemError::name_too_long);
    EXPECT_EQ(error_of([](Item& i) { i.name = " x"; }), ItemError::unclean_text);
    EXPECT_EQ(error_of([](Item& i) { i.name = "x\u202Ey"; }), ItemError::unclean_text);
    EXPECT_EQ(error_of([](Item& i) { i.number = "1\n"; }), ItemError::unclean_text);
    EXPECT_EQ(error_of([](Item& i) { i.department.assign(81, 'x'); }), ItemError::code_too_long);
    EXPECT_EQ(error_of([](Item& i) { i.tax_class.assign(81, 'x'); }), ItemError::code_too_long);
    EXPECT_EQ(error_of([](Item& i) { i.unit.assign(17, 'x'); }), ItemError::unit_too_long);
    EXPECT_EQ(error_of([](Item& i) { i.picture.assign(201, 'x'); }), ItemError::picture_too_long);
    EXPECT_EQ(error_of([](Item& i) { i.price.e8 = -1; }), ItemError::negative_price);
    EXPECT_EQ(error_of([](Item& i) { i.price.e8 = kPriceMaxE8 + 1; }), ItemError::price_too_large);
    EXPECT_EQ(error_of([](Item& i) { i.cost->e8 = -1; }), ItemError::negative_cost);
    EXPECT_EQ(error_of([](Item& i) { i.cost->e8 = kPriceMaxE8 + 1; }), ItemError::cost_too_large);
    EXPECT_EQ(error_of([](Item& i) { i.cost->currency = *currency_of("GBP"); }),
              ItemError::other_currency);
}
