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
    /// What enrol-code printed for those tills, in a file.
    std::string codes(const std::vector<std::pair<std::string, std::string>>& tills) const {
        std::string all;
        for (const auto& [branch, terminal] : tills) {
            all += counterfoil({"enrol-code", "--branch", branch, "--terminal", terminal, "--db",
                                db(), "--json"})
                       .out;
        }
        test::write_file(file("codes"), all);
        return file("codes");
    }
    /// A command line that knows nothing of the office's database.
    std::vector<std::string> from_afar(const std::vector<std::string>& more) const {
        std::vector<std::string> words{
            "simulate",      "--office", "http://127.0.0.1:" + std::to_string(office_port_),
            "--currency",    "GBP",      "--zone",
            "Europe/London", "--sales",  "6"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    /// The manager's, in a file.
    std::string password() const {
        constexpr const char* kPassword = "correct horse & battery";
        test::write_file(file("password"), std::string{kPassword} + "\n");
        const auto set = test::run_program(
            {"/bin/sh", "-c", "\"$1\" user password Manager --db \"$2\" --password-stdin < \"$3\"",
             "sh", COUNTERFOIL_BINARY_DIR "/bin/counterfoil", db(), file("password")});
        EXPECT_EQ(set.exit, 0) << set.err;
        return file("password");
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

TEST_P(Simulate, JoinsWithCodesAndReadsTheBooksAtTheOfficesPages) {
    const auto simulate = [&](const std::vector<std::pair<std::string, std::string>>& tills) {
        json done = json_of(from_afar({"--codes", codes(tills), "--days", "2", "--user", "Manager",
                                       "--password-file", password(), "--json"}));
        EXPECT_EQ(done["agrees"], true) << done.dump(2);
        EXPECT_EQ(done["books_compared"], true);
        EXPECT_EQ(done["entries"], done["entries_at_office"]);
        EXPECT_EQ(done["entries_outside"], 0);
        for (const json& branch : done["branches"]) {
            EXPECT_EQ(branch["accepted_minor"], branch["sold_minor"]) << done.dump(2);
            EXPECT_EQ(branch["set_aside_minor"], 0);
            EXPECT_EQ(branch["differing_days"], json::array());
        }
        return done;
    };
    const json first = simulate({{"B01", "S1"}, {"B02", "S1"}, {"B01", "S2"}});
    EXPECT_EQ(first["tills"], 3);
    EXPECT_EQ(first["sales"], 3 * 2 * 6);
    ASSERT_EQ(first["branches"].size(), 2U);
    EXPECT_GT(sold(first), 0);
    EXPECT_EQ(in_books(), sold(first));
    // What was there before is nothing that these sold.
    const json second = simulate({{"B01", "S3"}});
    EXPECT_EQ(in_books(), sold(first) + sold(second));
    EXPECT_TRUE(outside_the_books().empty());
}

TEST_P(Simulate, SaysThatItDidNotLookAtTheBooks) {
    const json done = json_of(from_afar({"--codes", codes({{"B01", "S1"}}), "--json"}));
    EXPECT_EQ(done["agrees"], true);
    EXPECT_EQ(done["books_compared"], false);
    EXPECT_FALSE(done["branches"][0].contains("accepted_minor")) << done.dump(2);
    EXPECT_EQ(done["entries"], done["entries_at_office"]);
    EXPECT_EQ(in_books(), sold(done));
    const auto told = counterfoil(from_afar({"--codes", codes({{"B01", "S2"}})}));
    EXPECT_NE(told.out.find("was not compared"), std::string::npos) << told.out;
    // One whose sales are there already.
    const auto used = counterfoil(from_afar({"--codes", codes({{"B01", "S1"}})}), 1);
    EXPECT_NE(used.err.find("B01-S1 is in use"), std::string::npos) << used.err;
}

TEST_P(Simulate, SaysWhatToGiveWithoutTheDatabase) {
    const std::string url = "http://127.0.0.1:" + std::to_string(office_port_);
    const auto nothing = counterfoil({"simulate", "--office", url}, 2);
    EXPECT_NE(nothing.err.find("--office-db DB"), std::string::npos) << nothing.err;
    EXPECT_NE(nothing.err.find("--codes FILE"), std::string::npos) << nothing.err;
    const std::string two = codes({{"B01", "S1"}, {"B01", "S2"}});
    EXPECT_NE(counterfoil(from_afar({"--codes", two, "--tills", "3"}), 1).err.find("2 codes"),
              std::string::npos);
    counterfoil(from_afar({"--codes", two, "--office-db", db()}), 2);
    counterfoil(from_afar({"--codes", two, "--price-changes", "1"}), 2);
    counterfoil(from_afar({"--codes", two, "--user", "Manager"}), 2);
    const auto dollars = counterfoil({"simulate", "--office", url, "--codes", two, "--currency",
                                      "USD", "--zone", "Europe/London"},
                                     1);
    EXPECT_NE(dollars.err.find("GBP"), std::string::npos) << dollars.err;
    test::write_file(file("guess"), "no password\n");
    const auto stranger = counterfoil(
        from_afar({"--codes", two, "--user", "Manager", "--password-file", file("guess")}), 1);
    EXPECT_NE(stranger.err.find("does not let Manager in"), std::string::npos) << stranger.err;
    // None of that used up a code.
    EXPECT_EQ(json_of(from_afar({"--codes", two, "--json"}))["agrees"], true);
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
