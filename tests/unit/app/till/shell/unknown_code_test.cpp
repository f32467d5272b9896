// Goal: what is to become of a code that nothing is known by is asked in line with the sale, and
// each answer does what it says or is refused in words. Method: scans, and answers as a finger or a
// key gives them; the driver keeps what a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace prompt = till::prompt;
namespace shell = till::shell;
using prompt::Subject;
using test::ShellDriver;
using testing::ElementsAre;
using testing::HasSubstr;
using till::sell::Key;
using till::sell::Panel;

constexpr const char* kCode = "4006381333931";
enum Choice : std::size_t { kNameIt, kSell, kSearch, kIgnore };

class UnknownCode : public testing::Test {
protected:
    explicit UnknownCode(const ShellDriver::Shop& shop = {}) : till_{shop} { till_.open_till(); }
    void answer(const prompt::Action& action) {
        till_.act(till::sell::Action{till::sell::Prompted{action}});
        till_.answer_all();
    }
    void choose(Choice choice) { answer(prompt::ReasonChosen{choice}); }
    void type(const std::string& text) {
        answer(prompt::Typed{text});
        answer(prompt::Confirmed{});
    }
    /// Under More, once the question about it is gone.
    void name_it_later() {
        till_.codes[kCode] = till_.known("103");
        std::get<shell::ItemFound>(till_.codes[kCode].found).item.open_price = false;
        till_.press(Key::new_item);
        type("Pen");
        type("1.20");
    }
    bool asks() { return shell::asks_unknown(till_.model); }
    const std::optional<prompt::Model>& question() { return till_.model.sell.prompt; }
    const std::vector<pos::sale::CartLine>& lines() {
        return till_.model.cash_register.state().cart.lines;
    }
    std::string said() { return till_.model.said ? till_.model.said->words : std::string{}; }

    ShellDriver till_;
};

TEST_F(UnknownCode, is_asked_about_in_line_with_four_answers) {
    till_.scan(kCode);
    ASSERT_TRUE(asks());
    EXPECT_EQ(question()->title, "4006381333931 is not known.");
    EXPECT_THAT(question()->reasons, ElementsAre("Name and price it now", "Sell it once at a price",
                                                 "Search by name", "Ignore"));
    EXPECT_EQ(question()->reason, 0U);
    EXPECT_TRUE(till_.saw(shell::Signal::refused));
    EXPECT_EQ(said(), "") << "the question says it";
}

TEST_F(UnknownCode, is_named_and_priced_and_the_code_is_kept) {
    till_.scan(kCode);
    choose(kNameIt);
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::new_item_name);
    type("Pen");
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::new_item_price);
    type("1.20");
    ASSERT_EQ(till_.sheets.size(), 1U);
    EXPECT_EQ(till_.sheets[0].item.name, "Pen");
    EXPECT_THAT(till_.sheets[0].codes, ElementsAre(app::core::ItemCode{.text = kCode}));
    const auto looked_up = std::ranges::count_if(till_.done, [](const auto& effect) {
        const auto* one = std::get_if<shell::FindCode>(&effect);
        return one != nullptr && one->text == kCode;
    });
    EXPECT_EQ(looked_up, 2) << "scanned, and then sold as what it became";
}

TEST_F(UnknownCode, is_kept_without_what_the_scanner_puts_before_it) {
    till_.codes["]E04006381333931"] = {.found = shell::NothingFound{"]E04006381333931"},
                                       .code = kCode};
    till_.scan("]E04006381333931");
    ASSERT_TRUE(asks());
    EXPECT_EQ(till_.model.new_item.barcode, kCode);
}

TEST_F(UnknownCode, is_not_named_at_a_till_of_a_head_office) {
    till_.act(shell::OfficeChanged{.joined = true});
    till_.scan(kCode);
    choose(kNameIt);
    ASSERT_TRUE(asks()) << "the others can still be chosen";
    EXPECT_THAT(question()->refusal, HasSubstr("This till has joined a head office"));
    EXPECT_FALSE(till_.model.sell.can_add);
    choose(kSell);
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::open_price);
}

TEST_F(UnknownCode, is_sold_once_at_the_price_that_is_typed) {
    till_.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till_.scan(kCode);
    choose(kSell);
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::open_price);
    EXPECT_EQ(question()->about, "Other goods");
    EXPECT_TRUE(lines().empty());
    type("2.50");
    EXPECT_FALSE(question());
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].item.name, "Other goods");
    EXPECT_EQ(lines()[0].item.number, kCode);
    EXPECT_EQ(lines()[0].barcode, kCode);
    EXPECT_EQ(lines()[0].price.e8, 250'000'000);
    EXPECT_EQ(lines()[0].quantity, pos::pieces(3)) << "what was typed before the scan";
    EXPECT_TRUE(till_.sheets.empty()) << "nothing is kept of it";
    till_.press(Key::exact_cash);
    till_.answer_all();
    ASSERT_EQ(till_.receipts.size(), 1U);
    EXPECT_EQ(till_.receipts.begin()->second.lines[0].name, "Other goods");
}

TEST_F(UnknownCode, is_not_sold_without_a_price) {
    till_.scan(kCode);
    choose(kSell);
    type("x");
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::open_price);
    answer(prompt::Cancelled{});
    EXPECT_FALSE(question());
    EXPECT_TRUE(lines().empty());
}

TEST_F(UnknownCode, comes_back_as_goods_that_come_back) {
    till_.model.return_mode = shell::ReturnMode{"Damaged"};
    till_.scan(kCode);
    choose(kSell);
    type("2.50");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_TRUE(lines()[0].comes_back());
}

TEST_F(UnknownCode, is_searched_for_by_name) {
    till_.scan(kCode);
    choose(kSearch);
    EXPECT_FALSE(question());
    EXPECT_TRUE(till_.model.sell.searching);
    till_.act(till::sell::Action{till::sell::InputTyped{"Mil"}});
    till_.answer_all();
    till_.act(till::sell::Action{till::sell::InputEntered{}});
    till_.answer_all();
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].item.name, "Milk 1 l");
    EXPECT_TRUE(till_.model.sell.can_add) << "it can be named afterwards";
}

TEST_F(UnknownCode, is_ignored) {
    till_.scan("101");
    till_.scan(kCode);
    choose(kIgnore);
    EXPECT_FALSE(question());
    EXPECT_EQ(till_.model.sell.panel, Panel::tiles);
    EXPECT_FALSE(till_.model.sell.can_add);
    EXPECT_EQ(lines().size(), 1U);
    till_.scan("102");
    EXPECT_EQ(lines().size(), 2U);
}

TEST_F(UnknownCode, is_answered_by_arrows_and_enter) {
    till_.scan(kCode);
    answer(prompt::ReasonMoved{1});
    EXPECT_EQ(question()->reason, 1U);
    ASSERT_TRUE(asks()) << "moving is no answer";
    answer(prompt::ReasonMoved{9});
    EXPECT_EQ(question()->reason, 3U);
    answer(prompt::Confirmed{});
    EXPECT_FALSE(question());
}

TEST_F(UnknownCode, holds_up_no_scan_of_what_is_known) {
    till_.scan(kCode);
    till_.scan("101");
    EXPECT_EQ(lines().size(), 1U);
    ASSERT_TRUE(asks());
    EXPECT_EQ(question()->title, "4006381333931 is not known.");
}

TEST_F(UnknownCode, keeps_the_quantity_that_was_typed_before_it_to_itself) {
    till_.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till_.press(Key::times);
    till_.scan(kCode);
    till_.scan("101");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity, pos::pieces(1));
    choose(kSearch);
    till_.scan("102");
    ASSERT_EQ(lines().size(), 2U);
    EXPECT_EQ(lines()[1].quantity, pos::pieces(3)) << "what is found in its place has it";
    till_.act(till::sell::Action{till::sell::InputTyped{"4"}});
    till_.scan(kCode);
    choose(kIgnore);
    till_.scan("101");
    ASSERT_EQ(lines().size(), 3U);
    EXPECT_EQ(lines()[2].quantity, pos::pieces(1));
}

TEST_F(UnknownCode, is_asked_about_again_once_another_price_is_given) {
    till_.scan(kCode);
    till_.scan("103");
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::open_price);
    EXPECT_EQ(question()->about, "Gift card");
    type("20.00");
    EXPECT_EQ(lines().size(), 1U);
    EXPECT_TRUE(asks());
    till_.scan("103");
    answer(prompt::Cancelled{});
    EXPECT_TRUE(asks());
    choose(kIgnore);
    EXPECT_FALSE(question());
}

TEST_F(UnknownCode, gives_way_to_a_further_one_with_a_word) {
    till_.scan(kCode);
    till_.scan("96385074");
    ASSERT_TRUE(asks());
    EXPECT_EQ(question()->title, "96385074 is not known.");
    EXPECT_EQ(said(), "4006381333931 is still not known, and was not sold.");
    till_.scan("998");
    ASSERT_TRUE(asks());
    EXPECT_EQ(till_.model.new_item.barcode, "96385074");
    EXPECT_THAT(said(), HasSubstr("998 is not known. Search for the item"));
}

TEST_F(UnknownCode, that_is_being_named_keeps_its_name_to_itself) {
    till_.scan(kCode);
    choose(kNameIt);
    for (const char* other : {"96385074", "998", "hello"}) {
        till_.scan(other);
        ASSERT_TRUE(question()) << other;
        EXPECT_EQ(question()->subject, Subject::new_item_name) << other;
        EXPECT_EQ(said(), std::string{other} +
                              " is not known either, and was not sold. Finish "
                              "naming 4006381333931, then scan it again.");
    }
    type("Pen");
    till_.scan("96385074");
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::new_item_price);
    EXPECT_THAT(said(), HasSubstr("Finish naming 4006381333931"));
    type("1.20");
    ASSERT_EQ(till_.sheets.size(), 1U);
    EXPECT_EQ(till_.sheets[0].item.name, "Pen");
    EXPECT_THAT(till_.sheets[0].codes, ElementsAre(app::core::ItemCode{.text = kCode}));
    till_.scan("96385074");
    EXPECT_TRUE(asks()) << "then it is its turn";
}

TEST_F(UnknownCode, that_is_being_named_lets_known_goods_past) {
    till_.scan(kCode);
    choose(kNameIt);
    answer(prompt::Typed{"Pe"});
    till_.scan("101");
    EXPECT_EQ(lines().size(), 1U);
    till_.scan("103");
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::open_price) << "whose price is asked for first";
    till_.scan("96385074");
    type("20.00");
    EXPECT_EQ(lines().size(), 2U);
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::new_item_name);
    EXPECT_EQ(question()->text, "Pe") << "as far as it was typed";
    EXPECT_THAT(said(), HasSubstr("96385074 is not known either"));
    EXPECT_EQ(till_.model.new_item.barcode, kCode);
}

TEST_F(UnknownCode, that_is_being_named_stays_while_receipts_are_looked_for) {
    till_.scan("101");
    till_.press(Key::exact_cash);
    till_.answer_all();
    const std::string receipt = till_.receipts.begin()->first;
    till_.scan(kCode);
    choose(kNameIt);
    till_.scan(receipt);
    ASSERT_EQ(till_.model.screen, shell::Screen::returns);
    till_.scan("96385074");
    EXPECT_THAT(said(), HasSubstr("There is no receipt 96385074."));
    EXPECT_EQ(till_.model.new_item.barcode, kCode);
}

TEST_F(UnknownCode, is_named_and_sold_in_the_quantity_that_was_typed_before_it) {
    till_.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till_.scan(kCode);
    choose(kNameIt);
    type("Pen");
    answer(prompt::Typed{"1.20"});
    till_.act(till::sell::Action{till::sell::Prompted{prompt::Confirmed{}}});
    const auto late = till_.waiting;
    till_.waiting.clear();
    till_.scan("96385074");
    ASSERT_TRUE(asks()) << "it is being kept, and in nobody's way";
    till_.codes[kCode] = till_.known("101");
    till_.waiting = late;
    till_.answer_all();
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity, pos::pieces(3));
}

TEST_F(UnknownCode, that_was_sold_is_not_named_and_sold_another_time) {
    till_.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till_.scan(kCode);
    choose(kSell);
    type("2.50");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_FALSE(till_.model.sell.can_add);
    till_.press(Key::new_item);
    EXPECT_FALSE(question());
}

TEST_F(UnknownCode, that_was_searched_for_leaves_its_quantity_to_what_was_found) {
    till_.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till_.scan(kCode);
    choose(kSearch);
    till_.scan("101");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity, pos::pieces(3));
    name_it_later();
    ASSERT_EQ(lines().size(), 2U);
    EXPECT_EQ(lines()[1].quantity, pos::pieces(1));
}

TEST_F(UnknownCode, that_was_left_for_another_key_leaves_no_quantity_behind) {
    till_.scan("101");
    till_.act(till::sell::Action{till::sell::InputTyped{"3"}});
    till_.scan(kCode);
    till_.press(Key::exact_cash);
    till_.answer_all();
    till_.scan("102");
    name_it_later();
    ASSERT_EQ(lines().size(), 2U);
    EXPECT_EQ(lines()[1].quantity, pos::pieces(1));
}

TEST_F(UnknownCode, gives_way_to_another_key) {
    till_.scan("101");
    till_.scan(kCode);
    till_.press(Key::exact_cash);
    till_.answer_all();
    EXPECT_EQ(till_.receipts.size(), 1U);
    EXPECT_FALSE(asks());
}

TEST_F(UnknownCode, is_a_question_where_goods_are_sold_and_words_elsewhere) {
    till_.scan("101");
    till_.press(Key::exact_cash);
    till_.answer_all();
    ASSERT_EQ(till_.model.screen, shell::Screen::done);
    till_.scan(kCode);
    EXPECT_EQ(till_.model.screen, shell::Screen::sell);
    EXPECT_TRUE(asks());
    choose(kIgnore);
    till_.press(Key::recall);
    till_.scan(kCode);
    EXPECT_EQ(till_.model.screen, shell::Screen::held);
    EXPECT_THAT(said(), HasSubstr("press More and New item"));
}

TEST_F(UnknownCode, does_not_take_the_place_of_another_question) {
    till_.scan("101");
    till_.press(Key::price);
    till_.scan(kCode);
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::price);
    EXPECT_THAT(said(), HasSubstr("4006381333931 is not known."));
    EXPECT_TRUE(till_.model.sell.can_add);
}

TEST_F(UnknownCode, of_a_few_digits_or_of_words_is_no_barcode) {
    for (const char* text : {"999", "hello world"}) {
        till_.scan(text);
        EXPECT_FALSE(question()) << text;
        EXPECT_THAT(said(), HasSubstr("is not known. Search for the item"));
    }
}

class UnknownCodeOfCashier : public UnknownCode {
protected:
    static ShellDriver::Shop shop() {
        ShellDriver::Shop shop;
        shell::Signer max{{.id = {}, .name = "Max", .role = pos::people::Role::cashier}, false};
        max.user.id.bytes[15] = 3;
        shop.people = {max};
        shop.rights = pos::people::usual_rights_with_pins();
        return shop;
    }
    UnknownCodeOfCashier() : UnknownCode{shop()} {}
};

TEST_F(UnknownCodeOfCashier, is_named_by_who_may_and_sold_by_everybody) {
    till_.scan(kCode);
    choose(kNameIt);
    ASSERT_TRUE(asks());
    EXPECT_EQ(question()->refusal, "A manager is needed for this.");
    answer(prompt::ReasonMoved{1});
    EXPECT_EQ(question()->refusal, "");
    answer(prompt::Confirmed{});
    ASSERT_TRUE(question());
    EXPECT_EQ(question()->subject, Subject::open_price);
    type("2.50");
    EXPECT_EQ(lines().size(), 1U);
}

}  // namespace
