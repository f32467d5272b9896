// Goal: each step of a cart can be taken back and done again, many deep, and the journal hears of
// what did happen alone: voided goods always, undone steps never, each once and in order.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "tests/unit/pos/sale/script.hpp"

using namespace pos;
using namespace pos::sale;
using test::check;
using test::euro;
using test::goods;
using test::say;
using test::StoreMood;
using test::Till;

namespace {

Till open_till(const sale::Setup& setup = test::shop()) {
    Till till{setup};
    till.open();
    return till;
}

template <class E>
std::vector<E> journalled(const Till& till) {
    std::vector<E> found;
    for (const journal::Event& event : till.journal) {
        if (const auto* one = std::get_if<E>(&event)) found.push_back(*one);
    }
    return found;
}

/// What of a cart steps change.
struct Side {
    std::vector<CartLine> lines;
    std::optional<CartDiscount> discount;
    std::string customer;
    std::string note;
    Money total{};
    bool operator==(const Side&) const = default;
};
Side side_of(const Till& till) {
    const State& state = till.state();
    return {state.cart.lines, state.cart.discount, state.cart.customer, state.cart.note,
            state.priced.total};
}

}  // namespace

TEST(Undo, goes_back_step_by_step) {
    check(R"(
        scan milk; scan wine; void 1; off 2 10%; undo; undo       => lines 2 total 9.18 voided 0
        scan milk; scan wine; void 1; off 2 10%; undo; undo; undo => lines 1 total 1.19 voided 1
        scan milk 5; qty 1 2; qty 1 1; undo; undo                 => total 5.95 voided 0
        scan wine; price 1 1.00; price 1 2.00; undo; undo         => total 7.99
        scan wine; off all 10%; on all; undo; undo                => total 7.99
        scan milk; void 1; cancel; undo; undo                     => lines 1 total 1.19 cancelled 0 voided 0
        customer 17; scan milk; customer 18; undo; undo; undo     => lines 0 voided 1
        scan milk; pay; to_cart; undo                             => lines 0 voided 1
        scan milk; scan wine; void 1; void 2; undo; undo; redo    => lines 1 total 7.99 voided 1
        scan milk; scan milk; undo; undo; redo; redo              => lines 1 total 2.38 voided 0
    )");
}

TEST(Undo, of_more_goods_is_a_void_and_needs_the_right_to_it) {
    check(R"(
        scan milk; qty 1 5; undo                                  => total 1.19 voided 1
        scan milk; qty 1 5; undo; redo                            => total 5.95 voided 0
    )");
    people::Rights rights = people::usual_rights();
    rights.set(people::Operation::void_line, false);
    Till till{test::shop(), 1, rights};
    till.open();
    till.must(SignIn{test::cashier()});
    say(till, "scan wine; scan milk; qty 2 3");
    EXPECT_EQ(till.give(Undo{}), Refusal::not_permitted);
    EXPECT_EQ(till.state().priced.total, euro("11.56"));
    const Approval approval{test::manager(), "typed twice"};
    EXPECT_EQ(till.give(Undo{}, &approval), std::nullopt);
    EXPECT_EQ(till.state().priced.total, euro("9.18"));
    ASSERT_EQ(journalled<journal::SettingChanged>(till).size(), 1U);
    EXPECT_EQ(journalled<journal::SettingChanged>(till)[0].key, "approved.void_line");
}

TEST(Undo, takes_goods_from_a_receipt_out_together) {
    Till till = open_till();
    say(till, "scan milk 2; scan wine; exact; scan bread; return 1 1 1; undo");
    EXPECT_EQ(till.state().cart.lines.size(), 1U);
    till.must(ReturnWithReceipt{.sold = till.receipt("1"),
                                .before = {},
                                .lines = {{1, pieces(1)}, {2, pieces(1)}},
                                .reason = "unwanted"});
    EXPECT_EQ(till.state().cart.lines.size(), 3U);
    till.must(Undo{});
    EXPECT_EQ(till.state().cart.lines.size(), 1U);
    say(till, "exact");
    const auto voids = journalled<journal::LineVoided>(till);
    ASSERT_EQ(voids.size(), 3U);
    EXPECT_EQ(voids[1].quantity, -pieces(1));
    EXPECT_EQ(voids[2].payable, -euro("7.99"));
}

TEST(Undo, reaches_fifty_steps_and_no_further) {
    Till till = open_till();
    say(till, "scan wine");
    for (std::size_t i = 0; i < kStepsMax + 5; ++i) till.must(SetNote{{}, std::to_string(i)});
    for (std::size_t i = 0; i < kStepsMax; ++i) till.must(Undo{});
    EXPECT_EQ(till.state().cart.note, "4");
    EXPECT_FALSE(till.state().can_undo);
    EXPECT_EQ(till.give(Undo{}), Refusal::nothing_to_undo);
    for (std::size_t i = 0; i < kStepsMax; ++i) till.must(Redo{});
    EXPECT_EQ(till.state().cart.note, std::to_string(kStepsMax + 4));
    EXPECT_FALSE(till.state().can_redo);
}

TEST(Undo, ends_where_the_steps_are_told_to_somebody) {
    const std::vector<Command> all{PrintX{}, OpenDrawerNow{"change"}, MoveCash{euro("1"), "float"},
                                   SignIn{test::cashier()}};
    for (const Command& command : all) {
        Till till = open_till();
        say(till, "scan milk; scan wine; void 1");
        EXPECT_TRUE(journalled<journal::LineVoided>(till).empty());
        till.must(command);
        EXPECT_EQ(journalled<journal::LineVoided>(till).size(), 1U) << command.index();
        EXPECT_FALSE(till.state().can_undo);
        EXPECT_EQ(till.give(Undo{}), Refusal::nothing_to_undo) << command.index();
        till.restart();
        EXPECT_EQ(till.give(Undo{}), Refusal::nothing_to_undo) << command.index();
        EXPECT_EQ(till.state().shift->figures.voided_lines, 1U);
    }
    Till till = open_till();
    say(till, "scan milk; void 1");
    till.must(SignIn{test::manager()});  // the same person, back at a locked till
    EXPECT_EQ(till.give(Undo{}), std::nullopt);
}

TEST(Undo, leaves_what_happened_alone_to_the_journal_once_and_in_order) {
    Till till = open_till();
    say(till,
        "scan milk; scan bread; scan wine; void 2; scan gift; undo; price 3 7.00; void 1; undo; "
        "off all 10%; qty 1 4; undo");
    EXPECT_TRUE(journalled<journal::LineVoided>(till).empty());
    EXPECT_EQ(till.state().shift->figures.voided_lines, 3U);
    say(till, "exact");
    ASSERT_EQ(till.journal.size(), 7U);
    EXPECT_TRUE(std::holds_alternative<journal::SaleStarted>(till.journal[1]));
    EXPECT_EQ(std::get<journal::LineVoided>(till.journal[2]).name, "bread");
    EXPECT_EQ(std::get<journal::LineVoided>(till.journal[3]).name, "gift");
    EXPECT_TRUE(std::holds_alternative<journal::PriceOverridden>(till.journal[4]));
    EXPECT_EQ(std::get<journal::LineVoided>(till.journal[5]).quantity, pieces(3));
    EXPECT_TRUE(std::holds_alternative<journal::SaleCompleted>(till.journal[6]));
    EXPECT_EQ(till.state().shift->figures.voided_lines, 3U);
}

TEST(Undo, of_a_cleared_cart_keeps_the_steps_before_it) {
    Till till = open_till();
    say(till, "scan milk; scan wine; void 1; cancel; restart; undo");
    EXPECT_EQ(till.state().priced.total, euro("9.18")) << "the void, of the cart that came back";
    say(till, "redo; cancel; scan bread");
    EXPECT_EQ(journalled<journal::LineVoided>(till).size(), 1U);
    ASSERT_EQ(journalled<journal::SaleCancelled>(till).size(), 1U);
    EXPECT_EQ(till.rows.size(), 1U);
    EXPECT_EQ(till.state().cart.trail.steps.size(), 1U) << "of the new cart alone";
}

TEST(Undo, goes_on_after_the_till_was_killed) {
    Till till = open_till();
    say(till, "scan milk; scan wine; void 1; off 2 10%; note hello; undo; restart");
    EXPECT_TRUE(till.state().can_undo);
    EXPECT_TRUE(till.state().can_redo);
    EXPECT_EQ(till.state().shift->figures.voided_lines, 1U);
    say(till, "redo");
    EXPECT_EQ(till.state().cart.note, "hello");
    say(till, "undo; undo; undo; restart; undo");
    EXPECT_EQ(till.state().priced.total, euro("1.19"));
    say(till, "exact");
    ASSERT_EQ(journalled<journal::LineVoided>(till).size(), 1U);
    EXPECT_EQ(journalled<journal::LineVoided>(till)[0].name, "wine");
}

TEST(Undo, of_scans_without_end_is_written_before_it_is_too_much) {
    Till till = open_till();
    say(till, "scan wine");
    for (std::size_t i = 0; i < 3 * kOwedMax; ++i) say(till, "scan milk; undo");
    EXPECT_LE(till.state().cart.trail.owed.size(), kOwedMax);
    EXPECT_LE(till.rows.begin()->second.trail.owed.size(), kOwedMax);
    say(till, "exact");
    EXPECT_EQ(journalled<journal::LineVoided>(till).size(), 3 * kOwedMax);
    EXPECT_EQ(till.state().shift->figures.voided_lines, 3 * kOwedMax);
}

TEST(Undo, if_the_store_fails_what_was_final_goes_with_the_next_write) {
    Till till = open_till();
    say(till, "scan milk; scan wine; void 1");
    till.mood = StoreMood::fails;
    say(till, "exact");
    EXPECT_TRUE(journalled<journal::LineVoided>(till).empty());
    till.mood = StoreMood::answers;
    say(till, "exact");
    EXPECT_EQ(journalled<journal::LineVoided>(till).size(), 1U);
}

TEST(Undo, and_doing_again_pass_through_the_same_carts) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937_64 random{seed};
        const auto pick = [&](std::size_t below) { return random() % below; };
        sale::Setup setup = test::shop();
        setup.join_repeats = seed % 2 == 0;
        Till till = open_till(setup);
        std::vector<Side> sides{side_of(till)};
        while (sides.size() <= kStepsMax) {
            const auto& lines = till.state().cart.lines;
            const std::uint32_t line = lines.empty() ? 1 : lines[pick(lines.size())].line;
            const auto steps = till.state().cart.trail.steps.size();
            switch (pick(7)) {
                case 0:
                    till.give(VoidLine{line, ""});
                    break;
                case 1:
                    till.give(ChangeQuantity{line, pieces(static_cast<std::int64_t>(pick(5))), ""});
                    break;
                case 2:
                    till.give(DiscountBasket{{.rate = percent(static_cast<int>(pick(30)))}});
                    break;
                case 3:
                    till.give(OverridePrice{line, test::euro_each("2.50"), "damaged"});
                    break;
                case 4:
                    till.give(SetCustomer{pick(2) == 0 ? "17" : "18"});
                    break;
                default:
                    till.give(AddItem{.item = goods(pick(2) == 0 ? "milk" : "wine")});
            }
            if (till.state().cart.trail.steps.size() > steps) sides.push_back(side_of(till));
        }
        const auto events = till.journal.size();
        const auto voided = till.state().shift->figures.voided_lines;
        for (std::size_t at = sides.size() - 1; at-- > 0;) {
            till.must(Undo{});
            ASSERT_TRUE(side_of(till) == sides[at]) << at;
            if (at % 7 == 0) till.restart();
        }
        for (std::size_t at = 1; at < sides.size(); ++at) {
            till.must(Redo{});
            ASSERT_TRUE(side_of(till) == sides[at]) << at;
        }
        EXPECT_EQ(till.journal.size(), events) << "nothing happened";
        EXPECT_EQ(till.state().shift->figures.voided_lines, voided);
    }
}
