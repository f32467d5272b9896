// Goal: an account with level payments is asked for each once, with tax, and billed nothing else
// until the term is over; then the whole term is billed once, what was asked for is taken back to
// the cent with its own tax, and what was not paid is asked for once. Method: an office on either
// engine lives through terms by a clock of the test's; the books are audited after each.
#include "app/core/billing/levels.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "app/core/billing/disputes.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/move.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/office/change_tax.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/journal/level.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/disputes.hpp"
#include "pos/store/billing/level_sql.hpp"
#include "tests/contract/billing/level_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using billing::NewLevel;
using pos::journal::Book;

class Levels : public test::LevelOffice {};

TEST_P(Levels, AYearOfRequestsAndMoreUsageThanPaid) {
    agreed({.amount = "35.70"});  // 30.00 and 5.70 of tax
    live_a_year(true);
    const auto first = document("I2026-000001");
    ASSERT_EQ(first.lines.size(), 1U);
    EXPECT_EQ(first.lines[0].kind, pos::journal::kLevelLine);
    EXPECT_FALSE(first.lines[0].charge);
    EXPECT_EQ(first.net.minor, 3'000);
    EXPECT_EQ(first.tax.minor, 570);
    EXPECT_EQ(to_string(first.due_on), "2026-11-15");
    EXPECT_EQ(to_string(document("I2027-000010").due_on), "2027-10-15");
    EXPECT_EQ(documents().size(), 12U);
    EXPECT_EQ(book(Book::on_account), -36'000);
    EXPECT_EQ(book(Book::revenue), 0);

    const auto report = bill("2027-11-01");
    EXPECT_EQ(report.invoices, 1);
    EXPECT_EQ(report.credit_notes, 1);
    // Twelve months at 30.00, and twelve fees of 9.90: the one of that day belongs to no term.
    const auto settlement = document("I2027-000011");
    EXPECT_EQ(settlement.net.minor, 36'000 + 11'880);
    EXPECT_EQ(settlement.tax.minor, 9'097);
    for (const auto& line : settlement.lines) {
        EXPECT_LE(to_string(line.to), "2027-11-01") << line.name;
    }
    EXPECT_NE(settlement.note.find("C2027-000001"), std::string::npos) << settlement.note;
    const auto back = document("C2027-000001");
    EXPECT_EQ(back.lines.size(), 12U);
    EXPECT_EQ(back.net.minor, -36'000);
    EXPECT_EQ(back.tax.minor, -6'840);
    // 569.77 less 428.40.
    EXPECT_EQ(open_of("1"), 14'137);
    EXPECT_EQ(open_of_document("I2027-000011"), 14'137);
    EXPECT_EQ(open_of_document("C2027-000001"), 0);
    EXPECT_EQ(book(Book::revenue), -47'880);
    EXPECT_EQ(book(Book::tax), -9'097);
    EXPECT_EQ(book(Book::money), 42'840);
    EXPECT_EQ(level_of("1").settled_on, pos::parse_date("2027-11-01"));
    expect_settled();

    // From then on it is billed as any other, and nothing of the term again.
    EXPECT_EQ(bill("2027-11-01").invoices, 1);
    EXPECT_EQ(document("I2027-000012").net.minor, 990);
    EXPECT_EQ(bill("2027-11-01").due, 0);
    EXPECT_EQ(bill("2027-12-01").invoices, 1);
    EXPECT_EQ(document("I2027-000013").net.minor, 990);
    expect_settled();
}

TEST_P(Levels, AYearOfLessUsageThanPaidIsGivenBack) {
    agreed({});
    live_a_year(false);
    bill("2027-11-01");
    // Twelve fees: 118.80 and 22.57 of tax.
    EXPECT_EQ(document("I2027-000011").payable.minor, 14'137);
    EXPECT_EQ(open_of_document("I2027-000011"), 0);
    EXPECT_EQ(open_of("1"), 14'137 - 57'120);
    expect_settled();
}

TEST_P(Levels, WhatWasNotPaidIsAskedForOnce) {
    agreed({});
    live_a_year(true, 1);
    const std::string unpaid = "I2027-000010";
    EXPECT_EQ(open_of_document(unpaid), 4'760);
    {
        auto open = books();
        ASSERT_TRUE(billing::open_dispute(
            open, {.document = unpaid, .amount = "10.00", .reason = "Too much"}, clock_.at,
            random_));
    }
    bill("2027-11-01");
    const auto request = stored::document_of_number(*db_, unpaid).value();
    EXPECT_FALSE(stored::open_dispute(*db_, request->issued.document).value().has_value());
    EXPECT_EQ(open_of_document(unpaid), 0);
    // 569.77 less eleven times 47.60.
    EXPECT_EQ(open_of_document("I2027-000011"), 4'617);
    EXPECT_EQ(open_of("1"), 4'617);
    // A payment for what is taken back pays the bill.
    pay({.account = "1", .document = "", .amount = "46.17"});
    EXPECT_EQ(open_of("1"), 0);
    expect_settled();
}

TEST_P(Levels, AnUnpaidRequestIsWithdrawnWhereLessWasUsed) {
    agreed({});
    live_a_year(false, 1);
    bill("2027-11-01");
    EXPECT_EQ(open_of_document("I2027-000010"), 0);
    EXPECT_EQ(open_of_document("I2027-000011"), 0);
    EXPECT_EQ(open_of("1"), 14'137 - (57'120 - 4'760));
    expect_settled();
}

TEST_P(Levels, EInvoicesArePrepaymentsAndASettlementThatDeductsThem) {
    agreed({});
    live_a_year(true, 1);
    bill("2027-11-01");
    const auto request = e_invoice_of("I2026-000001");
    EXPECT_EQ(request.type, "386");
    EXPECT_EQ(to_string(*request.totals.gross), "47.60");
    EXPECT_TRUE(request.preceding.empty());
    const auto settlement = e_invoice_of("I2027-000011");
    EXPECT_EQ(settlement.type, "380");
    EXPECT_EQ(to_string(*settlement.totals.gross), "569.77");
    // What was paid of what was asked for: eleven payments.
    EXPECT_EQ(to_string(*settlement.totals.prepaid), "523.60");
    EXPECT_EQ(to_string(*settlement.totals.payable), "46.17");
    ASSERT_EQ(settlement.preceding.size(), 12U);
    EXPECT_EQ(settlement.preceding[0].number, "I2026-000001");
    EXPECT_EQ(settlement.preceding[0].issued, pos::parse_date("2026-11-01"));
    const auto back = e_invoice_of("C2027-000001");
    EXPECT_EQ(back.type, "381");
    EXPECT_EQ(back.preceding.size(), 12U);
    EXPECT_EQ(to_string(*back.totals.tax), "91.20");
}

/// Every invoice that is sent asks so, of thousands of agreements or none.
TEST_P(Levels, AreFoundOfADocumentByIndexes) {
    if (!is_sqlite()) GTEST_SKIP() << "SQLite says how it will go about it whatever the sizes";
    const std::array<pos::store::db::Param, 1> none;
    for (const std::string_view statement :
         {stored::level_sql::kBehind, stored::level_sql::kDeducted}) {
        int steps = 0;
        const auto planned =
            db_->run("EXPLAIN QUERY PLAN " + std::string{statement}, none, [&](const auto& row) {
                EXPECT_FALSE(row.text(3).starts_with("SCAN")) << row.text(3) << '\n' << statement;
                ++steps;
                return true;
            });
        EXPECT_TRUE(planned) << planned.error().text;
        EXPECT_GE(steps, 2);
    }
}

TEST_P(Levels, WhatBelongsToTheTimeBeforeIsBilledFirst) {
    agreed({.from = "2026-12-01", .months = 2});
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    hundred("2026-11");
    // The usage of November as ever, then what is asked for on account: in one run.
    EXPECT_EQ(bill("2026-12-01").invoices, 2);
    const auto november = document("I2026-000002");
    ASSERT_EQ(november.lines.size(), 1U);
    EXPECT_EQ(november.net.minor, 3'000);
    EXPECT_EQ(to_string(november.due_on), "2026-12-15");
    EXPECT_EQ(document("I2026-000003").payable.minor, 4'760);
    EXPECT_EQ(bill("2026-12-01").due, 0);
    EXPECT_EQ(bill("2027-01-01").invoices, 1);

    // 50 kWh of November that come late, at 0.25.
    use(R"({"id": "late", "subject": "M1", "at": "2026-11-20", "quantity": "50"})");
    EXPECT_EQ(bill("2027-01-05").invoices, 1);
    EXPECT_EQ(document("I2027-000002").net.minor, 1'250);
    EXPECT_EQ(bill("2027-01-05").due, 0);

    // As many that come on the very day of the settlement, which holds the term's alone.
    hundred("2026-12");
    hundred("2027-01");
    use(R"({"id": "later", "subject": "M1", "at": "2026-11-21", "quantity": "50"})");
    const auto report = bill("2027-02-01");
    EXPECT_EQ(report.invoices, 2);
    EXPECT_EQ(report.credit_notes, 1);
    EXPECT_EQ(document("I2027-000003").net.minor, 1'250);
    const auto settlement = document("I2027-000004");
    EXPECT_EQ(settlement.net.minor, 2 * 990 + 2 * 3'000);
    for (const auto& line : settlement.lines) {
        EXPECT_GE(to_string(line.from), "2026-12-01") << line.name;
        EXPECT_LE(to_string(line.to), "2027-02-01") << line.name;
    }
    EXPECT_EQ(document("C2027-000001").payable.minor, -2 * 4'760);
    expect_settled();
}

TEST_P(Levels, WhatComesLateToASettledTermIsBilledInTheNext) {
    agreed({.months = 2, .renews = true});
    bill("2026-11-01");
    hundred("2026-11");
    bill("2026-12-01");
    bill("2027-01-01");
    EXPECT_EQ(document("I2027-000001").net.minor, 2 * 990 + 3'000);
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    use(R"({"id": "late", "subject": "M1", "at": "2026-11-20", "quantity": "50"})");
    EXPECT_EQ(bill("2027-01-05").invoices, 1);
    EXPECT_EQ(document("I2027-000003").net.minor, 1'250);
    expect_settled_but(4'000);
}

TEST_P(Levels, TheTimeBeforeIsBilledOnceItsDaysOfGraceAreOver) {
    customer("1", {.grace_days = "3"});
    agreed({.from = "2026-12-01", .months = 2});
    EXPECT_EQ(bill("2026-11-04").invoices, 1);
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    EXPECT_EQ(document("I2026-000002").payable.minor, 4'760);
    go_to("2026-12-02");
    hundred("2026-11");
    EXPECT_EQ(bill("2026-12-03").due, 0);
    EXPECT_EQ(bill("2026-12-04").invoices, 1);
    EXPECT_EQ(document("I2026-000003").net.minor, 3'000);
    expect_settled_but(4'000);
}

TEST_P(Levels, ThatEndBeforeTheyBeginHoldNothingBack) {
    agreed({.from = "2026-12-01", .months = 2});
    bill("2026-11-01");
    hundred("2026-11");
    go_to("2026-11-20");
    {
        auto open = books();
        ASSERT_TRUE(billing::end_level(open, "1", "2026-11-20", clock_.at));
    }
    EXPECT_EQ(bill("2026-11-20").invoices, 0);
    EXPECT_FALSE(level_of("1").is_running());
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    EXPECT_EQ(document("I2026-000002").net.minor, 3'000 + 990);
    expect_settled();
}

TEST_P(Levels, AnotherAmountHoldsFromItsDayOn) {
    agreed({});
    for (const char* day :
         {"2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01", "2027-04-01"}) {
        bill(day);
    }
    go_to("2027-04-10");
    {
        // April's is asked for.
        auto open = books();
        const auto refused = billing::change_level(open, "1", "59.50", "2027-04-10", clock_.at);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().about, "level_asked");
        EXPECT_FALSE(billing::change_level(open, "1", "59.50", "2027-11-01", clock_.at));
        EXPECT_FALSE(billing::change_level(open, "1", "0", "2027-05-01", clock_.at));
    }
    change_to("59.50", "2027-05-01");
    for (const char* day :
         {"2027-05-01", "2027-06-01", "2027-07-01", "2027-08-01", "2027-09-01", "2027-10-01"}) {
        EXPECT_EQ(bill(day).invoices, 1) << day;
    }
    EXPECT_EQ(document("I2027-000004").payable.minor, 4'760);
    EXPECT_EQ(document("I2027-000005").payable.minor, 5'950);
    EXPECT_EQ(open_of("1"), 6 * 4'760 + 6 * 5'950);
    bill("2027-11-01");
    EXPECT_EQ(document("C2027-000001").payable.minor, -(6 * 4'760 + 6 * 5'950));
    // Nothing was paid, so all that is owed is what was used.
    EXPECT_EQ(open_of("1"), 14'137);
    expect_settled();
}

TEST_P(Levels, EndEarlyOnADay) {
    agreed({});
    for (const char* day : {"2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"}) {
        bill(day);
        pay_all();
    }
    go_to("2027-02-10");
    {
        auto open = books();
        EXPECT_FALSE(billing::end_level(open, "1", "2027-02-09", clock_.at));
        EXPECT_FALSE(billing::end_level(open, "1", "2027-11-02", clock_.at));
        ASSERT_TRUE(billing::end_level(open, "1", "2027-02-15", clock_.at));
    }
    EXPECT_EQ(bill("2027-02-14").invoices, 0);
    const auto report = bill("2027-02-15");
    EXPECT_EQ(report.invoices, 1);
    EXPECT_EQ(report.credit_notes, 1);
    // Four fees, 39.60 and 7.52 of tax, of 190.40.
    EXPECT_EQ(open_of("1"), 4'712 - 4 * 4'760);
    expect_settled();
    // The next bill is paid by what is ahead.
    EXPECT_EQ(bill("2027-03-01").invoices, 1);
    EXPECT_EQ(open_of("1"), 4'712 + 1'178 - 4 * 4'760);
    agreed({});  // and another may be agreed
    expect_settled();
}

TEST_P(Levels, MovingOutSettlesThemWithTheFinalBill) {
    {
        auto open = books();
        ASSERT_TRUE(billing::fit_counter(
            open,
            {.point = "M1", .meter = "kwh", .serial = "A", .figure = "100", .at = "2026-11-01"},
            clock_.at, random_));
    }
    agreed({});
    bill("2026-11-01");
    pay_all();
    bill("2026-12-01");
    {
        auto open = books();
        ASSERT_TRUE(billing::take_reading(
            open,
            {.point = "M1", .meter = "kwh", .figure = "250", .at = "2026-12-01", .sure = true},
            clock_.at));
    }
    go_to("2026-12-11");
    {
        auto open = books();
        const auto moved = billing::make_move(
            open, {.points = {"M1"}, .at = "2026-12-11", .figures = {{"", "300"}}}, false,
            clock_.at, random_);
        ASSERT_TRUE(moved) << moved.error().words;
        ASSERT_TRUE(moved->bill);
        // 150 kWh of November, 50 of December, its fee and ten days of the next.
        EXPECT_EQ(moved->bill->net.minor, 4'250 + 1'500 + 990 + 319);
        EXPECT_NE(moved->bill->note.find("Final bill for M1"), std::string::npos);
        EXPECT_NE(moved->bill->note.find("C2026-000001"), std::string::npos);
        EXPECT_EQ(moved->taken_back.minor, 2 * 4'760);
        // One of both requests was paid.
        EXPECT_EQ(open_of("1"), moved->bill->payable.minor - 4'760);
        EXPECT_EQ(open_of_document(moved->bill->number), moved->bill->payable.minor - 4'760);
    }
    EXPECT_TRUE(level_of("1").settled_on);
    EXPECT_EQ(to_string(level_of("1").ends_on), "2026-12-11");
    expect_settled();
    EXPECT_EQ(bill("2027-01-01").invoices, 0);
}

TEST_P(Levels, ARunThatIsRepeatedOrComesLateAsksOnce) {
    agreed({.months = 2});
    EXPECT_EQ(bill("2026-12-05").invoices, 1);  // both at once
    const auto both = document("I2026-000001");
    ASSERT_EQ(both.lines.size(), 2U);
    EXPECT_EQ(both.payable.minor, 2 * 4'760);
    EXPECT_EQ(to_string(both.due_on), "2026-12-15");
    EXPECT_EQ(bill("2026-12-05").due, 0);
    EXPECT_EQ(bill("2026-12-31").invoices, 0);
    const auto shown = bill("2027-01-01", true);
    EXPECT_EQ(shown.previews.size(), 2U);
    EXPECT_EQ(documents().size(), 1U);
    bill("2027-01-01");
    const auto before = documents().size();
    EXPECT_EQ(before, 3U);
    // What is due behind the term, and then nothing more.
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    EXPECT_EQ(document(documents().front().row.number).net.minor, 990);
    EXPECT_EQ(bill("2027-01-01").due, 0);
    EXPECT_EQ(documents().size(), before + 1);
    expect_settled();
}

TEST_P(Levels, ANextTermFollowsByItself) {
    agreed({.months = 2, .renews = true});
    bill("2026-11-01");
    bill("2026-12-01");
    pay_all();
    EXPECT_EQ(bill("2027-01-01").credit_notes, 1);
    const auto next = level_of("1");
    EXPECT_TRUE(next.is_running());
    EXPECT_EQ(to_string(next.starts_on), "2027-01-01");
    EXPECT_EQ(to_string(next.ends_on), "2027-03-01");
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    EXPECT_EQ(bill("2027-01-01").invoices, 0);
    EXPECT_EQ(document(documents().front().row.number).lines[0].kind, pos::journal::kLevelLine);
    {
        // The end of the term that runs, with none behind it.
        auto open = books();
        ASSERT_TRUE(billing::end_level(open, "1", "2027-03-01", clock_.at));
    }
    bill("2027-02-01");
    bill("2027-03-01");
    EXPECT_FALSE(level_of("1").is_running());
    // Two terms of two fees each.
    EXPECT_EQ(book(Book::revenue), -4 * 990);
    expect_settled();
}

TEST_P(Levels, AreProposedFromBillsOrFromExpectedUsage) {
    hundred("2026-11");
    hundred("2026-12");
    for (const char* day : {"2026-11-01", "2026-12-01"}) bill(day);
    auto open = books();
    const auto ask = [&](const billing::LevelQuestion& asked) {
        return billing::propose_level(*open.db, open.office, asked, clock_.at);
    };
    EXPECT_EQ(ask({.account = "1"}).value().from, pos::parse_date("2026-11-01"));
    bill("2027-01-01");
    // Two months, 61 days: 9.90 and 1.88 twice, 30.00 and 5.70 twice.
    const auto billed = ask({.account = "1"});
    ASSERT_TRUE(billed) << billed.error().words;
    EXPECT_EQ(billed->year.minor, 56'820);
    EXPECT_EQ(billed->payment.minor, 4'800);
    EXPECT_EQ(to_string(billed->to), "2027-01-01");
    // A hundred a month: 39.90 and 7.58.
    const auto expected = ask({.account = "1", .step = "0.50", .used = {{"kwh", "1200"}}});
    ASSERT_TRUE(expected) << expected.error().words;
    EXPECT_EQ(expected->year.minor, 56'976);
    EXPECT_EQ(expected->payment.minor, 4'750);
    EXPECT_EQ(ask({.account = "1", .payments = 11, .used = {{"kwh", "1200"}}})->payment.minor,
              5'200);
    EXPECT_EQ(ask({.account = "1", .used = {{"gas", "1"}}}).error().about, "level_usage");
    EXPECT_EQ(ask({.account = "1", .used = {{"kwh", "x"}}}).error().about, "x");
    EXPECT_FALSE(ask({.account = "1", .step = "0"}));
    EXPECT_EQ(ask({.account = "1", .months = 25}).error().about, "level_term");
    customer("2");
    EXPECT_EQ(ask({.account = "2"}).error().about, "level_nothing_billed");
    EXPECT_FALSE(ask({.account = "9"}));
}

TEST_P(Levels, AreProposedWithWhatWouldBeMissingToACommitment) {
    publish(R"({"code": "FIRM", "name": "Firm", "currency": "EUR", "tax_class": "standard",
      "phases": [{"charges": [
        {"code": "kwh", "name": "Power", "meter": "kwh", "unit": "kWh", "every": "month",
         "model": "per_unit", "price": "0.30"},
        {"code": "year", "name": "Committed", "model": "commitment", "amount": "600.00",
         "every": "year"}]}]})");
    customer("2");
    subscribe("2", "FIRM", "2026-11-01", "M2");
    auto open = books();
    const auto ask = [&](const char* used) {
        return billing::propose_level(*open.db, open.office,
                                      {.account = "2", .used = {{"kwh", used}}}, clock_.at);
    };
    // Twelve months at 30.00 and 5.70. Of 600.00 a term is short of 240.00, with tax 285.60: 334 of
    // 365 days of one are within the year, 31 of 366 of the next.
    const auto short_of = ask("1200");
    ASSERT_TRUE(short_of) << short_of.error().words;
    EXPECT_EQ(short_of->year.minor, 12 * 3'570 + 26'134 + 2'419);
    EXPECT_EQ(short_of->payment.minor, 6'000);
    // 720.00 are more than was committed.
    EXPECT_EQ(ask("2400")->year.minor, 12 * 7'140);
}

TEST_P(Levels, AreReviewedAgainstWhatWasUsed) {
    agreed({});
    for (const char* day : {"2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"}) bill(day);
    auto open = books();
    const auto review = billing::review_level(*open.db, open.office, "1", 10, clock_.at);
    ASSERT_TRUE(review) << review.error().words;
    ASSERT_TRUE(*review);
    EXPECT_EQ((*review)->agreed.minor, 12 * 4'760);
    // Three fees, 35.34, in 92 days of 365.
    EXPECT_EQ((*review)->expected.minor, 14'021);
    EXPECT_EQ((*review)->left, 8U);
    EXPECT_TRUE((*review)->differs);
    EXPECT_EQ((*review)->proposed.minor, 0);  // 190.40 were asked for already
    EXPECT_EQ(documents().size(), 4U);        // nothing was written
    customer("2");
    EXPECT_FALSE(
        billing::review_level(*open.db, open.office, "2", 10, clock_.at).value().has_value());
}

TEST_P(Levels, AreRefusedWhereTheyMakeNoSense) {
    expect_refused({.account = "9", .amount = "10"}, "9", "No account has the number 9");
    expect_refused({.account = "1", .amount = "0"}, "0", "no amount above zero");
    expect_refused({.account = "1", .amount = "10", .from = "2026-10-31"}, "2026-10-31", "is over");
    expect_refused({.account = "1", .amount = "10", .from = "soon"}, "soon", "is no day");
    expect_refused({.account = "1", .amount = "10", .months = 25}, "level_term", "1 to 24 months");
    expect_refused({.account = "1", .amount = "10", .months = 6, .payments = 7}, "level_term",
                   "no more payments than months");
    expect_refused({.account = "1", .amount = "10", .tax_class = "luxury"}, "level_tax_class",
                   "no tax class");
    customer("2", {.payer = "1"});
    expect_refused({.account = "2", .amount = "10"}, "paid_by_another", "paid for by another");
    customer("3", {.currency = "USD"});
    expect_refused({.account = "3", .amount = "10"}, "level_currency", "currency of the books");
    agreed({});
    expect_refused({.account = "1", .amount = "10"}, "level_runs", "already");
    customer("4");
    auto open = books();
    EXPECT_EQ(billing::end_level(open, "4", "", clock_.at).error().about, "level_none_runs");
    // Nobody else may come to pay for what is held back.
    billing::CustomerInput paid{.number = "4", .name = "Otto 4"};
    agreed({.account = "4", .tax_class = "standard"});
    paid.payer = "1";
    const auto refused = billing::put_customer(open, paid, clock_.at, random_);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().words.find("has level payments"), std::string::npos);
}

}  // namespace

ON_EITHER_ENGINE(Levels);
