// Goal: people see what was billed and used on any days, and take it away as a file. Method: a
// small office asked over HTTP; the figures are worked out by hand.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

class OfficeReport : public test::OfficePages {};

TEST_P(OfficeReport, AddsUpWhatWasBilledAndUsed) {
    bill_three();
    const std::string cookie = session();
    const std::string path = "/billing/report?from=" + begin_ + "&to=" + billed_;
    const json told = json::parse(ask(path + "&as=json", cookie).body);
    ASSERT_EQ(told["months"].size(), 1U);
    EXPECT_EQ(told["months"][0]["month"], billed_.substr(0, 7));
    EXPECT_EQ(told["months"][0]["currency"], "GBP");
    // 1001 alone: 100 × 0.30 + 30.5 × 0.25.
    json kwh;
    for (const auto& one : told["charges"]) {
        EXPECT_EQ(one["plan"], "POWER");
        if (one["charge"] == "kwh") kwh = one;
    }
    EXPECT_EQ(kwh["net"], "37.63");
    EXPECT_EQ(kwh["lines"], 1);
    ASSERT_EQ(told["meters"].size(), 1U);
    EXPECT_EQ(told["meters"][0]["meter"], "kwh");
    EXPECT_EQ(told["meters"][0]["records"], 1);
    EXPECT_EQ(told["meters"][0]["quantity"], "130.5");
    // A credit takes away; another month has neither.
    const json rows =
        json::parse(ask("/billing/documents?as=json&account=1001", cookie).body)["documents"];
    counterfoil({"document", "credit", rows.at(0)["number"].get<std::string>(), "--reason", "test",
                 "--db", db()});
    const Heard csv = ask(
        "/billing/report?from=" + begin_ + "&to=" + test::day_ago(-1, 1) + "&as=csv&table=months",
        cookie);
    EXPECT_EQ(csv.status, 200);
    EXPECT_TRUE(csv.body.starts_with("month,lines,net,tax,currency\r\n")) << csv.body;
    EXPECT_NE(csv.body.find(",-57.43,-11.49,GBP"), std::string::npos) << csv.body;
    const json none =
        json::parse(ask("/billing/report?from=2001-01-01&to=2001-01-31&as=json", cookie).body);
    EXPECT_EQ(none["months"].size(), 0U);
    EXPECT_EQ(none["meters"].size(), 0U);
    const Heard german = ask("/billing/report", cookie + "; counterfoil_language=de");
    EXPECT_EQ(german.status, 200);
    EXPECT_NE(german.body.find("Umsatz und Verbrauch"), std::string::npos);
}

}  // namespace

ON_EITHER_ENGINE(OfficeReport);
