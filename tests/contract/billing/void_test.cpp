// Goal: an invoice that was wrong is taken back whole and its periods are billed anew, once, by
// what is known then; what cannot be told apart from another document is refused in words.
// Method: an office on either engine bills, voids and bills again.
#include <gtest/gtest.h>

#include "app/core/billing/credit.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/money/decimal.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

std::string used(const char* id, const char* at, const char* quantity) {
    return std::string{R"({"id": ")"} + id + R"(", "subject": "M", "at": ")" + at +
           R"(", "quantity": ")" + quantity + "\"}\n";
}

class Void : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        publish(test::kGreenPlan);
        customer("1");
    }
    app::core::Outcome<std::string> void_it(const std::string& number) {
        auto open = books();
        return app::core::billing::credit(open, {number, {}, "Wrong meter", true}, clock_.at,
                                          random_);
    }
    void credit_it(const std::string& number) {
        auto open = books();
        ASSERT_TRUE(app::core::billing::credit(open, {number, {}, "Kindness"}, clock_.at, random_));
    }
    void expect_refused(const std::string& number, const std::string& words) {
        const auto done = void_it(number);
        ASSERT_FALSE(done);
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
    }
    std::int64_t net() {
        std::int64_t sum = 0;
        for (const auto& each : documents()) sum += each.row.net_minor;
        return sum;
    }
    std::string newest_invoice() {
        for (const auto& each : documents()) {
            if (each.row.kind == pos::journal::DocumentKind::invoice) return each.row.number;
        }
        return {};
    }
    void expect_nothing_wrong() {
        const auto faults = app::core::trades::audit(*db_, {"kwh"});
        ASSERT_TRUE(faults);
        for (const std::string& fault : *faults) ADD_FAILURE() << fault;
        expect_books_in_order();
    }
};

TEST_P(Void, BillsAnewWhatIsKnownThen) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50"));
    ASSERT_EQ(bill("2026-12-01").invoices, 1);
    const std::int64_t billed = net();
    const std::string first = newest_invoice();
    const auto note = void_it(first);
    ASSERT_TRUE(note) << note.error().words;
    EXPECT_EQ(net(), 0);
    EXPECT_EQ(open_of("1"), 0);
    use(used("2", "2026-11-11", "10"));
    EXPECT_EQ(bill("2026-12-02").invoices, 1);
    EXPECT_EQ(net(), billed + 300);
    const auto again = document(newest_invoice());
    ASSERT_EQ(again.lines.size(), document(first).lines.size());
    for (const auto& line : again.lines) EXPECT_EQ(line.revision, 1U) << line.name;
    // Once: what was billed anew is billed.
    EXPECT_EQ(bill("2026-12-03").invoices, 0);
    EXPECT_EQ(net(), billed + 300);
    // What comes late to it is told from what was voided.
    use(used("3", "2026-11-12", "10"));
    EXPECT_EQ(bill("2026-12-04").invoices, 1);
    EXPECT_EQ(net(), billed + 600);
    expect_nothing_wrong();
}

TEST_P(Void, AgainAndAgain) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50"));
    bill("2026-12-01");
    const std::int64_t billed = net();
    for (std::uint32_t round = 1; round <= 3; ++round) {
        const std::string number = newest_invoice();
        ASSERT_TRUE(void_it(number));
        expect_refused(number, "was voided already");
        EXPECT_EQ(bill("2026-12-02").invoices, 1);
        EXPECT_EQ(document(newest_invoice()).lines.at(0).revision, round);
        EXPECT_EQ(net(), billed);
    }
    // The next period goes on from there.
    use(used("2", "2026-12-10", "20"));
    EXPECT_EQ(bill("2027-01-01").invoices, 1);
    expect_nothing_wrong();
}

TEST_P(Void, WhatWasCreditedByHandIsBilledAnewToo) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50"));
    bill("2026-12-01");
    const std::int64_t billed = net();
    const std::string number = newest_invoice();
    credit_it(number);
    EXPECT_EQ(bill("2026-12-02").invoices, 0);  // a gift is not asked for again
    ASSERT_TRUE(void_it(number));
    EXPECT_EQ(net(), 0);
    EXPECT_EQ(bill("2026-12-03").invoices, 1);
    EXPECT_EQ(net(), billed);
    expect_nothing_wrong();
}

TEST_P(Void, WhatWasPaidStaysAsCredit) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50"));
    bill("2026-12-01");
    const std::int64_t owed = open_of("1");
    pay({.account = "1",
         .document = newest_invoice(),
         .amount = to_string(pos::Money{owed, *pos::currency_of("EUR")})});
    EXPECT_EQ(open_of("1"), 0);
    ASSERT_TRUE(void_it(newest_invoice()));
    bill("2026-12-02");
    EXPECT_EQ(open_of("1"), 0);
    expect_nothing_wrong();
}

/// A month that is given back in part as a dearer plan follows; both invoices are taken back.
class VoidOfAMove : public Void {
protected:
    void SetUp() override {
        Void::SetUp();
        publish(R"({"code": "BIG", "name": "Big power", "currency": "EUR", "phases": [{"charges": [
          {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "60.00",
           "every": "month"}]}]})");
        const auto number = subscribe("1", "GREEN", "2026-12-01");
        bill("2026-12-01");
        first_ = newest_invoice();
        go_to("2026-12-10");
        change({.number = number,
                .act = pos::billing::plan::Act::changed,
                .at = "2026-12-10",
                .plan = "BIG"});
        bill("2026-12-10");
        second_ = newest_invoice();
        billed_ = net();
    }
    void expect_as_before() {
        bill("2026-12-11");
        EXPECT_EQ(net(), billed_);
        EXPECT_EQ(bill("2026-12-12").invoices, 0);
        expect_nothing_wrong();
    }
    std::string first_;
    std::string second_;
    std::int64_t billed_{0};
};

TEST_P(VoidOfAMove, InOrder) {
    ASSERT_NE(first_, second_);
    ASSERT_TRUE(void_it(first_));
    ASSERT_TRUE(void_it(second_));
    EXPECT_EQ(net(), 0);
    expect_as_before();
}

TEST_P(VoidOfAMove, TheOtherWayRound) {
    ASSERT_TRUE(void_it(second_));
    ASSERT_TRUE(void_it(first_));
    EXPECT_EQ(net(), 0);
    expect_as_before();
}

TEST_P(VoidOfAMove, WithARunBetween) {
    ASSERT_TRUE(void_it(second_));
    bill("2026-12-11");
    EXPECT_EQ(net(), billed_);
    ASSERT_TRUE(void_it(first_));
    expect_as_before();
}

TEST_P(Void, BillsTheFeeOfThatBeginningAnew) {
    publish(R"({"code": "SETUP", "name": "With a fee", "currency": "EUR", "phases": [{"charges": [
      {"code": "once", "name": "Set-up", "model": "one_time", "amount": "10.00"}]}]})");
    const auto number = subscribe("1", "SETUP", "2026-11-01");
    bill("2026-11-01");
    const std::string first = newest_invoice();
    using pos::billing::plan::Act;
    go_to("2026-11-20");
    change({.number = number, .act = Act::changed, .at = "2026-11-10", .plan = "GREEN"});
    change({.number = number, .act = Act::changed, .at = "2026-11-20", .plan = "SETUP"});
    bill("2026-11-20");
    const std::int64_t billed = net();
    ASSERT_TRUE(void_it(first));
    EXPECT_EQ(bill("2026-11-21").invoices, 1);
    EXPECT_EQ(net(), billed);
    const auto again = document(newest_invoice());
    ASSERT_EQ(again.lines.size(), 1U);
    EXPECT_EQ(to_string(again.lines[0].from), "2026-11-01");
    EXPECT_EQ(bill("2026-11-22").invoices, 0);
}

TEST_P(Void, IsRefusedWhereNothingWouldBillItAgain) {
    auto open = books();
    const auto asked = app::core::billing::read_new_invoice(
        R"({"account": "1", "lines": [{"text": "Advice", "price": "10.00"}]})");
    ASSERT_TRUE(asked);
    ASSERT_TRUE(app::core::billing::write_invoice(open, *asked, false, clock_.at, random_));
    expect_refused(newest_invoice(), "is of no subscription");
    EXPECT_FALSE(app::core::billing::credit(open, {newest_invoice(), {}, "Seen before", false, 1},
                                            clock_.at, random_));
}

TEST_P(Void, IsRefusedWhereSomethingCameLate) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50"));
    bill("2026-12-01");
    const std::string first = newest_invoice();
    use(used("2", "2026-11-20", "10"));
    bill("2026-12-02");
    expect_refused(first, "What came late to line");
    expect_refused(newest_invoice(), "is what came late to another invoice");
    expect_refused("I2026-000099", "No document has the number");
    expect_nothing_wrong();
}

TEST_P(Void, IsNotTheLastBillOfADryRun) {
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "50"));
    bill("2026-12-01");
    const auto payable = document(newest_invoice()).payable;
    ASSERT_TRUE(void_it(newest_invoice()));
    const auto shown = bill("2026-12-02", true);
    ASSERT_EQ(shown.previews.size(), 1U);
    EXPECT_EQ(shown.previews[0].last, payable);
}

}  // namespace

ON_EITHER_ENGINE(Void);
ON_EITHER_ENGINE(VoidOfAMove);
