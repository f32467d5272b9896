// Goal: a bill run whose disk is full, or fails once, at any write bills nobody twice and leaves
// nobody out: it says so in one sentence, what it had billed stays, and the next run goes on.
// Method: SQLite over a disk that fails at a random write of a run, from a printed seed, twelve
// times a month or COUNTERFOIL_FAULTS as often; a server's disk is bill_server_test's.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/faults/billing/billed_office.hpp"
#include "tests/support/faulty_vfs.hpp"

namespace {

using test::DiskFault;

class BillDisks : public test::BilledOffice {
protected:
    void TearDown() override { db_.reset(); }  // it writes by that disk

    /// Writes of a run of all accounts that is let alone.
    std::uint64_t writes_of(const std::string& day) {
        disk_.arm(DiskFault::none, 0);
        bill_the_rest(day);
        return disk_.operations();
    }

    /// Whether the run ended by it. A checkpoint that fails is made up for by the next one.
    bool meet(DiskFault fault, const std::string& day, std::uint64_t writes) {
        const std::uint64_t at = within_a_run(writes, day);
        SCOPED_TRACE(day + (fault == DiskFault::full ? ": full" : ": an error") + " at write " +
                     std::to_string(at));
        disk_.arm(fault, at);
        const auto done = try_bill({.as_of = pos::parse_date(day)}, dice_());
        const bool fired = disk_.fired();
        disk_.arm(DiskFault::none, 0);
        if (done) {
            EXPECT_TRUE(done->parked.empty()) << done->parked.front().reason;
            EXPECT_EQ(due(day), 0);
        } else {
            EXPECT_TRUE(fired) << done.error().words;
            EXPECT_EQ(done.error().kind, app::core::FailureKind::environment);
            EXPECT_NE(done.error().words.find("disk"), std::string::npos) << done.error().words;
        }
        expect_whole();
        expect_nobody_twice_a_day();
        return !done;
    }

    // Before whatever writes by it.
    test::FaultyVfs disk_;
};

TEST_P(BillDisks, ThatFailAtAnyWriteBillNobodyTwiceAndLeaveNobodyOut) {
    go_to(kDays[0]);
    const std::uint64_t writes = writes_of(kDays[0]);
    ASSERT_GT(writes, 10U);
    std::uint64_t met = 0;
    for (std::int64_t month = 2; month <= std::ssize(kDays); ++month) {
        const std::string day = kDays[static_cast<std::size_t>(month - 1)];
        go_to(day);
        const auto rounds = test::fault_rounds(12);
        for (std::uint64_t i = 0; i < rounds && !HasFailure(); ++i) {
            if (meet(i % 2 == 0 ? DiskFault::full : DiskFault::io_error, day, writes)) ++met;
        }
        bill_the_rest(day);
        expect_months_billed(month);
    }
    EXPECT_GT(met, 0U) << "no run met its fault";
    std::cout << met << " runs met a disk that failed, of some " << writes << " writes each\n";
}

INSTANTIATE_TEST_SUITE_P(, BillDisks, ::testing::Values(pos::store::db::Engine::sqlite),
                         test::engine_name);

}  // namespace
