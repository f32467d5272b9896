// Goal: a shop's stock is counted and received by command, with who and why in the journal; how
// tills go by it is a setting; what goods cost when they were sold, and the margin, come with the
// takings. Method: the command, on either engine, from import to report.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

class StockCommands : public test::CommandLine {
protected:
    void SetUp() override {
        CommandLine::SetUp();
        init();
        done({"tax", "A", "25", "--name", "VAT", "--class", "standard"});
        import(
            "number,name,price,cost,department,tax,unit\n"
            "M,Milk,1.25,0.70,Dairy,standard,\n"
            "C,Cheese,25.00,12.00,Dairy,standard,kg\n"
            "B,Bread,2.50,,Bakery,standard,\n");
    }
    void import(const std::string& table) {
        done({"import", "items", file_of("goods.csv", table)});
    }
    void ring(const std::string& rows) {
        done({"ring", file_of("sales.csv", "receipt,sku,name,quantity,price,at\n" + rows),
              "--refund-prefix", "C"});
    }
    Json rows_of(std::vector<std::string> words) {
        words.emplace_back("--json");
        return Json::parse(done(std::move(words)).out);
    }
    Json stock_of(const std::string& number) {
        const Json rows = rows_of({"stock", "list"});
        for (const auto& row : rows)
            if (row["number"] == number) return row;
        return {};
    }
};

TEST_P(StockCommands, CountAndReceive) {
    ring("1,M,Milk,3,1.25,2010-12-01 08:26:00\n");
    EXPECT_EQ(stock_of("M")["quantity"], "-3");
    EXPECT_EQ(stock_of("M")["counted"], false);
    EXPECT_THAT(done({"stock", "receive", "M=24"}).err,
                HasSubstr("M Milk: in stock never counted"));
    EXPECT_EQ(stock_of("M")["counted"], false) << "what came in is no count";
    EXPECT_THAT(done({"stock", "count", "M=20", "C=1.204", "--reason", "stock-take"}).err,
                HasSubstr("C Cheese: in stock never counted -> counted 1.204 kg"));
    EXPECT_EQ(stock_of("M")["quantity"], "20");
    EXPECT_EQ(stock_of("M")["counted"], true);
    EXPECT_EQ(stock_of("C")["quantity"], "1.204");
    EXPECT_THAT(done({"stock", "count", "M=12"}).err,
                HasSubstr("M Milk: in stock 20 -> counted 12"));
    EXPECT_THAT(done({"stock", "receive", "M=24", "--reference", "DN1"}).err,
                HasSubstr("in stock 12 -> 36"));
    EXPECT_THAT(done({"stock", "receive", "M=24", "--reference", "DN1"}).err,
                HasSubstr("said before"));
    EXPECT_EQ(stock_of("M")["quantity"], "36");
    EXPECT_THAT(done({"stock", "list"}).out, HasSubstr("counted"));
    done({"verify"});
}

TEST_P(StockCommands, ThatCannotBeMeantChangeNothing) {
    struct Case {
        Exit exit;
        std::vector<std::string> words;
        const char* says;
    };
    const Case cases[] = {
        {Exit::usage, {"count", "M"}, "such as 1001=12"},
        {Exit::usage, {"count", "=12"}, "such as 1001=12"},
        {Exit::usage, {"count", "M=1,5"}, "such as 1001=12"},
        {Exit::usage, {"count", "M=-1"}, "less than none"},
        {Exit::usage, {"receive", "M=0"}, "more than none"},
        {Exit::usage, {"count", "M=1", "M=2"}, "stands there twice"},
        {Exit::usage, {"count", "C=1.204", "M=1.5"}, "M Milk: 1.5 is no whole number"},
        {Exit::usage, {"receive", "M=0.5"}, "sold by the piece"},
        {Exit::refused, {"count", "M=1", "X=2"}, "There are no goods X."},
    };
    for (const auto& [exit, words, says] : cases) {
        std::vector<std::string> all{"stock"};
        all.insert(all.end(), words.begin(), words.end());
        all.insert(all.end(), {"--db", db()});
        EXPECT_THAT(refused(exit, all), HasSubstr(says));
    }
    EXPECT_TRUE(rows_of({"stock", "list"}).empty());
}

TEST_P(StockCommands, AreASettingOfTheShop) {
    const auto settings = [&] { return rows_of({"settings"}); };
    EXPECT_EQ(settings()["stock"], "allow");
    EXPECT_EQ(settings()["show_stock"], true);
    done({"settings", "--stock", "block", "--show-stock", "no"});
    EXPECT_EQ(settings()["stock"], "block");
    EXPECT_EQ(settings()["show_stock"], false);
    done({"settings", "--stock", "warn", "--name", "Corner"});
    EXPECT_EQ(settings()["stock"], "warn");
    EXPECT_EQ(settings()["show_stock"], false) << "what is not said stays";
    EXPECT_EQ(settings()["name"], "Corner");
    EXPECT_THAT(refused(Exit::usage, {"settings", "--stock", "maybe", "--db", db()}),
                HasSubstr("allow, warn, block"));
    EXPECT_THAT(refused(Exit::usage, {"settings", "--show-stock", "1", "--db", db()}),
                HasSubstr("neither yes nor no"));
    EXPECT_THAT(
        refused(Exit::usage, {"settings", "--stock", "warn", "--branch", "B01", "--db", db()}),
        HasSubstr("leave out --branch"));
    EXPECT_EQ(settings()["stock"], "warn");
}

TEST_P(StockCommands, CostsAndMarginsComeWithTheTakings) {
    ring(
        "1,M,Milk,4,1.25,2010-12-01 08:26:00\n"
        "1,C,Cheese,0.5,25.00,2010-12-01 08:26:00\n"
        "2,B,Bread,2,2.50,2010-12-01 09:00:00\n"
        "C3,M,Milk,-1,1.25,2010-12-01 09:10:00\n");
    // What the goods cost now says nothing of what they were sold at.
    import("number,name,price,cost,department,tax,unit\nM,Milk,1.25,0.90,Dairy,standard,\n");
    ring("4,M,Milk,1,1.25,2010-12-02 08:00:00\n");
    const Json items = rows_of({"takings", "--by", "item", "--margin"});
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0]["item"], "B");
    EXPECT_EQ(items[0]["cost"], "0.00");
    EXPECT_EQ(items[0]["margin_percent"], nullptr);
    EXPECT_EQ(items[0]["without_cost"], "4.00");
    EXPECT_EQ(items[1]["name"], "Cheese");
    EXPECT_EQ(items[1]["quantity"], "0.5");
    EXPECT_EQ(items[1]["without_tax"], "10.00");
    EXPECT_EQ(items[1]["cost"], "6.00");
    EXPECT_EQ(items[1]["margin"], "4.00");
    EXPECT_EQ(items[1]["margin_percent"], "40.0");
    // Four sold, one back, one later at another cost: 3 at 0.70 and one at 0.90.
    EXPECT_EQ(items[2], Json::parse(R"({"item":"M","name":"Milk","quantity":"4","currency":"GBP",
        "sales":2,"refunds":1,"gross":"6.25","refunded":"1.25","net":"5.00","tax":"1.00",
        "discount":"0.00","rounding":"0.00","without_tax":"4.00","cost":"3.00","margin":"1.00",
        "margin_percent":"25.0","without_cost":"0.00"})"));
    const Json first = rows_of(
        {"takings", "--by", "item", "--margin", "--from", "2010-12-01", "--to", "2010-12-01"});
    EXPECT_EQ(first[2]["cost"], "2.10");

    const Json departments = rows_of({"takings", "--by", "department", "--margin"});
    ASSERT_EQ(departments.size(), 2U);
    EXPECT_EQ(departments[1]["name"], "Dairy");
    EXPECT_EQ(departments[1]["sales"], 2) << "tickets, as without margins";
    EXPECT_EQ(departments[1]["cost"], "9.00");
    EXPECT_EQ(departments[1]["margin"], "5.00");
    EXPECT_EQ(departments[1]["margin_percent"], "35.7");
    const Json plain_rows = rows_of({"takings", "--by", "department"});
    for (const auto& plain : plain_rows) {
        for (const auto& with : departments) {
            if (plain["department"] != with["department"]) continue;
            for (const auto& [key, value] : plain.items()) EXPECT_EQ(with[key], value) << key;
        }
    }
    EXPECT_FALSE(rows_of({"takings", "--by", "item"})[0].contains("cost"));
    EXPECT_THAT(done({"takings", "--by", "item", "--margin", "--format", "csv"}).out,
                HasSubstr("without_tax,cost,margin,margin_percent,without_cost\n"));
    EXPECT_THAT(refused(Exit::usage, {"takings", "--margin", "--db", db()}),
                HasSubstr("--by department or --by item"));
}

}  // namespace

ON_EITHER_ENGINE(StockCommands);
