// Goal: a bill shows the last thirteen periods of what it bills, marks its own and last year's, and
// says how they compare, in the bill's language; figures stay short enough to be read.
// Method: periods with figures worked out by hand.
#include "app/core/invoice/chart.hpp"

#include <gtest/gtest.h>

#include "app/core/invoice/pdf.hpp"
#include "app/core/invoice/text.hpp"
#include "pos/billing/cycle/schedule.hpp"
#include "pos/money/decimal.hpp"
#include "tests/support/invoice_samples.hpp"

using namespace app::core::invoice;
using Of = Sheet::Chart::Of;

namespace {

const std::string kSpace = "\u00A0";

/// Months from that one on, the last of which is this bill's.
Consumption months(int year, unsigned month, const std::vector<std::string>& quantities) {
    Consumption used{.name = "Power", .unit = "kWh", .periods = {}};
    pos::Date from = pos::make_date(year, month, 1);
    for (const std::string& quantity : quantities) {
        const pos::Date to = pos::billing::cycle::shift(from, {}, 1);
        used.periods.push_back({from, to, *pos::parse_exact(quantity), false});
        from = to;
    }
    used.periods.back().is_of_this_bill = true;
    return used;
}

Sheet::Chart english(const Consumption& used) {
    const auto chart = chart_of(used, Words::read("en"));
    EXPECT_TRUE(chart);
    return chart.value_or(Sheet::Chart{});
}

std::vector<std::string> figures(const Consumption& used) {
    const Sheet::Chart chart = english(used);
    std::vector<std::string> all;
    for (const auto& bar : chart.bars) all.push_back(bar.figure);
    return all;
}

}  // namespace

TEST(Chart, has_the_last_thirteen_periods) {
    std::vector<std::string> quantities;
    for (int i = 0; i < 15; ++i) quantities.push_back(std::to_string(200 + i));
    const Sheet::Chart chart = english(months(2025, 9, quantities));  // to November 2026
    ASSERT_EQ(chart.bars.size(), kPeriodsShown);
    EXPECT_EQ(chart.title, "What you used: Power (kWh)");
    EXPECT_EQ(chart.bars.front().label, std::vector<std::string>{"Nov 2025"});
    EXPECT_EQ(chart.bars.front().figure, "202");
    EXPECT_EQ(chart.bars.front().of, Of::last_year);
    EXPECT_EQ(chart.bars.back().label, std::vector<std::string>{"Nov 2026"});
    EXPECT_EQ(chart.bars.back().of, Of::this_bill);
    EXPECT_EQ(chart.bars.back().value, 214);
    for (std::size_t i = 1; i + 1 < chart.bars.size(); ++i)
        EXPECT_EQ(chart.bars[i].of, Of::before) << i;
}

TEST(Chart, needs_two_periods_and_one_of_its_bill) {
    const Words words = Words::read("en");
    EXPECT_FALSE(chart_of({}, words));
    EXPECT_FALSE(chart_of(months(2026, 11, {"5"}), words));
    Consumption others = months(2026, 10, {"5", "6"});
    others.periods.back().is_of_this_bill = false;
    EXPECT_FALSE(chart_of(others, words));
    // What later bills say of later periods is not this one's.
    Consumption late = months(2026, 9, {"5", "6", "7"});
    late.periods[1].is_of_this_bill = true;
    late.periods[2].is_of_this_bill = false;
    const Sheet::Chart chart = english(late);
    ASSERT_EQ(chart.bars.size(), 2U);
    EXPECT_EQ(chart.bars[1].figure, "6");
}

TEST(Chart, is_compared_with_a_year_ago_in_the_bills_language) {
    const auto year = [](const std::string& then, const std::string& now) {
        std::vector<std::string> quantities(13, "300");
        quantities.front() = then;
        quantities.back() = now;
        return months(2025, 11, quantities);
    };
    EXPECT_EQ(
        english(year("320", "282")).sentence,
        "282" + kSpace + "kWh: 12" + kSpace + "% less than a year ago (320" + kSpace + "kWh).");
    EXPECT_EQ(
        english(year("100", "230")).sentence,
        "230" + kSpace + "kWh: 130" + kSpace + "% more than a year ago (100" + kSpace + "kWh).");
    EXPECT_EQ(english(year("1000", "1001")).sentence,
              "1,001" + kSpace + "kWh: about as much as a year ago (1,000" + kSpace + "kWh).");
    EXPECT_EQ(english(year("0", "5")).sentence,
              "5" + kSpace + "kWh; a year ago it was 0" + kSpace + "kWh.");
    EXPECT_EQ(english(year("1", "2000")).sentence,
              "2,000" + kSpace + "kWh; a year ago it was 1" + kSpace + "kWh.");
    EXPECT_EQ(english(year("5", "-5")).sentence,
              "−5" + kSpace + "kWh; a year ago it was 5" + kSpace + "kWh.");
    EXPECT_EQ(chart_of(year("320", "282"), Words::read("de"))->sentence,
              "282" + kSpace + "kWh: 12" + kSpace + "% weniger als vor einem Jahr (320" + kSpace +
                  "kWh).");
    EXPECT_EQ(chart_of(year("320", "282"), Words::read("de"))->bars.front().label,
              std::vector<std::string>{"Nov. 2025"});
}

TEST(Chart, is_compared_with_the_period_before_else) {
    const Sheet::Chart chart = english(months(2026, 10, {"200", "100"}));
    EXPECT_EQ(chart.sentence, "100" + kSpace + "kWh: 50" + kSpace +
                                  "% less than in the period before (200" + kSpace + "kWh).");
    EXPECT_EQ(chart.bars[0].of, Of::before);
    // Half a month says nothing of a whole one.
    Consumption half = months(2026, 10, {"200", "100"});
    half.periods[0].from = pos::make_date(2026, 10, 17);
    const Sheet::Chart uneven = english(half);
    EXPECT_EQ(uneven.sentence, "");
    EXPECT_EQ(uneven.bars[0].label, (std::vector<std::string>{"17/10/2026 –", "31/10/2026"}));
}

TEST(Chart, is_not_compared_over_a_gap) {
    Consumption summer = months(2026, 8, {"200", "0", "100"});
    summer.periods.erase(summer.periods.begin() + 1);  // nothing was used, and nothing billed
    const Sheet::Chart chart = english(summer);
    ASSERT_EQ(chart.bars.size(), 3U);
    EXPECT_EQ(chart.bars[1].label, std::vector<std::string>{"Sept 2026"});
    EXPECT_EQ(chart.bars[1].figure, "–");
    EXPECT_EQ(chart.bars[1].value, 0);
    EXPECT_EQ(chart.sentence, "") << "August is not the month before October";
}

TEST(Chart, has_a_place_for_each_whole_period_of_a_gap) {
    // Thirteen places hold a year of which three months were billed.
    std::vector<std::string> quantities(16, "100");
    Consumption rare = months(2025, 8, quantities);  // to November 2026
    std::erase_if(rare.periods, [](const Consumption::Period& one) {
        const auto month = pos::split(one.from).month;
        return month != 8 && month != 11;
    });
    const Sheet::Chart chart = english(rare);
    ASSERT_EQ(chart.bars.size(), kPeriodsShown);
    EXPECT_EQ(chart.bars.front().label, std::vector<std::string>{"Nov 2025"});
    EXPECT_EQ(chart.bars.front().of, Of::last_year);
    EXPECT_EQ(chart.bars[1].figure, "–");
    EXPECT_EQ(chart.bars[9].label, std::vector<std::string>{"Aug 2026"});
    EXPECT_EQ(chart.bars[9].figure, "100");
    EXPECT_EQ(chart.bars.back().of, Of::this_bill);
    EXPECT_EQ(chart.sentence,
              "100" + kSpace + "kWh: about as much as a year ago (100" + kSpace + "kWh).");
    // What is billed by the quarter has quarters in its gap.
    Consumption quarters{.name = "Power", .unit = "kWh", .periods = {}};
    for (const unsigned month : {1U, 7U})
        quarters.periods.push_back({pos::make_date(2026, month, 1),
                                    pos::make_date(2026, month + 3, 1), pos::exactly(7),
                                    month == 7});
    const Sheet::Chart of_quarters = english(quarters);
    ASSERT_EQ(of_quarters.bars.size(), 3U);
    EXPECT_EQ(of_quarters.bars[1].label, (std::vector<std::string>{"01/04/2026 –", "30/06/2026"}));
    // A part of a month is no month.
    Consumption odd = months(2026, 8, {"200", "0", "100"});
    odd.periods.erase(odd.periods.begin() + 1);
    odd.periods[0].to = pos::make_date(2026, 8, 20);
    EXPECT_EQ(english(odd).bars.size(), 2U);
}

TEST(Chart, does_not_compare_a_period_that_is_not_over) {
    Consumption early = months(2025, 11, std::vector<std::string>(13, "300"));
    early.periods.back().is_over = false;
    const Sheet::Chart chart = english(early);
    EXPECT_EQ(chart.sentence, "");
    EXPECT_EQ(chart.bars.front().of, Of::last_year);
    EXPECT_EQ(chart.bars.back().of, Of::this_bill);
}

TEST(Chart, finds_last_year_whatever_february_has) {
    // From February 2027 to February 2028, which has a day more: both bear the name of the month.
    std::vector<std::string> quantities(13, "300");
    quantities.front() = "280";
    quantities.back() = "290";
    const Sheet::Chart chart = english(months(2027, 2, quantities));
    EXPECT_EQ(chart.bars.front().label, std::vector<std::string>{"Feb 2027"});
    EXPECT_EQ(chart.bars.front().of, Of::last_year);
    EXPECT_EQ(chart.bars.back().label, std::vector<std::string>{"Feb 2028"});
    EXPECT_EQ(chart.sentence, "290" + kSpace + "kWh: 4" + kSpace + "% more than a year ago (280" +
                                  kSpace + "kWh).");
    // Of an account whose periods begin on the 29th the year before began on the 28th.
    Consumption late{.name = "Power", .unit = "kWh", .periods = {}};
    late.periods.push_back(
        {pos::make_date(2027, 2, 28), pos::make_date(2027, 3, 29), pos::exactly(10), false});
    late.periods.push_back(
        {pos::make_date(2028, 2, 29), pos::make_date(2028, 3, 29), pos::exactly(5), true});
    EXPECT_EQ(english(late).bars.front().of, Of::last_year);
}

TEST(Chart, says_figures_as_its_bars_have_them) {
    const auto chart = chart_of(months(2026, 10, {"214.350131", "145.266304"}), Words::read("de"));
    ASSERT_TRUE(chart);
    EXPECT_EQ(chart->bars[1].figure, "145,266");
    EXPECT_TRUE(chart->sentence.starts_with("145,266" + kSpace + "kWh: 32" + kSpace + "%"))
        << chart->sentence;
    EXPECT_TRUE(chart->sentence.ends_with("(214,35" + kSpace + "kWh).")) << chart->sentence;
}

TEST(Chart, compares_the_smallest_figures) {
    EXPECT_EQ(english(months(2026, 10, {"0.000001", "0.000003"})).sentence,
              "0.000003" + kSpace + "kWh: 200" + kSpace + "% more than in the period before (" +
                  "0.000001" + kSpace + "kWh).");
    EXPECT_EQ(english(months(2026, 10, {"7", "0"})).sentence,
              "0" + kSpace + "kWh: 100" + kSpace + "% less than in the period before (7" + kSpace +
                  "kWh).");
    EXPECT_EQ(english(months(2026, 10, {"0", "0"})).sentence,
              "0" + kSpace + "kWh; in the period before it was 0" + kSpace + "kWh.");
}

TEST(Chart, shows_nothing_used_and_what_was_put_right) {
    const Sheet::Chart chart = english(months(2026, 8, {"12.5", "0", "-3.25", "7"}));
    EXPECT_EQ(figures(months(2026, 8, {"12.5", "0", "-3.25", "7"})),
              (std::vector<std::string>{"12.5", "0", "−3.25", "7"}));
    EXPECT_EQ(chart.bars[1].value, 0);
    EXPECT_EQ(chart.bars[2].value, -3.25);
}

TEST(Chart, keeps_figures_short) {
    using All = std::vector<std::string>;
    EXPECT_EQ(figures(months(2026, 10, {"280.1234", "1"})), (All{"280.123", "1"}));
    EXPECT_EQ(figures(months(2026, 10, {"123456.789", "1"})), (All{"123,456.8", "1"}));
    const Consumption large = months(2026, 10, {"12345678", "1000000"});
    EXPECT_EQ(figures(large), (All{"12,345.7", "1,000"}));
    EXPECT_EQ(english(large).title, "What you used: Power (thousand kWh)");
    const Consumption huge = months(2026, 10, {"9200000000000", "100000000000"});
    EXPECT_EQ(figures(huge), (All{"9,200,000", "100,000"}));
    EXPECT_EQ(english(huge).title, "What you used: Power (million kWh)");
    Consumption bare = months(2026, 10, {"12345678", "1"});
    bare.unit.clear();
    EXPECT_EQ(english(bare).title, "What you used: Power (thousand)");
}

TEST(Chart, stands_in_text_and_on_the_page) {
    Sheet sheet = make_sheet(tests::sample_invoice(), Words::read("en"));
    const std::string before = render_pdf(sheet);
    sheet.charts.push_back(english(months(2026, 9, {"50", "200", "-1", "100"})));
    const std::string text = render_text(sheet);
    EXPECT_NE(text.find("What you used: Power (kWh)\n"), std::string::npos);
    EXPECT_NE(text.find("Oct 2026" + std::string(29, ' ') + "200  " + std::string(38, '=') + "\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("Dec 2026" + std::string(29, ' ') + "100  " + std::string(19, '#') + "\n"),
              std::string::npos)
        << text;
    const std::string page = render_pdf(sheet);
    EXPECT_NE(page, before);
    EXPECT_EQ(page, render_pdf(sheet)) << "the same file for the same bill";
}
