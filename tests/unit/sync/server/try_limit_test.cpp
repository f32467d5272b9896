// Goal: who guesses is told to wait, nobody is shut out for ever, and what is counted takes no more
// memory than it began with. Method: a clock that the test moves; the doors' own figures.
#include "sync/server/try_limit.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sync/wire/messages.hpp"

using namespace syncing::server;

namespace {

class MovedClock : public pos::Clock {
public:
    pos::Instant now() override { return at; }
    pos::Instant at{1'795'400'000'000};
};

class TryLimits : public ::testing::Test {
protected:
    /// As many wrong tries from there as are looked at.
    std::int64_t wrong_until_shut(Door door, const std::string& address) {
        std::int64_t looked_at = 0;
        while (!limit_.was_wrong(door, address)) ++looked_at;
        return looked_at;
    }
    void pass(std::int64_t ms) { clock_.at.unix_ms += ms; }

    MovedClock clock_;
    Metrics metrics_;
    std::vector<Shut> told_;
    TryLimit limit_{metrics_, clock_, [this](const Shut& shut) { told_.push_back(shut); }};
};

TEST_F(TryLimits, shut_each_door_after_as_many_wrong_tries_as_it_allows) {
    for (const Door door : {Door::codes, Door::keys, Door::sign_in}) {
        EXPECT_EQ(wrong_until_shut(door, "192.0.2.1"), allowance_of(door).of_address);
        EXPECT_FALSE(limit_.shut_for(door, "192.0.2.2")) << "another address";
    }
    EXPECT_EQ(metrics_.value(Metrics::Count::wrong_codes), 11);
    EXPECT_EQ(metrics_.value(Metrics::Count::wrong_keys), 31);
    EXPECT_EQ(metrics_.value(Metrics::Count::wrong_sign_ins), 41);
    ASSERT_EQ(told_.size(), 3U);
    EXPECT_NE(told_[0].sentence.find("10 wrong codes came from 192.0.2.1 within 10 minutes"),
              std::string::npos)
        << told_[0].sentence;
    EXPECT_EQ(told_[0].door, Door::codes);
    EXPECT_EQ(told_[0].network, "192.0.2.1");
    EXPECT_EQ(told_[1].door, Door::keys);
    EXPECT_EQ(told_[2].door, Door::sign_in);
}

TEST_F(TryLimits, open_again_though_somebody_goes_on_trying) {
    const std::int64_t within_ms = allowance_of(Door::codes).within_ms;
    wrong_until_shut(Door::codes, "192.0.2.1");
    EXPECT_EQ(limit_.shut_for(Door::codes, "192.0.2.1"), within_ms / 1'000);
    for (int i = 0; i < 9; ++i) {
        pass(within_ms / 10);
        const auto wait_s = limit_.begin(Door::codes, "192.0.2.1");
        EXPECT_EQ(wait_s, within_ms / 10 * (9 - i) / 1'000);
    }
    EXPECT_EQ(told_.size(), 1U) << "once, not with each try";
    pass(within_ms / 10);
    EXPECT_FALSE(limit_.shut_for(Door::codes, "192.0.2.1"));
    EXPECT_EQ(wrong_until_shut(Door::codes, "192.0.2.1"), allowance_of(Door::codes).of_address);
}

TEST_F(TryLimits, count_no_try_that_was_right_and_forget_slow_ones) {
    for (int i = 0; i < 1'000; ++i) {
        const Try attempt{limit_, Door::codes, "192.0.2.1"};
        ASSERT_FALSE(attempt.wait_s()) << i;
    }
    EXPECT_EQ(metrics_.value(Metrics::Count::wrong_codes), 0);
    for (int i = 0; i < 100; ++i) {
        Try attempt{limit_, Door::codes, "192.0.2.1"};
        ASSERT_FALSE(attempt.wait_s()) << i;
        attempt.was_wrong();
        pass(allowance_of(Door::codes).within_ms / 5);
    }
    EXPECT_EQ(metrics_.value(Metrics::Count::wrong_codes), 100);
    EXPECT_EQ(told_.size(), 0U);
}

TEST_F(TryLimits, count_a_try_before_it_is_known_to_be_wrong) {
    std::vector<std::unique_ptr<Try>> at_once;
    const std::int64_t most = allowance_of(Door::sign_in).of_address;
    for (std::int64_t i = 0; i < most; ++i) {
        at_once.push_back(std::make_unique<Try>(limit_, Door::sign_in, "192.0.2.1"));
        EXPECT_FALSE(at_once.back()->wait_s());
    }
    const Try too_many{limit_, Door::sign_in, "192.0.2.1"};
    EXPECT_EQ(too_many.wait_s(), 15 * 60);
}

TEST_F(TryLimits, count_a_network_of_ipv6_as_one_address_however_it_is_written) {
    EXPECT_EQ(network_of("203.0.113.7"), "203.0.113.7");
    const std::string one = network_of("2001:db8:1::5");
    EXPECT_EQ(network_of("2001:db8:1:0:1:2:3:4"), one);
    EXPECT_EQ(network_of("2001:0DB8:0001:0000::ffff"), one);
    EXPECT_NE(network_of("2001:db8:1:1::5"), one);
    EXPECT_NE(network_of("::1"), network_of("1::1"));
    wrong_until_shut(Door::codes, "2001:db8:1::5");
    EXPECT_TRUE(limit_.shut_for(Door::codes, "2001:db8:1::6"));
    EXPECT_FALSE(limit_.shut_for(Door::codes, "2001:db8:1:1::5"));
}

TEST_F(TryLimits, shut_a_door_to_all_for_a_minute_when_many_addresses_guess) {
    const std::int64_t most = allowance_of(Door::codes).of_all;
    for (std::int64_t i = 0; i < most; ++i) {
        EXPECT_FALSE(limit_.was_wrong(Door::codes, "198.51.100." + std::to_string(i))) << i;
    }
    EXPECT_EQ(limit_.was_wrong(Door::codes, "203.0.113.1"), 60);
    EXPECT_EQ(limit_.begin(Door::codes, "192.0.2.1"), 60) << "whoever it is";
    EXPECT_FALSE(limit_.begin(Door::sign_in, "192.0.2.1")) << "another door";
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_EQ(told_[0].network, "") << "shut to all";
    pass(60'000);
    EXPECT_FALSE(limit_.begin(Door::codes, "192.0.2.1"));
}

TEST_F(TryLimits, forget_whoever_tried_the_longest_ago_when_there_is_no_more_room) {
    wrong_until_shut(Door::keys, "192.0.2.1");
    EXPECT_TRUE(limit_.shut_for(Door::keys, "192.0.2.1"));
    for (std::size_t i = 0; i + 1 < TryLimit::kAddresses; ++i) {
        pass(1);
        EXPECT_FALSE(limit_.was_wrong(Door::keys, "N" + std::to_string(i))) << i;
    }
    EXPECT_TRUE(limit_.shut_for(Door::keys, "192.0.2.1")) << "the last that there is room for";
    pass(1);
    EXPECT_FALSE(limit_.was_wrong(Door::keys, "one more"));
    EXPECT_FALSE(limit_.shut_for(Door::keys, "192.0.2.1"));
}

TEST_F(TryLimits, shut_nobody_out_when_the_clock_is_put_back) {
    wrong_until_shut(Door::codes, "192.0.2.1");
    pass(-1'000 * 86'400'000LL);
    EXPECT_FALSE(limit_.shut_for(Door::codes, "192.0.2.1"));
    EXPECT_EQ(wrong_until_shut(Door::codes, "192.0.2.1"), allowance_of(Door::codes).of_address);
}

TEST_F(TryLimits, answer_when_to_come_back_and_nothing_of_what_was_tried) {
    const Response answer = too_many_tries(Door::codes, 123);
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.retry_after_s, 123);
    const auto problem = syncing::wire::from_json<syncing::wire::Problem>(answer.body);
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->error, "too_many_tries");
}

}  // namespace
