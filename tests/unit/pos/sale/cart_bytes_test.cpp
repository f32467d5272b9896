// Goal: a cart is the same after it was bytes; bytes and carts that no register made are told.
#include "pos/sale/cart_bytes.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <optional>

#include "pos/journal/archive/writer.hpp"
#include "pos/journal/event.hpp"
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

/// With steps behind it, and one that was undone.
Cart stepped_cart() {
    Till till;
    till.open();
    say(till, "scan milk; scan wine; void 1; price 2 7.00; note hello; scan bread; qty 3 4; undo");
    return till.state().cart;
}

/// As programs wrote carts before their steps were kept: the last one's trace stood in the middle.
Bytes bytes_of_version(std::uint8_t version, const Cart& cart,
                       const std::optional<journal::LineVoided>& voided) {
    journal::archive::Writer writer;
    const std::optional<journal::PriceOverridden> overridden;
    writer & version & cart.sale & cart.started_at & cart.lines & cart.line_last & cart.discount;
    writer & cart.customer & cart.note & cart.external_number & cart.tenders & cart.label;
    writer & cart.held_at & voided & overridden;
    if (version >= 1) writer & cart.bill;
    if (version >= 2) writer & cart.proposed & cart.correction;
    return std::move(writer).take();
}

}  // namespace

TEST(CartBytes, of_a_program_before_this_one_still_owe_the_last_void) {
    Till till;
    till.open();
    say(till, "scan milk; scan wine; void 1");
    Cart cart = till.state().cart;
    const journal::LineVoided voided = *cart.trail.steps.back().traces.front().voided;
    cart.trail = {};
    for (std::uint8_t version = 0; version < 3; ++version) {
        SCOPED_TRACE(static_cast<int>(version));
        const Cart plain = cart_from_bytes(bytes_of_version(version, cart, std::nullopt)).value();
        EXPECT_TRUE(plain == cart);
        const Cart owing = cart_from_bytes(bytes_of_version(version, cart, voided)).value();
        EXPECT_TRUE(is_sound(test::shop(), owing));
        const auto events = owed_events(owing.trail);
        ASSERT_EQ(events.size(), 1U);
        EXPECT_TRUE(std::get<journal::LineVoided>(events[0]) == voided);
        EXPECT_TRUE(cart_from_bytes(cart_bytes(owing)).value() == owing);
    }
}

TEST(CartBytes, hold_the_steps_too) {
    const Cart cart = stepped_cart();
    ASSERT_EQ(cart.trail.steps.size(), 6U);
    ASSERT_EQ(cart.trail.undone.size(), 1U);
    EXPECT_TRUE(cart_from_bytes(cart_bytes(cart)).value() == cart);
}

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
    EXPECT_TRUE(is_sound(test::shop(), stepped_cart()));
}

TEST(SoundCart, has_steps_that_a_register_can_take_back) {
    const std::vector<std::pair<std::string, std::function<void(Trail&)>>> faults{
        {"too many steps", [](Trail& trail) { trail.steps.resize(kStepsMax + 1); }},
        {"too many undone", [](Trail& trail) { trail.undone.resize(kStepsMax + 1); }},
        {"too much owed", [](Trail& trail) { trail.owed.resize(kOwedMax + 1); }},
        {"a step of too many lines",
         [](Trail& trail) { trail.steps[1].lines.resize(2'001, trail.steps[1].lines[0]); }},
        {"a step that owes too much", [](Trail& trail) { trail.steps[1].traces.resize(2'001); }},
        {"turns running out", [](Trail& trail) { trail.turn_last = 4'000'000'000; }},
        {"a line 0", [](Trail& trail) { trail.steps[1].lines[0].line = 0; }},
        {"a line beyond the last", [](Trail& trail) { trail.steps[1].lines[0].line = 9; }},
        {"another line", [](Trail& trail) { trail.undone[0].lines[0].there->line = 2; }},
        {"no quantity", [](Trail& trail) { trail.undone[0].lines[0].there->quantity = {}; }},
        {"a price below nothing",
         [](Trail& trail) { trail.undone[0].lines[0].there->price.e8 = -1; }},
    };
    for (const auto& [name, spoil] : faults) {
        Cart cart = stepped_cart();
        spoil(cart.trail);
        EXPECT_FALSE(is_sound(test::shop(), cart)) << name;
    }
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
