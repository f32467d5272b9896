// Goal: what is new goes out at once, what fails is tried again later and later, and the end does
// not wait. Method: sending is made up and says what comes of it; the test goes on when it is told
// of a state, so that nothing depends on time.
#include "sync/client/uplink.hpp"

#include <gtest/gtest.h>

#include <deque>

using namespace syncing::client;
using namespace std::chrono_literals;

namespace {

/// A way to the office that answers what the test has laid out, and hands over each state.
class MadeUp {
public:
    Uplink::Parts parts() {
        return {.send = [this](Drained& done) { return send(done); },
                .on_state = [this](const UplinkState& state) { put(state); },
                .count = [this] { return ++counted_; },
                .stop = [this] { end(); }};
    }
    void answer(Drained done) { lay_out({done, std::nullopt}); }
    void fail(Trouble::Kind kind, std::uint64_t to_send = 0) {
        lay_out({{.to_send = to_send}, Trouble{kind, "words", "", {}}});
    }
    UplinkState next() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return !states_.empty(); });
        UplinkState state = std::move(states_.front());
        states_.pop_front();
        return state;
    }

private:
    struct Turn {
        Drained done;
        std::optional<Trouble> trouble;
    };
    void lay_out(Turn turn) {
        const std::lock_guard lock{mutex_};
        turns_.push_back(std::move(turn));
        changed_.notify_all();
    }
    Outcome<void> send(Drained& done) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return ended_ || !turns_.empty(); });
        if (turns_.empty()) return {};
        const Turn turn = std::move(turns_.front());
        turns_.pop_front();
        done = turn.done;
        if (turn.trouble) return std::unexpected{*turn.trouble};
        return {};
    }
    void put(const UplinkState& state) {
        const std::lock_guard lock{mutex_};
        states_.push_back(state);
        changed_.notify_all();
    }
    void end() {
        const std::lock_guard lock{mutex_};
        ended_ = true;
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Turn> turns_;
    std::deque<UplinkState> states_;
    bool ended_{false};
    std::uint64_t counted_{0};
};

}  // namespace

TEST(Uplink, sends_at_its_start_and_whenever_something_is_new) {
    MadeUp office;
    Uplink uplink{office.parts()};
    office.answer({.sent = 2, .acknowledged = 2});
    EXPECT_TRUE(office.next().online);
    for (int i = 0; i < 3; ++i) {
        uplink.tell_new();
        office.answer({.sent = 1, .acknowledged = 1, .parked = 4, .set_aside = 5});
        const UplinkState state = office.next();
        EXPECT_TRUE(state.online);
        EXPECT_EQ(state.parked, 4U);
        EXPECT_EQ(state.set_aside, 5U);
    }
}

TEST(Uplink, says_what_is_left_and_why) {
    MadeUp office;
    Uplink uplink{office.parts()};
    office.fail(Trouble::Kind::unreachable);
    const UplinkState first = office.next();
    EXPECT_FALSE(first.online);
    EXPECT_EQ(first.trouble->words, "words");
    uplink.try_now();
    office.fail(Trouble::Kind::refused);
    EXPECT_TRUE(office.next().online);  // it did answer
    uplink.try_now();
    office.answer({.to_send = 0});
    EXPECT_FALSE(office.next().trouble);
}

TEST(Uplink, counts_what_is_new_while_the_office_is_away) {
    MadeUp office;
    Uplink uplink{office.parts()};
    office.fail(Trouble::Kind::unreachable);
    EXPECT_EQ(office.next().to_send, 0U);
    office.fail(Trouble::Kind::unreachable, 1);  // should the pause be over before we go on
    uplink.tell_new();
    const UplinkState state = office.next();
    EXPECT_FALSE(state.online);
    EXPECT_EQ(state.to_send, 1U);
}

TEST(Uplink, ends_while_it_sends) {
    MadeUp office;
    const Uplink uplink{office.parts()};
}

TEST(Uplink, waits_twice_as_long_after_each_failure_and_never_above_a_minute) {
    EXPECT_EQ(pause_after(1, 0), 1s);
    EXPECT_EQ(pause_after(1, 1'000), 2s);
    EXPECT_EQ(pause_after(2, 0), 2s);
    EXPECT_EQ(pause_after(4, 500), 12s);
    EXPECT_EQ(pause_after(6, 1'000), 60s);
    EXPECT_EQ(pause_after(1'000'000, 0), 30s);
    EXPECT_EQ(pause_after(1'000'000, 1'000), 60s);
}

TEST(Uplink, leaves_the_office_alone_for_as_long_as_it_asks) {
    const auto after = [](std::optional<int> asked_s, int failures, int chance) {
        return pause_after(Trouble{Trouble::Kind::busy, "words", "busy", asked_s}, failures,
                           chance);
    };
    EXPECT_EQ(after({}, 1, 0), 1s);
    EXPECT_EQ(after(1, 6, 1'000), 60s) << "its own is longer";
    EXPECT_EQ(after(300, 1, 0), 300s);
    EXPECT_EQ(after(300, 1, 1'000), 330s) << "not all at once";
    EXPECT_EQ(after(1'000'000, 1, 0), 900s) << "another server may say that";
    EXPECT_EQ(after(-5, 1, 0), 1s);
}
