#include "tests/faults/billing/billed_office.hpp"

#include <algorithm>
#include <iostream>

#include "app/core/billing/wallet.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/store/billing/runs.hpp"

namespace test {

namespace billing = app::core::billing;

void BilledOffice::SetUp() {
    std::cout << "COUNTERFOIL_SEED=" << fault_seed() << std::endl;
    BillingOffice::SetUp();
    if (HasFatalFailure()) return;
    std::string usage;
    auto open = books();
    for (int i = 1; i <= kAccounts; ++i) {
        const std::string number = number_of(i);
        ASSERT_TRUE(billing::put_customer(open, {.number = number, .name = "Otto " + number},
                                          clock_.at, random_));
        billing::NewSubscription asked{.account = number, .plan = "GREEN", .start = kDays[0]};
        asked.points.push_back(point_of(i));
        ASSERT_TRUE(billing::subscribe(open, asked, clock_.at, random_));
        for (const std::string month : {"2026-11", "2026-12"}) {
            usage += R"({"id": ")" + number + "-" + month + R"(", "subject": ")" + point_of(i) +
                     R"(", "at": ")" + month + R"(-15", "quantity": ")" + std::to_string(i) +
                     "\"}\n";
        }
    }
    go_to("2026-10-31");
    for (int i = 2; i <= kAccounts; i += 2) {
        for (const char* amount : {"5.00", "20.00"}) {
            const auto done = billing::grant_credit(
                open, {.account = number_of(i), .amount = amount, .promotional = true}, clock_.at,
                random_);
            ASSERT_TRUE(done) << done.error().words;
        }
    }
    ASSERT_EQ(use(usage).added, 2U * kAccounts);
}

app::core::Outcome<billing::BillRunReport> BilledOffice::try_bill(billing::BillRunOptions run,
                                                                  std::uint64_t seed) {
    SeededRandom random{seed};
    return billing::run_bills(where(), options(), run, clock_, random);
}

std::int64_t BilledOffice::due(const std::string& day) {
    const auto due = pos::store::billing::count_due(*db_, *pos::parse_date(day));
    EXPECT_TRUE(due) << due.error().text;
    return due.value_or(0);
}

std::uint64_t BilledOffice::within_a_run(std::uint64_t amount, const std::string& day) {
    // Half of it, so that what a run needs by itself is left out of account.
    const auto some = amount * static_cast<std::uint64_t>(due(day)) / kAccounts / 2;
    return 1 + dice_() % std::max<std::uint64_t>(some, 1);
}

void BilledOffice::bill_the_rest(const std::string& day) {
    for (const auto& parked : bill(day).parked) {
        ADD_FAILURE() << day << ": account " << parked.account << " is parked: " << parked.reason;
    }
    EXPECT_EQ(bill(day).due, 0) << day;
}

std::int64_t BilledOffice::count(const std::string& sql) {
    const auto found = db_->value<std::int64_t>(sql);
    EXPECT_TRUE(found) << found.error().text << " of " << sql;
    return found && *found ? **found : -1;
}

void BilledOffice::look_anew() {
    db_ = connect({pos::store::db::OpenMode::read_write});
    ASSERT_NE(db_, nullptr);
}

void BilledOffice::expect_whole() {
    EXPECT_EQ(count("SELECT count(*) FROM document"),
              count("SELECT CAST(coalesce(sum(last), 0) AS BIGINT) FROM number_series"))
        << "a number is left out, or two have one";
    EXPECT_EQ(count("SELECT count(*) FROM (SELECT m.lot FROM wallet_move m JOIN wallet_lot l "
                    "ON l.lot = m.lot GROUP BY m.lot, l.amount_minor HAVING "
                    "sum(m.amount_minor) > l.amount_minor) AS more"),
              0)
        << "lots that were spent beyond what they held";
}

void BilledOffice::expect_nobody_twice_a_day() {
    EXPECT_EQ(count("SELECT count(*) FROM (SELECT account, issued_on FROM document GROUP BY "
                    "account, issued_on HAVING count(*) > 1) AS twice"),
              0);
}

void BilledOffice::expect_promises_kept() {
    const auto faults = app::core::trades::audit(*db_, {"kwh"});
    ASSERT_TRUE(faults) << faults.error().words;
    for (const std::string& fault : *faults) ADD_FAILURE() << fault;
    expect_books_in_order();
}

void BilledOffice::expect_months_billed(std::int64_t months) {
    expect_whole();
    expect_nobody_twice_a_day();
    EXPECT_EQ(count("SELECT count(*) FROM document"), months * kAccounts);
    EXPECT_EQ(count("SELECT count(*) FROM bill_parked"), 0);
    // Power is billed a month later than the fee: 1 + 2 + … kilowatt-hours a month.
    EXPECT_EQ(count("SELECT CAST(coalesce(sum(CAST(quantity AS BIGINT)), 0) AS BIGINT) FROM "
                    "document_line WHERE kind = 3"),
              (months - 1) * kAccounts * (kAccounts + 1) / 2);
    if (months == std::ssize(kDays)) {
        // Every second account had 25.00, and owes more than that by now.
        EXPECT_EQ(count("SELECT CAST(sum(amount_minor) AS BIGINT) FROM wallet_move WHERE move = 1"),
                  kAccounts / 2 * 2'500);
    }
    expect_promises_kept();
}

}  // namespace test
