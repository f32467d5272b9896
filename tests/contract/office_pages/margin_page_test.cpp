// Goal: managers at head office see what sold goods cost and what is left of their takings; others
// see neither the page nor the way to it. Method: a small office that the built programs fill,
// asked over HTTP by hand; the figures are worked out by hand.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;

class OfficeMargin : public test::OfficePages {};

TEST_P(OfficeMargin, IsForManagers) {
    test::write_file(file("things.csv"),
                     "number,name,price,cost,department\n"
                     "S0,Thing,2.00,0.50,Dairy\nS1,Other,2.00,,Dairy\n");
    counterfoil({"import", "items", file("things.csv"), "--db", db(), "--quiet"});
    auto& one = till("B01", "T1");
    drain(one);
    test::write_file(file("sales.csv"),
                     "receipt,sku,name,quantity,price,at\n"
                     "R1,S0,Thing,3,2.00,2010-12-01 09:00:00\n"
                     "R1,S1,Other,1,2.00,2010-12-01 09:00:00\n"
                     "R2,S0,Thing,1,0.40,2010-12-02 09:00:00\n");
    counterfoil({"ring", file("sales.csv"), "--db", one.db});
    drain(one);

    const std::string cookie = session();
    const std::string days = "from=2010-12-01&to=2010-12-03";
    const json page = json::parse(ask("/overview/margin?as=json&" + days, cookie).body);
    ASSERT_EQ(page["by_item"].size(), 2U);
    const json& thing = page["by_item"][0];
    EXPECT_EQ(thing["goods_number"], "S0");
    EXPECT_EQ(thing["quantity"], "4");
    EXPECT_EQ(thing["margin_without_tax"], "6.40");
    EXPECT_EQ(thing["margin_cost"], "2.00");
    EXPECT_EQ(thing["margin_amount"], "4.40");
    EXPECT_EQ(thing["margin_share"], "68.8");
    EXPECT_EQ(thing["margin_unknown"], "0.00");
    EXPECT_EQ(page["by_item"][1]["margin_unknown"], "2.00");
    ASSERT_EQ(page["by_department"].size(), 1U);
    EXPECT_EQ(page["by_department"][0]["margin_without_tax"], "8.40");
    EXPECT_EQ(page["by_department"][0]["margin_amount"], "4.40");
    EXPECT_EQ(page["by_department"][0]["margin_unknown"], "2.00");
    const json first =
        json::parse(ask("/overview/margin?as=json&from=2010-12-02&to=2010-12-02", cookie).body);
    EXPECT_EQ(first["by_item"][0]["margin_amount"], "-0.10") << "at a loss";

    const std::string mark = ask("/overview", cookie).mark();
    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask("/overview/margin", eve).status, 403);
    EXPECT_EQ(ask("/overview/margin?as=csv", eve).status, 403);
    EXPECT_NE(ask("/overview", cookie).body.find("/overview/margin"), std::string::npos);
    EXPECT_EQ(ask("/overview", eve).body.find("/overview/margin"), std::string::npos);
    EXPECT_EQ(ask("/overview/margin", cookie + "; counterfoil_language=de")
                      .body.find("Einkauf und Spanne") == std::string::npos,
              false);
}

}  // namespace

ON_EITHER_ENGINE(OfficeMargin);
