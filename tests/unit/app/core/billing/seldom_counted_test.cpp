// Goal: a number that takes long to count is counted seldom, and nobody waits for it but whoever
// counts it. Method: a clock that the counting itself moves on.
#include "app/core/billing/seldom_counted.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using app::core::billing::SeldomCounted;

class Seldom : public ::testing::Test {
protected:
    struct TestClock final : pos::Clock {
        pos::Instant at{1'000'000};
        pos::Instant now() override { return at; }
    };
    /// What is said where counting would take `took_ms` and come to `number`.
    std::int64_t ask(std::int64_t head, std::int64_t number, std::int64_t took_ms = 0) {
        return count_.of(clock_, head, [&]() -> std::optional<std::int64_t> {
            ++counted_;
            clock_.at.unix_ms += took_ms;
            return number;
        });
    }
    void wait(std::int64_t ms) { clock_.at.unix_ms += ms; }

    TestClock clock_;
    SeldomCounted count_;
    int counted_{0};
};

TEST_F(Seldom, is_counted_anew_once_something_changed_and_after_a_minute) {
    EXPECT_EQ(ask(1, 3), 3);
    EXPECT_EQ(ask(1, 4), 3);  // nothing changed
    EXPECT_EQ(ask(2, 4), 4);  // it took no time
    wait(SeldomCounted::kGoodFor_ms - 1);
    EXPECT_EQ(ask(2, 5), 4);
    wait(1);
    EXPECT_EQ(ask(2, 5), 5);
    EXPECT_EQ(counted_, 3);
}

TEST_F(Seldom, rests_many_times_as_long_as_it_took) {
    constexpr std::int64_t kTook_ms = 300;
    EXPECT_EQ(ask(1, 3, kTook_ms), 3);
    // Something changes before every page.
    for (std::int64_t head = 2; head < 100; ++head) EXPECT_EQ(ask(head, head), 3);
    wait(SeldomCounted::kRest * kTook_ms - 1);
    EXPECT_EQ(ask(100, 100), 3);
    wait(1);
    EXPECT_EQ(ask(101, 101), 101);
    EXPECT_EQ(counted_, 2);
}

TEST_F(Seldom, rests_ten_minutes_at_most_whatever_the_clock_says) {
    EXPECT_EQ(ask(1, 3, std::int64_t{1'000} * 60'000), 3);  // the clock was put right meanwhile
    wait(SeldomCounted::kRestMax_ms - 1);
    EXPECT_EQ(ask(2, 4), 3);
    wait(1);
    EXPECT_EQ(ask(2, 4), 4);
    wait(-5'000);  // it was put back
    EXPECT_EQ(ask(2, 5), 5);
}

TEST_F(Seldom, keeps_nobody_waiting_while_somebody_counts) {
    EXPECT_EQ(ask(1, 3), 3);
    const auto said = count_.of(clock_, 2, [&]() -> std::optional<std::int64_t> {
        // A page that is asked for meanwhile.
        EXPECT_EQ(ask(2, 9), 3);
        count_.look_again();
        EXPECT_EQ(ask(2, 9), 3);
        return 4;
    });
    EXPECT_EQ(said, 4);
    EXPECT_EQ(counted_, 1);
    EXPECT_EQ(ask(2, 5), 5);  // it was to be looked at again
}

TEST_F(Seldom, is_looked_at_again_at_once_where_somebody_put_it_right) {
    EXPECT_EQ(ask(1, 3, 1'000), 3);
    EXPECT_EQ(ask(2, 2), 3);
    count_.look_again();
    EXPECT_EQ(ask(2, 2), 2);
    EXPECT_EQ(ask(2, 1), 2);
}

TEST_F(Seldom, keeps_the_last_one_where_it_cannot_be_counted) {
    EXPECT_EQ(count_.last(), 0);
    EXPECT_EQ(ask(1, 3), 3);
    const auto none = [&]() -> std::optional<std::int64_t> { return std::nullopt; };
    EXPECT_EQ(count_.of(clock_, 2, none), 3);
    EXPECT_EQ(count_.last(), 3);
    const auto thrown = [&]() -> std::optional<std::int64_t> {
        throw std::runtime_error{"no memory"};
    };
    EXPECT_THROW((void)count_.of(clock_, 2, thrown), std::runtime_error);
    EXPECT_EQ(ask(2, 4), 4);  // another one tries again
}

}  // namespace
