// Goal: two tills with one identity, as whoever copies a till's disk makes them, neither lose nor
// double anything: the till's receipts are in the books, the copy's are beside them, and both sell
// on, whatever is cut or killed while both send at once.
// Method: a till and a copy of its disk, worked shift after shift by a clock of the test's; each
// round both send together, and the line or head office fails.
#include "tests/faults/head_office/trading_office.hpp"
#include "tests/faults/head_office/trading_till.hpp"

namespace {

constexpr pos::Instant kOpening{1'788'856'200'000};  // in September 2026

class StolenIdentity : public test::TradingOffice {
protected:
    /// Both at once, while something fails.
    void send_both(const test::TillOnDisk& one, const test::TillOnDisk& copy, bool kills) {
        test::CuttingProxy::Cut cut{.after_said = 500 + random_() % 8'000};
        if (kills) cut.then = [this, office = office_.get()] { kill_office(office); };
        proxy_->cut_next(std::move(cut));
        const auto first = sending(one);
        const auto second = sending(copy);
        for (const auto& each : {first.get(), second.get()}) {
            const auto ended = each->wait();
            EXPECT_TRUE(ended.exit == 0 || ended.exit == 3) << ended.err;
        }
        if (!kills) return;
        kill_office();
        start_office();
    }
};

TEST_P(StolenIdentity, SellsBesideTheBooksAndTheTillSellsOn) {
    restart_office({"--till-silent", "86400"});  // however slow the machine: the till is in use
    auto& one = till_made_at(kOpening, "B01");
    join(one);
    test::TradingTill till{one.db, kOpening, random_()};
    till.work(10, 8);
    till.end();
    drain(one);
    till.work(4, 1);  // in the copy too, and not sent yet
    till.end();
    auto& copy = copy_of(one);
    test::TradingTill thief{copy.db, till.now(), random_()};
    till.work(6, 8);
    till.end();
    drain(one);
    for (int round = 0; round < 4; ++round) {
        till.work(12, 8);
        thief.work(9, 8);
        till.end();
        thief.end();
        ASSERT_FALSE(HasFatalFailure());
        send_both(one, copy, round % 2 == 1);
    }
    drain(one);
    drain(copy);
    EXPECT_EQ(drain(one)["sent"], 0);
    EXPECT_EQ(drain(copy)["sent"], 0);

    EXPECT_EQ(receipts_of(one), till.receipts());
    EXPECT_FALSE(outside_the_books().empty());
    expect_balance();
    EXPECT_EQ(clocks_gone_back(), 0);
}

ON_EITHER_ENGINE(StolenIdentity);

}  // namespace
