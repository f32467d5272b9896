// Goal: a reading that is probably wrong is noticed before it is billed, with a sentence that says
// why, and a good one passes without a word.
// Method: each doubt from a hand-made history, and what is just not one.
#include "pos/billing/meter/plausible.hpp"

#include <gtest/gtest.h>

#include "tests/unit/pos/billing/meter/meter_words.hpp"

using namespace pos;
using namespace pos::billing::meter;
using namespace meter_words;

namespace {

/// Ten units a day.
Installed history() {
    return counter(
        5, {read("2026-01-01", "1000"), read("2026-02-10", "1400"), read("2026-03-02", "1600")});
}

std::string said(const Installed& installed, const Reading& reading) {
    std::string words;
    for (const Doubted& doubted : judge(installed, reading, {}, zone())) {
        words += (is_refusal(doubted.doubt) ? "! " : "? ") + doubted.sentence;
    }
    return words;
}

Doubt doubt(const Installed& installed, const Reading& reading) {
    const auto found = judge(installed, reading, {}, zone());
    EXPECT_EQ(found.size(), 1U);
    return found.at(0).doubt;
}

std::string typed(const std::string& text, const Counter& counter) {
    const auto found = read_figure(text, counter);
    return found ? to_string(*found) : sentence(found.error(), text, counter);
}

}  // namespace

TEST(Judge, lets_good_readings_pass) {
    EXPECT_EQ(said(history(), read("2026-03-12", "1700")), "");
    EXPECT_EQ(said(history(), read("2026-03-03", "1600")), "");  // nobody was at home for a day
    EXPECT_EQ(said(history(), read("2026-03-03", "1650")), "");  // below three times a day and 20
    EXPECT_EQ(said(counter(5, {}), read("2026-03-03", "77777")), "");
    EXPECT_EQ(said(history(), read("2026-03-02", "1600")), "");
}

TEST(Judge, off_the_face) {
    EXPECT_EQ(said(history(), read("2026-03-12", "123456")),
              "! 123456 cannot stand on a meter of 5 digits.");
    EXPECT_EQ(said(history(), read("2026-03-12", "1650.5")),
              "! 1650.5 cannot stand on a meter of 5 digits.");
}

TEST(Judge, dates) {
    EXPECT_EQ(said(history(), read("2026-02-20", "1500")),
              "! It is of 2026-02-20, but 1600 was read on 2026-03-02 already. Is the date right?");
    EXPECT_EQ(said(history(), read("2026-03-02", "1601")),
              "! 1600 was read at the same time; one of the two is wrong.");
    Installed gone = history();
    gone.removed = true;
    EXPECT_EQ(said(gone, read("2026-03-12", "1700")),
              "! The meter was taken away on 2026-03-02; this is of 2026-03-12.");
}

TEST(Judge, lower_than_the_last) {
    EXPECT_EQ(said(history(), read("2026-03-12", "1580")),
              "! 1580 is lower than 1600 of 2026-03-02, and too far from it for a rollover. It may "
              "be misread, or be of another meter.");
    Installed estimated = history();
    ASSERT_TRUE(enter(estimated, read("2026-04-01", "2000", Source::estimated)));
    EXPECT_EQ(said(estimated, read("2026-05-01", "1950")),
              "! 1950 is lower than 2000 of 2026-04-01, and too far from it for a rollover. The "
              "estimate may have been too high.");
}

TEST(Judge, a_rollover_is_told) {
    const Installed near = counter(5, {read("2026-01-01", "99000"), read("2026-03-02", "99600")});
    EXPECT_EQ(said(near, read("2026-05-01", "150")),
              "? 150 is lower than 99600 of 2026-03-02: the meter started again at zero, and 550 "
              "went by.");
}

TEST(Judge, no_use) {
    EXPECT_EQ(said(history(), read("2026-03-12", "1600")),
              "? It has shown 1600 since 2026-03-02: nothing was used in 10 days. Does the meter "
              "still turn?");
}

TEST(Judge, much_more_or_less_than_before) {
    EXPECT_EQ(said(history(), read("2026-03-12", "2000")),
              "? 2000 is very high: 40 a day since the last reading, against 10 before.");
    EXPECT_EQ(said(history(), read("2026-04-11 01:00", "1630")),
              "? 1630 is very low: 0.8 a day since the last reading, against 10 before.");
    // Somebody moved to another house and read the counter there.
    EXPECT_EQ(doubt(history(), read("2026-03-12", "64000")), Doubt::too_high);
    // Too short a history says nothing.
    const Installed young = counter(5, {read("2026-03-01", "0"), read("2026-03-02", "10")});
    EXPECT_EQ(said(young, read("2026-03-12", "2000")), "");
}

TEST(Typed, figures) {
    const Counter plain{.digits = 5};
    const Counter tenths{.digits = 5, .decimals = 1};
    EXPECT_EQ(typed("01234", plain), "1234");
    EXPECT_EQ(typed("1234", plain), "1234");
    EXPECT_EQ(typed("01234.5", tenths), "1234.5");
    EXPECT_EQ(typed("1234.50", tenths), "1234.5");
    EXPECT_EQ(typed("012345", plain), "012345 has 6 digits; the meter has 5 digits.");
    EXPECT_EQ(
        typed("012345", tenths),
        "012345 has 6 digits; the meter has 5 digits and 1 decimal. The last ones may stand "
        "behind the point.");
    EXPECT_EQ(typed("1234.5", plain),
              "1234.5 has more decimals than the meter, which has 5 digits.");
    EXPECT_EQ(typed("1.234567890123456", tenths),
              "1.234567890123456 has more decimals than the meter, which has 5 digits and 1 "
              "decimal.");
    for (const char* text : {"", "-5", "12a", "1.2.3", ".", "1e3", "12 3", "+7"}) {
        EXPECT_EQ(read_figure(text, tenths).error(), FigureError::not_a_figure) << text;
    }
}

TEST(Judge, needs_no_more_than_the_last_figure_and_what_is_usual) {
    const Installed all = history();
    const Before known = before_of(all);
    EXPECT_EQ(known.last, all.readings.back());
    EXPECT_EQ(known.use, (Use{exactly(600), 60 * 86'400'000LL}));
    for (const char* figure : {"1700", "1600", "1601", "5000", "1599", "0", "99999", "123456"}) {
        for (const char* day : {"2026-02-20", "2026-03-02", "2026-03-03", "2026-06-02"}) {
            const Reading next = read(day, figure);
            std::vector<Doubt> said_of_all;
            for (const Doubted& one : judge(all, next, {}, zone())) {
                said_of_all.push_back(one.doubt);
            }
            EXPECT_EQ(doubts(known, next), said_of_all) << figure << " on " << day;
        }
    }
    EXPECT_FALSE(before_of(counter(5, {read("2026-01-01", "1000")})).use);
    EXPECT_TRUE(doubts({.counter = all.counter}, read("2026-03-02", "77777")).empty());
}
