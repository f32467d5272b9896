// Goal: head office has every sale once when its database server goes down in the middle of the
// day, and when tills come back after days without a network. Method: the built programs on the
// loopback interface, with real sales; the server is crashed and stopped while two tills send.
// `COUNTERFOIL_STORM=20000` says how many sales a till brings back; as a rule a few hundred.
// source: https://www.postgresql.org/docs/15/server-shutdown.html
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <semaphore>

#include "tests/contract/head_office/head_office.hpp"
#include "tests/support/postgres_server.hpp"

namespace {

class OfficeStorms : public test::HeadOffice {
protected:
    static int sales() {
        const char* const wish = std::getenv("COUNTERFOIL_STORM");
        return wish != nullptr ? std::atoi(wish) : 400;
    }
    std::unique_ptr<test::Child> sending(const test::TillOnDisk& till) const {
        return std::make_unique<test::Child>(std::vector<std::string>{
            COUNTERFOIL_BINARY_DIR "/bin/counterfoil", "sync", "--db", till.db, "--once"});
    }
};

TEST_P(OfficeStorms, TakeNoSaleWithTheDatabaseServer) {
    if (is_sqlite()) GTEST_SKIP() << "there is no server";
    using End = test::PostgresServer::End;
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    for (int round = 0; round < 6; ++round) {
        sell(one, sales() / 4);
        sell(two, sales() / 4);
        std::binary_semaphore half_said{0};
        proxy_->cut_next({.after_said = 500 + random_() % 8'000,
                          .then = [&] { half_said.release(); },
                          .only_tells = true});
        const auto first = sending(one);
        const auto second = sending(two);
        EXPECT_TRUE(half_said.try_acquire_for(std::chrono::seconds{60}));
        test::PostgresServer::shared().restart(round % 2 == 0 ? End::crash : End::orderly);
        for (const auto& each : {first.get(), second.get()}) {
            const auto ended = each->wait();
            EXPECT_TRUE(ended.exit == 0 || ended.exit == 3) << ended.err;
            std::printf("round %d: a till's sync ends with %d\n", round, ended.exit);
        }
    }
    drain(one);
    drain(two);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(OfficeStorms, BringDaysWithoutANetworkInOneGo) {
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    drain(one);
    kill_office();
    sell(one, sales());
    sell(two, sales() / 10);
    EXPECT_EQ(sync(one).first, 3);
    EXPECT_GE(sync(one).second["to_send"], sales());
    start_office();
    EXPECT_GE(drain(one)["sent"], sales());
    drain(two);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

ON_EITHER_ENGINE(OfficeStorms);

}  // namespace
