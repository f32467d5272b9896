// Goal: whoever runs a shop finds a file of goods, sees what would become of each row in words, and
// takes the good ones in; nothing is kept before that, and a sale is not in the way.
// Method: actions as keys, a finger and a mouse give them; the files are made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/core/imports/item_fields.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

using app::core::imports::Refusal;
using app::core::imports::RowRefusal;
using test::ShellDriver;
using testing::ElementsAre;
using testing::HasSubstr;
using till::shell::FindGoodsFiles;
using till::shell::GoodsImported;
using till::shell::GoodsLooked;
using till::shell::GoodsTrouble;
using till::shell::ImportGoods;
using till::shell::LookAtGoods;
using till::shell::Screen;
namespace goods = till::goods;

/// How often the program was asked for that so far.
template <class T>
std::size_t times(const ShellDriver& till) {
    return static_cast<std::size_t>(std::ranges::count_if(
        till.done, [](const auto& effect) { return std::holds_alternative<T>(effect); }));
}

constexpr pos::Instant kImported{1'795'356'300'000};  // 14:05 of the driver's day

class Goods : public ::testing::Test {
protected:
    Goods() {
        till_.open_till();
        till_.press(till::sell::Key::settings);
    }
    void act(const goods::Action& action) { till_.act(action); }
    void open() { till_.act(till::settings::Action{till::settings::GoodsPressed{}}); }
    template <class T>
    const T* last() {
        for (auto effect = till_.done.rbegin(); effect != till_.done.rend(); ++effect)
            if (const auto* found = std::get_if<T>(&*effect)) return found;
        return nullptr;
    }
    static till::shell::GoodsFilesFound two_files() {
        return {{{"/media/anna/STICK/new.csv", "new.csv", "/media/anna/STICK", {1'790'000'000'000}},
                 {"/media/anna/old.csv", "old.csv", "/media/anna", {1'780'000'000'000}}}};
    }
    static GoodsLooked good_look(std::uint64_t ask) {
        GoodsLooked looked{.ask = ask, .preview = {}};
        looked.preview.start.columns = {{"name", "Titel", 1},
                                        {"barcode", "EAN", 0},
                                        {"price", "VK netto", 2},
                                        {"", "VK brutto", 3}};
        looked.preview.start.rows = {{"Stift", "4006381333931", "1,01", "1,20"}};
        looked.preview.counts = {.rows = 5, .added = 2, .changed = 1, .unchanged = 1, .refused = 1};
        Refusal refusal;
        refusal.line = 4;
        refusal.column = "VK";
        refusal.reason = RowRefusal::bad_price;
        refusal.text = "gratis";
        looked.preview.refused = {refusal};
        return looked;
    }
    const goods::Model& screen() const { return till_.model.goods_screen; }
    std::vector<std::string> headings() const {
        const auto& table = screen().table;
        std::vector<std::string> all;
        for (const auto& column : table.columns)
            all.push_back(table.fields[column.field] + "=" + column.column);
        return all;
    }
    /// Where that stands among what a column can be.
    std::size_t field(std::string_view words) const {
        const auto& fields = screen().table.fields;
        return static_cast<std::size_t>(std::ranges::find(fields, words) - fields.begin());
    }

    ShellDriver till_;
};

TEST_F(Goods, shows_the_files_there_are_and_opens_the_newest) {
    open();
    EXPECT_EQ(till_.model.screen, Screen::goods);
    EXPECT_EQ(screen().nothing, "Reading…");
    till_.act(two_files());
    ASSERT_EQ(screen().files.size(), 2U);
    EXPECT_EQ(screen().files[0].name, "new.csv");
    EXPECT_THAT(screen().files[0].note, HasSubstr("/media/anna/STICK · "));
    act(goods::Entered{});
    ASSERT_NE(last<LookAtGoods>(), nullptr);
    EXPECT_EQ(last<LookAtGoods>()->path, "/media/anna/STICK/new.csv");
    EXPECT_FALSE(screen().choosing);
    EXPECT_FALSE(screen().can_import);
}

TEST_F(Goods, has_a_word_for_each_thing_that_a_column_can_be) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    const auto& fields = screen().table.fields;
    ASSERT_EQ(fields.size(), app::core::imports::kItemFields.size() + 1) << "and none of them";
    EXPECT_EQ(fields.back(), "On sale");
    const std::set<std::string> distinct(fields.begin(), fields.end());
    EXPECT_EQ(distinct.size(), fields.size());
}

TEST_F(Goods, says_what_would_become_of_the_rows_and_keeps_nothing_before) {
    open();
    till_.act(two_files());
    act(goods::Moved{1});
    act(goods::Moved{1});
    act(goods::Entered{});
    EXPECT_EQ(last<LookAtGoods>()->path, "/media/anna/old.csv");
    till_.act(good_look(last<LookAtGoods>()->ask));
    EXPECT_THAT(headings(),
                ElementsAre("Name=Titel", "Barcode=EAN", "Price=VK netto", "Left out=VK brutto"));
    EXPECT_THAT(screen().table.rows,
                ElementsAre(ElementsAre("Stift", "4006381333931", "1,01", "1,20")));
    EXPECT_THAT(screen().figures,
                ElementsAre("New", "2", "Changed", "1", "Unchanged", "1", "Refused rows", "1"));
    ASSERT_EQ(screen().refused.size(), 1U);
    EXPECT_EQ(screen().refused[0].place, "Row 4 · VK");
    EXPECT_EQ(screen().refused[0].why, "“gratis” is no price.");
    EXPECT_EQ(screen().import_words, "Import 3 items, leave the refused rows");
    EXPECT_TRUE(screen().can_import);
    EXPECT_EQ(times<ImportGoods>(till_), 0U);
}

TEST_F(Goods, a_column_is_read_as_something_else_by_its_heading_and_taken_in_so) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    EXPECT_TRUE(last<LookAtGoods>()->mapping.empty()) << "it is guessed at first";
    act(goods::TableAction{goods::HeadingTapped{3}});
    ASSERT_TRUE(screen().asks.asking);
    EXPECT_EQ(screen().asks.asking->column, 3U);
    act(goods::TableAction{goods::FieldTapped{field("Price")}});
    using app::core::tabular::MapEntry;
    const std::vector<MapEntry> gross{{"name", "#2"}, {"barcode", "#1"}, {"price", "#4"}};
    EXPECT_EQ(last<LookAtGoods>()->mapping, gross) << "the net column gives the price away";
    EXPECT_EQ(times<LookAtGoods>(till_), 2U);
    EXPECT_FALSE(screen().can_import) << "until it was looked at";
    act(goods::TableAction{goods::HeadingTapped{0}});
    EXPECT_FALSE(screen().asks.asking) << "and nothing more is asked";
    till_.act(good_look(last<LookAtGoods>()->ask));
    EXPECT_TRUE(screen().can_import);
    act(goods::ImportPressed{});
    EXPECT_EQ(last<ImportGoods>()->mapping, gross);
    till_.act(GoodsImported{.ask = last<ImportGoods>()->ask, .counts = {.added = 2}});
    act(goods::TableAction{goods::HeadingTapped{3}});
    EXPECT_FALSE(screen().asks.asking) << "it has been taken in";
}

TEST_F(Goods, arrows_go_through_columns_and_what_they_can_be) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    const auto asked = [&](const goods::TableAction& action) {
        act(action);
        return screen().asks.asking.value_or(goods::Asking{99, 99});
    };
    EXPECT_EQ(asked(goods::HeadingTapped{0}), (goods::Asking{0, field("Name")}));
    EXPECT_EQ(asked(goods::AskingMoved{-1, 0}), (goods::Asking{0, field("Name")}));
    EXPECT_EQ(asked(goods::AskingMoved{1, 0}), (goods::Asking{1, field("Barcode")}));
    EXPECT_EQ(asked(goods::AskingMoved{0, 1}), (goods::Asking{1, field("Price")}));
    EXPECT_EQ(asked(goods::AskingLeft{}), (goods::Asking{99, 99}));
    EXPECT_EQ(times<LookAtGoods>(till_), 1U) << "nothing was decided";
    act(goods::TableAction{goods::HeadingTapped{2}});
    act(goods::TableAction{goods::AskingMoved{0, -20}});
    act(goods::TableAction{goods::AskingEntered{}});
    EXPECT_EQ(times<LookAtGoods>(till_), 2U) << "the price is not taken";
    EXPECT_EQ(last<LookAtGoods>()->mapping.size(), 2U);
}

TEST_F(Goods, keep_the_column_of_their_names) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    act(goods::TableAction{goods::HeadingTapped{0}});
    act(goods::TableAction{goods::FieldTapped{0}});
    EXPECT_EQ(times<LookAtGoods>(till_), 1U);
    EXPECT_EQ(till_.model.said->words, "Goods need a name. Say first which other column has it.");
    act(goods::TableAction{goods::HeadingTapped{3}});
    act(goods::TableAction{goods::FieldTapped{field("Name")}});
    EXPECT_EQ(times<LookAtGoods>(till_), 2U) << "another one has it";
}

TEST_F(Goods, what_is_doubtful_about_a_file_is_said) {
    using app::core::imports::Doubt;
    open();
    till_.act(two_files());
    act(goods::Entered{});
    auto looked = good_look(last<LookAtGoods>()->ask);
    looked.preview.doubts = {Doubt::only_without_tax, Doubt::unknown_taxes, Doubt::known_by_name,
                             Doubt::letters_unsure, Doubt::only_with_tax};
    till_.act(looked);
    EXPECT_THAT(screen().table.doubts,
                ElementsAre(HasSubstr("without tax"), HasSubstr("column of taxes is left out"),
                            HasSubstr("told apart by their names"), HasSubstr("read wrongly"),
                            HasSubstr("include tax")));
}

TEST_F(Goods, takes_them_in_once_and_reads_the_tiles_anew) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    act(goods::ImportPressed{});
    act(goods::ImportPressed{});
    EXPECT_EQ(times<ImportGoods>(till_), 1U);
    EXPECT_FALSE(screen().can_import);
    const auto tabs = times<till::shell::ReadTabs>(till_);
    till_.act(GoodsImported{.ask = last<ImportGoods>()->ask,
                            .counts = {.rows = 5, .added = 2, .changed = 1, .refused = 1}});
    EXPECT_EQ(till_.model.said->words, "The goods are in: 2 new, 1 changed.");
    EXPECT_EQ(times<till::shell::ReadTabs>(till_), tabs + 1);
    EXPECT_EQ(screen().import_words, "Imported");
    act(goods::ImportPressed{});
    EXPECT_EQ(times<ImportGoods>(till_), 1U);
    act(goods::BackPressed{});
    EXPECT_TRUE(screen().choosing);
    act(goods::BackPressed{});
    EXPECT_EQ(till_.model.screen, Screen::sell);
}

TEST_F(Goods, what_was_taken_in_is_undone_by_one_key_and_can_be_taken_in_again) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    EXPECT_EQ(screen().undo_words, "");
    till_.last_import = {kImported, "new.csv", 3};
    till_.undone = {.import = *till_.last_import, .restored = 1, .taken_off = 1, .left = 1};
    act(goods::ImportPressed{});
    till_.act(GoodsImported{.ask = last<ImportGoods>()->ask, .counts = {.added = 2, .changed = 1}});
    till_.waiting.clear();
    till_.act(till::shell::LastImportRead{till_.last_import});
    EXPECT_EQ(screen().undo_words, "Undo this import");
    const auto tabs = times<till::shell::ReadTabs>(till_);
    act(goods::UndoPressed{});
    act(goods::UndoPressed{});
    EXPECT_EQ(times<till::shell::UndoImport>(till_), 1U);
    till_.answer_next();
    EXPECT_EQ(till_.model.said->words,
              "The import is undone: 1 as before, 1 no longer sold. Changed since and left as they "
              "are: 1.");
    EXPECT_EQ(times<till::shell::ReadTabs>(till_), tabs + 1);
    EXPECT_EQ(screen().undo_words, "");
    EXPECT_TRUE(screen().can_import);
}

TEST_F(Goods, an_undo_that_is_refused_says_why) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask));
    act(goods::ImportPressed{});
    till_.act(GoodsImported{.ask = last<ImportGoods>()->ask, .counts = {.added = 2}});
    till_.waiting.clear();
    till_.act(till::shell::LastImportRead{{{kImported, "new.csv", 2}}});
    act(goods::UndoPressed{});
    till_.next_refusal = app::core::RecordRefusal{app::core::RecordFault::of_office, {}, {}};
    till_.answer_next();
    EXPECT_THAT(till_.model.said->words, HasSubstr("joined a head office"));
    till_.waiting.clear();
    till_.act(till::shell::LastImportRead{{{kImported, "new.csv", 2}}});
    act(goods::UndoPressed{});
    till_.answer_next();
    EXPECT_EQ(till_.model.said->words, "There is no import to undo: the last one has been undone.");
    till_.answer_all();
    EXPECT_EQ(screen().undo_words, "");
}

TEST_F(Goods, says_in_words_why_a_file_is_no_good) {
    open();
    act(goods::PathTyped{"/nowhere.csv"});
    act(goods::Entered{});
    const auto trouble = [&](GoodsTrouble what) {
        act(goods::BackPressed{});
        act(goods::Entered{});
        till_.act(GoodsLooked{.ask = last<LookAtGoods>()->ask, .preview = {}, .refused = {{what}}});
        EXPECT_FALSE(screen().can_import);
        return screen().nothing;
    };
    EXPECT_THAT(trouble(GoodsTrouble::not_there), HasSubstr("There is no such file."));
    EXPECT_THAT(trouble(GoodsTrouble::is_a_folder), HasSubstr("This is a folder."));
    EXPECT_THAT(trouble(GoodsTrouble::cannot_read), HasSubstr("cannot be read"));
    EXPECT_THAT(trouble(GoodsTrouble::damaged), HasSubstr("damaged"));
    EXPECT_THAT(trouble(GoodsTrouble::empty), HasSubstr("empty"));
    EXPECT_THAT(trouble(GoodsTrouble::broken_header), HasSubstr("first row"));
    EXPECT_THAT(trouble(GoodsTrouble::no_name), HasSubstr("No column with names"));
    EXPECT_THAT(trouble(GoodsTrouble::no_table), HasSubstr("neither a spreadsheet nor text"));
    EXPECT_THAT(trouble(GoodsTrouble::other_than_shown), HasSubstr("has changed since"));
}

TEST_F(Goods, an_import_that_failed_says_so_and_an_answer_that_comes_late_is_dropped) {
    open();
    till_.act(two_files());
    act(goods::Entered{});
    till_.act(good_look(last<LookAtGoods>()->ask + 1));
    EXPECT_TRUE(screen().table.rows.empty());
    till_.act(good_look(last<LookAtGoods>()->ask));
    act(goods::ImportPressed{});
    till_.act(
        GoodsImported{.ask = last<ImportGoods>()->ask,
                      .counts = {},
                      .refused = till::shell::GoodsRefused{
                          GoodsTrouble::store,
                          pos::store::StoreError{pos::store::StoreErrorKind::disk_full, {}, {}}}});
    EXPECT_EQ(till_.model.said->words, "Nothing was imported.");
    EXPECT_NE(screen().nothing, "");
}

TEST_F(Goods, a_file_that_is_dragged_here_is_looked_at_but_not_in_a_sale) {
    till_.act(till::shell::FileDropped{"/media/anna/goods.csv"});
    EXPECT_EQ(till_.model.screen, Screen::goods);
    EXPECT_EQ(last<LookAtGoods>()->path, "/media/anna/goods.csv");
    act(goods::BackPressed{});
    act(goods::BackPressed{});
    const auto looks = times<LookAtGoods>(till_);
    till_.act(till::shell::FileDropped{"/media/anna/goods.csv"});
    EXPECT_EQ(till_.model.screen, Screen::sell);
    EXPECT_EQ(times<LookAtGoods>(till_), looks);
    EXPECT_THAT(till_.model.said->words, HasSubstr("under Settings"));
}

// ---- a code that is not known ----

class NewItem : public ::testing::Test {
protected:
    NewItem() { till_.open_till(); }
    void prompt(const till::prompt::Action& action) {
        till_.act(till::sell::Action{till::sell::Prompted{action}});
    }
    const till::shell::KeepItem* saved() {
        for (const auto& effect : till_.done)
            if (const auto* found = std::get_if<till::shell::KeepItem>(&effect)) return found;
        return nullptr;
    }
    void name_and_price() {
        till_.scan("4006381333931");
        till_.press(till::sell::Key::new_item);
        prompt(till::prompt::Typed{"Pen"});
        prompt(till::prompt::Confirmed{});
        prompt(till::prompt::Typed{"1.20"});
        prompt(till::prompt::Confirmed{});
        ASSERT_NE(saved(), nullptr);
    }
    ShellDriver till_;
};

TEST_F(NewItem, is_named_priced_kept_and_sold) {
    till_.scan("4006381333931");
    ASSERT_TRUE(till_.model.sell.prompt);
    EXPECT_EQ(till_.model.sell.prompt->title, "4006381333931 is not known.");
    EXPECT_TRUE(till_.model.sell.can_add);
    till_.press(till::sell::Key::new_item);
    ASSERT_TRUE(till_.model.sell.prompt);
    EXPECT_EQ(till_.model.sell.prompt->title, "What is it called?");
    prompt(till::prompt::Touched{{till::ui::KeyboardPress::What::character, "P"}});
    prompt(till::prompt::Typed{"Pen"});
    prompt(till::prompt::Confirmed{});
    ASSERT_TRUE(till_.model.sell.prompt);
    EXPECT_EQ(till_.model.sell.prompt->about, "Pen");
    prompt(till::prompt::Typed{"1.20"});
    prompt(till::prompt::Confirmed{});
    ASSERT_NE(saved(), nullptr);
    const auto& sheet = saved()->sheet;
    EXPECT_EQ(sheet.item.name, "Pen");
    EXPECT_EQ(sheet.item.number, "") << "the store gives it the code, or a number that is free";
    EXPECT_THAT(sheet.codes, ElementsAre(app::core::ItemCode{.text = "4006381333931"}));
    EXPECT_EQ(sheet.item.price.e8, 120'000'000);
    EXPECT_TRUE(sheet.usual_tax) << "as the shop taxes goods that say nothing";
    const auto finds = times<till::shell::FindCode>(till_);
    till_.answer_next();
    EXPECT_EQ(till_.model.said->words, "Pen is one of your goods now.");
    EXPECT_EQ(times<till::shell::FindCode>(till_), finds + 1);
    EXPECT_FALSE(till_.model.sell.can_add);
}

TEST_F(NewItem, is_offered_for_barcodes_alone_and_forgotten_with_the_next) {
    till_.scan("999");
    EXPECT_FALSE(till_.model.sell.can_add);
    till_.scan("hello world");
    EXPECT_FALSE(till_.model.sell.can_add);
    till_.press(till::sell::Key::new_item);
    EXPECT_FALSE(till_.model.sell.prompt);
    till_.scan("4006381333931");
    EXPECT_TRUE(till_.model.sell.can_add);
    prompt(till::prompt::Cancelled{});
    till_.scan("998");
    EXPECT_FALSE(till_.model.sell.can_add);
}

TEST_F(NewItem, needs_a_name_and_a_store_that_can_be_written) {
    till_.scan("4006381333931");
    till_.press(till::sell::Key::new_item);
    prompt(till::prompt::Typed{"\x01"});
    prompt(till::prompt::Confirmed{});
    ASSERT_TRUE(till_.model.sell.prompt);
    EXPECT_THAT(till_.model.sell.prompt->refusal, HasSubstr("Give it a name"));
    prompt(till::prompt::Typed{"Pen"});
    prompt(till::prompt::Confirmed{});
    prompt(till::prompt::Typed{"1.20"});
    prompt(till::prompt::Confirmed{});
    till_.next_refusal = app::core::RecordRefusal{
        app::core::RecordFault::store,
        {},
        pos::store::StoreError{pos::store::StoreErrorKind::disk_full, {}, {}}};
    till_.answer_next();
    EXPECT_THAT(till_.model.said->words, HasSubstr("The item was not kept: "));
    EXPECT_TRUE(till_.model.sell.can_add) << "it can be tried again";
}

TEST_F(NewItem, is_refused_for_what_the_goods_form_is) {
    name_and_price();
    till_.next_refusal =
        app::core::RecordRefusal{app::core::RecordFault::code_taken, "Old pen", {}};
    till_.answer_next();
    EXPECT_THAT(till_.model.said->words, HasSubstr("The item was not kept: "));
    EXPECT_THAT(till_.model.said->words, HasSubstr("Old pen"));
}

TEST_F(NewItem, that_is_refused_late_is_told_of_by_name) {
    name_and_price();
    const auto late = till_.waiting;
    till_.waiting.clear();
    till_.scan("4006381333948");
    till_.next_refusal = app::core::RecordRefusal{app::core::RecordFault::of_office, {}, {}};
    till_.waiting = late;
    till_.answer_all();
    EXPECT_THAT(till_.model.said->words, HasSubstr("Pen was not kept. "));
}

TEST_F(NewItem, that_is_kept_after_another_unknown_code_is_told_of_and_sold) {
    name_and_price();
    const auto late = till_.waiting;
    till_.waiting.clear();
    till_.scan("4006381333948");
    EXPECT_TRUE(till_.model.sell.can_add);
    const auto finds = times<till::shell::FindCode>(till_);
    till_.waiting = late;
    till_.answer_next();
    EXPECT_EQ(till_.model.said->words, "Pen is one of your goods now.");
    EXPECT_EQ(times<till::shell::FindCode>(till_), finds + 1);
    EXPECT_TRUE(till_.model.sell.can_add) << "the other one can be named now";
}

TEST(NewItemAtATill, is_the_manager_s_to_make) {
    ShellDriver::Shop shop;
    till::shell::Signer max{{.id = {}, .name = "Max", .role = pos::people::Role::cashier}, false};
    max.user.id.bytes[15] = 3;
    shop.people = {max};
    shop.rights = pos::people::usual_rights_with_pins();
    ShellDriver till{shop};
    till.open_till();
    till.scan("4006381333931");
    till.press(till::sell::Key::new_item);
    EXPECT_FALSE(till.model.sell.prompt);
    EXPECT_EQ(till.model.said->words, "A manager is needed for this.");
}

}  // namespace
