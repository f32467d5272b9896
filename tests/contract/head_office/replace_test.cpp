// Goal: a new machine takes a dead till's place within one command: place, currency, goods and
// prices, a series of its own; the old one sends nothing any more, what it had not sent is told and
// may be brought later, and nothing is counted twice. Method: the built programs, both engines.
#include <filesystem>

#include "pos/store/db/open.hpp"
#include "tests/contract/head_office/head_office.hpp"

namespace {

using nlohmann::json;

class Replace : public test::HeadOffice {
protected:
    std::string code_for(const std::string& terminal) const {
        return json_of({"enrol-code", "--branch", "B01", "--terminal", terminal, "--db", db(),
                        "--json"})["code"]
            .get<std::string>();
    }
    std::vector<std::string> replace(const std::string& where, const std::string& code) const {
        return {"replace",
                "--db",
                where,
                "--office",
                "http://127.0.0.1:" + std::to_string(proxy_->port()),
                "--code",
                code,
                "--json"};
    }
    /// The till in that file, from now on one of ours.
    test::TillOnDisk& adopt(const std::string& where) {
        return *tills_.emplace_back(
            std::make_unique<test::TillOnDisk>("B01", "T1", where, test::Sums{}));
    }
    void import_goods() {
        test::write_file(file("items.csv"), "number,name,barcode,price\nN1,Tea,C1001,2.50\n");
        counterfoil({"import", "items", file("items.csv"), "--db", db(), "--quiet"});
    }
};

TEST_P(Replace, TakesADeadTillsPlace) {
    import_goods();
    auto& old = till("B01", "T1");
    sell(old, 5);
    drain(old);
    const auto sent = sold(old);
    sell(old, 2);  // never sent: the disk dies first
    const json made = json_of(replace(file("new.db"), code_for("T1")));
    EXPECT_EQ(made["branch"], "B01");
    EXPECT_EQ(made["terminal"], "T1");
    EXPECT_EQ(made["series"], "T1b");
    EXPECT_EQ(made["before_last_receipt"], "B01-T1-000005");
    EXPECT_GE(made["changes"], 1);
    auto& fresh = adopt(file("new.db"));
    EXPECT_EQ(json_of({"price", "N1", "--db", fresh.db, "--json"})["price"], "2.50");
    EXPECT_FALSE(std::filesystem::exists(fresh.db + ".key.next"));
    sell(fresh, 3);
    drain(fresh);
    EXPECT_EQ(connect({pos::store::db::OpenMode::read_write})
                  ->value<std::int64_t>("SELECT count(*) FROM sale WHERE number LIKE 'B01-T1b-%'")
                  ->value(),
              3);
    const json listed = json_of({"terminal", "list", "--json", "--db", db()});
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[0]["state"], "replaced by T1b");
    EXPECT_EQ(listed[0]["revoked"], true);
    EXPECT_EQ(listed[1]["state"], "joined as T1b");
    // What the dead till had not sent is in no books, and nothing else is amiss.
    auto lost = sold(old);
    for (const auto& [key, sum] : sent) {
        lost[key] -= sum;
        if (lost[key] == 0) lost.erase(key);
    }
    ASSERT_FALSE(lost.empty());
    old.not_its_own = lost;
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
    EXPECT_NE(counterfoil({"sync", "--db", old.db, "--once"}, 1).err.find("revoked"),
              std::string::npos);
    // The disk can be read after all.
    counterfoil({"backup", "--db", old.db, "--to", file("old-backup.db")});
    counterfoil({"restore", file("old-backup.db"), "--db", old.db, "--set-aside"});
    join(old);
    drain(old);
    old.not_its_own.clear();
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(Replace, SaysWhatIsMissing) {
    auto& old = till("B01", "T1");
    sell(old, 2);
    drain(old);
    auto words = replace(file("new.db"), code_for("T1"));
    const auto said = counterfoil(words);
    EXPECT_NE(said.err.find("receipt B01-T1-000002"), std::string::npos) << said.err;
    EXPECT_NE(said.err.find("restore"), std::string::npos) << said.err;
    // And once more, before that one has sold anything.
    const json again = json_of(replace(file("newer.db"), code_for("T1")));
    EXPECT_EQ(again["series"], "T1c");
    adopt(file("newer.db"));
    counterfoil({"verify", "--db", file("newer.db")});
    expect_balance();
}

TEST_P(Replace, UsesNoCodeUpInVain) {
    auto& old = till("B01", "T1");
    sell(old, 2);
    drain(old);
    const auto code = code_for("T1");
    counterfoil(replace(old.db, code), 1);  // something stands there
    counterfoil(replace(file("no/such/folder.db"), code), 3);
    counterfoil(replace(file("new.db"), "0000-0000-0000"), 1);
    counterfoil(replace(file("new.db"), code_for("T9")), 1);  // nobody to replace
    sell(old, 1);
    drain(old);  // all the while the old one is welcome
    // Whatever answer is lost, the same command goes on.
    int tries = 0;
    for (;; ++tries) {
        ASSERT_LT(tries, 20);
        proxy_->cut_next({.after_heard = 1 + random_() % 700});
        auto words = replace(file("new.db"), code);
        words.insert(words.begin(), COUNTERFOIL_BINARY_DIR "/bin/counterfoil");
        const int exit = test::run_program(words).exit;
        if (exit == 0) break;
        EXPECT_EQ(exit, 3);
    }
    auto& fresh = adopt(file("new.db"));
    sell(fresh, 1);
    drain(fresh);
    expect_balance();
}

ON_EITHER_ENGINE(Replace);

}  // namespace
