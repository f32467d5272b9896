// Goal: a day that was not closed is asked about once a day, and closed with its own date.
// Method: the shell on the next morning's clock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shell_driver.hpp"

namespace {

using test::ShellDriver;
using till::shell::Screen;

/// A minute passes, so many days after the till was opened.
void tick(ShellDriver& till, std::int32_t days) {
    auto context = till.context();
    context.stamp.local.date.days += days;
    (void)till::shell::update(till.model, till::shell::ClockTicked{}, context);
}

void answer(ShellDriver& till, std::size_t reason) {
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{reason}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
}

}  // namespace

TEST(Day, one_that_is_over_is_asked_about_once_when_nobody_is_served) {
    ShellDriver till;
    till.open_till();
    tick(till, 0);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::tiles);
    till.scan("101");
    tick(till, 1);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::tiles) << "somebody is served";
    till.press(till::sell::Key::void_line);
    tick(till, 1);
    ASSERT_EQ(till.model.sell.panel, till::sell::Panel::prompt);
    EXPECT_EQ(till.model.sell.prompt->title, "Sunday 22 November is still open");
    answer(till, 1);
    EXPECT_EQ(till.model.screen, Screen::sell);
    tick(till, 1);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::tiles) << "asked twice on one day";
    tick(till, 2);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::prompt);
}

TEST(Day, one_that_is_over_is_closed_with_its_own_date) {
    ShellDriver till;
    till.open_till();
    tick(till, 1);
    answer(till, 0);
    tick(till, 1);
    EXPECT_EQ(till.model.screen, Screen::closing);
    EXPECT_THAT(till.model.closing.title, testing::HasSubstr("22 November"));
}
