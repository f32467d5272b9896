// Goal: every account is billed what it owes, once, whoever runs it how often; what cannot be
// billed is parked and holds nothing up; documents are numbered without gaps and the books balance.
// Method: a head office on either engine lives through months by a clock of the test's.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "app/core/billing/issue.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/run_progress.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using app::core::billing::CustomerInput;
using pos::billing::plan::Act;

class BillRuns : public test::BillingOffice {};

TEST_P(BillRuns, AMonthOfElectricityToTheCent) {
    customer("10001");
    const auto subscription = subscribe("10001", "GREEN", "2026-11-01", "METER-1");
    EXPECT_EQ(subscription, "10001-1");
    const auto used = use(
        R"({"id": "1", "subject": "METER-1", "at": "2026-11-10", "quantity": "80"}
           {"id": "2", "subject": "METER-1", "at": "2026-11-30 23:59:59", "quantity": "50.5"}
           {"id": "3", "subject": "METER-1", "at": "2026-12-01", "quantity": "7"})");
    EXPECT_EQ(used.added, 3U);
    EXPECT_EQ(bill("2026-11-01").invoices, 1);  // the fee, in advance
    const auto report = bill("2026-12-01");
    EXPECT_EQ(report.invoices, 1);
    EXPECT_TRUE(report.parked.empty());
    ASSERT_EQ(documents().size(), 2U);
    const auto invoice = document("I2026-000002");
    ASSERT_EQ(invoice.lines.size(), 2U);
    const auto& power = invoice.lines[1];
    EXPECT_EQ(power.quantity, "130.5");
    EXPECT_EQ(power.unit, "kWh");
    ASSERT_EQ(power.steps.size(), 2U);
    EXPECT_EQ(power.steps[0].quantity, "100");
    EXPECT_EQ(power.steps[1].quantity, "30.5");
    EXPECT_EQ(power.steps[1].price, "0.25");
    EXPECT_EQ(power.net.minor, 3763);  // 30.00 + 7.63
    // 9.90 + 37.63 = 47.53, 19 % of it 9.03
    EXPECT_EQ(invoice.net.minor, 4753);
    EXPECT_EQ(invoice.tax.minor, 903);
    EXPECT_EQ(invoice.payable.minor, 5656);
    EXPECT_EQ(to_string(invoice.due_on), "2026-12-15");
    EXPECT_EQ(open_of("10001"), 1178 + 5656);
    expect_books_in_order();
}

TEST_P(BillRuns, ASecondRunBillsNothing) {
    for (const char* number : {"1", "2", "3"}) {
        customer(number);
        subscribe(number, "GREEN", "2026-11-01");
    }
    EXPECT_EQ(bill("2026-11-01").invoices, 3);
    const auto again = bill("2026-11-01");
    EXPECT_EQ(again.due, 0);
    EXPECT_EQ(again.invoices, 0);
    EXPECT_EQ(bill("2026-11-30").due, 0);
    EXPECT_EQ(bill("2026-12-01").invoices, 3);
    EXPECT_EQ(documents().size(), 6U);
    expect_books_in_order();
}

TEST_P(BillRuns, ADryRunShowsAndWritesNothing) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01");
    const auto shown = bill("2026-11-01", true);
    ASSERT_EQ(shown.previews.size(), 1U);
    EXPECT_EQ(shown.previews[0].document.payable.minor, 1178);
    EXPECT_FALSE(shown.previews[0].last);
    EXPECT_TRUE(documents().empty());
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    const auto next = bill("2026-12-01", true);
    ASSERT_EQ(next.previews.size(), 1U);
    EXPECT_EQ(next.previews[0].last->minor, 1178);
}

TEST_P(BillRuns, ADayToComeIsBilledOnlyWhereItIsMeant) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01");
    const auto run = [&](app::core::billing::BillRunOptions asked) {
        return app::core::billing::run_bills(where(), options(), asked, clock_, random_);
    };
    const auto day = pos::parse_date("2026-11-02");
    const auto slip = run({.as_of = day});
    ASSERT_FALSE(slip);
    EXPECT_EQ(slip.error().kind, app::core::FailureKind::refused);
    EXPECT_EQ(slip.error().why, app::core::Why::to_come);
    EXPECT_NE(slip.error().words.find("2026-11-02 is still to come: today is 2026-11-01"),
              std::string::npos)
        << slip.error().words;
    EXPECT_TRUE(documents().empty());
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM bill_run")->value_or(-1), 0);

    const auto look = run({.as_of = pos::parse_date("2031-11-01"), .dry_run = true});
    ASSERT_TRUE(look) << look.error().words;
    EXPECT_EQ(look->previews.size(), 1U);
    EXPECT_TRUE(documents().empty());

    const auto meant = run({.as_of = day, .ahead = true});
    ASSERT_TRUE(meant) << meant.error().words;
    EXPECT_EQ(meant->invoices, 1);
}

TEST_P(BillRuns, TheDayOfAnAccountIsNotToComeWhereItHasBegun) {
    // It is the second of November in Auckland already.
    customer("1", {.zone = "Pacific/Auckland"});
    subscribe("1", "GREEN", "2026-11-01");
    const auto day = pos::parse_date("2026-11-02");
    EXPECT_FALSE(app::core::billing::run_bills(where(), options(), {.as_of = day}, clock_, random_))
        << "others may be due";
    const auto one = app::core::billing::run_bills(where(), options(),
                                                   {.as_of = day, .account = "1"}, clock_, random_);
    ASSERT_TRUE(one) << one.error().words;
    EXPECT_EQ(one->invoices, 1);
}

TEST_P(BillRuns, WhatCannotBeBilledIsParkedAndHoldsNothingUp) {
    publish(R"({"code": "ODD", "name": "Odd", "currency": "EUR", "tax_class": "luxury",
      "phases": [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring",
      "amount": "5.00", "every": "month"}]}]})");
    for (const char* number : {"1", "2", "3"}) customer(number);
    subscribe("1", "GREEN", "2026-11-01");
    subscribe("2", "ODD", "2026-11-01");
    subscribe("3", "GREEN", "2026-11-01");
    const auto report = bill("2026-11-01");
    EXPECT_EQ(report.invoices, 2);
    ASSERT_EQ(report.parked.size(), 1U);
    EXPECT_EQ(report.parked[0].account, "2");
    EXPECT_NE(report.parked[0].reason.find("luxury"), std::string::npos);
    // It stays due, and is tried again.
    EXPECT_EQ(bill("2026-11-02").due, 1);
    expect_books_in_order();
}

TEST_P(BillRuns, WhatCameLateIsOnTheNextBill) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "90"})");
    bill("2026-12-01");
    const auto late = use(R"({"id": "2", "subject": "M", "at": "2026-11-20", "quantity": "20"})");
    EXPECT_EQ(late.late, 1U);
    const auto report = bill("2026-12-05");
    EXPECT_EQ(report.invoices, 1);
    const auto invoice = document("I2026-000002");
    ASSERT_EQ(invoice.lines.size(), 1U);
    // 110 kWh: 30.00 + 2.50, of which 27.00 were billed.
    EXPECT_EQ(invoice.lines[0].net.minor, 550);
    EXPECT_EQ(invoice.lines[0].billed_before, "27");
    EXPECT_EQ(to_string(invoice.lines[0].from), "2026-11-01");
    EXPECT_EQ(bill("2026-12-06").due, 0);
    expect_books_in_order();
}

constexpr const char* kAllowancePlan = R"({"code": "DATA", "name": "Data", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [{"code": "mb", "name": "Data", "meter": "mb",
  "unit": "MB", "every": "month", "zero_usage": "billed", "model": "overage", "included": "100",
  "price": "0.50"}]}]})";

TEST_P(BillRuns, WhatABillOfNothingLeftOutIsOnTheNextOne) {
    publish(kAllowancePlan);
    customer("1");
    subscribe("1", "DATA", "2026-11-01", "M");
    use(R"({"id": "1", "subject": "M", "meter": "mb", "at": "2026-11-10", "quantity": "30"}
           {"id": "2", "subject": "M", "meter": "mb", "at": "2026-11-11 08:00", "quantity": "4"}
           {"id": "3", "subject": "M", "meter": "mb", "at": "2026-11-11 23:59", "quantity": "6"}
           {"id": "4", "subject": "M", "meter": "mb", "at": "2026-12-10", "quantity": "150"})");
    EXPECT_EQ(bill("2026-12-01").nothing, 1);
    EXPECT_TRUE(documents().empty());
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM usage_late").value(), 2)
        << "a day has one, however much was used";
    EXPECT_EQ(bill("2026-12-02").due, 0);
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    const auto invoice = document("I2027-000001");
    ASSERT_EQ(invoice.lines.size(), 2U);
    EXPECT_EQ(to_string(invoice.lines[0].from), "2026-11-01");
    EXPECT_EQ(invoice.lines[0].quantity, "40");
    EXPECT_EQ(invoice.lines[0].net.minor, 0);
    EXPECT_EQ(invoice.lines[1].quantity, "150");
    EXPECT_EQ(invoice.lines[1].net.minor, 2500);
    // Once it is on a bill, nothing of it is left.
    EXPECT_EQ(bill("2027-02-01").nothing, 1);
    EXPECT_EQ(documents().size(), 1U);
    expect_books_in_order();
}

TEST_P(BillRuns, WhoNeverPaysHasEachDayNotedOnce) {
    publish(kAllowancePlan);
    customer("1");
    subscribe("1", "DATA", "2026-11-01", "M");
    use(R"({"id": "1", "subject": "M", "meter": "mb", "at": "2026-11-10", "quantity": "30"}
           {"id": "2", "subject": "M", "meter": "mb", "at": "2026-12-10", "quantity": "4"}
           {"id": "3", "subject": "M", "meter": "mb", "at": "2027-01-10 08:00", "quantity": "6"})");
    EXPECT_EQ(bill("2026-12-01").nothing, 1);
    EXPECT_EQ(bill("2027-01-01").nothing, 1);
    use(R"({"id": "4", "subject": "M", "meter": "mb", "at": "2026-11-10 23:00", "quantity": "1"})");
    {
        go_to("2027-02-01");
        auto open = books();
        const app::core::billing::Billing what{open.office.taxes,
                                               open.office.settings.policy.tax_scope,
                                               *pos::parse_date("2027-02-01")};
        const auto account =
            open.db->value<pos::Ulid>("SELECT account FROM billing_account").value();
        ASSERT_TRUE(account);
        const std::vector<pos::Ulid> ids{*account};
        const auto prepared = app::core::billing::Preparer{*open.db, what}.prepare(ids);
        ASSERT_TRUE(prepared);
        ASSERT_EQ(prepared->at(0).usage.size(), 1U);
        const auto& usage = prepared->at(0).usage[0];
        const auto zone = pos::locale::Zone::open("Europe/Berlin");
        ASSERT_EQ(usage.unwritten.size(), 1U) << "what is noted already stays";
        EXPECT_EQ(to_string(zone->local(usage.unwritten[0]).date), "2027-01-10");
        ASSERT_EQ(usage.late.size(), 1U) << "its day is noted";
        EXPECT_EQ(zone->local(usage.late[0]).hour(), 23);
    }
    EXPECT_EQ(bill("2027-02-01").nothing, 1);
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM usage_late").value(), 3);
    use(R"({"id": "5", "subject": "M", "meter": "mb", "at": "2027-02-10", "quantity": "200"})");
    EXPECT_EQ(bill("2027-03-01").invoices, 1);
    const auto invoice = document("I2027-000001");
    ASSERT_EQ(invoice.lines.size(), 4U);
    EXPECT_EQ(invoice.lines[0].quantity, "31");
    EXPECT_EQ(invoice.lines[2].quantity, "6");
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM usage_late").value(), 0);
    expect_books_in_order();
}

TEST_P(BillRuns, WhatComesBehindABillOfNothingIsBilledWithIt) {
    publish(kAllowancePlan);
    customer("1");
    const auto number = subscribe("1", "DATA", "2026-11-01", "M");
    change({.number = number, .act = Act::cancelled, .at = "2026-12-01"});
    use(R"({"id": "1", "subject": "M", "meter": "mb", "at": "2026-11-10", "quantity": "30"})");
    EXPECT_EQ(bill("2026-12-01").nothing, 1);
    const auto late =
        use(R"({"id": "2", "subject": "M", "meter": "mb", "at": "2026-11-20", "quantity": "80"})");
    EXPECT_EQ(late.late, 1U);
    EXPECT_EQ(bill("2026-12-05").invoices, 1);
    const auto invoice = document("I2026-000001");
    ASSERT_EQ(invoice.lines.size(), 1U);
    EXPECT_EQ(invoice.lines[0].quantity, "110");
    EXPECT_EQ(invoice.lines[0].net.minor, 500);
    EXPECT_EQ(bill("2026-12-06").due, 0);
    expect_books_in_order();
}

TEST_P(BillRuns, UsageTakenBackIsCredited) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "40"})");
    bill("2026-12-01");
    EXPECT_EQ(use(R"({"id": "1", "void": true})").voided, 1U);
    EXPECT_EQ(bill("2026-12-02").credit_notes, 1);
    EXPECT_EQ(document("C2026-000001").payable.minor, -1428);  // 12.00 and 19 %
    EXPECT_EQ(bill("2026-12-03").due, 0);
    expect_books_in_order();
}

TEST_P(BillRuns, WhatEndsEarlyIsGivenBackAndPaysWhatComes) {
    customer("1");
    const auto first = subscribe("1", "GREEN", "2026-11-01");
    bill("2026-11-01");
    go_to("2026-11-16");
    change({.number = first, .act = Act::cancelled, .at = "2026-11-16"});
    EXPECT_EQ(bill("2026-11-16").credit_notes, 1);
    const auto note = document("C2026-000001");
    ASSERT_EQ(note.lines.size(), 1U);
    EXPECT_EQ(note.lines[0].net.minor, -495);  // 15 of 30 days of 9.90
    EXPECT_TRUE(note.lines[0].of);
    // 11.78 less 5.89: the credit note pays the invoice that is open.
    EXPECT_EQ(open_of("1"), 589);
    EXPECT_EQ(bill("2026-12-01").due, 0);
    expect_books_in_order();
}

TEST_P(BillRuns, OnePaysForOthers) {
    customer("P");
    customer("C", {.payer = "P"});
    subscribe("P", "GREEN", "2026-11-01");
    subscribe("C", "GREEN", "2026-11-01");
    const auto report = bill("2026-11-01");
    EXPECT_EQ(report.invoices, 1);
    const auto invoice = document("I2026-000001");
    EXPECT_EQ(invoice.account_number, "P");
    ASSERT_EQ(invoice.lines.size(), 2U);
    EXPECT_NE(invoice.lines[0].account, invoice.lines[1].account);
    EXPECT_EQ(open_of("P"), 2356);
    EXPECT_EQ(open_of("C"), 0);
    // A change of who is paid for is the payer's.
    subscribe("C", "GREEN", "2026-11-01");
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    expect_books_in_order();
}

TEST_P(BillRuns, ReverseChargeBearsNoTax) {
    CustomerInput input;
    input.tax = "reverse_charge";
    customer("1", input);
    subscribe("1", "GREEN", "2026-11-01");
    bill("2026-11-01");
    const auto invoice = document("I2026-000001");
    EXPECT_EQ(invoice.payable.minor, 990);
    ASSERT_EQ(invoice.taxes.size(), 1U);
    EXPECT_EQ(invoice.taxes[0].category, "AE");
}

TEST_P(BillRuns, GraceWaitsForLateUsage) {
    customer("1", {.grace_days = "5"});
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "10"})");
    bill("2026-12-01");
    const auto before = documents().size();
    use(R"({"id": "2", "subject": "M", "at": "2026-11-28", "quantity": "10"})");
    bill("2026-12-06");
    ASSERT_EQ(documents().size(), before + 1);
    const auto invoice = document(documents().front().row.number);
    const auto power =
        std::ranges::find(invoice.lines, "20", &pos::journal::DocumentLine::quantity);
    EXPECT_NE(power, invoice.lines.end());
}

TEST_P(BillRuns, TwoAtOnceBillEachAccountOnce) {
    constexpr int kAccounts = 150;
    for (int i = 0; i < kAccounts; ++i) {
        customer(std::to_string(1000 + i));
        subscribe(std::to_string(1000 + i), "GREEN", "2026-11-01");
    }
    const auto run = [&](std::uint64_t seed, std::int64_t& documents) {
        test::SeededRandom random{seed};
        TestClock clock;
        clock.at = clock_.at;
        const auto done = app::core::billing::run_bills(
            where(), options(), {.as_of = *pos::parse_date("2026-11-01")}, clock, random);
        ASSERT_TRUE(done) << done.error().words;
        documents = done->invoices;
    };
    std::int64_t one = 0;
    std::int64_t other = 0;
    {
        std::jthread first{[&] { run(11, one); }};
        std::jthread second{[&] { run(12, other); }};
    }
    EXPECT_EQ(one + other, kAccounts);
    std::set<std::string> accounts;
    for (const auto& each : documents()) accounts.insert(each.account_number);
    EXPECT_EQ(accounts.size(), std::size_t{kAccounts});
    EXPECT_EQ(documents().size(), std::size_t{kAccounts});
    expect_books_in_order();
}

TEST_P(BillRuns, UsageBetweenWorkingOutAndWritingIsNotLost) {
    constexpr std::size_t kAccounts = 40;  // more than one statement changes
    constexpr std::size_t kUses = 3;
    for (std::size_t i = 0; i < kAccounts; ++i) {
        customer(std::to_string(1000 + i));
        subscribe(std::to_string(1000 + i), "GREEN", "2026-11-01", "M" + std::to_string(i));
    }
    EXPECT_EQ(bill("2026-11-01").invoices, std::int64_t{kAccounts});
    go_to("2026-12-01");
    namespace billing = app::core::billing;
    namespace stored = pos::store::billing;
    const pos::Date as_of = *pos::parse_date("2026-12-01");
    auto open = books();
    const billing::Billing what{open.office.taxes, open.office.settings.policy.tax_scope, as_of};
    std::vector<pos::Ulid> ids;
    for (std::size_t i = 0; i < kAccounts; ++i) {
        const auto account = stored::account_of_number(*open.db, std::to_string(1000 + i));
        ASSERT_TRUE(account && *account);
        ids.push_back((*account)->stored.account.id);
    }
    auto prepared = billing::Preparer{*open.db, what}.prepare(ids);
    ASSERT_TRUE(prepared);
    use(R"({"id": "1", "subject": "M3", "at": "2026-11-10", "quantity": "80"})");
    billing::Issuer issuer{open, pos::make_ulid(clock_.now(), random_), as_of, random_};
    const auto issued = issuer.issue(*prepared, clock_.now());
    ASSERT_TRUE(issued);
    for (std::size_t i = 0; i < kAccounts; ++i) {
        EXPECT_EQ((*issued)[i],
                  i == kUses ? billing::Issued::out_of_date : billing::Issued::document)
            << i;
    }
    EXPECT_EQ(stored::count_due(*db_, as_of), 1) << "the account is due as it was";
    const auto rest = bill("2026-12-01");
    EXPECT_EQ(rest.invoices, 1);
    const auto invoice = document(documents().front().row.number);
    EXPECT_EQ(invoice.account_number, std::to_string(1000 + kUses));
    EXPECT_NE(std::ranges::find(invoice.lines, "80", &pos::journal::DocumentLine::quantity),
              invoice.lines.end());
    expect_books_in_order();
}

TEST_P(BillRuns, AStoppedRunLeavesNothingMissingAndNothingTwice) {
    for (int i = 0; i < 100; ++i) {
        customer(std::to_string(1000 + i));
        subscribe(std::to_string(1000 + i), "GREEN", "2026-11-01");
    }
    const auto stopped = app::core::billing::run_bills(
        where(), options(),
        {.as_of = *pos::parse_date("2026-11-01"), .on_progress = [](const auto&) { return false; }},
        clock_, random_);
    ASSERT_TRUE(stopped);
    EXPECT_TRUE(stopped->stopped);
    EXPECT_LT(stopped->invoices, 100);
    const auto rest = bill("2026-11-01");
    EXPECT_EQ(stopped->invoices + rest.invoices, 100);
    expect_books_in_order();
}

TEST_P(BillRuns, APersonCallsARunOffFromAnywhere) {
    for (int i = 0; i < 100; ++i) {
        customer(std::to_string(1000 + i));
        subscribe(std::to_string(1000 + i), "GREEN", "2026-11-01");
    }
    const auto run = pos::make_ulid(clock_.at, random_);
    const auto off = app::core::billing::run_bills(
        where(), options(),
        {.as_of = *pos::parse_date("2026-11-01"),
         .run = run,
         .on_progress =
             [&](const auto&) {
                 EXPECT_TRUE(pos::store::billing::ask_to_stop(*db_, run).value_or(false));
                 return true;
             }},
        clock_, random_);
    ASSERT_TRUE(off) << off.error().words;
    EXPECT_EQ(off->run, run);
    EXPECT_TRUE(off->stopped);
    EXPECT_TRUE(off->called_off);
    EXPECT_LT(off->invoices, 100);
    const auto row = pos::store::billing::run_of(*db_, run);
    ASSERT_TRUE(row && *row);
    EXPECT_EQ((*row)->state, pos::store::billing::RunState::stopped);
    EXPECT_TRUE((*row)->finished_at);
    EXPECT_EQ(pos::store::billing::run_figures(*db_, run)->documents, off->invoices);
    EXPECT_FALSE(pos::store::billing::ask_to_stop(*db_, run).value_or(true));
    EXPECT_EQ(off->invoices + bill("2026-11-01").invoices, 100);
    expect_books_in_order();
}

TEST_P(BillRuns, OfADayThatAClockWentBackToBillNothingTwice) {
    for (const char* number : {"1", "2", "3"}) {
        customer(number);
        subscribe(number, "GREEN", "2026-11-01", std::string{"M"} + number);
    }
    use(R"({"id": "1", "subject": "M1", "at": "2026-11-10", "quantity": "80"})");
    EXPECT_EQ(bill("2026-12-01").invoices, 3);
    EXPECT_EQ(bill("2026-11-20").due, 0);
    // By that clock November goes on; what came late to it waits for its end.
    use(R"({"id": "2", "subject": "M1", "at": "2026-11-12", "quantity": "10"})");
    const auto back = bill("2026-11-20");
    EXPECT_EQ(back.due, 1);
    EXPECT_EQ(back.invoices + back.credit_notes, 0);
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    EXPECT_EQ(documents().front().row.net_minor, 300);
    EXPECT_EQ(bill("2027-01-01").invoices, 3);
    EXPECT_EQ(documents().size(), 7U);
    expect_books_in_order();
}

TEST_P(BillRuns, OfProcessesThatWereKilledAreOverOnceAllThatIsDueIsBilled) {
    namespace stored = pos::store::billing;
    customer("1");
    subscribe("1", "GREEN", "2026-11-01");
    const auto left_running = [&](const char* as_of) {
        stored::BillRun run;
        run.run = pos::make_ulid(clock_.at, random_);
        run.as_of = *pos::parse_date(as_of);
        run.started_at = clock_.at;
        EXPECT_TRUE(stored::put_run(*db_, run));
        return run.run;
    };
    const auto state_of = [&](const pos::Ulid& run) {
        const auto found = stored::run_of(*db_, run);
        EXPECT_TRUE(found && *found);
        return found && *found ? (*found)->state : stored::RunState::finished;
    };
    const auto killed = left_running("2026-11-01");
    const auto ahead = left_running("2026-12-01");
    go_to("2026-11-02");
    const auto just_begun = left_running("2026-11-01");
    app::core::billing::BillRunOptions one;
    one.as_of = *pos::parse_date("2026-11-02");
    one.account = "1";
    ASSERT_TRUE(app::core::billing::run_bills(where(), options(), one, clock_, random_));
    EXPECT_EQ(state_of(killed), stored::RunState::running) << "others may be due";
    bill("2026-11-02");
    EXPECT_EQ(state_of(killed), stored::RunState::stopped);
    EXPECT_EQ(state_of(ahead), stored::RunState::running) << "it bills more than this one";
    EXPECT_EQ(state_of(just_begun), stored::RunState::running) << "somebody is at it";
    EXPECT_FALSE(stored::run_of(*db_, killed)->value().finished_at);
}

}  // namespace

ON_EITHER_ENGINE(BillRuns);
