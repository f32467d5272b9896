// Goal: a clock that went back is told of in words, from the start on, until it is right or the day
// is closed; one that is set by seconds is not.
// Method: the shell with clocks of the test's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/shell_driver.hpp"

namespace {

using test::ShellDriver;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kMinute_ms = 60'000;
constexpr const char* kSignal = "Clock went back";

pos::Instant moved(pos::Instant at, std::int64_t minutes) {
    return {at.unix_ms + minutes * kMinute_ms};
}

/// A minute passes on a clock that is that much off the driver's.
void tick(ShellDriver& till, std::int64_t minutes) {
    auto context = till.context();
    context.stamp.at = moved(context.stamp.at, minutes);
    (void)till::shell::update(till.model, till::shell::ClockTicked{}, context);
}

bool shows(const till::common::Status& status) {
    return std::ranges::any_of(
        status.signals, [](const till::common::Signal& one) { return one.words == kSignal; });
}

}  // namespace

TEST(ShellClock, behind_the_books_is_told_of_on_the_first_screen) {
    ShellDriver till;
    EXPECT_FALSE(shows(till.model.opening.status));
    till.model.clock.latest = moved(till.context().stamp.at, 24 * 60);
    (void)till::shell::start(till.model, till.context());
    ASSERT_EQ(till.model.screen, till::shell::Screen::opening);
    EXPECT_TRUE(shows(till.model.opening.status));
    EXPECT_EQ(till.model.opening.message.level, till::common::Level::warning);
    EXPECT_THAT(till.model.opening.message.words, HasSubstr("clock went back"));
    EXPECT_THAT(till.model.opening.message.words, Not(HasSubstr("{")));
}

TEST(ShellClock, that_goes_back_while_it_runs_is_told_of_until_it_has_caught_up) {
    ShellDriver till;
    till.open_till();
    tick(till, 10);
    EXPECT_FALSE(shows(till.model.sell.status));
    tick(till, 0);
    EXPECT_TRUE(shows(till.model.sell.status));
    tick(till, 1);
    EXPECT_TRUE(shows(till.model.sell.status)) << "ten minutes are twice in the books";
    tick(till, 10);
    EXPECT_FALSE(shows(till.model.sell.status));
}

TEST(ShellClock, that_went_back_is_told_of_until_the_day_is_closed) {
    ShellDriver till;
    till.open_till();
    tick(till, 24 * 60);
    till.model.said.reset();
    tick(till, 0);
    ASSERT_TRUE(shows(till.model.sell.status));
    EXPECT_THAT(till.model.sell.message.words, HasSubstr("clock went back"));
    till.press(till::sell::Key::close_day);
    till.act(till::closing::Action{till::closing::DigitsChanged{"5000"}});
    till.act(till::closing::Action{till::closing::Confirmed{}});
    till.answer_all();
    ASSERT_TRUE(till.model.closing.closed);
    till.act(till::closing::Action{till::closing::Confirmed{}});
    EXPECT_FALSE(shows(till.model.opening.status));
}

TEST(ShellClock, that_is_set_by_seconds_is_nothing_to_tell_of) {
    ShellDriver till;
    till.open_till();
    tick(till, 1);
    tick(till, 0);
    EXPECT_FALSE(shows(till.model.sell.status));
    EXPECT_THAT(till.model.sell.message.words, Not(HasSubstr("clock")));
}
