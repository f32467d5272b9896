// Goal: no credit is lost, doubled or spent after its end, and a wallet can be read at any instant.
// Method: hand-worked stories of each rule, each refusal, then seeded ones whose segments must add
// up and whose later reading must begin with the earlier one.
#include "pos/billing/wallet/run.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::billing::wallet;
namespace cycle = pos::billing::cycle;

namespace {

constexpr std::int64_t kHour = 3'600'000;

Instant hour(std::int64_t hours) {
    return {1'704'067'200'000 + hours * kHour};  // of 2024
}

const locale::Zone& utc() {
    static const locale::Zone zone = *locale::Zone::open("UTC");
    return zone;
}

Lot lot(const char* id, std::int64_t amount, std::int64_t priority = 0) {
    return {.id = id, .amount = exactly(amount), .priority = priority, .effective = hour(0)};
}

State full(const std::vector<Lot>& lots) {
    State state{.at = hour(0), .counted_since = hour(0)};
    for (const Lot& one : lots) state.balances.push_back(one.amount);
    return state;
}

History ran(const std::vector<Lot>& lots, const std::vector<Use>& uses, std::int64_t until,
            const std::vector<Instant>& resets = {}, const Rules& rules = {}) {
    auto history = run(lots, full(lots), uses, resets, hour(until), utc(), rules);
    EXPECT_TRUE(history.has_value());
    return history.value_or(History{});
}

std::string balances(const History& history) {
    std::string text;
    for (const Exact balance : history.end.balances) {
        text += (text.empty() ? "" : " ") + to_string(balance);
    }
    return text;
}

}  // namespace

TEST(Wallet, burns_by_priority_then_expiry_then_age) {
    std::vector<Lot> lots{lot("late", 10, 1), lot("soon", 10, 1), lot("first", 10, 0)};
    lots[0].expires = hour(100);
    lots[1].expires = hour(50);
    EXPECT_EQ(balances(ran(lots, {{hour(1), exactly(15)}}, 2)), "10 5 0");
}

TEST(Wallet, expiry_and_voiding_end_a_lot_and_say_what_was_lost) {
    std::vector<Lot> lots{lot("gift", 10), lot("paid", 10)};
    lots[0].expires = hour(5);
    lots[1].voided = hour(8);
    const History history = ran(lots, {{hour(1), exactly(4)}, {hour(6), exactly(3)}}, 10);
    EXPECT_EQ(balances(history), "0 0");
    ASSERT_EQ(history.segments.size(), 3U);
    EXPECT_EQ(history.segments[0].lost, (std::vector<Lost>{{0, exactly(6)}}));
    EXPECT_EQ(history.segments[1].lost, (std::vector<Lost>{{1, exactly(7)}}));
}

TEST(Wallet, at_the_instant_of_its_end_a_lot_is_there_or_gone) {
    std::vector<Lot> lots{lot("gift", 10)};
    lots[0].expires = hour(5);
    EXPECT_EQ(balances(ran(lots, {}, 5)), "10");
    EXPECT_EQ(balances(ran(lots, {}, 5, {}, {.at_its_end = AtItsEnd::gone})), "0");
    // Whoever uses it at that very instant finds nothing, whatever is shown.
    EXPECT_EQ(to_string(ran(lots, {{hour(5), exactly(1)}}, 6).end.overage), "1");
}

TEST(Wallet, overage_is_taken_from_the_next_credit) {
    std::vector<Lot> lots{lot("now", 10), lot("later", 10)};
    lots[1].effective = hour(5);
    const History history = ran(lots, {{hour(1), exactly(14)}}, 6);
    EXPECT_EQ(balances(history), "0 6");
    EXPECT_EQ(to_string(history.segments[0].overage_at_end), "4");
    EXPECT_EQ(to_string(history.end.overage), "0");
}

TEST(Wallet, a_refill_loses_what_was_left_and_pays_what_was_owed) {
    std::vector<Lot> lots{lot("daily", 10)};
    lots[0].refill = Refill{{cycle::Unit::day, 1}, hour(0)};
    EXPECT_EQ(balances(ran(lots, {{hour(1), exactly(3)}}, 24)), "10");
    EXPECT_EQ(balances(ran(lots, {{hour(1), exactly(12)}}, 25)), "8");
    EXPECT_EQ(ran(lots, {{hour(1), exactly(3)}}, 25).segments[0].lost,
              (std::vector<Lost>{{0, exactly(7)}}));
}

TEST(Wallet, a_reset_rolls_over_within_bounds) {
    std::vector<Lot> lots{lot("a", 100), lot("b", 100)};
    lots[0].kept_most = exactly(30);
    lots[1].kept_least = lots[1].kept_most = exactly(50);
    const std::vector<Use> uses{{hour(1), exactly(180)}, {hour(1), exactly(40)}};
    EXPECT_EQ(balances(ran(lots, uses, 6, {hour(5)})), "0 50");
    EXPECT_EQ(balances(ran(lots, uses, 6, {hour(5)}, {.overage = OverageAtReset::kept})), "0 30");
    EXPECT_EQ(balances(ran(lots, {}, 6, {hour(5)})), "30 50");
    EXPECT_EQ(to_string(ran(lots, uses, 6, {hour(5)}).end.counted), "0");
}

TEST(Refills, stay_at_their_hour_over_a_clock_change) {
    const auto berlin = *locale::Zone::open("Europe/Berlin");
    Lot daily = lot("daily", 10);
    const auto eight = [&](unsigned day_of_march) {
        return berlin.instants(make_date(2024, 3, day_of_march), 8 * 3600).front();
    };
    daily.refill = Refill{{cycle::Unit::day, 1}, eight(29)};
    const auto found = refills(daily, berlin, eight(29), eight(31), 10);
    EXPECT_EQ(found, (std::vector<Instant>{eight(30), eight(31)}));
    EXPECT_EQ(eight(31).unix_ms - eight(30).unix_ms, 23 * kHour);
}

TEST(Refills, are_found_however_far_the_anchor_is) {
    Lot monthly = lot("monthly", 10);
    for (const int years : {-40, -1, 0, 1, 40}) {
        SCOPED_TRACE(years);
        const Date anchor = make_date(2024 + years, 1, 15);
        monthly.refill = Refill{{cycle::Unit::month, 1}, utc().start_of_day(anchor)};
        const auto found = refills(monthly, utc(), hour(0), hour(24 * 60), 10);
        EXPECT_EQ(found, (std::vector<Instant>{utc().start_of_day(make_date(2024, 1, 15)),
                                               utc().start_of_day(make_date(2024, 2, 15))}));
    }
}

TEST(Wallet, every_refusal) {
    const std::vector<Lot> lots{lot("a", 10)};
    const auto error = [&](const State& state, const std::vector<Use>& uses,
                           const std::vector<Instant>& resets, Instant until) {
        const auto history = run(lots, state, uses, resets, until, utc(), {});
        EXPECT_FALSE(history.has_value());
        return history ? WalletError{} : history.error();
    };
    EXPECT_EQ(error(full(lots), {}, {}, hour(-1)), WalletError::until_before_start);
    EXPECT_EQ(error({.at = hour(0)}, {}, {}, hour(1)), WalletError::balances_do_not_match);
    EXPECT_EQ(error(full(lots), {{hour(0), exactly(-1)}}, {}, hour(1)),
              WalletError::amount_negative);
    EXPECT_EQ(error(full(lots), {}, {hour(0)}, hour(1)), WalletError::reset_outside);
    EXPECT_EQ(error(full(lots), {}, {hour(2)}, hour(1)), WalletError::reset_outside);
    std::vector<Lot> daily{lot("a", 10)};
    daily[0].refill = Refill{{cycle::Unit::day, 1}, hour(0)};
    const auto many = run(daily, full(daily), {}, {}, hour(24 * 110'000), utc(), {});
    ASSERT_FALSE(many.has_value());
    EXPECT_EQ(many.error(), WalletError::too_many_changes);
    for (int i = 0; i <= static_cast<int>(WalletError::too_many_changes); ++i) {
        EXPECT_FALSE(words_of(static_cast<WalletError>(i)).empty());
    }
}

TEST(Wallet, seeded_histories_add_up_and_can_be_read_at_any_instant) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto up_to = [&](std::int64_t most) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1));
        };
        std::vector<Lot> lots;
        for (std::int64_t i = 0; i < 1 + up_to(4); ++i) {
            Lot one = lot("x", up_to(60), up_to(2));
            one.id += std::to_string(i);
            one.effective = hour(up_to(80));
            if (up_to(1) == 0) one.expires = hour(up_to(200));
            if (up_to(4) == 0) one.voided = hour(up_to(200));
            if (up_to(2) == 0) one.refill = Refill{{cycle::Unit::day, 1}, hour(up_to(48))};
            one.kept_least = exactly(up_to(10));
            one.kept_most = exactly(up_to(40));
            lots.push_back(one);
        }
        std::vector<Use> uses;
        for (int i = 0; i < 30; ++i) uses.push_back({hour(up_to(200)), exactly(up_to(12))});
        std::vector<Instant> resets;
        if (up_to(1) == 0) resets.push_back(hour(1 + up_to(90)));
        const Rules rules{.overage = static_cast<OverageAtReset>(up_to(1)),
                          .at_its_end = static_cast<AtItsEnd>(up_to(1))};
        const History history = ran(lots, uses, 150, resets, rules);
        Instant here = hour(0);
        for (const Segment& segment : history.segments) {
            EXPECT_EQ(segment.from, here);
            here = segment.to;
            Exact burned;
            for (std::size_t i = 0; i < lots.size(); ++i) {
                EXPECT_LE(segment.burned[i], segment.balances[i]);
                EXPECT_TRUE(counts_at(lots[i], segment.from) || segment.balances[i] == Exact{});
                burned += segment.burned[i];
            }
            EXPECT_EQ(to_string(segment.used + segment.overage),
                      to_string(burned + segment.overage_at_end));
        }
        EXPECT_EQ(here, hour(150));
        // Going on from any instant of the past leads to the same end.
        const std::int64_t stop = 100;
        const History first =
            ran(lots, uses, stop, resets, {rules.aggregation, rules.overage, AtItsEnd::gone});
        const auto second = run(lots, first.end, uses, {}, hour(150), utc(), rules);
        ASSERT_TRUE(second.has_value());
        EXPECT_EQ(balances(*second), balances(history));
        EXPECT_EQ(to_string(second->end.overage), to_string(history.end.overage));
    }
}
