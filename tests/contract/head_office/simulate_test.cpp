// Goal: simulated tills are tills: they join, their journals are taken in to the last entry, none
// is parked, and what they sold is in the books to the penny. Method: the built programs on both
// engines; the books are looked at by other commands than the one that made the load.
#include "tests/contract/head_office/head_office.hpp"

namespace {

using nlohmann::json;

class Simulate : public test::HeadOffice {
protected:
    json simulated(const std::vector<std::string>& more) const {
        std::vector<std::string> words{
            "simulate",    "--office", "http://127.0.0.1:" + std::to_string(office_port_),
            "--office-db", db(),       "--json"};
        words.insert(words.end(), more.begin(), more.end());
        json done = json_of(words);
        EXPECT_EQ(done["agrees"], true) << done.dump(2);
        EXPECT_EQ(done["entries"], done["entries_at_office"]);
        EXPECT_EQ(done["errors"], json::array());
        return done;
    }
    std::int64_t in_books() const {
        std::int64_t sum = 0;
        for (const auto& [key, pence] : in_the_books()) sum += pence;
        return sum;
    }
    static std::int64_t sold(const json& done) {
        std::int64_t sum = 0;
        for (const auto& branch : done["branches"]) sum += branch["sold_minor"].get<std::int64_t>();
        return sum;
    }
};

TEST_P(Simulate, SellsWholeDaysAndTheBooksSaySo) {
    const std::vector<std::string> load{"--tills", "5", "--days", "2", "--sales", "12"};
    const json first = simulated(load);
    EXPECT_EQ(first["sales"], 5 * 2 * 12);
    ASSERT_EQ(first["branches"].size(), 2U);
    EXPECT_EQ(in_books(), sold(first));
    // The same again are other tills.
    const json second = simulated(load);
    EXPECT_EQ(sold(second), sold(first));
    EXPECT_EQ(in_books(), sold(first) + sold(second));
    EXPECT_TRUE(outside_the_books().empty());
    counterfoil({"verify", "--db", db()});
}

TEST_P(Simulate, SellsOnlineAndSaysHowLongASaleTakes) {
    const json done = simulated({"--tills", "4", "--online", "120", "--seconds", "2"});
    EXPECT_GT(done["sales"], 0);
    EXPECT_GE(done["latency_ms"]["p99"], done["latency_ms"]["p50"]);
    EXPECT_EQ(in_books(), sold(done));
    EXPECT_TRUE(outside_the_books().empty());
}

TEST_P(Simulate, SellsWhatAFileSays) {
    test::write_file(file("baskets.csv"),
                     "receipt,sku,name,quantity,price,at\n"
                     "R1,A,Tea,2,1.50,2010-12-01 09:00:00\n"
                     "R1,B,Milk,1,0.99,2010-12-01 09:00:00\n"
                     "R2,A,Tea,-1,1.50,2010-12-01 09:10:00\n");
    const json done = simulated({"--tills", "1", "--sales", "3", "--baskets", file("baskets.csv")});
    EXPECT_EQ(sold(done), 3 * 399);
    EXPECT_EQ(in_books(), 3 * 399);
}

TEST_P(Simulate, FindsTheColumnsOfAFileOfReceipts) {
    test::write_file(file("retail.csv"),
                     "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,"
                     "Country\n"
                     "536365,85123A,HEART HOLDER,2,2010-12-01 08:26:00,2.55,17850.0,France\n");
    const json done = simulated({"--tills", "1", "--sales", "2", "--baskets", file("retail.csv")});
    EXPECT_EQ(sold(done), 2 * 510);
    test::write_file(file("odd.csv"),
                     "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,What\n"
                     "536365,85123A,HEART HOLDER,2,2010-12-01 08:26:00,2.55\n");
    const json mapped = simulated(
        {"--tills", "1", "--sales", "2", "--baskets", file("odd.csv"), "--map", "price=What"});
    EXPECT_EQ(sold(mapped), 2 * 510);
    const auto refused =
        counterfoil({"simulate", "--office", "http://127.0.0.1:" + std::to_string(office_port_),
                     "--office-db", db(), "--baskets", file("odd.csv")},
                    2);
    EXPECT_NE(refused.err.find("price"), std::string::npos) << refused.err;
}

TEST_P(Simulate, ChangesPricesThatEveryTillTakesIn) {
    const std::vector<std::string> changes{"--tills", "6", "--price-changes", "3"};
    std::vector<std::string> words{"simulate", "--office",
                                   "http://127.0.0.1:" + std::to_string(office_port_),
                                   "--office-db", db()};
    words.insert(words.end(), changes.begin(), changes.end());
    EXPECT_NE(counterfoil(words, 1).err.find("no goods"), std::string::npos);
    test::write_file(file("goods.csv"), "number,name,price\nP0,Apple,0.50\n");
    counterfoil({"import", "items", file("goods.csv"), "--db", db(), "--quiet"});
    const json done = simulated(changes);
    EXPECT_EQ(done["sales"], 0);
    EXPECT_GE(done["latency_ms"]["most"], done["latency_ms"]["p50"]);
    EXPECT_EQ(json_of({"price", "P0", "--db", db(), "--json"})["price"], "1.50");
}

TEST_P(Simulate, NeedsAnOfficeThatAnswers) {
    kill_office();
    const auto ended =
        counterfoil({"simulate", "--office", "http://127.0.0.1:" + std::to_string(office_port_),
                     "--office-db", db(), "--tills", "1"},
                    3);
    EXPECT_FALSE(ended.err.empty());
}

ON_EITHER_ENGINE(Simulate);

}  // namespace
