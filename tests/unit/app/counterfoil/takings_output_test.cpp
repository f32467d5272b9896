// Goal: takings come out with the names, counts and decimal strings that other programs read.
#include "app/counterfoil/takings_output.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

using namespace app::counterfoil;
using pos::report::TakingsBy;
using pos::report::TakingsRow;

namespace {

TakingsRow a_day() {
    TakingsRow row{.day = pos::make_date(2010, 12, 1), .currency = *pos::currency_of("GBP")};
    row.figures = {.sales = 136,
                   .refunds = 6,
                   .gross_minor = 5'896'079,
                   .refunded_minor = 32'523,
                   .tax_minor = 7};
    row.tenders.push_back({.code = "cash",
                           .name = "Cash",
                           .payments = 142,
                           .gross_minor = 5'896'079,
                           .refunded_minor = 32'523});
    return row;
}

}  // namespace

TEST(TakingsOutput, a_day_as_json) {
    std::ostringstream out;
    write_takings(out, Format::json, {TakingsBy::day}, {a_day()});
    const auto json = nlohmann::json::parse(out.str());
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["day"], "2010-12-01");
    EXPECT_EQ(json[0]["currency"], "GBP");
    EXPECT_EQ(json[0]["sales"], 136);
    EXPECT_EQ(json[0]["refunds"], 6);
    EXPECT_EQ(json[0]["gross"], "58960.79");
    EXPECT_EQ(json[0]["refunded"], "325.23");
    EXPECT_EQ(json[0]["net"], "58635.56");
    EXPECT_EQ(json[0]["tax"], "0.07");
    EXPECT_EQ(json[0]["discount"], "0.00");
    EXPECT_EQ(json[0]["rounding"], "0.00");
    EXPECT_EQ(json[0]["tenders"][0]["tender"], "cash");
    EXPECT_EQ(json[0]["tenders"][0]["net"], "58635.56");
}

TEST(TakingsOutput, nothing_sold_is_an_empty_array_and_a_table_with_its_head) {
    std::ostringstream json;
    write_takings(json, Format::json, {TakingsBy::hour}, {});
    EXPECT_EQ(json.str(), "[]\n");
    std::ostringstream table;
    write_takings(table, Format::csv, {TakingsBy::tender}, {});
    EXPECT_EQ(table.str(), "tender,name,payments,currency,sales,refunds,gross,refunded,net\n");
}

TEST(TakingsOutput, tables_and_csv_have_the_same_columns_without_the_tenders) {
    std::ostringstream out;
    write_takings(out, Format::csv, {TakingsBy::day}, {a_day()});
    EXPECT_EQ(out.str(),
              "day,currency,sales,refunds,gross,refunded,net,tax,discount,rounding\n"
              "2010-12-01,GBP,136,6,58960.79,325.23,58635.56,0.07,0.00,0.00\n");
}
