// Goal: a bill run whose database server ends it, crashes, is started again, has a full disk or
// refuses a write, at any row of any table, bills nobody twice and leaves nobody out. It says in
// one sentence what is the matter, its row says that it is over, and the next run goes on; what
// need not end it does not. Method: PostgreSQL, where a trigger on each table that a bill is
// written to does it at a random row, from a printed seed; and restarts between two transactions of
// a run. source: https://www.postgresql.org/docs/15/errcodes-appendix.html, server-shutdown.html
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "pos/store/billing/run_progress.hpp"
#include "tests/faults/billing/billed_office.hpp"

namespace {

namespace stored = pos::store::billing;
using app::core::billing::BillRunOptions;
using End = test::PostgresServer::End;

/// Sequences count on through whatever is undone.
constexpr const char* kTrouble = R"(
CREATE SEQUENCE trouble_row;
CREATE TABLE trouble (what text NOT NULL, at_row bigint NOT NULL);
INSERT INTO trouble (what, at_row) VALUES ('none', 0);
CREATE FUNCTION meet_trouble() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  here bigint := nextval('trouble_row');
  planned record;
BEGIN
  SELECT what, at_row INTO planned FROM trouble;
  IF planned.what = 'full' AND here >= planned.at_row THEN
    RAISE EXCEPTION 'could not extend file "base/5/1259": No space left on device'
      USING ERRCODE = '53100', HINT = 'Check free disk space.';
  ELSIF here <> planned.at_row THEN
    RETURN NEW;
  ELSIF planned.what = 'timeout' THEN
    RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = '57014';
  ELSIF planned.what = 'locked' THEN
    RAISE EXCEPTION 'canceling statement due to lock timeout' USING ERRCODE = '55P03';
  ELSIF planned.what = 'deadlock' THEN
    RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01';
  ELSIF planned.what = 'ended' THEN
    PERFORM pg_terminate_backend(pg_backend_pid());
  ELSIF planned.what = 'killed' THEN
    COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID';
  END IF;
  RETURN NEW;
END
$body$;
DO $body$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['journal_entry', 'attachment', 'document', 'document_line', 'ledger',
                             'open_item', 'number_series', 'stream', 'usage_billed',
                             'wallet_move', 'billing_account'] LOOP
    EXECUTE format('CREATE TRIGGER trouble BEFORE INSERT OR UPDATE ON %I FOR EACH ROW '
                   'EXECUTE FUNCTION meet_trouble()', one);
  END LOOP;
END
$body$;
)";

class BillServers : public test::BilledOffice {
protected:
    void plan_trouble(const std::string& what, std::uint64_t at) {
        ASSERT_TRUE(db_->exec("SELECT setval('trouble_row', 1, false)"));
        ASSERT_TRUE(db_->exec("UPDATE trouble SET what = $1, at_row = $2", std::string_view{what},
                              static_cast<std::int64_t>(at)));
    }
    std::int64_t rows_met() { return count("SELECT last_value FROM trouble_row"); }

    BillRunOptions run_of(const std::string& day) {
        BillRunOptions run;
        run.as_of = pos::parse_date(day);
        run.run = pos::make_ulid(clock_.at, random_);
        return run;
    }
    /// What people read where a run has ended so, and what its row says.
    void expect_plainly_over(const app::core::Failure& why, const pos::Ulid& run,
                             const std::string& says) {
        EXPECT_EQ(why.kind, app::core::FailureKind::environment) << why.words;
        EXPECT_NE(why.words.find(says), std::string::npos) << why.words;
        for (const char* raw : {"\n", "\t", "FATAL", "ERROR", "This probably means"}) {
            EXPECT_EQ(why.words.find(raw), std::string::npos) << why.words;
        }
        const auto row = stored::run_of(*db_, run);
        ASSERT_TRUE(row && *row) << "its row is gone";
        EXPECT_EQ((*row)->state, stored::RunState::stopped) << "nobody can resume it";
        EXPECT_TRUE((*row)->finished_at);
    }

    /// A run that ends by it, with what it is then said to be.
    void end_by(const std::string& what, const std::string& says, const std::string& day,
                std::uint64_t rows) {
        const std::uint64_t at = within_a_run(rows, day);
        SCOPED_TRACE(day + ": " + what + " at row " + std::to_string(at));
        plan_trouble(what, at);
        const BillRunOptions run = run_of(day);
        const auto done = try_bill(run, dice_());
        // It comes back by itself, at a time of its own: the whole server is started again.
        const bool crashed = what == "killed";
        if (crashed) test::PostgresServer::shared().restart(End::crash);
        look_anew();
        EXPECT_FALSE(done) << "row " << rows_met() << " was the last, of some " << rows;
        plan_trouble("none", 0);
        if (!done && !crashed) expect_plainly_over(done.error(), *run.run, says);
        if (!done && crashed) {
            EXPECT_NE(done.error().words.find(says), std::string::npos) << done.error().words;
        }
        expect_whole();
        expect_nobody_twice_a_day();
    }

    /// A run that meets it and bills all that is due nevertheless.
    void get_over(const std::string& what, const std::string& day, std::uint64_t rows) {
        const std::uint64_t at = within_a_run(rows, day);
        SCOPED_TRACE(day + ": " + what + " at row " + std::to_string(at));
        plan_trouble(what, at);
        const auto done = try_bill(run_of(day), dice_());
        EXPECT_GE(rows_met(), static_cast<std::int64_t>(at)) << "it was never met";
        plan_trouble("none", 0);
        ASSERT_TRUE(done) << done.error().words;
        EXPECT_TRUE(done->parked.empty()) << done->parked.front().reason;
        EXPECT_FALSE(done->stopped);
        EXPECT_EQ(due(day), 0);
        expect_whole();
    }
};

TEST_P(BillServers, ThatMeetTroubleAtAnyRowBillNobodyTwiceAndLeaveNobodyOut) {
    struct Trouble {
        const char* what;
        const char* says;
    };
    std::array<Trouble, 4> troubles{{{"ended", "server went away"},
                                     {"killed", "server went away"},
                                     {"full", "disk of the database server is full"},
                                     {"timeout", "called off"}}};
    ASSERT_TRUE(db_->script(kTrouble));
    go_to(kDays[0]);
    plan_trouble("none", 0);
    bill_the_rest(kDays[0]);
    const auto rows = static_cast<std::uint64_t>(rows_met());
    ASSERT_GT(rows, 5U * kAccounts);
    std::cout << "a run writes some " << rows << " rows\n";
    for (std::int64_t month = 2; month <= std::ssize(kDays); ++month) {
        const std::string day = kDays[static_cast<std::size_t>(month - 1)];
        go_to(day);
        const auto rounds = test::fault_rounds(1);
        for (std::uint64_t round = 0; round < rounds && !HasFailure(); ++round) {
            std::ranges::shuffle(troubles, dice_);
            for (const Trouble& one : troubles) end_by(one.what, one.says, day, rows);
        }
        get_over(month % 2 == 0 ? "locked" : "deadlock", day, rows);
        bill_the_rest(day);
        expect_months_billed(month);
    }
}

TEST_P(BillServers, ThatAreStartedAgainInARunBillNobodyTwiceAndLeaveNobodyOut) {
    go_to(kDays[0]);
    bill_the_rest(kDays[0]);
    std::uint64_t ended = 0;
    for (std::int64_t month = 2; month <= std::ssize(kDays); ++month) {
        const std::string day = kDays[static_cast<std::size_t>(month - 1)];
        go_to(day);
        const auto rounds = test::fault_rounds(2);
        for (std::uint64_t round = 0; round < rounds && !HasFailure(); ++round) {
            const End end = round % 2 == 0 ? End::crash : End::orderly;
            // Its workers are at the accounts behind those that were written.
            const std::uint64_t at = dice_() % 2;
            SCOPED_TRACE(day + (end == End::crash ? ": crash" : ": restart") + " behind piece " +
                         std::to_string(at));
            std::uint64_t pieces = 0;
            BillRunOptions run = run_of(day);
            run.on_progress = [&](const auto&) {
                if (pieces++ == at) test::PostgresServer::shared().restart(end);
                return true;
            };
            const auto done = try_bill(run, dice_());
            look_anew();
            if (done) {
                // Nothing was left to write but its row, or it had no such piece.
                EXPECT_EQ(due(day), 0);
                const auto row = stored::run_of(*db_, *run.run);
                ASSERT_TRUE(row && *row);
                EXPECT_EQ((*row)->state, stored::RunState::finished);
            } else {
                ++ended;
                expect_plainly_over(done.error(), *run.run, "server went away");
            }
            expect_whole();
            expect_nobody_twice_a_day();
        }
        bill_the_rest(day);
        expect_months_billed(month);
    }
    EXPECT_GT(ended, 0U) << "no run lost its server";
}

INSTANTIATE_TEST_SUITE_P(, BillServers, ::testing::Values(pos::store::db::Engine::postgresql),
                         test::engine_name);

}  // namespace
