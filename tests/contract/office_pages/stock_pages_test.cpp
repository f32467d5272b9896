// Goal: people at head office see what each branch has of its goods, what moved, and correct it;
// and what one item did so far. Method: a small office that the built programs fill, asked over
// HTTP by hand; the figures are worked out by hand.
#include <algorithm>

#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeStock : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        if (HasFatalFailure()) return;
        import_goods();
        till("B01", "T1");
        till("B02", "T1");
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    json exported(const std::string& path) const {
        const char* sign = path.find('?') == std::string::npos ? "?" : "&";
        return json::parse(ask(path + sign + "as=json", cookie_).body);
    }
    void adjust(const char* number, const char* quantity, const char* branch) const {
        counterfoil({"stock", "adjust", number, quantity, "--branch", branch, "--reason",
                     "delivery", "--db", db()});
    }
    std::string once() const {
        const Heard page = ask("/stock/item?number=P1", cookie_);
        const auto at = page.body.find("name=\"once\" value=\"");
        return at == page.body.npos ? std::string{} : page.body.substr(at + 19, 64);
    }
    long correct(const std::string& form) const {
        return send("/stock/item?number=P1", cookie_, "mark=" + mark_ + "&branch=B01&" + form)
            .status;
    }
    std::string stock_of_p1() const {
        const auto stock = exported("/stock/item?number=P1");
        for (const auto& row : stock["by_branch"]) {
            if (row["branch"] == "B01") return row["quantity"];
        }
        return {};
    }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeStock, ShowsWhatABranchHas) {
    EXPECT_TRUE(has(ask("/stock", cookie_), "Nothing has moved in that branch."));
    adjust("P0", "12", "B01");
    adjust("P1", "-3", "B01");
    adjust("P1", "7", "B02");
    json rows = exported("/stock?branch=B01")["stock"];
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0]["number"], "P0");
    EXPECT_EQ(rows[0]["quantity"], "12");
    EXPECT_EQ(rows[0]["state"], "");
    EXPECT_EQ(rows[1]["quantity"], "-3");
    EXPECT_EQ(rows[1]["state"], "negative");
    // The first branch, where none is named.
    EXPECT_EQ(exported("/stock")["stock"], rows);
    EXPECT_EQ(exported("/stock?branch=B02")["stock"].size(), 1U);
    EXPECT_EQ(exported("/stock?branch=B01&words=pear")["stock"].size(), 1U);
    EXPECT_EQ(exported("/stock?branch=B01&words=P0")["stock"].size(), 1U);
    EXPECT_EQ(exported("/stock?branch=B01&skip=1")["stock"].size(), 1U);
    EXPECT_TRUE(has(ask("/stock?branch=B01&words=zzz", cookie_), "Nothing of that kind"));
    // Below zero is said in words, not by its colour alone.
    const Heard page = ask("/stock?branch=B01", cookie_);
    EXPECT_TRUE(has(page, "▼ below zero"));
    EXPECT_TRUE(has(page, "Pear &lt;b&gt;green&lt;/b&gt;"));
    EXPECT_TRUE(has(page, "/stock/item?branch=B01&amp;number=P1"));
    rows = exported("/stock?branch=B01&short=1")["stock"];
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["number"], "P1");
    EXPECT_TRUE(has(ask("/stock?branch=B02&short=1", cookie_), "Nothing is short"));
    EXPECT_TRUE(
        ask("/stock?branch=B01&as=csv&table=stock", cookie_)
            .body.starts_with("number,name,quantity,unit,state,sold,lasts\r\nP0,Apple,12,"));
    EXPECT_TRUE(ask("/stock?branch=B01&as=xlsx", cookie_).body.starts_with("PK"));
    EXPECT_EQ(ask("/stock/item?number=NONE", cookie_).status, 404);
    EXPECT_EQ(ask("/stock/nothing", cookie_).status, 404);
}

TEST_P(OfficeStock, IsCorrectedOnceAndWithAReason) {
    EXPECT_EQ(correct("what=add&quantity=&reason=x&once=" + once()), 409);
    EXPECT_EQ(correct("what=add&quantity=abc&reason=x&once=" + once()), 409);
    EXPECT_EQ(correct("what=add&quantity=-3&reason=x&once=" + once()), 409);
    EXPECT_EQ(correct("what=add&quantity=0&reason=x&once=" + once()), 409);
    EXPECT_EQ(correct("what=add&quantity=3&reason=&once=" + once()), 409);
    EXPECT_EQ(correct("what=add&quantity=3&reason=x&once=short"), 409);
    EXPECT_EQ(stock_of_p1(), "");
    // They are sold by the piece until they have a unit.
    EXPECT_EQ(correct("what=count&quantity=12.5&reason=x&once=" + once()), 409);
    const Heard whole =
        send("/stock/item?number=P1", cookie_ + "; counterfoil_language=de",
             "mark=" + mark_ + "&branch=B01&what=add&quantity=1,5&reason=x&once=" + once());
    EXPECT_EQ(whole.status, 409);
    EXPECT_TRUE(has(whole, "Diese Ware wird stückweise verkauft"));
    EXPECT_EQ(stock_of_p1(), "");
    test::write_file(file("by_weight.csv"),
                     "number,name,price,unit\nP1,Pear <b>green</b>,1.00,kg\n");
    counterfoil({"import", "items", file("by_weight.csv"), "--db", db(), "--quiet"});
    const std::string form = "what=add&quantity=12.5&reason=Delivery+%3Cb%3E&once=" + once();
    EXPECT_EQ(correct(form), 303);
    EXPECT_EQ(stock_of_p1(), "12.5");
    // Sent twice it counts once, and says so.
    EXPECT_EQ(correct(form), 409);
    EXPECT_EQ(stock_of_p1(), "12.5");
    EXPECT_EQ(correct("what=take&quantity=2&reason=breakage&once=" + once()), 303);
    EXPECT_EQ(stock_of_p1(), "10.5");
    EXPECT_EQ(correct("what=count&quantity=4&reason=count&once=" + once()), 303);
    EXPECT_EQ(stock_of_p1(), "4");
    EXPECT_EQ(correct("what=count&quantity=0&reason=count&once=" + once()), 303);
    EXPECT_EQ(stock_of_p1(), "0");
    // A German page reads German figures.
    EXPECT_EQ(send("/stock/item?number=P1", cookie_ + "; counterfoil_language=de",
                   "mark=" + mark_ + "&branch=B01&what=add&quantity=1,5&reason=x&once=" + once())
                  .status,
              303);
    EXPECT_EQ(stock_of_p1(), "1.5");
    EXPECT_EQ(send("/stock/item?number=P1", cookie_,
                   "mark=" + mark_ + "&branch=B09&what=add&quantity=1&reason=x&once=" + once())
                  .status,
              409);

    const json moved = exported("/stock/item?number=P1")["movements"];
    ASSERT_EQ(moved.size(), 5U);
    EXPECT_EQ(moved[0]["quantity"], "1.5");
    EXPECT_EQ(moved[4]["quantity"], "12.5");
    EXPECT_EQ(moved[4]["what"], "Delivery <b>");
    EXPECT_EQ(moved[3]["quantity"], "-2");
    EXPECT_EQ(exported("/stock/item?number=P1&branch=B02")["movements"].size(), 0U);
    EXPECT_EQ(exported("/stock/item?number=P1&from=2001-01-01&to=2001-02-01")["movements"].size(),
              0U);
    EXPECT_FALSE(has(ask("/stock/item?number=P1", cookie_), "Delivery <b>"));
    const json audit = exported("/audit?topic=stock")["audit"];
    EXPECT_EQ(audit[0]["what"], "Stock of B01: P1 Pear <b>green</b> +1.5 (x)");
    EXPECT_EQ(audit[0]["who"], "Manager");
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeStock, IsWhatItsMovementsComeTo) {
    test::write_file(file("things.csv"),
                     "number,name,price\nS0,Thing,1.00\nS1,Thing,1.00\nS2,Thing,1.00\n");
    counterfoil({"import", "items", file("things.csv"), "--db", db(), "--quiet"});
    auto& one = *tills_[0];
    drain(one);
    sell(one, 9);
    drain(one);
    adjust("S0", "100", "B01");
    const json rows = exported("/stock?branch=B01&words=thing")["stock"];
    ASSERT_GE(rows.size(), 1U);
    for (const auto& row : rows) {
        const std::string number = row["number"];
        double sum = 0;
        std::size_t sales = 0;
        for (const char* days : {"&from=2010-12-01&to=2010-12-03", ""}) {
            const json item = exported("/stock/item?number=" + number + days);
            for (const auto& moved : item["movements"]) {
                sum += std::stod(moved["quantity"].get<std::string>());
                if (moved["what"] == "sold") ++sales;
            }
        }
        EXPECT_EQ(sum, std::stod(row["quantity"].get<std::string>())) << number;
        EXPECT_GE(sales, 1U) << number;
    }
    EXPECT_TRUE(has(ask("/stock/item?number=S0&from=2010-12-01&to=2010-12-03", cookie_),
                    "/receipts?branch=B01&amp;from=2010-12-0"));
}

TEST_P(OfficeStock, IsReadByEverybodyAndCorrectedByManagers) {
    adjust("P1", "3", "B01");
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask("/stock", eve).status, 200);
    const Heard page = ask("/stock/item?number=P1", eve);
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(has(page, "name=\"once\""));
    EXPECT_EQ(send("/stock/item?number=P1", eve,
                   "mark=" + ask("/overview", eve).mark() +
                       "&branch=B01&what=add&quantity=1&reason=x&once=" + once())
                  .status,
              403);
    EXPECT_EQ(stock_of_p1(), "3");
    // Nor does the catalogue tell them what goods cost the business.
    EXPECT_FALSE(json::parse(ask("/goods?as=json", eve).body)["goods"][0].contains("cost"));
    EXPECT_TRUE(exported("/goods")["goods"][0].contains("cost"));
}

TEST_P(OfficeStock, StandsOnThePageOfTheGoods) {
    adjust("P1", "3", "B01");
    adjust("P1", "-4", "B02");
    EXPECT_EQ(send("/goods/item", cookie_, "mark=" + mark_ + "&number=P1&price=1.80").status, 303);
    EXPECT_EQ(send("/goods/item", cookie_,
                   "mark=" + mark_ + "&number=P1&price=1.75&from=2100-01-01T08:30&branch=B01")
                  .status,
              303);
    EXPECT_EQ(send("/goods/item", cookie_, "mark=" + mark_ + "&number=P0&price=9.99").status, 303);
    const json page = exported("/goods/item?number=P1");
    ASSERT_EQ(page["stock"].size(), 2U);
    EXPECT_EQ(page["stock"][0]["quantity"], "3");
    EXPECT_EQ(page["stock"][1]["state"], "negative");
    ASSERT_EQ(page["price_changes"].size(), 2U);
    EXPECT_EQ(page["price_changes"][0]["after"], "1.75");
    EXPECT_EQ(page["price_changes"][0]["branch"], "B01");
    EXPECT_EQ(page["price_changes"][1]["before"], "1.00");
    EXPECT_EQ(page["price_changes"][1]["after"], "1.80");
    EXPECT_EQ(page["price_changes"][1]["by"], "Manager");
    EXPECT_EQ(page["item_days"].size(), 0U);
    const Heard shown = ask("/goods/item?number=P1", cookie_);
    EXPECT_TRUE(has(shown, "<svg class=\"chart\""));
    EXPECT_TRUE(has(shown, "/stock/item?branch=B02&amp;number=P1"));
    // A file of goods is one that can be read in again.
    const Heard csv = ask("/goods?as=csv&table=goods", cookie_);
    EXPECT_TRUE(csv.body.starts_with("number,name,barcode,department,price,unit,tax,"));
    test::write_file(file("again.csv"), csv.body);
    counterfoil({"import", "items", file("again.csv"), "--db", db(), "--quiet"});
    EXPECT_EQ(ask("/goods?as=csv&table=goods", cookie_).body, csv.body);
}

}  // namespace

ON_EITHER_ENGINE(OfficeStock);
