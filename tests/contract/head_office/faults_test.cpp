// Goal: what the tills sold is at head office exactly once, whatever the network, the office and
// its backups do; a till that was continued twice is found, and its second half kept beside the
// books. Method: the built programs on the loopback interface, with real sales, on both engines.
// After each fault the sums per branch and day agree to the penny and every chain holds.
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include "pos/store/db/open.hpp"
#include "tests/contract/head_office/head_office.hpp"
#include "tests/support/certificate.hpp"

namespace {

using test::HeadOffice;

TEST_P(HeadOffice, HasWhatTheTillsSold) {
    auto& one = till("B01", "T1");
    auto& two = till("B01", "T2");
    auto& three = till("B02", "T1");
    for (auto* each : {&one, &two, &three}) sell(*each, 20);
    EXPECT_GE(drain(one)["sent"], 40);  // two entries a sale, and what opens and closes days
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
        proxy_->cut_next({.after_said = 1'500 + random_() % 3'000,
                          .then = [this, office = office_.get()] { kill_office(office); }});
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
    const std::string older = back_up_office();
    for (auto* each : {&one, &two}) sell(*each, 10);
    drain(one);
    drain(two);
    sell(two, 3);
    restore_office(older);
    EXPECT_GE(drain(one)["sent"], 20);
    EXPECT_GE(drain(two)["sent"], 26);
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
    EXPECT_GE(drain(copy)["set_aside"], 12);
    expect_balance();
    sell(one, 2);
    sell(copy, 1);
    EXPECT_GE(drain(copy)["set_aside"], 14);
    EXPECT_GE(drain(one)["sent"], 4);
    EXPECT_EQ(drain(copy)["sent"], 0);
    EXPECT_FALSE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, IsSentAgainWhatAnOlderBackupLacksOfACopy) {
    auto& one = till("B01", "T1");
    sell(one, 5);
    auto& copy = copy_of(one);
    sell(one, 2);
    sell(copy, 3);
    drain(one);
    drain(copy);
    const std::string older = back_up_office();
    sell(copy, 4);
    drain(copy);
    restore_office(older);
    EXPECT_GE(drain(copy)["sent"], 8);
    expect_balance();
    EXPECT_EQ(drain(copy)["sent"], 0);
}

TEST_P(HeadOffice, MayBeSeveralProcesses) {
    const auto [second, port] = serve();
    ASSERT_TRUE(second);
    for (const char* terminal : {"T1", "T2", "T3", "T4"}) sell(till("B01", terminal), 30);
    join(*tills_[1], port);
    join(*tills_[3], port);
    std::vector<std::unique_ptr<test::Child>> syncs;
    for (const auto& each : tills_) {
        syncs.push_back(std::make_unique<test::Child>(std::vector<std::string>{
            COUNTERFOIL_BINARY_DIR "/bin/counterfoil", "sync", "--db", each->db, "--once"}));
    }
    for (const auto& each : syncs) EXPECT_EQ(each->wait().exit, 0);
    // A token of one is good at the other, and what one took the other knows.
    sell(*tills_[0], 3);
    proxy_->set_server(port);
    drain(*tills_[0]);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, TakesNothingFromARevokedTill) {
    auto& one = till("B01", "T1");
    sell(one, 3);
    drain(one);
    const auto before = in_the_books();
    sell(one, 3);
    counterfoil({"terminal", "revoke", "--branch", "B01", "--terminal", "T1", "--db", db()});
    const auto said = counterfoil({"sync", "--db", one.db, "--once"}, 1);
    EXPECT_NE(said.err.find("revoked"), std::string::npos) << said.err;
    EXPECT_EQ(in_the_books(), before);
    EXPECT_EQ(json_of({"terminal", "list", "--json", "--db", db()})[0]["revoked"], true);
    counterfoil({"terminal", "revoke", "--branch", "B01", "--terminal", "T1", "--db", db()}, 1);
    // Restored, it has another key and another journal: with a new code it is welcome, and brings
    // what it had not sent before.
    const auto backup = file("till-backup.db");
    counterfoil({"backup", "--db", one.db, "--to", backup});
    counterfoil({"restore", backup, "--db", one.db, "--set-aside"});
    EXPECT_NE(counterfoil({"sync", "--db", one.db, "--once"}, 1).err.find("Join again"),
              std::string::npos);
    join(one);
    sell(one, 2);
    drain(one);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HeadOffice, TakesTheLaterJournalsOfATillWhoseFirstItRefuses) {
    auto& one = till("B01", "T1");
    sell(one, 3);
    drain(one);
    counterfoil({"backup", "--db", one.db, "--to", file("till-backup.db")});
    counterfoil({"restore", file("till-backup.db"), "--db", one.db, "--set-aside"});
    join(one);
    sell(one, 2);
    const auto set_key = [&](const char* to) {
        const auto changed = connect({pos::store::db::OpenMode::read_write})
                                 ->exec(std::string{"UPDATE sent_journal SET public_key = "} + to);
        EXPECT_EQ(changed.value(), 1);
    };
    set_key("head_hash");
    const auto said = counterfoil({"sync", "--db", one.db, "--once"}, 1);
    EXPECT_NE(said.err.find("another key"), std::string::npos) << said.err;
    expect_balance();
}

TEST_P(HeadOffice, IsKnownByItsKey) {
    const auto certificate = test::make_certificate(directory_.path());
    const std::string& pin = certificate.pin;
    const auto [office, port] =
        serve({"--tls-cert", certificate.file, "--tls-key", certificate.key_file});
    ASSERT_TRUE(office);
    auto& one = till("B01", "T1");
    sell(one, 3);
    const auto code = json_of({"enrol-code", "--branch", "B01", "--terminal", "T1", "--db", db(),
                               "--json"})["code"]
                          .get<std::string>();
    std::vector<std::string> join{
        "enrol",  "--db", one.db, "--office", "https://127.0.0.1:" + std::to_string(port),
        "--code", code};
    counterfoil(join, 3);  // nobody vouches for it
    join.insert(join.end(), {"--pin", pin});
    std::string other = pin;
    other[20] = other[20] == 'A' ? 'B' : 'A';
    join.back() = other;
    const auto refused = counterfoil(join, 3);
    EXPECT_NE(refused.err.find("has another key than the pin names"), std::string::npos)
        << refused.err;
    join.back() = "sha256//short";
    counterfoil(join, 2);
    join.back() = pin;
    counterfoil(join);
    EXPECT_GT(drain(one)["sent"], 0);
    expect_balance();
}

TEST_P(HeadOffice, GoesOnAfterItWasRestored) {
    auto& one = till("B01", "T1");
    sell(one, 5);
    drain(one);
    counterfoil({"backup", "--db", db(), "--to", file("office-backup.db")});
    sell(one, 5);
    drain(one);
    kill_office();
    if (is_sqlite()) {
        counterfoil({"restore", file("office-backup.db"), "--db", db(), "--set-aside"});
    } else {
        ASSERT_TRUE(connect()->script("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
        counterfoil({"restore", file("office-backup.db"), "--db", db()});
    }
    start_office();
    drain(one);
    // Its own journal goes on, and no till's gets its number.
    counterfoil({"branch", "add", "B03", "--db", db()});
    auto& two = till("B03", "T1");
    sell(two, 4);
    drain(two);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

ON_EITHER_ENGINE(HeadOffice);

}  // namespace
