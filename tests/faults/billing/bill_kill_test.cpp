// Goal: a bill run that is killed at any moment bills nobody twice and leaves nobody out: the next
//       one goes on, numbers have no gap, credit is spent once and the books balance.
// Method: a process bills an office on either engine through some months and gets SIGKILL at
//         random moments, from a printed seed; in between the books are looked at.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

#include "app/core/billing/wallet.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;

constexpr int kAccounts = 200;  // a transaction takes 64
constexpr int kKills = 12;      // a month

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class BillKills : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        std::string usage;
        for (int i = 1; i <= kAccounts; ++i) {
            const std::string number = std::to_string(10'000 + i);
            customer(number);
            subscribe(number, "GREEN", "2026-11-01", "M" + number);
            for (int month = 11; month <= 12; ++month) {
                usage += R"({"id": ")" + number + "-" + std::to_string(month) +
                         R"(", "subject": "M)" + number + R"(", "at": "2026-)" +
                         std::to_string(month) + R"(-15", "quantity": ")" + std::to_string(i) +
                         "\"}\n";
            }
        }
        go_to("2026-10-31");
        for (int i = 2; i <= kAccounts; i += 2) give_credit(std::to_string(10'000 + i));
        ASSERT_EQ(use(usage).added, 2U * kAccounts);
    }
    void give_credit(const std::string& number) {
        auto open = books();
        for (const char* amount : {"5.00", "20.00"}) {
            const auto done = billing::grant_credit(
                open, {.account = number, .amount = amount, .promotional = true}, clock_.at,
                random_);
            ASSERT_TRUE(done) << done.error().words;
        }
    }

    /// A process of its own that bills, and is killed after so long. Whether that was too early.
    bool kill_run(const std::string& day, std::uint64_t seed, useconds_t after) {
        const pid_t process = ::fork();
        if (process == 0) {
            test::SeededRandom random{seed};
            const auto done = billing::run_bills(where(), options(),
                                                 {.as_of = pos::parse_date(day)}, clock_, random);
            ::_exit(done ? 0 : 1);
        }
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
    int kill_runs(const std::string& day, std::mt19937_64& dice) {
        go_to(day);
        // What a whole run takes here, about: a dry one works everything out.
        const auto begun = std::chrono::steady_clock::now();
        bill(day, true);
        const auto took = std::chrono::steady_clock::now() - begun;
        const auto longest = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(took).count() * 2);
        int killed = 0;
        const auto kills = kKills * from_environment("COUNTERFOIL_FAULTS", 1);
        for (std::uint64_t i = 0; i < kills && !HasFailure(); ++i) {
            const auto after = static_cast<useconds_t>(dice() % longest);
            if (kill_run(day, dice(), after)) ++killed;
            expect_whole();
        }
        return killed;
    }

    std::int64_t count(const std::string& sql) {
        const auto found = db_->value<std::int64_t>(sql);
        EXPECT_TRUE(found) << found.error().text;
        return found && *found ? **found : -1;
    }
    /// Whatever there is, is whole: each number once and none left out, no account twice a day.
    void expect_whole() {
        EXPECT_EQ(count("SELECT count(*) FROM document"),
                  count("SELECT CAST(coalesce(sum(last), 0) AS BIGINT) FROM number_series"));
        EXPECT_EQ(count("SELECT count(*) FROM (SELECT account, issued_on FROM document GROUP BY "
                        "account, issued_on HAVING count(*) > 1) AS twice"),
                  0);
        EXPECT_EQ(count("SELECT count(*) FROM (SELECT m.lot FROM wallet_move m JOIN wallet_lot l "
                        "ON l.lot = m.lot GROUP BY m.lot, l.amount_minor HAVING "
                        "sum(m.amount_minor) > l.amount_minor) AS more"),
                  0);
    }
};

TEST_P(BillKills, BillNobodyTwiceAndLeaveNobodyOut) {
    const auto seed = from_environment("COUNTERFOIL_SEED", 20'261'126);
    std::cout << "COUNTERFOIL_SEED=" << seed << std::endl;
    std::mt19937_64 dice{seed};
    int killed = 0;
    std::int64_t month = 0;
    for (const std::string day : {"2026-11-01", "2026-12-01", "2027-01-01"}) {
        killed += kill_runs(day, dice);
        EXPECT_TRUE(bill(day).parked.empty());
        EXPECT_EQ(bill(day).due, 0);
        ++month;
        expect_whole();
        EXPECT_EQ(count("SELECT count(*) FROM document"), month * kAccounts);
        EXPECT_EQ(count("SELECT count(*) FROM bill_parked"), 0);
    }
    EXPECT_GT(killed, 0);
    // Two months of 1 + 2 + … kilowatt-hours, each once.
    EXPECT_EQ(count("SELECT CAST(sum(CAST(quantity AS BIGINT)) AS BIGINT) FROM document_line WHERE "
                    "kind = 3"),
              kAccounts * (kAccounts + 1));
    // Every second account had 25.00, and owed more than that.
    EXPECT_EQ(count("SELECT CAST(sum(amount_minor) AS BIGINT) FROM wallet_move WHERE move = 1"),
              kAccounts / 2 * 2'500);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(BillKills);
