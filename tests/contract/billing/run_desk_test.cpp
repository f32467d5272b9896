// Goal: the desk that carries out bill runs for pages has one at a time, ends one between two
// accounts when a person or the server's end asks, and the next run bills the rest, each account
// once. Method: an office on either engine with a clock that holds the desk where a test wants it.
#include "app/office/web/billing/run_desk.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "pos/store/billing/run_progress.hpp"
#include "pos/store/billing/runs.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using app::office::web::billing::RunDesk;
namespace stored = pos::store::billing;

/// A clock that answers nobody until it is opened.
class GateClock final : public pos::Clock {
public:
    explicit GateClock(pos::Instant at) : at_{at} {}
    pos::Instant now() override {
        std::unique_lock lock{mutex_};
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_open_; });
        --waiting_;
        return at_;
    }
    void wait_for_somebody() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return waiting_ > 0; });
    }
    void open() {
        const std::scoped_lock lock{mutex_};
        is_open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    pos::Instant at_;
    int waiting_{0};
    bool is_open_{false};
};

class Desk : public test::BillingOffice {
protected:
    static constexpr const char* kDay = "2026-12-01";

    /// So many accounts that are due, in one go.
    void accounts(int count) {
        auto open = books();
        for (int i = 1; i <= count; ++i) {
            const std::string number = std::to_string(10'000 + i);
            ASSERT_TRUE(app::core::billing::put_customer(
                open, {.number = number, .name = "Otto " + number}, clock_.at, random_));
            ASSERT_TRUE(app::core::billing::subscribe(
                open, {.account = number, .plan = "GREEN", .start = "2026-11-01"}, clock_.at,
                random_));
        }
        go_to(kDay);
        gate_ = std::make_unique<GateClock>(clock_.at);
        desk_ = a_desk();
    }
    std::unique_ptr<RunDesk> a_desk() {
        return std::make_unique<RunDesk>(app::office::web::billing::DeskParts{
            .where = where(), .store = options(), .clock = *gate_, .random = desk_random_});
    }
    RunDesk::Job job(bool dry_run = false) {
        return {.run = pos::make_ulid(clock_.at, random_),
                .as_of = *pos::parse_date(kDay),
                .dry_run = dry_run,
                .by = {},
                .at = clock_.at};
    }
    /// What ended, once the desk rests.
    std::shared_ptr<const RunDesk::Ended> ended() const {
        for (;;) {
            const RunDesk::State state = desk_->state();
            if (!state.now) return state.last;
            std::this_thread::yield();
        }
    }
    std::int64_t billed() const {
        return db_->value<std::int64_t>("SELECT count(*) FROM document")->value_or(-1);
    }
    std::int64_t accounts_billed() const {
        return db_->value<std::int64_t>("SELECT count(DISTINCT account) FROM document")
            ->value_or(-1);
    }

    std::unique_ptr<GateClock> gate_;
    test::SeededRandom desk_random_{11};
    std::unique_ptr<RunDesk> desk_;
};

TEST_P(Desk, HasOneJobAtATime) {
    accounts(2);
    EXPECT_FALSE(desk_->state().now);
    EXPECT_FALSE(desk_->state().last);
    const RunDesk::Job first = job(true);
    ASSERT_TRUE(desk_->start(first));
    gate_->wait_for_somebody();
    EXPECT_EQ(desk_->state().now->run, first.run);
    EXPECT_FALSE(desk_->start(job()));
    EXPECT_EQ(desk_->state().now->run, first.run);
    gate_->open();
    const auto tried = ended();
    ASSERT_TRUE(tried && tried->report);
    EXPECT_EQ(tried->job.run, first.run);
    EXPECT_EQ(tried->at, clock_.at);
    EXPECT_EQ(tried->report->previews.size(), 2U);
    EXPECT_EQ(billed(), 0);
    // It is free again, and an earlier stop is not the next one's.
    ASSERT_TRUE(desk_->start(job()));
    ASSERT_TRUE(ended()->report);
    EXPECT_EQ(billed(), 2);
    expect_books_in_order();
}

TEST_P(Desk, EndsAJobBetweenTwoAccountsWhenAsked) {
    accounts(70);  // more than are written in one transaction
    const RunDesk::Job first = job();
    EXPECT_FALSE(desk_->stop(first.run));
    ASSERT_TRUE(desk_->start(first));
    gate_->wait_for_somebody();
    EXPECT_FALSE(desk_->stop(job().run));
    EXPECT_TRUE(desk_->stop(first.run));
    gate_->open();
    const auto stopped = ended();
    ASSERT_TRUE(stopped && stopped->report);
    EXPECT_TRUE(stopped->report->stopped);
    const std::int64_t some = billed();
    EXPECT_LT(some, 70);
    EXPECT_GT(some, 0);
    EXPECT_EQ(stored::run_of(*db_, first.run).value()->state, stored::RunState::stopped);
    EXPECT_FALSE(desk_->stop(first.run)) << "it is over";
    // What is left comes with the next one, which nobody stops.
    ASSERT_TRUE(desk_->start(job()));
    EXPECT_FALSE(ended()->report->stopped);
    EXPECT_EQ(billed(), 70);
    EXPECT_EQ(accounts_billed(), 70);
    expect_books_in_order();
}

TEST_P(Desk, EndsWithTheServerBetweenTwoAccounts) {
    accounts(200);
    const RunDesk::Job first = job();
    ASSERT_TRUE(desk_->start(first));
    gate_->wait_for_somebody();
    std::atomic<bool> goes{false};
    std::jthread ending{[&] {
        goes = true;
        desk_.reset();
    }};
    while (!goes) std::this_thread::yield();
    gate_->open();
    ending.join();
    EXPECT_LT(billed(), 200);
    EXPECT_EQ(stored::run_of(*db_, first.run).value()->state, stored::RunState::stopped);
    expect_books_in_order();
    // The server that comes next goes on where that one was.
    desk_ = a_desk();
    ASSERT_TRUE(desk_->start(job()));
    EXPECT_FALSE(ended()->report->stopped);
    EXPECT_EQ(billed(), 200);
    EXPECT_EQ(accounts_billed(), 200);
    // One that rests ends at once.
    desk_.reset();
    expect_books_in_order();
}

TEST_P(Desk, TellsWhyARunCouldNotBe) {
    accounts(1);
    gate_->open();
    RunDesk::Job nobodys = job();
    nobodys.by = "Nobody";
    ASSERT_TRUE(desk_->start(nobodys));
    const auto failed = ended();
    ASSERT_TRUE(failed);
    EXPECT_FALSE(failed->report);
    EXPECT_EQ(billed(), 0);
    ASSERT_TRUE(desk_->start(job()));
    EXPECT_TRUE(ended()->report);
    EXPECT_EQ(billed(), 1);
}

}  // namespace

ON_EITHER_ENGINE(Desk);
