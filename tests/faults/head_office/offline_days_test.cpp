// Goal: tills that have no network for 72 hours open and close, sell and take back all the same,
// and bring all of it to head office once the network is back, whatever is cut or killed while they
// do, over lines that are slow too: each receipt once, and per branch, day and means of payment
// what the tills have. Method: two shops on disks of their own, made and worked by a clock that the
// test moves, one of them years ahead; then the built programs send, and each round one of them,
// the line or the database server fails. `COUNTERFOIL_STORM=20000` says how many receipts the first
// till brings; as a rule a few hundred.
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>

#include "pos/store/db/open.hpp"
#include "tests/faults/head_office/trading_office.hpp"
#include "tests/faults/head_office/trading_till.hpp"
#include "tests/support/postgres_server.hpp"

namespace {

constexpr pos::Instant kMorning{1'788'856'200'000};  // in September 2026
constexpr std::int64_t kYear_ms = std::int64_t{365} * 24 * 3'600'000;
constexpr int kShifts = 6;  // two a day, of twelve hours

class OfflineDays : public test::TradingOffice {
protected:
    static int receipts() {
        const char* const wish = std::getenv("COUNTERFOIL_STORM");
        return std::max(wish != nullptr ? std::atoi(wish) : 360, kShifts);
    }
    /// A place in what a whole backlog takes on the line.
    std::uint64_t somewhere() {
        return 1'000 + random_() % (static_cast<std::uint64_t>(receipts()) * 200);
    }
    void send_while_cut(const test::TillOnDisk& till);
    void send_over_a_slow_line(const test::TillOnDisk& till);
    void send_until_killed(const test::TillOnDisk& till);
    void send_while_the_office_is_killed(const test::TillOnDisk& till);
    void send_while_the_server_crashes(const test::TillOnDisk& till);
};

void OfflineDays::send_while_cut(const test::TillOnDisk& till) {
    if (random_() % 2 == 0) {
        proxy_->cut_next({.after_said = somewhere()});
    } else {
        proxy_->cut_next({.after_heard = 1 + random_() % 1'500});
    }
    sync(till);
}

/// A few bytes at a time, and late: nobody is given up who is only slow.
void OfflineDays::send_over_a_slow_line(const test::TillOnDisk& till) {
    const std::size_t piece = 1 + random_() % 7;
    const std::size_t number = proxy_->said().size();
    const std::uint64_t before = proxy_->pieces();
    proxy_->cut_next({.delay_ms = 5 + static_cast<int>(random_() % 60), .piece = piece});
    const auto [exit, done] = sync(till);
    EXPECT_EQ(exit, 0) << done;
    EXPECT_EQ(done["to_send"], 0);
    EXPECT_GT(done["sent"], 0);
    const auto said = proxy_->said();
    ASSERT_GT(said.size(), number);
    EXPECT_GE(proxy_->pieces() - before, said[number].size() / piece);
}

void OfflineDays::send_until_killed(const test::TillOnDisk& till) {
    std::promise<std::shared_ptr<test::Child>> started;
    proxy_->cut_next(
        {.after_said = somewhere(),
         .then = [sender = started.get_future().share()] { sender.get()->kill(SIGKILL); },
         .only_tells = true});
    const std::shared_ptr<test::Child> sender = sending(till);
    started.set_value(sender);
    const auto ended = sender->wait();
    EXPECT_TRUE(ended.exit == 0 || ended.exit == -1) << ended.err;
}

void OfflineDays::send_while_the_office_is_killed(const test::TillOnDisk& till) {
    proxy_->cut_next({.after_said = somewhere(),
                      .then = [this, office = office_.get()] { kill_office(office); }});
    sync(till);
    kill_office();
    EXPECT_EQ(sync(till).first, 3);
    start_office();
}

void OfflineDays::send_while_the_server_crashes(const test::TillOnDisk& till) {
    using End = test::PostgresServer::End;
    const auto begun = std::make_shared<std::promise<void>>();
    proxy_->cut_next(
        {.after_said = 300, .then = [begun] { begun->set_value(); }, .only_tells = true});
    const auto sender = sending(till);
    const auto said = begun->get_future().wait_for(std::chrono::seconds{60});
    EXPECT_EQ(said, std::future_status::ready);
    test::PostgresServer::shared().restart(random_() % 2 == 0 ? End::crash : End::orderly);
    const auto ended = sender->wait();
    EXPECT_TRUE(ended.exit == 0 || ended.exit == 3) << ended.err;
}

TEST_P(OfflineDays, ComeInWholeOnceTheNetworkIsBack) {
    const pos::Instant years_ahead{kMorning.unix_ms + 5 * kYear_ms};
    auto& one = till_made_at(kMorning, "B01");
    auto& two = till_made_at(years_ahead, "B02");
    for (const auto* each : {&one, &two}) {
        join(*each);
        drain(*each);
    }
    kill_office();
    test::TradingTill first{one.db, kMorning, random_()};
    test::TradingTill second{two.db, years_ahead, random_()};
    for (int shift = 0; shift < kShifts; ++shift) {
        first.work(receipts() / kShifts, 12);
        second.work(receipts() / kShifts / 8 + 1, 12);
        ASSERT_FALSE(HasFatalFailure());
        // Nobody is there, and that keeps nobody from selling: the till's program has the disk.
        EXPECT_EQ(sync(shift % 2 == 0 ? one : two).first, 3);
    }
    EXPECT_EQ(first.now().unix_ms - kMorning.unix_ms, std::int64_t{72} * 3'600'000);
    EXPECT_GE(sync(one).second["to_send"], receipts() / kShifts * kShifts);
    start_office();

    for (int round = 0; round < 4; ++round) {
        if (!is_sqlite() && round % 2 == 0) send_while_the_server_crashes(one);
        send_while_cut(one);
        send_until_killed(one);
        send_while_the_office_is_killed(round % 2 == 0 ? one : two);
        send_while_cut(two);
        // Meanwhile people buy.
        const auto beside = sending(one);
        first.work(5, 1);
        const int exit = beside->wait().exit;
        EXPECT_TRUE(exit == 0 || exit == 3) << exit;
        first.work(5, 1);
        send_over_a_slow_line(one);
    }
    first.end();
    second.end();
    drain(one);
    drain(two);
    EXPECT_EQ(drain(one)["sent"], 0);

    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
    EXPECT_EQ(receipts_of(one), first.receipts());
    EXPECT_EQ(receipts_of(two), second.receipts());
    const auto closed = connect({pos::store::db::OpenMode::read_write})
                            ->value<std::int64_t>("SELECT count(*) FROM shift WHERE z_number > 0");
    EXPECT_EQ(closed.value(), first.shifts() + second.shifts());
    EXPECT_EQ(clocks_gone_back(), 0) << "something went by another clock than the test's";
    std::printf("%zu receipts in %d shifts\n", first.receipts().size() + second.receipts().size(),
                first.shifts() + second.shifts());
}

ON_EITHER_ENGINE(OfflineDays);

}  // namespace
