// Goal: whoever runs a shop takes everything that it has away in files, or a part of it, and hears
// where it is and how much, or what was in the way; selling goes on meanwhile. Method: actions as
// fingers and keys give them; what the link posts goes in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/till/shell/shell_view.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace exports = till::exports;
using testing::HasSubstr;
using till::common::Level;
using till::shell::ExportChanged;
using till::shell::ExportPart;
using till::shell::ExportShop;
using till::shell::Screen;

class ExportShell : public testing::Test {
protected:
    ExportShell() {
        till.open_till();
        till.backup_places = {{"/media/anna/STICK/Counterfoil", "STICK", 11'200'000'000, false},
                              {"/anna/Counterfoil", "anna", 52'000'000'000, true}};
        till.press(till::sell::Key::settings);
        till.act(till::settings::Action{till::settings::BackupsPressed{}});
    }
    void act(const exports::Action& action) {
        till.act(action);
        till.answer_all();
    }
    void open() { till.act(till::backups::Action{till::backups::ExportPressed{}}); }
    template <class T>
    const T* last() {
        for (auto effect = till.done.rbegin(); effect != till.done.rend(); ++effect)
            if (const auto* found = std::get_if<T>(&*effect)) return found;
        return nullptr;
    }
    const exports::Model& screen() const { return till.model.exports; }

    test::ShellDriver till;
};

}  // namespace

TEST_F(ExportShell, takes_everything_into_a_workbook_unless_somebody_says_otherwise) {
    open();
    ASSERT_EQ(till.model.screen, Screen::exports);
    ASSERT_EQ(screen().parts.size(), 6U);
    EXPECT_EQ(screen().parts[screen().part], "Everything");
    act(exports::WherePressed{});
    ASSERT_TRUE(screen().where.open);
    ASSERT_EQ(screen().where.places.size(), 2U);
    EXPECT_EQ(screen().where.places[0].name, "STICK");
    EXPECT_THAT(screen().where.places[0].note, HasSubstr("11.2 GB free"));
    EXPECT_EQ(last<ExportShop>(), nullptr) << "nobody has said where to";
    act(exports::Entered{});
    ASSERT_NE(last<ExportShop>(), nullptr);
    EXPECT_EQ(last<ExportShop>()->folder, "/media/anna/STICK/Counterfoil");
    EXPECT_EQ(last<ExportShop>()->part, ExportPart::everything);
    EXPECT_TRUE(last<ExportShop>()->workbook);
    EXPECT_FALSE(screen().where.open);
}

TEST_F(ExportShell, takes_the_part_and_the_format_that_arrows_have_chosen) {
    open();
    act(exports::Moved{-1});
    EXPECT_EQ(screen().part, 0U);
    for (int i = 0; i < 9; ++i) act(exports::Moved{1});
    EXPECT_EQ(screen().parts[screen().part], "Journal");
    act(exports::Moved{-3});
    EXPECT_EQ(screen().parts[screen().part], "Receipts and days");
    act(exports::FormatChosen{1});
    act(exports::WherePressed{});
    act(exports::Moved{1});
    act(exports::Entered{});
    ASSERT_NE(last<ExportShop>(), nullptr);
    EXPECT_EQ(last<ExportShop>()->folder, "/anna/Counterfoil");
    EXPECT_EQ(last<ExportShop>()->part, ExportPart::sales);
    EXPECT_FALSE(last<ExportShop>()->workbook);
}

TEST_F(ExportShell, takes_a_written_path_if_it_is_whole) {
    open();
    act(exports::WherePressed{});
    act(exports::PathTyped{"files"});
    act(exports::Entered{});
    EXPECT_EQ(last<ExportShop>(), nullptr);
    EXPECT_THAT(screen().message.words, HasSubstr("Type the whole folder"));
    act(exports::PathTyped{"~/files"});
    act(exports::Entered{});
    ASSERT_NE(last<ExportShop>(), nullptr);
    EXPECT_EQ(last<ExportShop>()->folder, "~/files");
}

TEST_F(ExportShell, asks_for_a_stick_where_there_is_no_place) {
    till.backup_places.clear();
    open();
    act(exports::WherePressed{});
    EXPECT_THAT(screen().where.nothing, HasSubstr("Plug one in"));
    act(exports::Entered{});
    EXPECT_EQ(last<ExportShop>(), nullptr);
    act(exports::BackPressed{});
    EXPECT_FALSE(screen().where.open);
    act(exports::BackPressed{});
    EXPECT_EQ(till.model.screen, Screen::backups);
}

TEST_F(ExportShell, says_how_far_it_is_and_can_be_stopped) {
    open();
    act(exports::WherePressed{});
    act(exports::Entered{});
    till.act(ExportChanged{.working = true, .rows = 1'204});
    EXPECT_EQ(screen().work, "Exporting: 1,204 rows");
    act(exports::PartChosen{3});
    act(exports::FormatChosen{1});
    act(exports::WherePressed{});
    EXPECT_EQ(screen().part, 0U) << "what is being written is shown";
    EXPECT_TRUE(screen().workbook);
    EXPECT_FALSE(screen().where.open);
    act(exports::StopPressed{});
    EXPECT_NE(last<till::shell::StopExport>(), nullptr);
    till.act(ExportChanged{.why = "stopped"});
    EXPECT_TRUE(screen().work.empty());
    EXPECT_EQ(screen().headline, "The export was stopped. Nothing of it was kept.");
    EXPECT_EQ(screen().level, Level::quiet);
}

TEST_F(ExportShell, says_where_it_is_and_how_much_once_it_is_done) {
    open();
    act(exports::WherePressed{});
    act(exports::Entered{});
    const ExportChanged done{
        .rows = 5'210, .to = "/media/anna/STICK/Counterfoil/B01-T1.xlsx", .bytes = 1'840'000};
    till.act(done);
    EXPECT_EQ(screen().headline,
              "Exported to /media/anna/STICK/Counterfoil/B01-T1.xlsx: 5,210 rows, 1.9 MB.");
    EXPECT_EQ(screen().level, Level::good);
    EXPECT_FALSE(till.model.said) << "it stands there";
}

TEST_F(ExportShell, goes_on_while_things_are_sold_and_says_there_what_became_of_it) {
    open();
    act(exports::WherePressed{});
    act(exports::Entered{});
    act(exports::BackPressed{});
    till.act(till::backups::Action{till::backups::BackPressed{}});
    till.act(till::settings::Action{till::settings::BackPressed{}});
    ASSERT_EQ(till.model.screen, Screen::sell);
    till.act(ExportChanged{.working = true, .rows = 10});
    EXPECT_FALSE(till.model.said);
    till.act(ExportChanged{.why = "disk_full"});
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->level, Level::warning);
    EXPECT_THAT(till.model.said->words, HasSubstr("/media/anna/STICK/Counterfoil is full"));
}

TEST_F(ExportShell, each_reason_has_a_sentence_of_its_own) {
    open();
    std::set<std::string> said;
    const char* const reasons[] = {"no_folder", "cannot_write",  "disk_full",
                                   "stopped",   "open_in_use",   "file_in_the_way",
                                   "store_io",  "store_damaged", "other"};
    for (const char* why : reasons) {
        act(exports::WherePressed{});
        act(exports::Entered{});
        till.act(ExportChanged{.why = why});
        EXPECT_FALSE(screen().headline.empty()) << why;
        EXPECT_EQ(screen().headline.find('{'), std::string::npos) << screen().headline;
        said.insert(screen().headline);
    }
    EXPECT_EQ(said.size(), std::size(reasons));
}

TEST_F(ExportShell, is_reached_and_begun_by_finger_where_the_shop_is_on_a_server) {
    ASSERT_FALSE(till.model.backups_possible);
    test::HeadlessUi display{[&](till::ui::Frame& frame) {
        const auto action = till::shell::draw(
            frame, till.model, [](std::string_view) { return till::ui::TextureId::none; });
        if (!action) return;
        till.act(*action);
        till.answer_all();
    }};
    display.tap("export");
    ASSERT_EQ(till.model.screen, Screen::exports);
    display.tap("part_1");
    EXPECT_EQ(screen().parts[screen().part], "Goods and stock");
    display.tap("where");
    display.tap("take");
    ASSERT_NE(last<ExportShop>(), nullptr);
    EXPECT_EQ(last<ExportShop>()->part, ExportPart::goods);
    display.tap("stop");
    EXPECT_NE(last<till::shell::StopExport>(), nullptr);
}
