// Goal: goods are found by what is scanned and typed, as the till reads it when it sells, also
// those that are not sold any more; a code that is none of goods is refused and never shown.
// Method: the driver answers codes as the store's reading of them would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/records_screen.hpp"

namespace {

namespace editor = till::editor;
namespace shell = till::shell;
using testing::HasSubstr;
using testing::Not;
using till::shell::Screen;

class RecordsScans : public test::RecordsScreen {
protected:
    void SetUp() override { anna_opens_goods(); }
    shell::ItemFound milk() {
        pos::sale::Item item;
        item.id = till_.id_of("101");
        item.name = "Milk 1 l";
        return {.item = item};
    }
    /// What is on the screen, one after the other.
    std::string all_words() {
        std::string words = said() + screen().input + screen().form.title;
        for (const auto& entry : screen().form.entries) words += ' ' + entry.text;
        return words;
    }
};

TEST_F(RecordsScans, a_label_leads_to_its_goods) {
    till_.codes["2800101012340"] = {.found = milk(), .code = "2800101000002"};
    till_.scan("2800101012340");
    ASSERT_TRUE(screen().editing);
    EXPECT_EQ(screen().form.title, "Milk 1 l");
}

TEST_F(RecordsScans, a_form_gets_the_plain_code) {
    act(editor::RowTapped{0});
    till_.codes["]E096385074"] = {.found = shell::NothingFound{"]E096385074"}, .code = "96385074"};
    till_.codes["2800101012340"] = {.found = milk(), .code = "2800101000002"};
    till_.scan("]E096385074");
    till_.scan("2800101012340");
    save();
    ASSERT_EQ(till_.sheets[0].codes.size(), 3U);
    EXPECT_EQ(till_.sheets[0].codes[1].text, "96385074");
    EXPECT_EQ(till_.sheets[0].codes[2].text, "2800101000002");
}

TEST_F(RecordsScans, a_new_item_gets_the_plain_code) {
    till_.codes["]E096385074"] = {.found = shell::NothingFound{"]E096385074"}, .code = "96385074"};
    till_.scan("]E096385074");
    ASSERT_TRUE(screen().editing);
    EXPECT_EQ(screen().form.entries[16].text, "96385074");
    EXPECT_THAT(said(), HasSubstr("No item has the code 96385074 yet."));
}

TEST_F(RecordsScans, quick_scans_all_arrive) {
    act(editor::RowTapped{0});
    till_.act(shell::Scanned{"96385074", true});
    till_.act(shell::Scanned{"4711", true});
    till_.answer_all();
    EXPECT_EQ(screen().form.entries[18].text, "96385074");
    EXPECT_EQ(screen().form.entries[20].text, "4711");
}

TEST_F(RecordsScans, a_scan_is_of_the_form_in_which_it_was_made) {
    act(editor::RowTapped{0});
    till_.act(shell::Scanned{"96385074", true});
    till_.act(editor::Action{editor::BackPressed{}});
    till_.answer_all();
    EXPECT_FALSE(screen().editing);
    act(editor::RowTapped{0});
    EXPECT_THAT(all_words(), Not(HasSubstr("96385074")));
}

TEST_F(RecordsScans, a_badge_a_receipt_and_a_card_are_refused_and_not_shown) {
    using pos::catalog::CodeKind;
    till_.codes["0411"] = {.found = shell::PersonFound{}, .code = "0411"};
    till_.codes["R0411"] = {.found = shell::ReceiptFound{}, .code = "R0411"};
    till_.codes["K0411"] = {.found = shell::OtherFound{CodeKind::customer, "K0411"},
                            .code = "K0411"};
    till_.codes["A0411"] = {.found = shell::OtherFound{CodeKind::badge, "A0411"}, .code = "A0411"};
    for (const bool in_form : {false, true}) {
        if (in_form) act(editor::RowTapped{0});
        for (const char* code : {"0411", "R0411", "K0411", "A0411"}) {
            till_.scan(code);
            EXPECT_EQ(screen().editing, in_form) << code;
            EXPECT_EQ(said(), "That is the code of a receipt, a badge or a card, not of goods.");
            EXPECT_THAT(all_words(), Not(HasSubstr("0411"))) << code;
        }
    }
    EXPECT_EQ(till_.model.cash_register.state().user.name, "Anna");
}

TEST_F(RecordsScans, a_damaged_code_is_told_of) {
    using Why = shell::CodeUnread::Why;
    till_.codes["]C1???"] = {.found = shell::CodeUnread{Why::damaged}, .code = "]C1???"};
    till_.scan("]C1???");
    EXPECT_FALSE(screen().editing);
    EXPECT_TRUE(till_.saw(shell::Signal::refused));
    EXPECT_NE(said(), "");
}

// ---- what is typed ----

TEST_F(RecordsScans, goods_that_are_not_sold_are_found_by_number) {
    till_.sheets[0].item.active = false;
    act(editor::InputTyped{"4006381333931"});
    ASSERT_TRUE(screen().rows.empty());
    EXPECT_EQ(screen().nothing, "Nothing found. Try another part of the name, or the number.");
    act(editor::Opened{});
    ASSERT_TRUE(screen().editing);
    EXPECT_EQ(screen().form.title, "Milk 1 l");
}

TEST_F(RecordsScans, nothing_of_that_number_is_said) {
    act(editor::InputTyped{"xyzzy"});
    act(editor::Opened{});
    EXPECT_FALSE(screen().editing) << "words are no new item";
    EXPECT_EQ(said(), "Nothing found. Try another part of the name, or the number.");
    act(editor::InputTyped{""});
    EXPECT_EQ(screen().rows.size(), 3U);
    act(editor::Opened{});
    EXPECT_TRUE(screen().editing);
}

TEST_F(RecordsScans, no_row_of_an_earlier_search_is_opened_by_enter) {
    till_.act(editor::Action{editor::InputTyped{"Bana"}});
    EXPECT_TRUE(screen().looking);
    till_.act(editor::Action{editor::Opened{}});
    till_.answer_all();
    EXPECT_FALSE(screen().editing) << "the first row was Milk's";
    EXPECT_FALSE(screen().looking);
    ASSERT_EQ(screen().rows.size(), 1U);
    EXPECT_EQ(screen().rows[0].title, "Bananas");
    EXPECT_EQ(screen().rows[0].note, "102 · Fruit");
}

TEST_F(RecordsScans, a_search_that_fails_keeps_no_key_waiting) {
    till_.act(editor::Action{editor::InputTyped{"Bana"}});
    till_.waiting.clear();
    till_.act(shell::ReadFailed{till_.model.records.asked,
                                {pos::store::StoreErrorKind::disk_full, {}, {}}});
    EXPECT_FALSE(screen().looking);
}

}  // namespace
