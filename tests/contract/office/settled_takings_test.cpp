// Goal: what is read from settled days and months is to the cent what the branches' roll-ups say,
// whatever was settled and whatever came late; verify notices any other figure. Method: random
// roll-ups of some months, every question asked before and after settling; and real tills.
#include "pos/store/settled_takings.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "pos/store/office/branch_takings.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using pos::Date;
using pos::report::Days;
using pos::report::TakingsBy;
using pos::report::TakingsRow;
using pos::store::BranchPart;
using From = pos::store::TakingsStretch::From;

const Date kFirst = pos::make_date(2026, 1, 20);
const Date kLast = pos::make_date(2026, 5, 10);
const Date kLater = pos::make_date(2026, 7, 1);

class SettledTakings : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        if (const char* given = std::getenv("POS_SEED")) seed_ = std::stoull(given);
        std::printf("POS_SEED=%llu\n", static_cast<unsigned long long>(seed_));
        random_engine_.seed(seed_);
    }
    /// Figures of one day and branch, some of each part; of half of the days none.
    pos::store::BranchRows rows_of(Date day, const std::string& branch) {
        pos::store::BranchRows rows;
        if (below(2) == 0) return rows;
        for (int part = 0; part < pos::store::kBranchParts; ++part) {
            for (std::uint64_t i = 0; i <= (part == 0 ? 0 : below(4)); ++i) {
                std::string key = fmt::format("{:02}", below(6));
                if (part == 0) key.clear();
                if (part == 4) key = fmt::format("0t{}", below(3));
                auto& row = rows[{static_cast<BranchPart>(part), day, branch, test::kEuro, key}];
                row.name = part > 1 ? fmt::format("{} of {}", key, below(3)) : "";
                row.quantity = pos::Quantity{static_cast<std::int64_t>(below(5'000'000))};
                row.payments = static_cast<std::int64_t>(below(9));
                row.takings.sales = static_cast<std::int64_t>(below(9));
                row.takings.gross_minor = static_cast<std::int64_t>(below(100'000));
                row.takings.refunded_minor = static_cast<std::int64_t>(below(5'000));
            }
        }
        return rows;
    }
    void add(const pos::store::BranchRows& rows) {
        auto begun =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(begun);
        const auto done = pos::store::add_branch_takings(*db_, rows);
        ASSERT_TRUE(done) << done.error().text;
        ASSERT_TRUE(begun->commit());
    }
    void add_all() {
        for (Date day = kFirst; day <= kLast; ++day.days) {
            for (const char* branch : {"B01", "B02", "B03"}) add(rows_of(day, branch));
        }
    }
    int settle_all(Date today) {
        int spans = 0;
        for (;; ++spans) {
            const auto more = pos::store::settle_takings(*db_, today);
            EXPECT_TRUE(more) << more.error().text;
            if (!more || !*more) return spans;
        }
    }
    /// Every question of some stretches of days, as they are answered now.
    std::vector<std::vector<TakingsRow>> answers() {
        std::vector<std::vector<TakingsRow>> all;
        for (const Days days : {Days{kFirst, kLast},
                                {pos::make_date(2026, 2, 1), pos::make_date(2026, 3, 31)},
                                {pos::make_date(2026, 2, 2), pos::make_date(2026, 4, 30)},
                                {pos::make_date(2026, 3, 7), pos::make_date(2026, 3, 7)},
                                {kLast, kFirst}}) {
            for (const char* branch : {"", "B02", "B09"}) {
                for (const auto by :
                     {TakingsBy::day, TakingsBy::branch_and_day, TakingsBy::hour,
                      TakingsBy::department, TakingsBy::tender, TakingsBy::cashier}) {
                    const auto rows = pos::store::office::branch_takings(*db_, days, by, branch);
                    EXPECT_TRUE(rows) << rows.error().cause.text;
                    all.push_back(rows.value_or(std::vector<TakingsRow>{}));
                }
                const auto totals = pos::store::office::branch_totals(*db_, days, branch);
                EXPECT_TRUE(totals) << totals.error().cause.text;
                all.push_back(totals.value_or(std::vector<TakingsRow>{}));
                const auto items = pos::store::office::item_takings(*db_, days, branch, 4);
                EXPECT_TRUE(items) << items.error().cause.text;
                all.push_back(items.value_or(std::vector<TakingsRow>{}));
            }
        }
        return all;
    }
    std::vector<pos::store::TakingsStretch> stretches(Days days, bool all_branches) {
        return pos::store::takings_stretches(*db_, days, all_branches).value();
    }
    std::uint64_t below(std::uint64_t bound) { return random_engine_() % bound; }

    std::uint64_t seed_{20'261'126};
    std::mt19937_64 random_engine_;
};

TEST_P(SettledTakings, AreWhatTheRollUpsSay) {
    add_all();
    const auto before = answers();
    // Day by day, so that each mixture of settled and not is asked once.
    for (Date today = kFirst; today <= kLater; today.days += 16) {
        settle_all(today);
        ASSERT_EQ(answers(), before) << to_string(today);
        EXPECT_TRUE(pos::store::check_settled_takings(*db_).value().empty());
    }
    EXPECT_EQ(settle_all(kLater), 0);
    const Days whole{pos::make_date(2026, 1, 1), pos::make_date(2026, 5, 31)};
    const std::vector<pos::store::TakingsStretch> months{{From::months, whole.from, whole.to}};
    EXPECT_EQ(stretches(whole, true), months);
    EXPECT_EQ(stretches(whole, false), months);
}

TEST_P(SettledTakings, TakeInWhatComesLate) {
    add_all();
    settle_all(kLater);
    for (int i = 0; i < 5; ++i) {
        const Date day{kFirst.days + static_cast<std::int32_t>(below(100))};
        const auto late = rows_of(day, "B02");
        const auto net = [&] {
            const auto rows =
                pos::store::office::branch_takings(*db_, {kFirst, kLast}, TakingsBy::hour, "");
            return pos::report::sum(*rows).net_minor();
        };
        const auto before = net();
        add(late);
        std::int64_t more = 0;
        for (const auto& [key, row] : late) {
            if (key.part == BranchPart::hour) more += row.takings.net_minor();
        }
        EXPECT_EQ(net(), before + more);
        EXPECT_EQ(settle_all(kLater), late.empty() ? 0 : 2);  // the month and the day
        EXPECT_EQ(net(), before + more);
        EXPECT_TRUE(pos::store::check_settled_takings(*db_).value().empty());
    }
}

TEST_P(SettledTakings, WaitUntilTheDayIsOverAndTheMonthHasRested) {
    const Date end = pos::make_date(2026, 3, 31);
    for (const char* branch : {"B01", "B02"}) {
        pos::store::BranchRows rows;
        rows[{BranchPart::hour, end, branch, test::kEuro, "09"}].takings.gross_minor = 5;
        rows[{BranchPart::day, end, branch, test::kEuro, ""}].takings.gross_minor = 5;
        add(rows);
    }
    EXPECT_EQ(settle_all(end), 0);
    EXPECT_EQ(settle_all({end.days + 1}), 1);
    EXPECT_EQ(stretches({end, end}, true),
              (std::vector{pos::store::TakingsStretch{From::days, end, end}}));
    EXPECT_EQ(stretches({end, end}, false),
              (std::vector{pos::store::TakingsStretch{From::branch_takings, end, end}}));
    EXPECT_EQ(settle_all({end.days + pos::store::kMonthRests_days}), 0);
    EXPECT_EQ(settle_all({end.days + pos::store::kMonthRests_days + 1}), 1);
}

TEST_P(SettledTakings, AreLookedAtByVerify) {
    test::Till till{"B01", "T1", 1};
    till.start();
    for (int i = 0; i < 3; ++i) till.sell(100);
    send(till, joined(till), 0);
    EXPECT_EQ(settle_all(pos::make_date(2100, 1, 1)), 2);
    EXPECT_TRUE(verified().is_good());
    for (const char* damage :
         {"UPDATE settled_takings SET tax_minor = tax_minor + 1 WHERE part = 2 AND span = 1",
          "DELETE FROM settled_takings WHERE part = 5 AND span = 0"}) {
        ASSERT_TRUE(db_->exec(damage));
        const auto report = verified();
        ASSERT_FALSE(report.differences.empty()) << damage;
        EXPECT_EQ(report.differences[0].table, "settled_takings");
    }
    // Taken out and made again, they are right.
    ASSERT_TRUE(db_->exec("DELETE FROM settled_span"));
    EXPECT_TRUE(verified().is_good());
    EXPECT_EQ(settle_all(pos::make_date(2100, 1, 1)), 2);
    EXPECT_TRUE(verified().is_good());
}

ON_EITHER_ENGINE(SettledTakings);

}  // namespace
