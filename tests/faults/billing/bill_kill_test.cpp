// Goal: a bill run that is killed at any moment bills nobody twice and leaves nobody out: the next
//       one goes on, numbers have no gap, credit is spent once and the books balance.
// Method: a process bills an office on either engine through some months and gets SIGKILL at
//         random moments, from a printed seed; in between the books are looked at.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

#include "tests/faults/billing/billed_office.hpp"

namespace {

class BillKills : public test::BilledOffice {
protected:
    /// A process of its own that bills, and is killed after so long. Whether that was too early.
    bool kill_run(const std::string& day, std::uint64_t seed, useconds_t after) {
        const pid_t process = ::fork();
        if (process == 0) ::_exit(try_bill({.as_of = pos::parse_date(day)}, seed) ? 0 : 1);
        ::usleep(after);
        ::kill(process, SIGKILL);
        int status = 0;
        ::waitpid(process, &status, 0);
        if (WIFEXITED(status)) {
            EXPECT_EQ(WEXITSTATUS(status), 0);
        }
        return WIFSIGNALED(status);
    }

    /// How many of the runs were killed before they ended.
    int kill_runs(const std::string& day) {
        go_to(day);
        // What a whole run takes here, about: a dry one works everything out.
        const auto begun = std::chrono::steady_clock::now();
        bill(day, true);
        const auto took = std::chrono::steady_clock::now() - begun;
        const auto longest = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(took).count() * 2);
        int killed = 0;
        const auto kills = test::fault_rounds(12);
        for (std::uint64_t i = 0; i < kills && !HasFailure(); ++i) {
            const auto after = static_cast<useconds_t>(dice_() % longest);
            if (kill_run(day, dice_(), after)) ++killed;
            expect_whole();
            expect_nobody_twice_a_day();
        }
        return killed;
    }
};

TEST_P(BillKills, BillNobodyTwiceAndLeaveNobodyOut) {
    int killed = 0;
    std::int64_t month = 0;
    for (const std::string day : kDays) {
        killed += kill_runs(day);
        bill_the_rest(day);
        expect_months_billed(++month);
    }
    EXPECT_GT(killed, 0);
    EXPECT_EQ(count("SELECT count(*) FROM bill_run WHERE state = 1 AND as_of < (SELECT max(as_of) "
                    "FROM bill_run)"),
              0)
        << "runs of months that are billed say that they go on";
}

}  // namespace

ON_EITHER_ENGINE(BillKills);
