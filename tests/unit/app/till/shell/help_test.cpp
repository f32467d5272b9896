// Goal: help says of each screen what it is for, and leads back to it as it was. Method: the shell
// as it is drawn, with the key that a person presses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/till/shell/shell_view.hpp"
#include "app/till/shell/updates.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace shell = till::shell;
using shell::Screen;
using test::ShellDriver;
using testing::HasSubstr;
using till::sell::Key;

class Help : public testing::Test {
protected:
    Help() { till_.open_till(); }
    void draw(till::ui::Frame& frame) {
        const auto action = shell::draw(frame, till_.model,
                                        [](std::string_view) { return till::ui::TextureId::none; });
        if (!action) return;
        till_.act(*action);
        till_.answer_all();
    }
    void press(till::ui::Key key) {
        display_.show();
        display_.press(key);
    }
    Screen screen() const { return till_.model.screen; }
    const std::string& about() const { return till_.model.help.about; }

    ShellDriver till_;
    test::HeadlessUi display_{[this](till::ui::Frame& frame) { draw(frame); }};
};

TEST_F(Help, says_what_each_screen_is_for_and_leads_back_to_it) {
    std::set<std::string> sentences;
    for (const Screen each : {Screen::sell, Screen::held, Screen::returns, Screen::takings,
                              Screen::settings, Screen::devices, Screen::office, Screen::customers,
                              Screen::goods, Screen::bills, Screen::price_check}) {
        shell::go_to(till_.model, each);
        till_.act(shell::ClockTicked{});
        press(till::ui::Key::f1);
        ASSERT_EQ(screen(), Screen::help) << static_cast<int>(each);
        EXPECT_TRUE(sentences.insert(about()).second) << about();
        EXPECT_TRUE(display_.probe().shows(about())) << about();
        press(till::ui::Key::f1);
        EXPECT_EQ(screen(), each);
    }
    EXPECT_EQ(sentences.size(), 11U);
}

TEST_F(Help, knows_what_a_manager_looks_after) {
    till_.press(Key::goods);
    till_.answer_all();
    press(till::ui::Key::f1);
    EXPECT_THAT(about(), HasSubstr("What is sold"));
    press(till::ui::Key::escape);
    EXPECT_EQ(screen(), Screen::editor);
}

TEST_F(Help, leaves_a_form_as_it_was) {
    till_.press(Key::goods);
    till_.answer_all();
    till_.act(till::editor::Action{till::editor::Pressed{till::editor::Key::add}});
    till_.answer_all();
    till_.act(till::editor::Action{till::editor::EntryTyped{0, "Rolls"}});
    press(till::ui::Key::f1);
    press(till::ui::Key::escape);
    ASSERT_TRUE(till_.model.editor.editing);
    EXPECT_EQ(till_.model.editor.form.entries[0].text, "Rolls");
}

TEST_F(Help, does_not_come_between_a_form_and_its_answer) {
    till_.press(Key::goods);
    till_.answer_all();
    till_.model.editor.editing = true;
    till_.model.editor.form.saving = true;
    till_.act(till::help::Action{till::help::Opened{}});
    EXPECT_EQ(screen(), Screen::editor);
}

TEST_F(Help, is_not_asked_for_while_money_is_counted) {
    till_.scan("101");
    till_.press(Key::pay);
    ASSERT_EQ(screen(), Screen::pay);
    press(till::ui::Key::f1);
    EXPECT_EQ(screen(), Screen::pay);
}

}  // namespace
