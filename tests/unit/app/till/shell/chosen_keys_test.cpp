// Goal: a key that was given to another operation does that and is shown for it, on its button and
// in the help; the usual one does nothing any more. Method: the shell as it is drawn.
#include <gtest/gtest.h>

#include "app/till/shell/shell_view.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace shell = till::shell;
namespace ui = till::ui;

test::HeadlessUi::Options with_keys(ui::Command command, const char* key) {
    test::HeadlessUi::Options options;
    options.keys.set(command, *ui::parse_chord(key));
    return options;
}

class ChosenKeysShown : public testing::Test {
protected:
    void SetUp() override {
        till_.open_till();
        till_.scan("101");
        display_.show();
    }
    void draw(ui::Frame& frame) {
        const auto action =
            shell::draw(frame, till_.model, [](std::string_view) { return ui::TextureId::none; });
        if (!action) return;
        till_.act(*action);
        till_.answer_all();
    }

    test::ShellDriver till_;
    test::HeadlessUi display_{with_keys(ui::Command::exact_cash, "Ctrl+F5"),
                              [this](ui::Frame& frame) { draw(frame); }};
};

TEST_F(ChosenKeysShown, on_the_button_and_in_the_help) {
    EXPECT_TRUE(display_.probe().shows("Ctrl+F5"));
    EXPECT_FALSE(display_.probe().shows("F9"));
    display_.press(ui::Key::f1);
    ASSERT_EQ(till_.model.screen, shell::Screen::help);
    EXPECT_TRUE(display_.probe().shows("Ctrl+F5"));
    EXPECT_FALSE(display_.probe().shows("F9"));
}

TEST_F(ChosenKeysShown, do_what_they_were_given_and_the_usual_one_nothing) {
    display_.press(ui::Key::f9);
    display_.press(ui::Key::f5, false, false);
    EXPECT_EQ(till_.receipts.size(), 0U);
    display_.press(ui::Key::escape);
    display_.press(ui::Key::f5, false, true);
    EXPECT_EQ(till_.receipts.size(), 1U);
    EXPECT_EQ(till_.model.screen, shell::Screen::done);
}

}  // namespace
