// Goal: a term's payments are due on the day that was agreed, asked for once, and come to what the
// term costs. Method: terms by hand with exact days and figures, and all terms of two years.
#include "pos/billing/level/level.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace pos::billing::level;
using pos::Date;
using pos::make_date;

std::vector<std::string> days_of(const Term& term) {
    std::vector<std::string> days;
    const auto payments = schedule(term);
    for (const Payment& one : payments) days.push_back(to_string(one.due));
    return days;
}

/// A year from November on, of 47.60 on the 15th.
Agreement agreed() {
    const Term term{make_date(2026, 11, 1), 12, 12, 15};
    return {term, end_of(term), {{term.from, 4'760}}, {}};
}

}  // namespace

TEST(Level, payments_are_a_month_apart_on_their_day) {
    const Term term{make_date(2026, 11, 1), 12, 12, 15};
    const auto payments = schedule(term);
    ASSERT_EQ(payments.size(), 12U);
    EXPECT_EQ(to_string(payments[0].due), "2026-11-15");
    EXPECT_EQ(to_string(payments[11].due), "2027-10-15");
    EXPECT_EQ(to_string(payments[11].from), "2027-10-01");
    EXPECT_EQ(to_string(payments[11].to), "2027-11-01");
    EXPECT_EQ(to_string(end_of(term)), "2027-11-01");
}

TEST(Level, a_month_without_the_day_has_its_last) {
    EXPECT_EQ(days_of({make_date(2027, 1, 31), 4, 4, 31}),
              (std::vector<std::string>{"2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"}));
    // The 30th of January is over when the term begins.
    EXPECT_EQ(days_of({make_date(2027, 1, 31), 3, 3, 30}),
              (std::vector<std::string>{"2027-02-28", "2027-03-30", "2027-04-29"}));
}

TEST(Level, fewer_payments_than_months_are_for_the_whole_term) {
    const auto payments = schedule({make_date(2026, 11, 1), 12, 11, 1});
    ASSERT_EQ(payments.size(), 11U);
    EXPECT_EQ(to_string(payments.back().due), "2027-09-01");
    EXPECT_EQ(to_string(payments.back().to), "2027-11-01");
}

TEST(Level, the_parts_of_every_term_are_the_term) {
    for (std::int32_t first = 0; first < 400; first += 7) {
        for (const unsigned months : {1U, 2U, 12U, 24U}) {
            for (const unsigned day : {1U, 15U, 28U, 31U}) {
                const Term term{{make_date(2026, 1, 1).days + first}, months, months, day};
                const auto payments = schedule(term);
                Date at = term.from;
                std::optional<Date> before;
                for (const Payment& one : payments) {
                    EXPECT_EQ(one.from, at);
                    at = one.to;
                    EXPECT_GE(one.due, term.from);
                    EXPECT_LT(one.due, end_of(term));
                    if (before) {
                        EXPECT_GT(one.due, *before) << to_string(term.from) << ' ' << day;
                    }
                    before = one.due;
                }
                EXPECT_EQ(at, end_of(term));
            }
        }
    }
}

TEST(Level, asks_in_time_once_and_no_earlier_than_the_term) {
    Agreement agreement = agreed();
    const Waits waits{.terms_days = 14, .grace_days = 3};
    const Look early = look(agreement, make_date(2026, 10, 31), waits);
    EXPECT_EQ(early.stage, Stage::before);
    EXPECT_TRUE(early.due.empty());
    EXPECT_EQ(to_string(*early.next), "2026-11-01");

    const Look first = look(agreement, make_date(2026, 11, 1), waits);
    EXPECT_EQ(first.stage, Stage::held);
    ASSERT_EQ(first.due.size(), 1U);
    EXPECT_EQ(to_string(first.due[0].payment.due), "2026-11-15");
    EXPECT_EQ(first.due[0].minor, 4'760);
    EXPECT_EQ(to_string(*first.next), "2026-12-01");

    agreement.asked = {1};
    EXPECT_TRUE(look(agreement, make_date(2026, 11, 30), waits).due.empty());
    // A run that comes late asks for all that is due by then.
    EXPECT_EQ(look(agreement, make_date(2027, 1, 1), waits).due.size(), 2U);
    // More time than lies before the day: from the term's first day on.
    EXPECT_EQ(look(agreed(), make_date(2026, 11, 1), {60, 0}).due.size(), 2U);
}

TEST(Level, settles_once_the_term_is_over_and_usage_is_in) {
    Agreement agreement = agreed();
    agreement.asked = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    const Waits waits{.terms_days = 14, .grace_days = 3};
    EXPECT_EQ(look(agreement, make_date(2027, 11, 3), waits).stage, Stage::held);
    EXPECT_EQ(to_string(*look(agreement, make_date(2027, 10, 2), waits).next), "2027-11-04");
    const Look over = look(agreement, make_date(2027, 11, 4), waits);
    EXPECT_EQ(over.stage, Stage::settles);
    EXPECT_FALSE(over.next);
}

TEST(Level, that_ends_early_asks_for_nothing_behind_its_end) {
    Agreement agreement = agreed();
    agreement.to = make_date(2027, 1, 10);
    agreement.asked = {1};
    const Look now = look(agreement, make_date(2027, 1, 9), {14, 0});
    ASSERT_EQ(now.due.size(), 1U);  // December's; January's would be due on the 15th
    EXPECT_EQ(to_string(now.due[0].payment.due), "2026-12-15");
    EXPECT_EQ(to_string(*now.next), "2027-01-10");
    EXPECT_EQ(look(agreement, make_date(2027, 1, 10), {14, 0}).stage, Stage::settles);
    // Before it has begun.
    agreement.to = make_date(2026, 10, 20);
    EXPECT_EQ(look(agreement, make_date(2026, 10, 20), {14, 0}).stage, Stage::settles);
}

TEST(Level, another_amount_holds_from_its_day_on) {
    const std::vector<Amount> amounts{{make_date(2026, 11, 1), 4'760},
                                      {make_date(2027, 5, 1), 5'950}};
    EXPECT_EQ(amount_on(amounts, make_date(2027, 4, 30)), 4'760);
    EXPECT_EQ(amount_on(amounts, make_date(2027, 5, 1)), 5'950);
}

TEST(Level, is_proposed_from_what_a_time_has_cost) {
    const Term year{{}, 12, 12, 1};
    // 94.96 in 61 days are 568.20 a year: 47.35 a month.
    EXPECT_EQ(proposed({9'496, 61}, 365, year, 100), 4'800);
    EXPECT_EQ(proposed({9'496, 61}, 365, year, 1), 4'736);
    EXPECT_EQ(scaled({9'496, 61}, 365), 56'820);
    // A year as it was, in twelve and in eleven payments.
    EXPECT_EQ(proposed({120'000, 365}, 365, year, 100), 10'000);
    EXPECT_EQ(proposed({120'000, 365}, 365, {{}, 12, 11, 1}, 100), 11'000);
    EXPECT_EQ(proposed({120'001, 365}, 365, year, 100), 10'100);
    // Half a year in six payments.
    EXPECT_EQ(proposed({120'000, 366}, 366, {{}, 6, 6, 1}, 100), 10'000);
    EXPECT_EQ(proposed({0, 365}, 365, year, 100), std::nullopt);
    EXPECT_EQ(proposed({-5, 365}, 365, year, 100), std::nullopt);
    EXPECT_EQ(proposed({kAmountMax * 13, 365}, 365, year, 100), std::nullopt);
}

TEST(Level, the_rest_of_a_term_is_shared_out_over_what_is_left) {
    EXPECT_EQ(proposed_rest(60'000, 19'040, 8, 100), 5'200);  // 51.20 each
    EXPECT_EQ(proposed_rest(60'000, 60'000, 8, 100), std::nullopt);
    EXPECT_EQ(proposed_rest(60'000, 70'000, 8, 100), std::nullopt);
}

TEST(Level, differs_by_more_than_so_many_percent) {
    EXPECT_FALSE(differs(10'000, 11'000, 10));
    EXPECT_TRUE(differs(10'000, 11'001, 10));
    EXPECT_FALSE(differs(10'000, 9'000, 10));
    EXPECT_TRUE(differs(10'000, 8'999, 10));
}

TEST(Level, what_is_for_days_outside_costs_its_days_within) {
    const Date from = make_date(2026, 11, 1);
    const Date to = make_date(2027, 1, 1);
    const std::vector<Spent> spent{
        {from, make_date(2026, 12, 1), 3'000},
        {make_date(2026, 12, 1), to, 3'100},
        {make_date(2026, 1, 1), to, 36'500},                         // 61 of 365 days
        {make_date(2026, 12, 15), make_date(2027, 12, 15), 36'500},  // 17 of them
        {to, make_date(2027, 2, 1), 990},                            // none
        {make_date(2026, 10, 1), from, 990},                         // none
        {make_date(2026, 12, 5), make_date(2026, 12, 5), 990},       // no days at all
        {make_date(2026, 10, 30), make_date(2026, 11, 2), -100},     // one of three
    };
    const auto within = cost_within(spent, from, to);
    ASSERT_TRUE(within);
    EXPECT_EQ(within->from, from);
    EXPECT_EQ(within->to, to);
    EXPECT_EQ(within->cost.days, 61);
    EXPECT_EQ(within->cost.minor, 3'000 + 3'100 + 6'100 + 1'700 - 33);
    // It begins with the first of it, and ends with the last that is over.
    const std::vector<Spent> short_of{{make_date(2026, 11, 10), make_date(2026, 12, 1), 2'100},
                                      {make_date(2026, 12, 1), make_date(2027, 1, 2), 990}};
    const auto days = cost_within(short_of, from, to);
    ASSERT_TRUE(days);
    EXPECT_EQ(to_string(days->from), "2026-11-10");
    EXPECT_EQ(to_string(days->to), "2026-12-01");
    EXPECT_EQ(days->cost.days, 21);
    EXPECT_EQ(days->cost.minor, 2'100);
    EXPECT_FALSE(cost_within(std::vector<Spent>{short_of[1]}, from, to));
    EXPECT_FALSE(cost_within({}, from, to));
}
