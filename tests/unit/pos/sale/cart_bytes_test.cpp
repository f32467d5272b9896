// Goal: a cart is the same after it was bytes; bytes and carts that no register made are told.
#include "pos/sale/cart_bytes.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/pos/sale/script.hpp"

using namespace pos;
using namespace pos::sale;
using test::euro;
using test::euro_each;
using test::say;
using test::Till;

namespace {

Till full_till() {
    Till till;
    till.open();
    say(till,
        R"(scan milk 2; off 1 10%; scan bread; exact; scan wine; price 1 7.00; label apples 3.60;
                 return 1 1 1; customer 17; note hello; off all 0.50; card 1.00)");
    return till;
}

Cart full_cart() {
    return full_till().state().cart;
}

}  // namespace

TEST(CartBytes, give_the_cart_back) {
    const Cart cart = full_cart();
    ASSERT_EQ(cart.lines.size(), 3U);
    ASSERT_TRUE(cart.lines[2].returned.has_value());
    EXPECT_TRUE(cart_from_bytes(cart_bytes(cart)).value() == cart);
    EXPECT_TRUE(cart_from_bytes(cart_bytes(Cart{})).value() == Cart{});
}

TEST(CartBytes, refuse_what_is_not_a_cart) {
    auto bytes = cart_bytes(full_cart());
    EXPECT_EQ(cart_from_bytes({}).error(), CartBytesError::damaged);
    for (std::size_t length = 0; length < bytes.size(); length += 7) {
        EXPECT_EQ(cart_from_bytes(BytesView{bytes}.first(length)).error(), CartBytesError::damaged);
    }
    bytes.push_back(std::byte{0});
    EXPECT_EQ(cart_from_bytes(bytes).error(), CartBytesError::damaged);
    bytes.pop_back();
    bytes[0] = std::byte{200};
    EXPECT_EQ(cart_from_bytes(bytes).error(), CartBytesError::newer_version);
    EXPECT_EQ(cart_from_bytes(Bytes(kCartBytesMax + 1)).error(), CartBytesError::too_long);
}

TEST(CartBytes, a_full_cart_stays_below_the_limit) {
    const Limits limits;
    Cart cart = full_cart();
    CartLine& line = cart.lines[0];
    line.note = line.return_reason = line.price_reason = std::string(limits.text_bytes_max, 'x');
    line.discount = CartDiscount{.label = line.note, .reason = line.note};
    line.item.name = line.note;
    EXPECT_LT(limits.lines_max * cart_bytes(cart).size(), kCartBytesMax);
}

TEST(SoundCart, is_what_a_register_left) {
    EXPECT_TRUE(is_sound(test::shop(), full_cart()));
}

TEST(SoundCart, is_nothing_else) {
    const std::vector<std::pair<std::string, std::function<void(Cart&)>>> faults{
        {"no sale", [](Cart& cart) { cart.sale = {}; }},
        {"a line twice", [](Cart& cart) { cart.lines[1].line = cart.lines[0].line; }},
        {"a line 0", [](Cart& cart) { cart.lines[0].line = 0; }},
        {"a line beyond the last", [](Cart& cart) { cart.line_last = 1; }},
        {"numbers running out", [](Cart& cart) { cart.line_last = 4'000'000'000; }},
        {"too many lines", [](Cart& cart) { cart.lines.resize(2'001); }},
        {"no quantity", [](Cart& cart) { cart.lines[0].quantity = {}; }},
        {"too much", [](Cart& cart) { cart.lines[0].quantity = pieces(2'000'000); }},
        {"far too little", [](Cart& cart) { cart.lines[0].quantity = -pieces(2'000'000); }},
        {"a price below nothing", [](Cart& cart) { cart.lines[0].price.e8 = -1; }},
        {"a price of elsewhere", [](Cart& cart) { cart.lines[0].price.currency = {}; }},
        {"a return from nowhere", [](Cart& cart) { cart.lines[2].returned->line.origin.reset(); }},
        {"a return that is a sale", [](Cart& cart) { cart.lines[2].quantity = pieces(1); }},
        {"a return of more", [](Cart& cart) { cart.lines[2].quantity = pieces(-9); }},
        {"a return at a discount", [](Cart& cart) { cart.lines[2].discount.emplace(); }},
        {"a tax that is not there",
         [](Cart& cart) { cart.lines[2].returned->line.taxes[0].group = 1; }},
        {"figures that do not add up",
         [](Cart& cart) { cart.lines[2].returned->line.gross += euro("1"); }},
        {"a discount beyond the line",
         [](Cart& cart) {
             cart.lines[0].discount =
                 CartDiscount{.kind = pricing::DiscountKind::amount, .amount = euro("99")};
         }},
        {"money of elsewhere", [](Cart& cart) { cart.tenders[0].amount.currency = {}; }},
        {"more money than there is", [](Cart& cart) { cart.tenders[0].amount.minor = kMinorMax; }},
        {"change that card must give", [](Cart& cart) { cart.tenders[0].amount = euro("50"); }},
        {"too many payments", [](Cart& cart) { cart.tenders.resize(51, cart.tenders[0]); }},
    };
    for (const auto& [name, spoil] : faults) {
        Cart cart = full_cart();
        spoil(cart);
        EXPECT_FALSE(is_sound(test::shop(), cart)) << name;
    }
}
