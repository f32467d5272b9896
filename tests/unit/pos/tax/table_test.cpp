// Goal: a class names the right taxes on the right day, in the right order.
// Method: the history of a country's VAT as rows, groups and sequences, every refusal.
#include "pos/tax/table.hpp"

#include <gtest/gtest.h>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::tax;

namespace {

Date day(const char* text) {
    return *parse_date(text);
}

TaxPeriod period(const char* code, const char* rate, const char* from, const char* until = nullptr,
                 std::int16_t sequence = 1) {
    TaxPeriod result{.tax = {.code = code, .rate = *parse_percent(rate), .sequence = sequence},
                     .from = day(from)};
    if (until != nullptr) result.until = day(until);
    return result;
}

/// Germany, with the half year at 16 %.
TaxRules german() {
    return {.taxes = {period("VAT", "16", "1998-04-01", "2007-01-01"),
                      period("VAT", "19", "2007-01-01", "2020-07-01"),
                      period("VAT", "16", "2020-07-01", "2021-01-01"),
                      period("VAT", "19", "2021-01-01"), period("LOW", "7", "1983-07-01")},
            .classes = {{.code = "standard", .name = "Standard", .taxes = {"VAT"}},
                        {.code = "books", .name = "Books", .taxes = {"LOW"}},
                        {.code = "none", .name = "Free", .taxes = {}}}};
}

/// "VAT 19, DEP 0"
std::string on(const TaxRules& rules, const char* tax_class, const char* date) {
    const auto table = TaxTable::make(rules);
    if (!table) return "no table";
    const auto taxes = table->taxes_on(tax_class, day(date));
    if (!taxes) return "unknown class";
    std::string text;
    for (const Tax& tax : *taxes) {
        text += (text.empty() ? "" : ", ") + tax.code + " " + percent_string(tax.rate);
    }
    return text;
}

TaxTableRefusal refusal(const TaxRules& rules) {
    const auto table = TaxTable::make(rules);
    return table ? TaxTableRefusal{TaxTableError::code_missing, "none"} : table.error();
}

}  // namespace

TEST(TaxTable, a_rate_holds_from_its_first_day_until_the_day_before_the_next) {
    EXPECT_EQ(on(german(), "standard", "2006-12-31"), "VAT 16");
    EXPECT_EQ(on(german(), "standard", "2007-01-01"), "VAT 19");
    EXPECT_EQ(on(german(), "standard", "2020-06-30"), "VAT 19");
    EXPECT_EQ(on(german(), "standard", "2020-07-01"), "VAT 16");
    EXPECT_EQ(on(german(), "standard", "2020-12-31"), "VAT 16");
    EXPECT_EQ(on(german(), "standard", "2021-01-01"), "VAT 19");
    EXPECT_EQ(on(german(), "standard", "2099-01-01"), "VAT 19");
    EXPECT_EQ(on(german(), "books", "2021-01-01"), "LOW 7");
    EXPECT_EQ(on(german(), "none", "2021-01-01"), "");
    EXPECT_EQ(on(german(), "standard", "1990-01-01"), "");  // the tax does not exist yet
    EXPECT_EQ(on(german(), "wine", "2021-01-01"), "unknown class");
}

TEST(TaxTable, taxes_stand_by_sequence_and_groups_in_their_place) {
    const TaxRules rules{.taxes = {period("LATE", "1", "2000-01-01", nullptr, 9),
                                   period("FIRST", "2", "2000-01-01", nullptr, 1),
                                   period("G2", "3", "2000-01-01", nullptr, 7),
                                   period("G1", "4", "2000-01-01", nullptr, 2),
                                   period("SAME", "5", "2000-01-01", nullptr, 1)},
                         .groups = {{.code = "GROUP", .sequence = 4, .members = {"G2", "G1"}}},
                         .classes = {{.code = "all", .taxes = {"LATE", "GROUP", "FIRST", "SAME"}}}};
    // A group stands by its own sequence; inside it by its members'. Equals stand as named.
    EXPECT_EQ(on(rules, "all", "2024-01-01"), "FIRST 2, SAME 5, G1 4, G2 3, LATE 1");
}

TEST(TaxTable, every_refusal_names_what_it_is_about) {
    TaxRules rules = german();
    rules.taxes[0].tax.code = "";
    rules.taxes[0].tax.name = "nameless";
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::code_missing, "nameless"}));

    rules = german();
    rules.groups.push_back({.code = "", .members = {"VAT"}});
    EXPECT_EQ(refusal(rules).error, TaxTableError::code_missing);

    rules = german();
    rules.classes[1].code = "";
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::code_missing, "Books"}));

    rules = german();
    rules.classes[1].code = "standard";
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::code_repeated, "standard"}));

    rules = german();
    rules.groups = {{.code = "VAT", .members = {"LOW"}}};
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::code_repeated, "VAT"}));

    rules = german();
    rules.groups = {{.code = "G", .members = {"LOW"}}, {.code = "G", .members = {"LOW"}}};
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::code_repeated, "G"}));

    rules = german();
    rules.taxes[4].until = rules.taxes[4].from;
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::period_empty, "LOW"}));

    rules = german();
    rules.taxes.push_back(period("LOW", "5", "2020-07-01", "2021-01-01"));
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::periods_overlap, "LOW"}));

    rules = german();
    rules.taxes[0].until = day("2007-01-02");  // one day too long
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::periods_overlap, "VAT"}));

    rules = german();
    rules.taxes[4].tax.rate.e8 = 101 * kRateScale;
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::rate_out_of_range, "LOW"}));

    rules = german();
    rules.classes[1].taxes = {"LUXURY"};
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::unknown_tax, "books"}));

    rules = german();
    rules.groups = {{.code = "G", .members = {"LUXURY"}}};
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::unknown_tax, "G"}));

    rules = german();
    rules.groups = {{.code = "G", .members = {"VAT"}}};
    rules.classes[1].taxes = {"VAT", "G"};
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::named_twice, "books"}));

    rules = german();
    rules.taxes[4].tax.kind = TaxKind::division;
    rules.taxes[4].tax.rate = percent(100);
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::no_base_left, "books"}));
}

TEST(TaxTable, a_class_is_looked_at_on_every_day_its_taxes_change) {
    TaxRules rules = german();
    rules.taxes.push_back(period("HUGE", "-95", "2030-01-01"));
    rules.taxes.back().tax.included = true;
    rules.classes.push_back({.code = "odd", .taxes = {"LOW", "HUGE"}});
    EXPECT_TRUE(TaxTable::make(rules));
    rules.taxes.back().tax.rate = percent(-107);
    EXPECT_EQ(refusal(rules), (TaxTableRefusal{TaxTableError::no_base_left, "odd"}));
}

TEST(WithPrices, overrides_what_each_tax_says) {
    const std::vector<Tax> taxes{{.code = "A", .included = true}, {.code = "B", .included = false}};
    EXPECT_EQ(with_prices(taxes, PricesAre::as_each_tax_says), taxes);
    for (const Tax& tax : with_prices(taxes, PricesAre::with_tax)) EXPECT_TRUE(tax.included);
    for (const Tax& tax : with_prices(taxes, PricesAre::without_tax)) EXPECT_FALSE(tax.included);
}
