// Goal: what head office changes comes to tills whatever the network, the office and its backups
// do. Method: the built programs on the loopback interface, on both engines; goods are imported at
// the office, sessions are cut at random places, and what the till sells at is asked of the till.
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/contract/head_office/head_office.hpp"

namespace {

using test::HeadOffice;
using test::TillOnDisk;

class HeadOfficeFeed : public HeadOffice {
protected:
    /// So many items at the office, each for that many pence and its own number's.
    void import(int items, int pence) {
        std::string rows = "number,name,barcode,price\n";
        for (int i = 0; i < items; ++i) {
            const int price = pence + i;
            rows += "N" + std::to_string(i) + ",Thing " + std::to_string(i) + ",C" +
                    std::to_string(1'000 + i) + "," + std::to_string(price / 100) + "." +
                    std::to_string(price / 10 % 10) + std::to_string(price % 10) + "\n";
        }
        test::write_file(file("items.csv"), rows);
        counterfoil({"import", "items", file("items.csv"), "--db", db(), "--quiet"});
    }
    std::string price_at(const TillOnDisk& till, int item) const {
        return json_of({"price", "N" + std::to_string(item), "--db", till.db, "--json"})["price"];
    }
};

TEST_P(HeadOfficeFeed, ComesThroughAnyCut) {
    import(700, 1'000);
    auto& one = till("B01", "T1");
    int cuts = 0;
    for (int round = 0; round < 10; ++round) {
        // A snapshot is some 20 KB.
        proxy_->cut_next({.after_heard = 1 + random_() % 24'000});
        if (sync(one).first != 0) ++cuts;
    }
    EXPECT_GT(cuts, 0);
    drain(one);
    for (const int item : {0, 1, 350, 699}) {
        EXPECT_EQ(price_at(one, item), std::to_string(10 + item / 100) + "." +
                                           std::to_string(item / 10 % 10) +
                                           std::to_string(item % 10));
    }
    // Once is enough.
    EXPECT_EQ(sync(one).second["changes"], 0);
}

TEST_P(HeadOfficeFeed, BringsTaxesThatATillThenHas) {
    auto& one = till("B01", "T1");
    const std::string at_till = "This till has joined the head office";
    EXPECT_NE(counterfoil({"tax", "A", "10", "--db", one.db}, 1).err.find(at_till),
              std::string::npos);
    counterfoil({"tax", "A", "20", "--name", "VAT", "--class", "standard", "--db", db()});
    counterfoil({"tax", "A", "25", "--from", "2100-01-01", "--db", db()});
    drain(one);
    EXPECT_EQ(json_of({"tax", "--json", "--db", one.db}), json_of({"tax", "--json", "--db", db()}));
    EXPECT_EQ(json_of({"tax", "--json", "--db", one.db})["taxes"].size(), 2U);
    expect_balance();
}

TEST_P(HeadOfficeFeed, BringsPromotionsToTheTillsOfTheirBranches) {
    import(3, 100);
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    counterfoil({"promotion", "add", "P1", "3 for 2", "--take", "3", "--pay", "2", "--item", "N1",
                 "--branch", "B02", "--db", db()});
    counterfoil({"promotion", "add", "P2", "10 % off", "--percent", "10", "--db", db()});
    counterfoil({"promotion", "add", "P3", "x", "--percent", "10", "--branch", "B09", "--db", db()},
                1);
    drain(one);
    drain(two);
    const auto codes = [&](const std::string& at) {
        std::string all;
        for (const auto& each : json_of({"promotion", "list", "--json", "--db", at}))
            all += each["code"].get<std::string>() + " " + each["state"].get<std::string>() + ";";
        return all;
    };
    EXPECT_EQ(codes(one.db), "P2 running;");
    EXPECT_EQ(codes(two.db), "P1 running;P2 running;");
    counterfoil({"promotion", "change", "P1", "--all-branches", "--db", db()});
    counterfoil({"promotion", "end", "P2", "--db", db()});
    drain(one);
    EXPECT_EQ(codes(one.db), "P1 running;P2 ended;");
    const nlohmann::json office = json_of({"promotion", "list", "--json", "--db", db()});
    EXPECT_EQ(office[0]["delivered"]["of"], 2);
    EXPECT_NE(counterfoil({"promotion", "end", "P1", "--db", one.db}, 1)
                  .err.find("This till has joined the head office"),
              std::string::npos);
    counterfoil({"verify", "--db", db()});
    counterfoil({"verify", "--db", one.db});
}

TEST_P(HeadOfficeFeed, GivesShopsSettingsInPlaceOfTheirOwn) {
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    counterfoil({"settings", "--footer", "Thank you", "--footer", "Come again", "--cash-step",
                 "0.05", "--db", db()});
    counterfoil(
        {"settings", "--branch", "B02", "--name", "Harbour", "--cash-step", "0.10", "--db", db()});
    counterfoil({"settings", "--branch", "B09", "--name", "x", "--db", db()}, 1);
    drain(one);
    drain(two);
    const auto at = [&](const TillOnDisk& till) {
        return json_of({"settings", "--json", "--db", till.db});
    };
    const nlohmann::json footer = nlohmann::json::array({"Thank you", "Come again"});
    EXPECT_EQ(at(one)["footer"], footer);
    EXPECT_EQ(at(one)["cash_step"], "0.05");
    EXPECT_NE(at(one)["name"], "Harbour");
    EXPECT_EQ(at(two)["footer"], footer);
    EXPECT_EQ(at(two)["cash_step"], "0.10");
    EXPECT_EQ(at(two)["name"], "Harbour");
    EXPECT_EQ(json_of({"settings", "--branch", "B02", "--json", "--db", db()}),
              (nlohmann::json{{"name", "Harbour"}, {"cash_step", "0.10"}}));
    EXPECT_NE(counterfoil({"settings", "--name", "x", "--db", one.db}, 1)
                  .err.find("This till has joined the head office"),
              std::string::npos);
    // What is not given any more is the shop's own again.
    counterfoil({"settings", "--own", "footer", "--db", db()});
    counterfoil({"settings", "--own", "colour", "--db", db()}, 2);
    drain(one);
    EXPECT_EQ(at(one)["footer"], nlohmann::json::array());
    EXPECT_EQ(at(one)["cash_step"], "0.05");
    counterfoil({"verify", "--db", db()});
    counterfoil({"verify", "--db", one.db});
}

TEST_P(HeadOfficeFeed, ATillThatWasAwayCatchesUp) {
    import(3, 100);
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    EXPECT_GE(sync(one).second["changes"], 3);
    counterfoil({"price", "N1", "2.50", "--db", db()});
    counterfoil({"price", "N1", "2.60", "--db", db()});
    counterfoil({"price", "N2", "0.99", "--branch", "B02", "--db", db()});
    counterfoil({"price", "N0", "9.00", "--from", "2100-01-01", "--db", db()});
    EXPECT_EQ(sync(one).second["changes"], 2);  // the last of N1, and what begins later
    sync(two);
    EXPECT_EQ(price_at(one, 1), "2.60");
    EXPECT_EQ(price_at(one, 2), "1.02");
    EXPECT_EQ(price_at(two, 2), "0.99");
    EXPECT_EQ(price_at(two, 0), "1.00");
    counterfoil({"price", "N0", "--remove", "--from", "2100-01-01", "--db", db()});
    counterfoil({"price", "N0", "--remove", "--from", "2100-01-01", "--db", db()}, 1);
    counterfoil({"price", "N0", "1.00", "--from", "2000-01-01", "--db", db()}, 1);
    counterfoil({"price", "N0", "1.00", "--branch", "B09", "--db", db()}, 1);
    counterfoil({"price", "N0", "1,00", "--db", db()}, 2);
    counterfoil({"price", "N9", "1.00", "--db", db()}, 1);
    counterfoil({"price", "N0", "1.00", "--from", "tomorrow", "--db", db()}, 2);
    counterfoil({"price", "N0", "1.00", "--from", "2100-01-01", "--db", one.db}, 1);
    counterfoil({"price", "N0", "1.50", "--db", one.db}, 1);  // its prices are the office's
    counterfoil({"init", "--db", file("alone.db"), "--branch", "B07", "--terminal", "T1",
                 "--currency", "GBP", "--zone", "Europe/London"});
    counterfoil({"import", "items", file("items.csv"), "--db", file("alone.db"), "--quiet"});
    counterfoil({"price", "N0", "1.50", "--db", file("alone.db")});
    counterfoil({"price", "N0", "1.60", "--from", "2100-01-01", "--db", file("alone.db")}, 1);
    EXPECT_EQ(json_of({"price", "N0", "--db", file("alone.db"), "--json"})["price"], "1.50");
    counterfoil({"verify", "--db", db()});
    counterfoil({"verify", "--db", one.db});
}

TEST_P(HeadOfficeFeed, ARestoredOfficeIsFollowedBack) {
    import(3, 100);
    auto& one = till("B01", "T1");
    sync(one);
    const auto older = back_up_office();
    counterfoil({"price", "N1", "2.50", "--db", db()});
    import(4, 100);  // one more
    counterfoil({"price", "N2", "7.00", "--db", db()});
    sync(one);
    EXPECT_EQ(price_at(one, 2), "7.00");
    restore_office(older);
    drain(one);
    EXPECT_EQ(price_at(one, 1), "1.01");
    EXPECT_EQ(price_at(one, 2), "1.02");
    EXPECT_EQ(json_of({"item", "N3", "--db", one.db, "--json"})["active"], false);
}

TEST_P(HeadOfficeFeed, IsNotMistakenForAnotherOneAfterItWasPutBackByHand) {
    import(4, 100);
    auto& one = till("B01", "T1");
    drain(one);
    const auto older = back_up_office();
    for (const char* item : {"N1", "N2", "N3"}) counterfoil({"price", item, "2.50", "--db", db()});
    drain(one);
    EXPECT_EQ(price_at(one, 3), "2.50");
    restore_office(older);
    // As many changes as the till has heard, and one more, before it asks again.
    for (int i = 0; i < 4; ++i) {
        counterfoil({"price", "N" + std::to_string(i), "9.0" + std::to_string(i), "--db", db()});
    }
    drain(one);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(price_at(one, i), "9.0" + std::to_string(i));
    EXPECT_EQ(sync(one).second["changes"], 0);
    // And as many as it has heard exactly.
    const auto again = back_up_office();
    counterfoil({"price", "N2", "3.00", "--db", db()});
    drain(one);
    restore_office(again);
    counterfoil({"price", "N1", "4.00", "--db", db()});
    drain(one);
    EXPECT_EQ(price_at(one, 1), "4.00");
    EXPECT_EQ(price_at(one, 2), "9.02");
    counterfoil({"verify", "--db", db()});
    counterfoil({"verify", "--db", one.db});
}

TEST_P(HeadOfficeFeed, LetsNoTillInThatCountsInAnotherCurrency) {
    counterfoil({"init", "--db", file("euro.db"), "--branch", "B01", "--terminal", "T9",
                 "--currency", "EUR", "--zone", "Europe/London"});
    const nlohmann::json code =
        json_of({"enrol-code", "--branch", "B01", "--terminal", "T9", "--db", db(), "--json"});
    const auto refused =
        counterfoil({"enrol", "--db", file("euro.db"), "--office",
                     "http://127.0.0.1:" + std::to_string(office_port_), "--code", code["code"]},
                    1);
    EXPECT_NE(refused.err.find("counts in EUR and the head office in GBP"), std::string::npos);
    EXPECT_EQ(refused.out, "");
    counterfoil({"sync", "--once", "--db", file("euro.db")}, 1);  // it has joined nothing
    // Nor by a file.
    counterfoil({"journal", "export", "--db", file("euro.db"), "--out", file("euro.cfj")});
    const auto by_file = counterfoil(
        {"journal", "import", file("euro.cfj"), "--code", code["code"], "--db", db()}, 1);
    EXPECT_NE(by_file.err.find("counts in EUR, this head office in GBP"), std::string::npos)
        << by_file.err;
    office_->kill(SIGTERM);
    EXPECT_NE(office_->wait().err.find("B01-T9 was not let in: it counts in EUR"),
              std::string::npos);
}

}  // namespace

ON_EITHER_ENGINE(HeadOfficeFeed);
