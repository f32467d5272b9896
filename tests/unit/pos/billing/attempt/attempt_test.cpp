// Goal: an attempt is charged under one key, and once; what nobody knows is asked about and never
// sent blind. Method: every step from every state, by hand, and ten thousand lives of an attempt by
// dice beside a provider that counts.
#include "pos/billing/attempt/attempt.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace pos::billing::attempt;
using pos::Instant;

constexpr Instant kNow{1'795'354'300'000};
constexpr State kAll[] = {State::prepared, State::sent,     State::unknown,  State::asked,
                          State::paid,     State::declined, State::withdrawn};

Standing at(State state) {
    Standing one;
    one.state = state;
    if (state != State::prepared && state != State::withdrawn) {
        one.sent = 1;
        one.sent_at = kNow;
    }
    return one;
}

/// What each state refuses the step with, in the order of kAll; nothing: it takes it.
template <class Step>
std::vector<std::optional<Refusal>> refusals(Step step) {
    std::vector<std::optional<Refusal>> found;
    for (const State state : kAll) {
        const auto done = step(at(state));
        found.push_back(done ? std::nullopt : std::optional{done.error()});
    }
    return found;
}

using Refusals = std::vector<std::optional<Refusal>>;
constexpr auto kNone = std::nullopt;

TEST(Attempt, refuses_each_step_by_name) {
    const auto over = Refusal::over;
    const auto unknown = Refusal::outcome_unknown;
    const auto never = Refusal::never_sent;
    EXPECT_EQ(refusals([](Standing one) { return send(one, kNow); }),
              (Refusals{kNone, unknown, unknown, unknown, over, over, over}));
    EXPECT_EQ(refusals([](Standing one) { return answered(one, {Word::paid}, kNow); }),
              (Refusals{never, kNone, unknown, unknown, over, over, over}));
    EXPECT_EQ(refusals([](Standing one) { return asked(one, {Word::unclear}, kNow); }),
              (Refusals{never, kNone, kNone, kNone, over, over, over}));
    EXPECT_EQ(refusals([](Standing one) { return told(one, {Word::declined}, kNow); }),
              (Refusals{never, kNone, kNone, kNone, over, over, over}));
    EXPECT_EQ(refusals([](Standing one) { return withdraw(one, kNow); }),
              (Refusals{kNone, unknown, unknown, unknown, over, over, over}));
    EXPECT_EQ(refusals([](Standing one) { return put_off(one, "paid", kNow); }),
              (Refusals{kNone, unknown, unknown, unknown, over, over, over}));
}

/// One that the provider never heard of, though it was sent.
Standing sent_in_vain() {
    return *asked(*answered(*send({}, kNow), {Word::unclear}, kNow), {Word::never_heard}, kNow);
}

TEST(Attempt, that_nobody_was_there_for_is_not_sent_again_for_ever) {
    const Instant late{kNow.unix_ms + kSendAgain_ms};
    const Instant soon{late.unix_ms - 1};
    EXPECT_EQ(send(sent_in_vain(), late).error(), Refusal::outcome_unknown)
        << "the provider may forget its key";
    const auto sent = send(sent_in_vain(), soon);
    ASSERT_TRUE(sent);
    EXPECT_EQ(answered(*sent, {Word::not_sent}, soon)->state, State::prepared);
    EXPECT_EQ(answered(*sent, {Word::not_sent}, late)->state, State::unknown);
    // It is asked about instead, and a person may say what became of it.
    EXPECT_EQ(asked(sent_in_vain(), {Word::never_heard}, late)->state, State::asked);
    EXPECT_EQ(asked(sent_in_vain(), {Word::paid}, late)->state, State::paid);
    EXPECT_EQ(told(sent_in_vain(), {Word::declined}, late)->state, State::declined);
}

TEST(Attempt, that_nobody_wants_any_more_is_withdrawn_unless_it_may_have_got_out) {
    const auto never = put_off({}, "paid", kNow);
    ASSERT_TRUE(never);
    EXPECT_EQ(never->state, State::withdrawn);
    EXPECT_EQ(never->said, "paid");
    const auto maybe = put_off(sent_in_vain(), "paid", kNow);
    ASSERT_TRUE(maybe);
    EXPECT_EQ(maybe->state, State::asked);
    EXPECT_EQ(maybe->due.unix_ms, kNow.unix_ms + kLongestWait_ms);
    EXPECT_EQ(maybe->sent_at, kNow);
    EXPECT_EQ(asked(*maybe, {Word::paid}, kNow)->state, State::paid);
}

TEST(Attempt, does_not_hang_on_a_clock_that_was_ahead) {
    const auto sent = *send({}, kNow);
    const Instant back{kNow.unix_ms - 90 * kSendAgain_ms};
    EXPECT_TRUE(is_just_sent(sent, kNow));
    EXPECT_TRUE(is_just_sent(sent, {kNow.unix_ms + kAnswer_ms - 1}));
    EXPECT_FALSE(is_just_sent(sent, {kNow.unix_ms + kAnswer_ms}));
    EXPECT_FALSE(is_just_sent(sent, back)) << "not for ninety days";
    EXPECT_TRUE(needs_a_person(sent, back));
    EXPECT_EQ(asked(sent, {Word::never_heard}, back)->state, State::asked)
        << "nobody knows how old it is";
    EXPECT_FALSE(is_too_old(sent, {kNow.unix_ms - 1'000})) << "a second is nothing";
}

TEST(Attempt, ends_by_a_clear_answer) {
    const auto sent = send({}, kNow);
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->state, State::sent);
    EXPECT_EQ(sent->sent, 1U);
    EXPECT_EQ(sent->sent_at, kNow);
    EXPECT_EQ(sent->due.unix_ms, kNow.unix_ms + 60'000);
    const auto paid = answered(*sent, {Word::paid, "", "P-7"}, kNow);
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->state, State::paid);
    EXPECT_EQ(paid->reference, "P-7");
    const auto declined = answered(*sent, {Word::declined, "No cover"}, kNow);
    ASSERT_TRUE(declined);
    EXPECT_EQ(declined->state, State::declined);
    EXPECT_EQ(declined->said, "No cover");
}

TEST(Attempt, whose_answer_is_lost_is_asked_about_less_and_less_often) {
    auto one = answered(*send({}, kNow), {Word::unclear, "cut"}, kNow);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->state, State::unknown);
    EXPECT_EQ(one->said, "cut");
    std::vector<std::int64_t> minutes;
    for (int i = 0; i < 11; ++i) {
        one = asked(*one, {Word::unclear}, kNow);
        ASSERT_TRUE(one);
        EXPECT_EQ(one->state, State::asked);
        minutes.push_back((one->due.unix_ms - kNow.unix_ms) / 60'000);
    }
    EXPECT_EQ(minutes, (std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360}));
    EXPECT_EQ(one->sent, 1U) << "and never sent anew";
    EXPECT_EQ(asked(*one, {Word::paid}, kNow)->state, State::paid);
    EXPECT_EQ(asked(*one, {Word::declined}, kNow)->state, State::declined);
}

TEST(Attempt, is_sent_again_only_where_the_provider_never_heard_of_it_and_soon) {
    const auto lost = answered(*send({}, kNow), {Word::unclear}, kNow);
    const Instant soon{kNow.unix_ms + kSendAgain_ms - 1};
    const auto again = asked(*lost, {Word::never_heard}, soon);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->state, State::prepared);
    EXPECT_EQ(again->due, soon);
    EXPECT_EQ(withdraw(*again, soon).error(), Refusal::outcome_unknown)
        << "it may have been on its way";
    const auto sent = send(*again, soon);
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->sent, 2U);
    EXPECT_EQ(sent->sent_at, kNow) << "counted from the first time";
    const Instant late{kNow.unix_ms + kSendAgain_ms};
    EXPECT_EQ(asked(*sent, {Word::never_heard}, late)->state, State::asked);
}

TEST(Attempt, of_which_nothing_got_out_was_never_sent) {
    const auto back = answered(*send({}, kNow), {Word::not_sent, "nobody there"}, kNow);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->state, State::prepared);
    EXPECT_FALSE(back->sent_at);
    EXPECT_EQ(back->due.unix_ms, kNow.unix_ms + 60'000);
    EXPECT_EQ(answered(*send(*back, kNow), {Word::not_sent}, kNow)->due.unix_ms,
              kNow.unix_ms + 120'000);
    EXPECT_TRUE(withdraw(*back, kNow));
    // Nor where that happens twice; but one that may have got there stays one.
    const Instant next = back->due;
    EXPECT_TRUE(withdraw(*answered(*send(*back, next), {Word::not_sent}, next), next));
    const auto lost = answered(*send({}, kNow), {Word::unclear}, kNow);
    const auto again = send(*asked(*lost, {Word::never_heard}, next), next);
    const auto still = answered(*again, {Word::not_sent}, next);
    EXPECT_EQ(still->sent_at, kNow);
    EXPECT_EQ(withdraw(*still, next).error(), Refusal::outcome_unknown);
}

TEST(Attempt, that_nobody_knows_of_for_long_needs_a_person) {
    const auto sent = *send({}, kNow);
    EXPECT_FALSE(needs_a_person(sent, {kNow.unix_ms + kTooLong_ms - 1}));
    EXPECT_TRUE(needs_a_person(sent, {kNow.unix_ms + kTooLong_ms}));
    EXPECT_FALSE(needs_a_person({}, {kNow.unix_ms + kTooLong_ms}));
    const auto paid = *told(sent, {Word::paid}, kNow);
    EXPECT_FALSE(needs_a_person(paid, {kNow.unix_ms + kTooLong_ms}));
}

TEST(Attempt, has_a_key_that_travels_unharmed) {
    for (const char* good : {"a", "0", "I2026-000001-1", "shop:order_7.b"}) {
        EXPECT_TRUE(is_key(good)) << good;
    }
    for (const char* bad : {"", "-a", "..", "a b", "a/b", "a\"b", "a\nb", "\xC3\xA4"}) {
        EXPECT_FALSE(is_key(bad)) << bad;
    }
    EXPECT_TRUE(is_key(std::string(kKeyLengthMax, 'a')));
    EXPECT_FALSE(is_key(std::string(kKeyLengthMax + 1, 'a')));
}

TEST(Attempt, of_an_invoice_comes_on_its_days) {
    const auto days = parse_days("0,3,7");
    ASSERT_TRUE(days);
    EXPECT_EQ(to_string(*days), "0,3,7");
    for (const char* bad :
         {"", "3", "0,", "0,0", "0,5,3", "0,x", "0,100", "0, 3", "-1", "0,1,2,3,4,5,6,7,8,9,10"}) {
        EXPECT_FALSE(parse_days(bad)) << bad;
    }
    const pos::Date due = pos::make_date(2026, 11, 15);
    const pos::Date first = pos::make_date(2026, 11, 17);
    EXPECT_EQ(next_try(*days, due, kNone, 0), due);
    EXPECT_EQ(next_try(*days, due, first, 1), pos::make_date(2026, 11, 20));
    EXPECT_EQ(next_try(*days, due, first, 2), pos::make_date(2026, 11, 24));
    EXPECT_FALSE(next_try(*days, due, first, 3));
}

/// Whatever gets lost, a provider that knows keys moves the money once at most, and once if it is
/// said to be paid.
TEST(Attempt, moves_money_once_whatever_gets_lost) {
    std::mt19937_64 dice{20'261'128};
    for (int life = 0; life < 10'000; ++life) {
        Standing one;
        Instant now = kNow;
        bool booked = false;
        bool declines = dice() % 4 == 0;
        for (int step = 0; step < 60 && !is_over(one.state); ++step) {
            now.unix_ms += static_cast<std::int64_t>(dice() % 3'600'000);
            const Answer clear{declines ? Word::declined : Word::paid};
            if (one.state == State::prepared && !is_too_old(one, now)) {
                one = *send(one, now);
                if (dice() % 8 == 0) continue;  // killed: whoever comes next asks
                if (dice() % 8 == 0) {
                    one = *answered(one, {Word::not_sent}, now);
                    continue;
                }
                const bool arrived = dice() % 3 != 0;
                if (arrived && !declines) booked = true;
                const bool heard = arrived && dice() % 2 == 0;
                one = *answered(one, heard ? clear : Answer{}, now);
                continue;
            }
            ASSERT_FALSE(send(one, now)) << "blind";
            const bool known = booked || (declines && one.sent > 0);
            const Answer told = dice() % 3 == 0 ? Answer{}
                                : known         ? clear
                                                : Answer{Word::never_heard};
            one = *asked(one, told, now);
        }
        if (one.state == State::paid) {
            EXPECT_TRUE(booked) << life;
        }
        if (one.state == State::declined) {
            EXPECT_FALSE(booked) << life;
        }
    }
}

}  // namespace
