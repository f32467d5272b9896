// Goal: what the tills sold is at head office exactly once, whatever the network, the office and
// its backups do; a till that was continued twice is found, and its second half kept beside the
// books. Method: the built programs on the loopback interface, with real sales, on both engines.
// After each fault the sums per branch and day agree to the penny and every chain holds.
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include "pos/store/db/open.hpp"
#include "tests/contract/head_office/head_office.hpp"

namespace {

using test::HeadOffice;

TEST_P(HeadOffice, HasWhatTheTillsSold) {
    auto& one = till("B01", "T1");
    auto& two = till("B01", "T2");
    auto& three = till("B02", "T1");
    for (auto* each : {&one, &two, &three}) sell(*each, 20);
    EXPECT_GE(drain(one)["sent"], 60);
    drain(two);
    drain(three);
    EXPECT_EQ(drain(one)["sent"], 0);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, IsToldAgainWhatWasCutOff) {
    auto& one = till("B01", "T1");
    for (int round = 0; round < 12; ++round) {
        sell(one, 8);
        // A session is some 3,000 bytes there and 1,500 back.
        const std::uint64_t at = 1 + random_() % 3'000;
        if (round % 2 == 0) {
            proxy_->cut_next({.after_said = at});
        } else {
            proxy_->cut_next({.after_heard = at / 2});
        }
        sync(one);
    }
    drain(one);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, TakesNothingTwice) {
    auto& one = till("B01", "T1");
    sell(one, 10);
    drain(one);
    sell(one, 10);
    drain(one);
    // Everything that was ever said, again, in another order, and cut short.
    auto said = proxy_->said();
    std::ranges::shuffle(said, random_);
    for (const std::string& session : said) {
        test::say_all(office_port_, session);
        test::say_all(office_port_, session.substr(0, random_() % (session.size() + 1)));
    }
    EXPECT_EQ(drain(one)["sent"], 0);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, MayBeKilledAtAnyMoment) {
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    for (int round = 0; round < 6; ++round) {
        sell(one, 30);
        sell(two, 5);
        proxy_->cut_next(
            {.after_said = 1'500 + random_() % 3'000, .then = [&] { office_->kill(SIGKILL); }});
        sync(one);
        kill_office();
        EXPECT_EQ(sync(two).first, 3);
        start_office();
    }
    drain(one);
    drain(two);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, IsSentAgainWhatAnOlderBackupLacks) {
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    for (auto* each : {&one, &two}) sell(*each, 10);
    drain(one);
    drain(two);
    std::string older = file("older.db");
    if (is_sqlite()) {
        counterfoil({"backup", "--db", db(), "--to", older});
    } else {
        office_->kill(SIGTERM);  // a template has no sessions
        EXPECT_EQ(office_->wait().exit, 0);
        older = test::PostgresServer::shared().copy_of(target_.where);
        start_office();
    }
    for (auto* each : {&one, &two}) sell(*each, 10);
    drain(one);
    drain(two);
    sell(two, 3);
    kill_office();
    if (is_sqlite()) {
        for (const char* beside : {"", "-wal", "-shm"}) {
            std::filesystem::remove(target_.where + beside);
        }
        std::filesystem::copy_file(older, target_.where);
    } else {
        target_.where = older;
    }
    start_office();
    EXPECT_GE(drain(one)["sent"], 30);  // three entries a sale, and what opens and closes a day
    EXPECT_GE(drain(two)["sent"], 39);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, KeepsASecondContinuationBesideTheBooks) {
    auto& one = till("B01", "T1");
    sell(one, 10);
    drain(one);
    sell(one, 4);  // shared, but not sent yet
    auto& copy = copy_of(one);
    sell(one, 5);
    sell(copy, 6);
    EXPECT_EQ(drain(one)["set_aside"], 0);
    EXPECT_GE(drain(copy)["set_aside"], 18);
    expect_balance();
    sell(one, 2);
    sell(copy, 1);
    EXPECT_GE(drain(copy)["set_aside"], 21);
    EXPECT_GE(drain(one)["sent"], 6);
    EXPECT_EQ(drain(copy)["sent"], 0);
    EXPECT_FALSE(outside_the_books().empty());
    expect_balance();
}

ON_EITHER_ENGINE(HeadOffice);

}  // namespace
