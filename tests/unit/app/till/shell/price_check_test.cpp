// Goal: what an item costs is shown without selling it: whatever is scanned, typed or searched
// while that is asked enters neither the cart nor the journal. Method: actions as a finger, a
// keyboard and a scanner give them; the driver answers as a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace check = till::price_check;
using test::ShellDriver;
using testing::ElementsAre;
using testing::HasSubstr;
using till::sell::Key;
using till::shell::Screen;

class PriceCheck : public testing::Test {
protected:
    PriceCheck() { till_.open_till(); }
    void act(const check::Action& action) {
        till_.act(action);
        till_.answer_all();
    }
    void open() {
        till_.press(Key::price_check);
        till_.answer_all();
    }
    const check::Model& screen() { return till_.model.price_check; }
    std::size_t lines() { return till_.model.cash_register.state().cart.lines.size(); }
    std::string said() { return till_.model.said ? till_.model.said->words : std::string{}; }
    /// "In stock: 12"; nothing without one of that label.
    std::string fact(const std::string& label) {
        if (screen().shown)
            for (const auto& one : screen().shown->facts)
                if (one.label == label) return one.value;
        return {};
    }
    static pos::pricing::Promotion promotion(const char* label, pos::pricing::PromotionRule rule) {
        pos::pricing::Promotion made{.code = label, .label = label};
        made.id.bytes[15] = 1;
        made.rule = rule;
        return made;
    }

    ShellDriver till_;
};

TEST_F(PriceCheck, shows_what_is_scanned_and_sells_none_of_it) {
    till_.scan("102");
    const auto stores = till_.count<pos::sale::Store>();
    open();
    ASSERT_EQ(till_.model.screen, Screen::price_check);
    EXPECT_FALSE(screen().shown);
    till_.scan("101");
    ASSERT_TRUE(screen().shown);
    EXPECT_EQ(screen().shown->name, "Milk 1 l");
    EXPECT_EQ(screen().shown->price, "£1.19");
    EXPECT_EQ(screen().shown->unit, "");
    EXPECT_EQ(screen().shown->note, "101");
    EXPECT_EQ(fact("Department"), "Dairy");
    EXPECT_EQ(fact("In stock"), "") << "nobody counted it";
    till_.scan("102");
    EXPECT_EQ(screen().shown->name, "Bananas") << "the next scan goes on";
    EXPECT_EQ(screen().shown->unit, "/kg");
    EXPECT_EQ(lines(), 1U);
    EXPECT_EQ(till_.count<pos::sale::Store>(), stores) << "nothing is written";
    act(check::BackPressed{});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    till_.scan("101");
    EXPECT_EQ(lines(), 2U) << "scans sell again";
}

TEST_F(PriceCheck, tells_of_stock_that_was_counted) {
    till_.stock[till_.id_of("101")] = pos::pieces(12);
    open();
    till_.scan("101");
    EXPECT_EQ(fact("In stock"), "12");
}

TEST_F(PriceCheck, asks_a_price_of_goods_that_have_none) {
    open();
    till_.scan("103");
    ASSERT_TRUE(screen().shown);
    EXPECT_EQ(screen().shown->price, "open");
    EXPECT_FALSE(till_.model.sell.prompt) << "no price is asked for, since nothing is sold";
}

TEST_F(PriceCheck, knows_what_promotions_make_of_one_and_of_a_group) {
    till_.promote("101", promotion("Milk week", {.kind = pos::pricing::PromotionKind::percent_off,
                                                 .rate = pos::Rate{10'000'000}}));
    till_.promote("102",
                  promotion("Fruit basket", {.kind = pos::pricing::PromotionKind::spend_percent,
                                             .rate = pos::Rate{10'000'000},
                                             .spend = pos::Money{100'000, till_.currency()}}));
    open();
    till_.scan("101");
    EXPECT_EQ(fact("With promotion: Milk week"), "£1.07");
    till_.scan("102");
    EXPECT_EQ(fact("Fruit basket"), "with other goods");
}

TEST_F(PriceCheck, says_what_a_group_of_pieces_costs) {
    till_.promote(
        "101", promotion("3 for 2",
                         {.kind = pos::pricing::PromotionKind::n_for_m, .pieces = 3, .paid = 2}));
    open();
    till_.scan("101");
    EXPECT_EQ(fact("3 for 2"), "3 for £2.38");
}

TEST_F(PriceCheck, shows_what_a_label_or_a_pack_says) {
    till::shell::ItemFound milk;
    milk.item.id = till_.id_of("101");
    milk.item.name = "Milk 1 l";
    milk.item.price = {119'000'000, till_.currency()};
    milk.quantity = pos::pieces(6);
    till_.codes["14006381333938"] = {.found = milk};
    till::shell::ItemFound cheese = milk;
    cheese.quantity.reset();
    cheese.label_price = pos::Money{402, till_.currency()};
    till_.codes["2800101004020"] = {.found = cheese};
    open();
    till_.scan("14006381333938");
    EXPECT_EQ(fact("6"), "£7.14");
    till_.scan("2800101004020");
    EXPECT_EQ(fact("On the label"), "£4.02");
}

TEST_F(PriceCheck, says_of_a_scales_label_what_promotions_make_of_it) {
    till::shell::ItemFound cheese;
    cheese.item.id = till_.id_of("101");
    cheese.item.name = "Gouda";
    cheese.item.unit = "kg";
    cheese.item.price = {1'290'000'000, till_.currency()};
    cheese.item.promotions = {promotion(
        "Cheese week",
        {.kind = pos::pricing::PromotionKind::percent_off, .rate = pos::Rate{10'000'000}})};
    till_.codes["weight"] = {.found = cheese};
    std::get<till::shell::ItemFound>(till_.codes["weight"].found).quantity = pos::Quantity{500'000};
    till_.codes["none"] = {.found = cheese};
    cheese.label_price = pos::Money{402, till_.currency()};
    till_.codes["price"] = {.found = cheese};
    open();
    till_.scan("none");
    EXPECT_EQ(fact("With promotion: Cheese week"), "£11.61/kg");
    till_.scan("price");
    EXPECT_EQ(fact("On the label"), "£4.02");
    EXPECT_EQ(fact("With promotion: Cheese week"), "£3.62");
    till_.scan("weight");
    EXPECT_EQ(fact("0.500 kg"), "£5.80") << "6.45 without it, less 0.65";
}

TEST_F(PriceCheck, says_promotions_as_the_price_is_said_with_tax_or_without) {
    till::shell::ItemFound pen;
    pen.item.id = till_.id_of("101");
    pen.item.name = "Pen";
    pen.item.price = {1'000'000'000, till_.currency()};
    pen.item.taxes = {{.code = "A", .rate = pos::Rate{20'000'000}, .included = false}};
    pen.item.promotions = {
        promotion("Pen week", {.kind = pos::pricing::PromotionKind::percent_off,
                               .rate = pos::Rate{10'000'000}}),
        promotion("3 for 2",
                  {.kind = pos::pricing::PromotionKind::n_for_m, .pieces = 3, .paid = 2})};
    pen.item.promotions[1].id.bytes[15] = 2;
    till_.codes["without"] = {.found = pen};
    auto with = pen;
    with.item.taxes[0].included = true;
    till_.codes["with"] = {.found = with};
    open();
    for (const char* code : {"without", "with"}) {
        till_.scan(code);
        ASSERT_TRUE(screen().shown) << code;
        EXPECT_EQ(screen().shown->price, "£10.00") << code;
        EXPECT_EQ(fact("With promotion: Pen week"), "£9.00") << code;
        EXPECT_EQ(fact("3 for 2"), "3 for £20.00") << code;
    }
    pen.quantity = pos::pieces(2);
    till_.codes["pack"] = {.found = pen};
    till_.scan("pack");
    EXPECT_EQ(fact("2"), "£18.00");
}

TEST_F(PriceCheck, finds_by_words_and_by_number) {
    open();
    act(check::InputTyped{"Ban"});
    ASSERT_EQ(screen().rows.size(), 1U);
    EXPECT_EQ(screen().rows[0].title, "Bananas");
    act(check::InputEntered{});
    ASSERT_TRUE(screen().shown);
    EXPECT_EQ(screen().shown->name, "Bananas");
    EXPECT_EQ(screen().input, "");
    act(check::InputTyped{"a"});
    EXPECT_FALSE(screen().shown) << "another question";
    act(check::Moved{9});
    EXPECT_EQ(screen().chosen, screen().rows.size() - 1);
    act(check::RowTapped{0});
    EXPECT_TRUE(screen().shown);
    act(check::InputTyped{"101"});
    act(check::InputEntered{});
    ASSERT_TRUE(screen().shown);
    EXPECT_EQ(screen().shown->name, "Milk 1 l");
    EXPECT_EQ(lines(), 0U);
}

TEST_F(PriceCheck, waits_for_a_search_that_enter_was_too_fast_for) {
    open();
    till_.act(check::Action{check::InputTyped{"Mil"}});
    till_.act(check::Action{check::InputEntered{}});
    EXPECT_FALSE(screen().shown);
    till_.answer_all();
    ASSERT_TRUE(screen().shown);
    EXPECT_EQ(screen().shown->name, "Milk 1 l");
}

TEST_F(PriceCheck, takes_over_what_was_typed_for_the_sale) {
    till_.act(till::sell::Action{till::sell::InputTyped{"101"}});
    open();
    ASSERT_TRUE(screen().shown);
    EXPECT_EQ(screen().shown->name, "Milk 1 l");
    EXPECT_EQ(till_.model.sell.input, "");
}

TEST_F(PriceCheck, refuses_what_is_not_known_or_is_no_goods) {
    open();
    till_.scan("5012345678900");
    EXPECT_FALSE(screen().shown);
    EXPECT_THAT(said(), HasSubstr("5012345678900 is not known."));
    EXPECT_TRUE(till_.saw(till::shell::Signal::refused));
    EXPECT_FALSE(till_.model.sell.can_add) << "a price that is asked for makes no new item";
    till_.codes["K71"] = {.found =
                              till::shell::OtherFound{pos::catalog::CodeKind::customer, "K71"}};
    till_.scan("K71");
    EXPECT_THAT(said(), HasSubstr("not of goods"));
    EXPECT_EQ(till_.model.cash_register.state().cart.customer, "");
    till_.codes["?"] = {.found =
                            till::shell::CodeUnread{till::shell::CodeUnread::Why::web_address}};
    till_.scan("?");
    EXPECT_FALSE(screen().shown);
    EXPECT_FALSE(said().empty());
    till::shell::ItemFound old;
    old.item.name = "Old milk";
    old.item.price = {119'000'000, till_.currency()};
    old.sold = false;
    till_.codes["old"] = {.found = old};
    till_.scan("old");
    EXPECT_TRUE(screen().shown);
    EXPECT_THAT(said(), HasSubstr("Old milk is no longer sold."));
}

TEST_F(PriceCheck, answers_that_come_late_change_nothing) {
    open();
    till_.act(till::shell::Scanned{"101"});
    till_.act(check::Action{check::BackPressed{}});
    till_.answer_all();
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(lines(), 0U);
    till_.act(till::shell::Scanned{"102"});  // for the sale
    till_.press(Key::price_check);
    till_.answer_all();
    EXPECT_EQ(lines(), 1U) << "it was scanned before";
}

}  // namespace
