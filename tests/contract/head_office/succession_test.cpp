// Goal: a till whose disk was put back from an older copy finds its way back by itself, a copy of a
// till that is in use does not, and a code lets people decide; whatever happens, accepted and set
// aside are what the tills have sold, every receipt's number stands in the books once, and verify
// holds on both sides. Method: the built programs, real sales, both engines.
#include <signal.h>

#include <filesystem>

#include "pos/store/db/open.hpp"
#include "tests/contract/head_office/head_office.hpp"

namespace {

using nlohmann::json;

class Succession : public test::HeadOffice {
protected:
    /// A code of the office's for a till.
    std::string code_for(const std::string& terminal) const {
        return json_of({"enrol-code", "--branch", "B01", "--terminal", terminal, "--db", db(),
                        "--json"})["code"]
            .get<std::string>();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(proxy_->port()); }
    std::int64_t number(const std::string& sql) {
        return connect({pos::store::db::OpenMode::read_write})->value<std::int64_t>(sql)->value();
    }
    /// Of that till, at the office.
    std::int64_t tickets_in(const std::string& series) {
        return number("SELECT count(*) FROM sale WHERE number LIKE 'B01-" + series + "-%'");
    }
    void expect_settled() {
        EXPECT_TRUE(outside_the_books().empty());
        EXPECT_EQ(number("SELECT count(*) - count(DISTINCT number) FROM sale"), 0);
        EXPECT_EQ(number("SELECT count(*) - count(DISTINCT sale) FROM sale"), 0);
        expect_balance();
    }
};

TEST_P(Succession, PutsTheTillRightWhoseDiskWasPutBack) {
    restart_office({"--till-silent", "0"});
    auto& one = till("B01", "T1");
    sell(one, 10);
    drain(one);
    sell(one, 2);  // in the copy too, and not sent yet
    auto& restored = copy_of(one);
    sell(one, 5);
    drain(one);  // and then its disk dies
    sell(restored, 6);
    const json done = drain(restored);
    EXPECT_EQ(done["set_aside"], 0);
    EXPECT_FALSE(done.contains("refused"));
    expect_settled();
    EXPECT_EQ(tickets_in("T1"), 23);
    // From now on in a series of its own, and under a key of its own.
    sell(restored, 3);
    EXPECT_GE(drain(restored)["sent"], 6);
    EXPECT_EQ(tickets_in("T1b"), 3);
    EXPECT_EQ(number("SELECT count(*) FROM tail"), 1);
    EXPECT_TRUE(std::filesystem::exists(restored.db + ".key.old-1"));
    EXPECT_FALSE(std::filesystem::exists(restored.db + ".key.next"));
    expect_settled();
    EXPECT_EQ(drain(restored)["sent"], 0);
    // Once more: the new journal's copy is as good a copy.
    auto& again = copy_of(restored);
    sell(restored, 1);
    drain(restored);
    sell(again, 2);
    drain(again);
    sell(again, 2);
    drain(again);
    EXPECT_EQ(tickets_in("T1c"), 2);
    expect_settled();
}

TEST_P(Succession, GoesOnBeforeAnythingIsSoldTwice) {
    restart_office({"--till-silent", "0"});
    auto& one = till("B01", "T1");
    sell(one, 4);
    drain(one);
    auto& restored = copy_of(one);
    sell(one, 3);
    drain(one);
    drain(restored);  // it has sold nothing since, and hears of it first
    sell(restored, 2);
    drain(restored);
    EXPECT_EQ(tickets_in("T1"), 7);
    EXPECT_EQ(tickets_in("T1b"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM fork"), 0);
    expect_settled();
}

TEST_P(Succession, LeavesACopyOfATillInUseBesideTheBooks) {
    auto& one = till("B01", "T1");
    sell(one, 5);
    drain(one);
    auto& copy = copy_of(one);
    sell(one, 2);
    sell(copy, 3);
    drain(one);
    const json done = drain(copy);
    EXPECT_EQ(done["refused"], "still_sells");
    EXPECT_GE(done["set_aside"], 6);

    EXPECT_FALSE(outside_the_books().empty());
    expect_balance();
    const auto asked = json_of({"attention", "--json", "--db", db()})["successions"];
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0]["outcome"], "still_sells");
    EXPECT_EQ(asked[0]["terminal"], "T1");
    EXPECT_NE(counterfoil({"attention", "--db", db()}).out.find("counterfoil enrol-code"),
              std::string::npos);
    // It goes on, and so do the books.
    sell(copy, 1);
    sell(one, 1);
    drain(copy);
    EXPECT_FALSE(drain(one).contains("refused"));
    EXPECT_EQ(tickets_in("T1"), 8);
    expect_balance();
    // People find that it is a till of theirs: with a code it sells on.
    counterfoil({"enrol", "--db", copy.db, "--office", url(), "--code", "0000-0000-0000"}, 1);
    const auto said =
        counterfoil({"enrol", "--db", copy.db, "--office", url(), "--code", code_for("T1")});
    EXPECT_NE(said.err.find("B01-T1b"), std::string::npos) << said.err;
    drain(copy);
    sell(copy, 2);
    drain(copy);
    sell(one, 1);
    drain(one);
    EXPECT_EQ(tickets_in("T1b"), 2);
    expect_settled();
    EXPECT_TRUE(json_of({"attention", "--json", "--db", db()})["successions"][0]["both_sell"]);
}

TEST_P(Succession, LetsOneCopyFollowAndShowsTheOther) {
    restart_office({"--till-silent", "0"});
    auto& one = till("B01", "T1");
    sell(one, 5);
    auto& first = copy_of(one);
    auto& second = copy_of(one);
    sell(one, 1);
    drain(one);
    sell(first, 2);
    sell(second, 3);
    drain(first);
    const json done = drain(second);
    EXPECT_EQ(done["refused"], "succeeded");
    EXPECT_GE(done["set_aside"], 6);
    expect_balance();
    const auto said = counterfoil({"sync", "--db", second.db, "--once"});
    EXPECT_NE(said.err.find("T1b"), std::string::npos) << said.err;
    counterfoil({"enrol", "--db", second.db, "--office", url(), "--code", code_for("T1")});
    drain(second);
    sell(second, 1);
    drain(second);
    EXPECT_EQ(tickets_in("T1c"), 1);
    expect_settled();
}

TEST_P(Succession, SurvivesCutConnectionsAndAnOlderOffice) {
    restart_office({"--till-silent", "0"});
    auto& one = till("B01", "T1");
    sell(one, 5);
    drain(one);
    auto& restored = copy_of(one);
    sell(one, 2);
    drain(one);
    const std::string older = back_up_office();
    sell(restored, 4);
    for (int round = 0; round < 8; ++round) {
        proxy_->cut_next({.after_said = 1 + random_() % 4'000});
        sync(restored);
    }
    drain(restored);
    expect_settled();
    // The office is put back to before it heard of any of this: the till has another identity now,
    // and joins with a code.
    restore_office(older);
    counterfoil({"sync", "--db", restored.db, "--once"}, 1);
    counterfoil({"enrol", "--db", restored.db, "--office", url(), "--code", code_for("T1")});
    drain(restored);
    sell(restored, 1);
    drain(restored);
    expect_settled();
}

ON_EITHER_ENGINE(Succession);

}  // namespace
