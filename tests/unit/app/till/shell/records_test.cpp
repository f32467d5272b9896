// Goal: a manager looks after people, goods, departments and taxes at the till; a cashier needs a
// manager for it; what is refused is said in words, and an item's last change can be taken back.
// Method: actions as a finger and a keyboard give them; the driver keeps what a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/till/shell/updates.hpp"
#include "tests/support/records_screen.hpp"

namespace {

namespace editor = till::editor;
using app::core::RecordFault;
using pos::people::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using till::sell::Key;
using till::shell::Screen;

class Records : public test::RecordsScreen {};

// ---- people ----

TEST_F(Records, people_are_listed_with_role_and_whether_they_sign_on) {
    anna_opens_people();
    ASSERT_EQ(till_.model.screen, Screen::editor);
    ASSERT_EQ(screen().rows.size(), 2U);
    EXPECT_EQ(screen().rows[1].title, "Max");
    EXPECT_EQ(screen().rows[1].note, "Cashier");
    EXPECT_EQ(screen().rows[1].amount, "signs on");
    act(editor::BackPressed{});
    EXPECT_EQ(till_.model.screen, Screen::settings);
}

TEST_F(Records, nobody_approves_people_for_somebody_else) {
    till_.people.rights.set(pos::people::Operation::settings, true);
    till_.tell_people();
    sign(1, "4711");
    till_.open_till();
    till_.press(Key::settings);
    till_.act(till::settings::Action{till::settings::PeoplePressed{}});
    EXPECT_EQ(till_.model.screen, Screen::settings);
    EXPECT_EQ(said(), "Only a manager changes people. Lock the till, then a manager signs on.");
    EXPECT_TRUE(till_.saw(till::shell::Signal::refused));
    till_.act(till::shell::LockPressed{});
    sign(0, "2580");
    till_.press(Key::settings);
    till_.act(till::settings::Action{till::settings::PeoplePressed{}});
    till_.answer_all();
    EXPECT_EQ(till_.model.screen, Screen::editor);
    EXPECT_EQ(screen().title, "People");
}

TEST_F(Records, only_a_manager_starts_a_shop_over) {
    till_.people.rights.set(pos::people::Operation::settings, true);
    till_.tell_people();
    till_.model.backups_possible = true;
    sign(1, "4711");
    till_.open_till();
    till_.press(Key::settings);
    till_.act(till::settings::Action{till::settings::ShopPressed{}});
    till_.answer_all();
    ASSERT_EQ(till_.model.screen, Screen::shop);
    till_.act(till::shop::Action{till::shop::OverPressed{}});
    till_.answer_all();
    EXPECT_FALSE(till_.model.shop.over);
    EXPECT_EQ(said(), "Only a manager starts a shop over. Lock the till, then a manager signs on.");
}

TEST_F(Records, cashiers_who_may_change_people_do) {
    till_.people.rights.set(pos::people::Operation::settings, true);
    till_.people.rights.set(pos::people::Operation::people, true);
    till_.tell_people();
    sign(1, "4711");
    till_.open_till();
    till_.press(Key::settings);
    till_.act(till::settings::Action{till::settings::PeoplePressed{}});
    EXPECT_EQ(till_.model.screen, Screen::editor);
}

TEST_F(Records, somebody_new_signs_on_at_once) {
    anna_opens_people();
    act(editor::Pressed{editor::Key::add});
    type(0, "Eva");
    act(editor::EntryWanted{1});  // the other role
    type(2, "9021");
    type(3, "9021");
    save();
    EXPECT_EQ(said(), "Kept. It counts from now on.");
    EXPECT_FALSE(screen().editing);
    ASSERT_EQ(till_.people.people.size(), 3U);
    EXPECT_EQ(till_.people.people[2].user.role, Role::manager);
    till_.act(till::shell::LockPressed{});
    sign(2, "9021");
    EXPECT_EQ(till_.model.cash_register.state().user.name, "Eva");
}

TEST_F(Records, two_pins_that_differ_are_told_of) {
    anna_opens_people();
    act(editor::RowTapped{1});
    type(2, "9021");
    type(3, "9022");
    save();
    EXPECT_EQ(said(), "The two PINs differ. Type both again.");
    EXPECT_TRUE(screen().editing);
    EXPECT_TRUE(till_.saw(till::shell::Signal::refused));
}

TEST_F(Records, whoever_leaves_signs_on_no_more_and_stays_in_the_list) {
    anna_opens_people();
    act(editor::RowTapped{1});
    ASSERT_EQ(screen().form.entries.size(), 5U);
    act(editor::EntryWanted{4});
    save();
    EXPECT_EQ(screen().rows[1].amount, "no longer here");
    EXPECT_EQ(till_.model.people.signers.size(), 1U);
}

TEST_F(Records, a_new_name_is_on_the_next_receipt) {
    anna_opens_people();
    act(editor::RowTapped{0});
    type(0, "Anna K.");
    save();
    EXPECT_EQ(till_.model.cash_register.state().user.name, "Anna K.");
    EXPECT_EQ(till_.model.editor.status.person, "Anna K.");
}

TEST_F(Records, what_cashiers_may_do_counts_at_once) {
    anna_opens_people();
    EXPECT_FALSE(till_.model.cash_register.rights().allows(pos::people::Operation::goods));
    act(editor::Pressed{editor::Key::rights});
    const auto& entries = screen().form.entries;
    ASSERT_EQ(entries.size(), pos::people::kOperations.size() + 1);
    const auto goods = static_cast<std::size_t>(pos::people::Operation::goods);
    EXPECT_EQ(entries[goods].label, "change goods and prices");
    act(editor::EntryWanted{goods});
    type(entries.size() - 1, "101");
    save();
    EXPECT_EQ(said(), "The largest discount is a whole percentage from 0 to 100.");
    type(entries.size() - 1, "15");
    save();
    EXPECT_TRUE(till_.model.cash_register.rights().allows(pos::people::Operation::goods));
    EXPECT_EQ(till_.model.cash_register.rights().discount_percent, 15);
}

TEST_F(Records, people_of_a_head_office_get_pins_alone) {
    till_.people.from_office = true;
    anna_opens_people();
    EXPECT_THAT(screen().about, HasSubstr("People come from head office"));
    ASSERT_EQ(screen().keys.size(), 1U) << "nobody is added";
    act(editor::RowTapped{1});
    ASSERT_EQ(screen().form.entries.size(), 2U);
    type(0, "9021");
    type(1, "9021");
    save();
    EXPECT_EQ(till_.pins["Max"], "9021");
    EXPECT_EQ(till_.people.people[1].user.name, "Max");
}

TEST_F(Records, a_form_is_filled_in_by_keyboard_alone) {
    anna_opens_people();
    act(editor::Moved{1});
    act(editor::Opened{});
    EXPECT_EQ(screen().form.title, "Max");
    act(editor::EntryLeft{1});
    act(editor::EntryTurned{1});
    EXPECT_EQ(screen().form.entries[1].chosen, 1U);
    act(editor::EntryLeft{-1});
    EXPECT_EQ(screen().form.at, 0U);
    act(editor::EntryLeft{-1});
    EXPECT_EQ(screen().form.at, 4U);
    act(editor::EntryTurned{1});
    EXPECT_FALSE(screen().form.entries[4].on);
}

TEST_F(Records, a_form_is_filled_in_by_touch_alone) {
    anna_opens_people();
    act(editor::Pressed{editor::Key::add});
    act(editor::EntryWanted{0});
    EXPECT_TRUE(screen().form.by_hand);
    act(editor::Touched{{till::ui::KeyboardPress::What::character, "E"}});
    EXPECT_EQ(screen().form.entries[0].text, "E");
    act(editor::Touched{{till::ui::KeyboardPress::What::erase, {}}});
    EXPECT_EQ(screen().form.entries[0].text, "");
    type(0, "Eva");
    EXPECT_FALSE(screen().form.by_hand) << "a real key was pressed";
}

TEST_F(Records, each_refusal_has_words_of_its_own) {
    anna_opens_people();
    act(editor::RowTapped{1});
    std::set<std::string> words;
    for (auto fault = 0; fault <= static_cast<int>(RecordFault::in_use); ++fault) {
        till_.next_refusal = app::core::RecordRefusal{
            static_cast<RecordFault>(fault), "Max",
            pos::store::StoreError{pos::store::StoreErrorKind::disk_full, {}, {}}};
        save();
        EXPECT_TRUE(screen().editing) << fault;
        EXPECT_FALSE(screen().form.saving) << fault;
        EXPECT_TRUE(words.insert(said()).second) << said();
    }
}

TEST_F(Records, scans_sell_nothing_while_people_are_looked_after) {
    anna_opens_people();
    till_.scan("101");
    EXPECT_TRUE(till_.model.cash_register.state().cart.is_empty());
    EXPECT_EQ(said(), "Scans count on the sell screen only.");
}

// ---- goods ----

TEST_F(Records, a_changed_price_says_where_it_counts_and_can_be_taken_back) {
    anna_opens_goods();
    ASSERT_EQ(screen().rows.size(), 3U) << "what the tiles show";
    act(editor::RowTapped{0});
    EXPECT_THAT(screen().form.about, HasSubstr("from the next scan on, at every till"));
    EXPECT_EQ(screen().form.entries[1].text, "1.19");
    type(1, "1,29");
    save();
    EXPECT_THAT(said(), HasSubstr("Milk 1 l costs 1.29 instead of 1.19 from the next scan on"));
    EXPECT_EQ(till_.sheets[0].item.price.e8, 129'000'000);
    ASSERT_EQ(screen().keys.back().key, editor::Key::undo);
    act(editor::Pressed{editor::Key::undo});
    EXPECT_EQ(till_.sheets[0].item.price.e8, 119'000'000);
    EXPECT_EQ(said(), "Undone.");
    EXPECT_NE(screen().keys.back().key, editor::Key::undo);
}

TEST_F(Records, the_last_import_is_undone_behind_what_was_changed_since) {
    till_.last_import = {{1'795'356'300'000}, "goods.csv", 312};
    till_.undone = {.import = *till_.last_import, .restored = 12, .taken_off = 300};
    anna_opens_goods();
    ASSERT_EQ(screen().keys.back().key, editor::Key::undo);
    EXPECT_EQ(screen().keys.back().label, "Undo import of 14:05, 312 items");
    act(editor::RowTapped{0});
    type(1, "1.29");
    save();
    EXPECT_EQ(screen().keys.back().label, "Undo");
    act(editor::Pressed{editor::Key::undo});
    EXPECT_EQ(screen().keys.back().label, "Undo import of 14:05, 312 items");
    act(editor::Pressed{editor::Key::undo});
    EXPECT_EQ(said(), "The import is undone: 12 as before, 300 no longer sold.");
    EXPECT_NE(screen().keys.back().key, editor::Key::undo);
}

TEST_F(Records, an_import_of_another_day_or_at_a_till_of_a_head_office_is_not_offered) {
    till_.last_import = {{1'795'356'300'000 - 86'400'000}, "goods.csv", 312};
    anna_opens_goods();
    EXPECT_NE(screen().keys.back().key, editor::Key::undo);
    till_.model.last_import.last->at.unix_ms += 86'400'000;
    till_.act(till::shell::OfficeChanged{.joined = true});
    EXPECT_TRUE(screen().keys.empty());
}

TEST_F(Records, a_pack_of_a_thousand_stays_one) {
    for (const char* locale : {"en-GB", "de-DE", "he-IL"}) {
        till::shell::Screen before = till_.model.screen;
        if (before != Screen::editor) anna_opens_goods();
        till_.speak("en", locale);
        for (const std::int64_t pieces : {1'000, 1'500, 1'234'567}) {
            till_.sheets[0].codes[0].pack = pos::Quantity{pieces * pos::kQuantityScale};
            act(editor::RowTapped{0});
            act(editor::EntryWanted{2});
            act(editor::Picked{2});
            save();
            ASSERT_TRUE(till_.sheets[0].codes[0].pack.has_value()) << locale;
            EXPECT_EQ(till_.sheets[0].codes[0].pack->millionths, pieces * pos::kQuantityScale)
                << locale;
        }
    }
}

TEST(RecordsInYen, keep_prices_and_costs_of_thousands) {
    test::ShellDriver::Shop shop;
    shop.currency = "JPY";
    test::ShellDriver till{shop};
    till.open_till();
    app::core::ItemSheet milk;
    milk.item.id = till.id_of("101");
    milk.item.name = "Milk 1 l";
    milk.item.price = {123'400'000'000, till.currency()};
    milk.item.cost = pos::UnitPrice{100'000'000'000, till.currency()};
    till.sheets = {milk};
    till.press(Key::goods);
    till.answer_all();
    till.act(editor::Action{editor::RowTapped{0}});
    till.answer_all();
    EXPECT_EQ(till.model.editor.form.entries[1].text, "1234");
    till.act(editor::Action{editor::EntryTyped{0, "Milk"}});
    till.act(editor::Action{editor::SavePressed{}});
    till.answer_all();
    EXPECT_EQ(till.sheets[0].item.name, "Milk");
    EXPECT_EQ(till.sheets[0].item.price.e8, 123'400'000'000);
    ASSERT_TRUE(till.sheets[0].item.cost.has_value());
    EXPECT_EQ(till.sheets[0].item.cost->e8, 100'000'000'000);
}

TEST_F(Records, a_department_is_picked_from_a_list) {
    anna_opens_goods();
    act(editor::RowTapped{0});
    const auto& department = screen().form.entries[2];
    EXPECT_THAT(department.choices, ElementsAre("none", "Dairy", "Bakery", "Fruit"));
    EXPECT_EQ(department.chosen, 1U);
    act(editor::EntryWanted{2});
    EXPECT_TRUE(screen().form.picking);
    act(editor::BackPressed{});
    EXPECT_FALSE(screen().form.picking);
    EXPECT_TRUE(screen().editing);
    act(editor::EntryWanted{2});
    act(editor::Moved{1});
    act(editor::Opened{});
    save();
    EXPECT_EQ(till_.sheets[0].item.department, "Bakery");
}

TEST_F(Records, a_favourite_is_switched_on_and_given_a_place) {
    constexpr std::size_t kFavourite = 12;
    constexpr std::size_t kPlace = 13;
    anna_opens_goods();
    till_.choices.favourites = {{till_.id_of("102"), "Bananas"}, {till_.id_of("103"), "Gift card"}};
    act(editor::RowTapped{0});
    const auto& entries = screen().form.entries;
    EXPECT_EQ(entries[kFavourite].label, "Favourite at the till");
    EXPECT_FALSE(entries[kFavourite].on);
    EXPECT_THAT(entries[kPlace].choices,
                ElementsAre("in front", "after Bananas", "after Gift card"));
    EXPECT_EQ(entries[kPlace].chosen, 2U) << "a new one comes last";
    act(editor::EntryWanted{kFavourite});
    save();
    EXPECT_THAT(said(), testing::HasSubstr("Milk 1 l is kept"));
    EXPECT_EQ(till_.sheets[0].favourite, 3);
    // Earlier by a key, with itself among the others.
    till_.choices.favourites.push_back({till_.id_of("101"), "Milk 1 l"});
    act(editor::RowTapped{0});
    EXPECT_TRUE(screen().form.entries[kFavourite].on);
    EXPECT_EQ(screen().form.entries[kPlace].choices.size(), 3U);
    EXPECT_EQ(screen().form.entries[kPlace].chosen, 2U);
    act(editor::EntryWanted{kPlace});
    act(editor::BackPressed{});
    act(editor::EntryTurned{-1});
    save();
    EXPECT_EQ(till_.sheets[0].favourite, 2);
    act(editor::Pressed{editor::Key::undo});
    EXPECT_EQ(till_.sheets[0].favourite, 3);
    act(editor::RowTapped{0});
    act(editor::EntryWanted{kFavourite});
    save();
    EXPECT_EQ(till_.sheets[0].favourite, 0);
}

TEST_F(Records, barcodes_are_scanned_into_the_form_and_taken_out) {
    anna_opens_goods();
    till_.scan("4006381333931");
    ASSERT_TRUE(screen().editing);
    EXPECT_EQ(screen().form.title, "Milk 1 l");
    till_.scan("96385074");
    till_.scan("4711");
    type(19, "6");
    type(16, "");
    save();
    ASSERT_EQ(till_.sheets[0].codes.size(), 2U);
    EXPECT_EQ(till_.sheets[0].codes[0].text, "96385074");
    EXPECT_EQ(till_.sheets[0].codes[0].pack, pos::Quantity{6'000'000});
}

TEST_F(Records, a_wrong_check_digit_is_told_of_once) {
    anna_opens_goods();
    act(editor::RowTapped{0});
    type(16, "4006381333932");
    save();
    EXPECT_THAT(said(), HasSubstr("The check digit of 4006381333932 would be 1."));
    save();
    EXPECT_EQ(till_.sheets[0].codes[0].text, "4006381333932");
}

TEST_F(Records, an_unknown_code_becomes_a_new_item) {
    anna_opens_goods();
    till_.choices.tax_classes = {{.code = "reduced", .name = "VAT 5 %"},
                                 {.code = "standard", .name = "VAT 20 %"}};
    till_.choices.tax_class = "standard";
    till_.scan("96385074");
    ASSERT_TRUE(screen().editing);
    EXPECT_EQ(screen().form.entries[3].choices[0], "no tax");
    EXPECT_EQ(screen().form.entries[3].chosen, 2U) << "as the shop taxes goods that say nothing";
    EXPECT_THAT(said(), HasSubstr("No item has the code 96385074 yet."));
    type(0, "Rolls");
    save();
    EXPECT_EQ(said(), "Type the price, or let the till ask for it.");
    type(1, "0.40");
    save();
    ASSERT_EQ(till_.sheets.size(), 2U);
    EXPECT_EQ(till_.sheets[1].item.name, "Rolls");
    EXPECT_EQ(till_.sheets[1].item.tax_class, "standard");
    act(editor::Pressed{editor::Key::undo});
    EXPECT_FALSE(till_.sheets[1].item.active);
    EXPECT_TRUE(till_.sheets[1].codes.empty());
}

TEST_F(Records, figures_that_are_none_are_told_of) {
    anna_opens_goods();
    act(editor::RowTapped{0});
    type(1, "cheap");
    save();
    EXPECT_THAT(said(), HasSubstr("The price is an amount"));
    type(1, "1.19");
    type(6, "-1");
    save();
    EXPECT_THAT(said(), HasSubstr("The cost is an amount"));
    type(6, "");
    type(17, "0");
    save();
    EXPECT_THAT(said(), HasSubstr("How many is one scan of 4006381333931?"));
}

TEST_F(Records, goods_whose_price_is_asked_have_none) {
    anna_opens_goods();
    act(editor::RowTapped{0});
    act(editor::EntryWanted{5});
    save();
    EXPECT_TRUE(till_.sheets[0].item.open_price);
    EXPECT_EQ(till_.sheets[0].item.price.e8, 0);
}

TEST_F(Records, goods_of_a_head_office_are_looked_at_elsewhere) {
    anna_opens_goods();
    till_.act(till::shell::OfficeChanged{.joined = true});
    EXPECT_TRUE(screen().keys.empty());
    act(editor::RowTapped{0});
    EXPECT_FALSE(screen().editing);
    EXPECT_THAT(said(), HasSubstr("are changed there"));
}

TEST_F(Records, a_cashier_asks_a_manager_for_goods) {
    sign(1, "4711");
    till_.open_till();
    till_.press(Key::goods);
    EXPECT_EQ(till_.model.sign_on.about, "Max wants to: change goods and prices");
    sign(0, "2580");
    EXPECT_EQ(till_.model.screen, Screen::editor);
    EXPECT_EQ(screen().title, "Goods");
}

// ---- departments and taxes ----

TEST_F(Records, departments_are_added_and_renamed) {
    till_.groups.departments = {{.code = "Dairy", .name = "Dairy"}};
    anna_opens_goods();
    act(editor::Pressed{editor::Key::departments});
    ASSERT_EQ(screen().rows.size(), 1U);
    act(editor::RowTapped{0});
    type(0, "Milk & co");
    till_.act(editor::Action{editor::SavePressed{}});
    const auto* kept = std::get_if<till::shell::KeepDepartment>(&till_.waiting.back());
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->department.code, "Dairy");
    EXPECT_EQ(kept->department.name, "Milk & co");
    till_.answer_all();
    act(editor::BackPressed{});
    EXPECT_EQ(screen().title, "Goods");
}

TEST_F(Records, a_tax_changes_from_a_day_in_everyday_words) {
    till_.groups.taxes.taxes = {
        {.tax = {.code = "A", .name = "VAT", .rate = pos::Rate{20'000'000}}}};
    anna_opens_goods();
    act(editor::Pressed{editor::Key::taxes});
    ASSERT_EQ(screen().rows.size(), 1U);
    EXPECT_EQ(screen().rows[0].title, "VAT");
    act(editor::RowTapped{0});
    const auto& from = screen().form.entries[2];
    EXPECT_EQ(from.choices[0], "today, at once");
    EXPECT_EQ(from.choices[1], "tomorrow, Monday 23 November 2026");
    EXPECT_EQ(from.choices[3], "Friday 1 January 2027");
    EXPECT_EQ(screen().form.entries[1].text, "20");
    type(1, "much");
    save();
    EXPECT_THAT(said(), HasSubstr("A tax is a percentage"));
    type(1, "22");
    act(editor::EntryWanted{2});
    act(editor::Picked{3});
    till_.act(editor::Action{editor::SavePressed{}});
    const auto* kept = std::get_if<till::shell::KeepTax>(&till_.waiting.back());
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->tax.code, "A");
    EXPECT_EQ(kept->tax.rate.e8, 22'000'000);
    EXPECT_EQ(kept->tax.from, pos::make_date(2027, 1, 1));
}

TEST_F(Records, the_last_change_of_a_department_is_taken_back_once) {
    till_.groups.departments = {{.code = "Dairy", .name = "Dairy"}};
    anna_opens_goods();
    act(editor::Pressed{editor::Key::departments});
    ASSERT_EQ(screen().keys.size(), 1U) << "nothing was changed yet";
    act(editor::RowTapped{0});
    type(0, "Milk & co");
    save();
    ASSERT_EQ(screen().keys.back().key, editor::Key::undo);
    EXPECT_EQ(screen().keys.back().label, "Undo");
    act(editor::Pressed{editor::Key::undo});
    till_.answer_all();
    ASSERT_EQ(till_.undone_groups.size(), 1U);
    const auto* kept = std::get_if<app::core::DepartmentKept>(&till_.undone_groups[0]);
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->now.name, "Milk & co");
    EXPECT_EQ(said(), "Undone.");
    EXPECT_EQ(screen().keys.size(), 1U);
}

TEST_F(Records, a_change_of_taxes_is_not_taken_back_from_the_list_of_departments) {
    till_.groups.taxes.taxes = {
        {.tax = {.code = "A", .name = "VAT", .rate = pos::Rate{20'000'000}}}};
    anna_opens_goods();
    act(editor::Pressed{editor::Key::taxes});
    act(editor::RowTapped{0});
    type(1, "22");
    save();
    EXPECT_EQ(screen().keys.back().key, editor::Key::undo);
    act(editor::BackPressed{});
    act(editor::Pressed{editor::Key::departments});
    EXPECT_EQ(screen().keys.size(), 1U);
    act(editor::Pressed{editor::Key::undo});
    till_.answer_all();
    EXPECT_TRUE(till_.undone_groups.empty());
}

TEST_F(Records, what_is_not_taken_back_says_why) {
    anna_opens_goods();
    act(editor::Pressed{editor::Key::departments});
    act(editor::Pressed{editor::Key::add});
    type(0, "Tea");
    save();
    till_.next_refusal = app::core::RecordRefusal{RecordFault::in_use, "Tea", {}};
    act(editor::Pressed{editor::Key::undo});
    till_.answer_all();
    EXPECT_EQ(said(), "There are goods in Tea by now. Give them another one first.");
    EXPECT_EQ(screen().keys.back().key, editor::Key::undo);
}

TEST_F(Records, departments_and_taxes_of_a_head_office_are_changed_there) {
    till_.groups.departments = {{.code = "Dairy", .name = "Dairy"}};
    till_.groups.from_office = true;
    anna_opens_goods();
    act(editor::Pressed{editor::Key::departments});
    EXPECT_TRUE(screen().keys.empty());
    act(editor::RowTapped{0});
    EXPECT_FALSE(screen().editing);
    EXPECT_THAT(said(), HasSubstr("are changed there"));
}

}  // namespace
