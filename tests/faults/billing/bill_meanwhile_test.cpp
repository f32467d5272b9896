// Goal: usage that comes in while bills are made, late, twice and taken back again, is billed once,
// whether two runs are at it at once, some accounts are billed before their period is over, or
// neither. Method: an office on either engine is billed for some months by two runs at once while
// others bring usage, from a printed seed: between pieces of one run, and beside both. Whoever
// brings it keeps an account of his own of what there has to be.
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "tests/faults/billing/billed_office.hpp"

namespace {

namespace billing = app::core::billing;

/// Somebody who brings usage, with dice, ids and a connection of his own.
class Bringer {
public:
    struct Office {
        std::string where;
        pos::store::StoreOptions options;
        int accounts;
    };
    Bringer(Office office, std::string name, std::uint64_t seed)
        : office_{std::move(office)}, name_{std::move(name)}, dice_{seed}, random_{seed} {}

    /// Brings some records of days from the first of November on up to that day, some that he has
    /// brought before, and takes some back.
    void bring(pos::Instant now, pos::Date up_to) {
        struct : pos::Clock {
            pos::Instant at{};
            pos::Instant now() override { return at; }
        } clock;
        clock.at = now;
        auto books = billing::BillingBooks::open(office_.where, office_.options, "", now, random_);
        ASSERT_TRUE(books) << books.error().words;
        std::map<std::string, std::int64_t> kept = kept_;
        const std::string lines = some_lines(up_to, kept);
        auto input = app::core::tabular::memory_input(lines, 1'000);
        billing::UsageImportOptions options{.source = "meters", .meter = "kwh"};
        options.on_refusal = [&](std::uint64_t line, const std::string& reason) {
            ADD_FAILURE() << name_ << ", line " << line << ": " << reason << '\n' << lines;
        };
        const auto done = billing::import_usage_lines(*books, *input, options, clock);
        ASSERT_TRUE(done) << done.error().words;
        EXPECT_TRUE(done->kept);
        kept_ = std::move(kept);
    }
    /// Kilowatt-hours of what was not taken back.
    std::int64_t total() const {
        std::int64_t sum = 0;
        for (const auto& [line, quantity] : kept_) sum += quantity;
        return sum;
    }

private:
    std::int64_t below(std::int64_t limit) {
        return static_cast<std::int64_t>(dice_() % static_cast<std::uint64_t>(limit));
    }
    std::string some_lines(pos::Date up_to, std::map<std::string, std::int64_t>& kept) {
        std::string lines;
        std::map<std::string, std::int64_t> before = kept;
        for (int i = 0; i < 25; ++i) {
            // Of what was there before this file.
            const auto sort = before.empty() ? 9 : below(10);
            if (sort > 2) {
                lines += new_line(up_to, kept);
                continue;
            }
            const auto one = std::next(before.begin(), below(std::ssize(before)));
            if (sort > 0) {
                lines += one->first;
                continue;
            }
            lines += one->first.substr(0, one->first.find(',')) + R"(, "void": true})" + "\n";
            kept.erase(one->first);
            before.erase(one);
        }
        return lines;
    }
    std::string new_line(pos::Date up_to, std::map<std::string, std::int64_t>& kept) {
        const pos::Date first = pos::make_date(2026, 11, 1);
        const pos::Date day{first.days + static_cast<int>(below(up_to.days - first.days))};
        const auto quantity = 1 + below(9);
        const auto account = 10'001 + below(office_.accounts);
        const std::string line = R"({"id": ")" + name_ + std::to_string(++records_) +
                                 R"(", "subject": "M)" + std::to_string(account) + R"(", "at": ")" +
                                 to_string(day) + R"( 12:00", "quantity": ")" +
                                 std::to_string(quantity) + "\"}\n";
        kept[line] = quantity;
        return line;
    }

    Office office_;
    std::string name_;
    std::mt19937_64 dice_;
    test::SeededRandom random_;
    std::map<std::string, std::int64_t> kept_;  // by the line that brought it
    int records_{0};
};

class BillMeanwhile : public test::BilledOffice {
protected:
    Bringer bringer(const std::string& name) {
        return Bringer{{where(), options(), kAccounts}, name, dice_()};
    }
    /// Bills some accounts by what they have used of the month so far, while usage comes in.
    void bill_some_early(const std::string& day, Bringer& usage) {
        go_to(day);
        for (int i = 0; i < 12; ++i) {
            billing::BillRunOptions run;
            run.as_of = pos::parse_date(day);
            run.early = true;
            run.account = number_of(1 + static_cast<int>(dice_() % kAccounts));
            const auto done = try_bill(run, dice_());
            ASSERT_TRUE(done) << run.account << ": " << done.error().words;
            EXPECT_TRUE(done->parked.empty()) << done->parked.front().reason;
            if (i % 4 == 0) usage.bring(clock_.at, *run.as_of);
        }
    }
    /// Two runs at once; usage comes in between pieces of the first, and beside both.
    void bill_meanwhile(const std::string& day, Bringer& between, Bringer& beside) {
        go_to(day);
        const pos::Instant now = clock_.at;
        billing::BillRunOptions run;
        run.as_of = pos::parse_date(day);
        const pos::Date as_of = *run.as_of;
        const auto seed = dice_();
        std::jthread importer{[&] {
            for (int i = 0; i < 6; ++i) beside.bring(now, as_of);
        }};
        std::jthread other{[this, run, seed] {
            test::SeededRandom random{seed};
            TestClock clock;
            clock.at = clock_.at;
            const auto done = billing::run_bills(where(), options(), run, clock, random);
            EXPECT_TRUE(done) << done.error().words;
        }};
        run.on_progress = [&](const auto&) {
            between.bring(now, as_of);
            return true;
        };
        const auto done = try_bill(run, dice_());
        EXPECT_TRUE(done) << done.error().words;
    }
};

TEST_P(BillMeanwhile, BillsWhatComesInOnce) {
    auto between = bringer("between-");
    auto beside = bringer("beside-");
    go_to(kDays[0]);
    bill_the_rest(kDays[0]);
    struct Month {
        const char* early;
        const char* bill;
    };
    constexpr std::array<Month, 3> kMonths{
        {{"2026-11-20", "2026-12-01"}, {"2026-12-20", "2027-01-01"}, {"2027-01-20", "2027-02-01"}}};
    const auto rounds = test::fault_rounds(1);
    for (const Month& month : kMonths) {
        SCOPED_TRACE(month.bill);
        bill_some_early(month.early, between);
        for (std::uint64_t i = 0; i < rounds && !HasFailure(); ++i) {
            bill_meanwhile(month.bill, between, beside);
            bill_the_rest(month.bill);
            expect_whole();
            expect_promises_kept();
        }
    }
    EXPECT_EQ(count("SELECT count(*) FROM usage_late"), 0) << "it came late and nobody billed it";
    const std::int64_t brought = between.total() + beside.total();
    std::cout << brought << " kilowatt-hours came in meanwhile\n";
    EXPECT_GT(brought, kAccounts);
    EXPECT_EQ(count("SELECT CAST(sum(quantity_millionths) AS BIGINT) FROM usage_record WHERE "
                    "voided_at IS NULL AND event_at < (SELECT min(until_at) FROM usage_billed)"),
              (brought + kAccounts * (kAccounts + 1)) * 1'000'000)
        << "it is not what was brought, or not billed up to its end";
}

}  // namespace

ON_EITHER_ENGINE(BillMeanwhile);
