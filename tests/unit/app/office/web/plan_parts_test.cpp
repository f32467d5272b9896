// Goal: the figures of a plan's text are found and put back, whatever the text is. Method: a plan,
// and texts that somebody made to do harm.
#include "app/office/web/billing/plan_parts.hpp"

#include <gtest/gtest.h>

namespace {

using app::core::billing::figures_moved;
using app::office::web::Words;
using app::office::web::billing::figure_in_words;
using app::office::web::billing::figures_of;
using app::office::web::billing::plan_problems_table;
using app::office::web::billing::PlanFigure;
using app::office::web::billing::with_figures;

std::string plan_with(const std::string& charge) {
    return R"({"phases": [{"charges": [)" + charge + "]}]}";
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

TEST(PlanFigures, AreNamedInWords) {
    const Words& english = Words::choose("en", "");
    const Words& german = Words::choose("de", "");
    EXPECT_EQ(figure_in_words("Power · tiers 2 · up_to", english), "Power · tier 2 · up to");
    EXPECT_EQ(figure_in_words("Strom · tiers 2 · up_to", german), "Strom · Staffel 2 · bis");
    EXPECT_EQ(figure_in_words("Calls · deck 3 · rates 1 · price", german),
              "Calls · Ziel 3 · Satz 1 · Preis");
    // The name of a charge and what has no words stay.
    EXPECT_EQ(figure_in_words("price · odd 1 · a b", german), "price · odd 1 · a b");
    EXPECT_EQ(figure_in_words("", german), "");
}

TEST(PlanFigures, AreThoseOfChargesWithTheirPlaces) {
    const std::string text = plan_with(
        R"({"name": "Power", "amount": "9.90", "tiers": [{"up_to": "100", "price": "0.30"},
            {"price": "much"}], "code": "10"})");
    const auto figures = figures_of(text);
    ASSERT_EQ(figures.size(), 3U);
    EXPECT_EQ(figures[0].label, "Power · amount");
    EXPECT_EQ(figures[2].label, "Power · tiers 1 · price");
    EXPECT_EQ(figures[2].where, "/phases/0/charges/0/tiers/0/price");
    auto changed = figures;
    changed[2].value = "0.35";
    EXPECT_EQ(figures_of(with_figures(text, changed))[2].value, "0.35");
    EXPECT_EQ(figures_of(with_figures(text, {{"/phases/9/price", "", "1"}})).size(), 3U);
}

TEST(PlanFigures, ThatDifferAreFoundByTheirCharges) {
    const auto plan = [](const std::string& charges) {
        return R"({"code": "A", "phases": [{"charges": [)" + charges + "]}]}";
    };
    const std::string fee = R"({"code": "fee", "name": "Fee", "amount": ")";
    const std::string before =
        plan(fee + R"(9.90"}, {"code": "kwh", "name": "Power", "tiers": [{"up_to": "100",
             "price": "0.30"}, {"price": "0.25"}]})");
    // In another order, without the second tier, and with a charge more.
    const std::string after =
        plan(R"({"code": "new", "name": "New", "amount": "1"}, {"code": "kwh", "name": "Power",
             "tiers": [{"price": "0.35"}]}, )" +
             fee + R"(9.90"})");
    const auto moved = figures_moved(before, after);
    ASSERT_EQ(moved.size(), 4U);
    EXPECT_EQ(moved[0].charge, "kwh");
    EXPECT_EQ(moved[0].label, "Power · tiers 1 · price");
    EXPECT_EQ(moved[0].before, "0.30");
    EXPECT_EQ(moved[0].after, "0.35");
    EXPECT_EQ(moved[1].label, "Power · tiers 1 · up_to");
    EXPECT_EQ(moved[1].after, "");
    EXPECT_EQ(moved[2].label, "Power · tiers 2 · price");
    EXPECT_EQ(moved[2].after, "");
    EXPECT_EQ(moved[3].charge, "new");
    EXPECT_EQ(moved[3].before, "");
    EXPECT_EQ(moved[3].after, "1");
    EXPECT_TRUE(figures_moved(before, before).empty());
    EXPECT_TRUE(figures_moved("no plan", "{}").empty());
}

TEST(PlanFigures, StandUnderWhateverNames) {
    const std::string text = plan_with(
        R"({"code": "x", "a~b/c": {"price": "1"}, "99999999999999999999999": {"price": "2"}})");
    auto figures = figures_of(text);
    ASSERT_EQ(figures.size(), 2U);
    EXPECT_EQ(figures[0].label, "x · a~b/c · price");
    figures[0].value = "3";
    EXPECT_EQ(figures_of(with_figures(text, figures))[0].value, "3");
}

TEST(PlanFigures, AreNoneOfATextThatIsNoPlan) {
    for (const std::string text : {"", "[]", "{", "{\"phases\": 1}", "{\"phases\": [1]}",
                                   "{\"phases\": [{\"charges\": {}}]}"}) {
        EXPECT_TRUE(figures_of(text).empty()) << text;
        EXPECT_NO_THROW(with_figures(text, {}));
    }
    EXPECT_TRUE(
        figures_of(plan_with(repeated("{\"price\": \"1\"},", 60) + "{\"price\": \"1\"}")).empty())
        << "more than are shown";
}

TEST(PlanFigures, SpendNoStackOnWhatIsNestedForEver) {
    constexpr std::size_t kDeep = 200'000;
    const std::string lists = plan_with(repeated("[", kDeep) + repeated("]", kDeep));
    EXPECT_TRUE(figures_of(lists).empty());
    EXPECT_EQ(with_figures(lists, {}), lists);
    const std::string objects =
        plan_with(repeated(R"({"tiers":)", kDeep) + "1" + repeated("}", kDeep));
    EXPECT_TRUE(figures_of(objects).empty());
    const auto told = app::core::billing::check_plan(objects);
    EXPECT_FALSE(told);
}

TEST(PlanProblems, AreSaidInTheLanguageOfThePage) {
    const Words& german = Words::choose("de", "");
    const auto wrong = app::core::billing::check_plan(R"({"code": "A", "name": "A",
        "currency": "EUR", "tax_class": "s", "phases": [{"charges": [
        {"code": "fee", "name": "Fee", "model": "recurring", "amount": "1.000000000000001",
         "every": "month"},
        {"code": "kwh", "name": "kWh", "meter": "kwh", "every": "month", "model": "graduated",
         "tiers": [{"up_to": "100", "price": "0.30"}]}]}]})");
    ASSERT_FALSE(wrong);
    const auto table = plan_problems_table(wrong.error(), german);
    ASSERT_GE(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0][1].shown.empty() ? std::get<std::string>(table.rows[0][1].value)
                                             : table.rows[0][1].shown,
              "Das hat mehr als vierzehn Nachkommastellen.");
    for (const auto& row : table.rows) {
        const std::string said =
            row[1].shown.empty() ? std::get<std::string>(row[1].value) : row[1].shown;
        EXPECT_EQ(said.find("tier "), said.npos) << said;
    }
}

}  // namespace
