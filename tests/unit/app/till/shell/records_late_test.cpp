// Goal: answers of the store that come late change nothing but what was asked: a form keeps what it
// was opened for, and a refusal is said wherever somebody has gone meanwhile.
// Method: the driver's answers are held back, one by one, while somebody goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/records_screen.hpp"

namespace {

namespace editor = till::editor;
namespace shell = till::shell;
using app::core::RecordFault;
using pos::people::Role;
using testing::HasSubstr;
using till::sell::Key;
using till::shell::Screen;

class RecordsLate : public test::RecordsScreen {
protected:
    void anna_opens_settings() {
        sign(0, "2580");
        till_.open_till();
        till_.press(Key::settings);
    }
    void refuse_next(RecordFault fault, const char* about = "") {
        till_.next_refusal = app::core::RecordRefusal{fault, about, {}};
    }
    void give_text(std::size_t entry, const std::string& text) {
        give(editor::EntryTyped{entry, text});
    }
    /// Milk and bread, both in the list and in the books.
    void anna_opens_milk_and_bread() {
        anna_opens_goods();
        app::core::ItemSheet bananas;
        bananas.item.id = till_.id_of("102");
        bananas.item.name = "Bananas";
        bananas.item.price = {179'000'000, till_.currency()};
        till_.sheets.push_back(bananas);
    }
    void anna_opens_taxes() {
        till_.groups.taxes.taxes = {
            {.tax = {.code = "A", .name = "VAT", .rate = pos::Rate{20'000'000}}},
            {.tax = {.code = "B", .name = "VAT reduced", .rate = pos::Rate{5'000'000}}}};
        till_.groups.departments = {{.code = "Dairy", .name = "Dairy"}};
        anna_opens_goods();
    }
};

TEST_F(RecordsLate, nothing_is_new_before_the_list_has_come) {
    anna_opens_taxes();
    give(editor::Pressed{editor::Key::taxes});
    EXPECT_FALSE(screen().keys.front().enabled);
    EXPECT_EQ(screen().nothing, "") << "whether there are none is not known yet";
    give(editor::Pressed{editor::Key::add});
    EXPECT_FALSE(screen().editing);
    till_.answer_all();
    EXPECT_TRUE(screen().keys.front().enabled);
    give(editor::Pressed{editor::Key::add});
    EXPECT_TRUE(screen().editing);
}

TEST_F(RecordsLate, a_new_tax_stays_new_whatever_list_comes) {
    anna_opens_taxes();
    till_.groups.taxes.taxes.clear();
    act(editor::Pressed{editor::Key::taxes});
    give(editor::Pressed{editor::Key::add});
    shell::GroupsRead later{.ask = till_.model.records.asked};
    later.groups.taxes.taxes = {
        {.tax = {.code = "A", .name = "VAT", .rate = pos::Rate{20'000'000}}}};
    till_.act(later);
    give_text(0, "Eco tax");
    give_text(1, "1");
    give(editor::SavePressed{});
    const auto* kept = asked<shell::KeepTax>();
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->tax.code, "");
    EXPECT_EQ(kept->tax.name, "Eco tax");
}

TEST_F(RecordsLate, a_tax_and_a_department_stay_those_that_were_opened) {
    anna_opens_taxes();
    act(editor::Pressed{editor::Key::taxes});
    give(editor::RowTapped{1});
    till_.groups.taxes.taxes.erase(till_.groups.taxes.taxes.begin());
    till_.act(shell::GroupsRead{till_.model.records.asked, till_.groups});
    give(editor::SavePressed{});
    ASSERT_NE(asked<shell::KeepTax>(), nullptr);
    EXPECT_EQ(asked<shell::KeepTax>()->tax.code, "B");
    till_.answer_all();
    act(editor::BackPressed{});
    act(editor::Pressed{editor::Key::departments});
    give(editor::Pressed{editor::Key::add});
    till_.groups.departments.push_back({.code = "Fruit", .name = "Fruit"});
    till_.act(shell::GroupsRead{till_.model.records.asked, till_.groups});
    give_text(0, "Toys");
    give(editor::SavePressed{});
    ASSERT_NE(asked<shell::KeepDepartment>(), nullptr);
    EXPECT_EQ(asked<shell::KeepDepartment>()->department.code, "");
}

TEST_F(RecordsLate, nobody_is_renamed_into_somebody_new) {
    anna_opens_people();
    give(editor::Pressed{editor::Key::add});
    auto all = till_.people;
    all.people.push_back({test::person(3, "Otto", Role::cashier).user, true});
    till_.act(shell::PeopleRead{till_.model.records.asked, all});
    give_text(0, "Eva");
    give_text(2, "9021");
    give_text(3, "9021");
    give(editor::SavePressed{});
    const auto* kept = asked<shell::KeepPerson>();
    ASSERT_NE(kept, nullptr);
    EXPECT_FALSE(kept->person.id);
    // Behind the save the list is read anew: until it is there nobody is added.
    till_.answer_next();
    while (!till_.waiting.empty() && !std::holds_alternative<shell::ReadPeople>(till_.waiting[0]))
        till_.answer_next();
    ASSERT_FALSE(screen().editing);
    give(editor::Pressed{editor::Key::add});
    EXPECT_FALSE(screen().editing);
    till_.answer_all();
    give(editor::Pressed{editor::Key::add});
    EXPECT_TRUE(screen().editing);
}

TEST_F(RecordsLate, a_form_of_two_pins_stays_one_of_two_pins) {
    till_.people.from_office = true;
    anna_opens_people();
    give(editor::RowTapped{1});
    ASSERT_EQ(screen().form.entries.size(), 2U);
    till_.people.from_office = false;
    till_.act(shell::PeopleRead{till_.model.records.asked, till_.people});
    give_text(0, "9021");
    give_text(1, "9021");
    give(editor::SavePressed{});
    const auto* kept = asked<shell::KeepPerson>();
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->person.name, "Max");
    EXPECT_EQ(kept->pin, "9021");
}

TEST_F(RecordsLate, rights_are_shown_once_they_are_read) {
    anna_opens_settings();
    till_.act(till::settings::Action{till::settings::PeoplePressed{}});
    give(editor::Pressed{editor::Key::rights});
    EXPECT_FALSE(screen().editing) << "none were read, so all would be off";
    till_.answer_all();
    give(editor::Pressed{editor::Key::rights});
    ASSERT_TRUE(screen().editing);
    const auto discount = static_cast<std::size_t>(pos::people::Operation::discount);
    EXPECT_TRUE(screen().form.entries[discount].on);
}

TEST_F(RecordsLate, the_next_form_stays_open_when_the_one_before_is_kept) {
    anna_opens_milk_and_bread();
    act(editor::RowTapped{0});
    give_text(0, "Milk");
    give(editor::SavePressed{});
    give_text(0, "Cream");
    EXPECT_EQ(screen().form.entries[0].text, "Milk") << "what is being kept is changed no more";
    give(editor::BackPressed{});
    ASSERT_FALSE(screen().editing);
    // The next form opens before the answer to the one before.
    const auto keep = till_.waiting.front();
    till_.waiting.clear();
    act(editor::RowTapped{1});
    ASSERT_EQ(screen().form.title, "Bananas");
    give_text(0, "Plantains");
    till_.waiting = {keep};
    till_.answer_all();
    EXPECT_TRUE(screen().editing);
    EXPECT_EQ(screen().form.entries[0].text, "Plantains");
    EXPECT_EQ(said(), "") << "of this form nothing was kept";
    EXPECT_EQ(till_.sheets[0].item.name, "Milk");
    save();
    EXPECT_EQ(till_.sheets[1].item.name, "Plantains");
}

TEST_F(RecordsLate, a_refusal_is_said_in_the_next_form_with_whose_it_is) {
    anna_opens_milk_and_bread();
    act(editor::RowTapped{0});
    refuse_next(RecordFault::number_taken, "Bananas");
    give(editor::SavePressed{});
    const auto first = till_.waiting.front();
    till_.waiting.clear();
    give(editor::BackPressed{});
    act(editor::RowTapped{1});
    give(editor::SavePressed{});
    const auto second = till_.waiting.front();
    till_.waiting = {first};
    till_.answer_all();
    EXPECT_THAT(said(), HasSubstr("Milk 1 l was not kept. That number is already on Bananas."));
    EXPECT_TRUE(screen().form.saving) << "the second is still being kept";
    till_.waiting = {second};
    till_.answer_all();
    EXPECT_FALSE(screen().editing);
    EXPECT_THAT(said(), HasSubstr("Bananas"));
}

TEST_F(RecordsLate, an_undo_does_not_close_the_next_form) {
    anna_opens_milk_and_bread();
    act(editor::RowTapped{0});
    type(1, "1.29");
    save();
    give(editor::Pressed{editor::Key::undo});
    const auto undo = till_.waiting.front();
    till_.waiting.clear();
    give(editor::Pressed{editor::Key::undo});
    EXPECT_TRUE(till_.waiting.empty()) << "once";
    act(editor::RowTapped{1});
    ASSERT_TRUE(screen().editing);
    till_.waiting = {undo};
    till_.answer_all();
    EXPECT_TRUE(screen().editing);
    EXPECT_EQ(till_.sheets[0].item.price.e8, 119'000'000);
    act(editor::BackPressed{});
    EXPECT_NE(screen().keys.back().key, editor::Key::undo);
}

TEST_F(RecordsLate, a_refusal_reaches_who_has_left_and_who_signs_on_again) {
    anna_opens_people();
    act(editor::RowTapped{1});
    refuse_next(RecordFault::weak_pin);
    give(editor::SavePressed{});
    give(editor::BackPressed{});
    give(editor::BackPressed{});
    ASSERT_EQ(till_.model.screen, Screen::settings);
    till_.answer_all();
    EXPECT_THAT(said(), HasSubstr("Max was not kept."));
    till_.act(till::settings::Action{till::settings::PeoplePressed{}});
    till_.answer_all();
    act(editor::RowTapped{1});
    refuse_next(RecordFault::weak_pin);
    give(editor::SavePressed{});
    till_.act(shell::LockPressed{});
    till_.answer_all();
    EXPECT_EQ(said(), "") << "not to whoever stands before a locked till";
    sign(0, "2580");
    EXPECT_THAT(said(), HasSubstr("Max was not kept."));
}

}  // namespace
