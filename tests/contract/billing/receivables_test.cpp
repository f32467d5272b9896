// Goal: payments pay what they name and then what has been due longest, come in once, and can go
// back; credits never pass what a line came to; the ledger always balances.
// Method: an office on either engine with a few invoices.
#include <gtest/gtest.h>

#include "app/core/billing/deliver.hpp"
#include "app/core/billing/instalments.hpp"
#include "app/core/billing/reallocate.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

class Receivables : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01");
        bill("2026-11-01");  // I2026-000001: 9.90 + 1.88
        bill("2026-12-01");  // I2026-000002
    }
    std::int64_t open(const std::string& number) {
        return pos::store::billing::document_of_number(*db_, number)->value().open_minor;
    }
    app::core::Outcome<std::string> credit(const app::core::billing::NewCredit& asked) {
        auto open = books();
        return app::core::billing::credit(open, asked, clock_.at, random_);
    }
};

TEST_P(Receivables, APaymentPaysWhatItNamesThenTheOldest) {
    const auto payment =
        pay({.account = "", .document = "I2026-000002", .amount = "15.00", .reference = "Nov"});
    EXPECT_EQ(payment.allocated.minor, 1500);
    EXPECT_EQ(open("I2026-000002"), 0);
    EXPECT_EQ(open("I2026-000001"), 1178 - (1500 - 1178));
    EXPECT_EQ(open_of("1"), 2 * 1178 - 1500);
    expect_books_in_order();
}

TEST_P(Receivables, WhatIsPaidAheadPaysTheNextBill) {
    const auto payment = pay({.account = "1", .document = "", .amount = "30.00"});
    EXPECT_EQ(payment.allocated.minor, 2 * 1178);
    EXPECT_EQ(open_of("1"), 2 * 1178 - 3000);
    bill("2027-01-01");
    EXPECT_EQ(open("I2027-000001"), 3 * 1178 - 3000);
    EXPECT_EQ(open_of("1"), 3 * 1178 - 3000);
    expect_books_in_order();
}

TEST_P(Receivables, APaymentOfABankComesInOnce) {
    const app::core::billing::NewPayment payment{
        .account = "1", .document = "", .amount = "11.78", .external_id = "BANK-7"};
    EXPECT_FALSE(pay(payment).again);
    EXPECT_TRUE(pay(payment).again);
    EXPECT_EQ(open_of("1"), 1178);
    auto other = payment;
    other.amount = "11.79";
    auto open = books();
    const auto refused = app::core::billing::receive_payment(open, other, clock_.at, random_);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().words.find("another payment"), std::string::npos);
}

TEST_P(Receivables, APaymentThatCannotBeIsRefused) {
    auto open = books();
    using app::core::billing::NewPayment;
    for (const auto& [payment, words] :
         {std::pair{NewPayment{.account = "1", .document = "", .amount = "0"}, "above zero"},
          std::pair{NewPayment{.account = "1", .document = "", .amount = "1.234"}, "above zero"},
          std::pair{NewPayment{.account = "1", .document = "", .amount = "1", .method = "gold"},
                    "none of cash"},
          std::pair{NewPayment{
                        .account = "1", .document = "", .amount = "1", .received_on = "2999-01-01"},
                    "still to come"},
          std::pair{NewPayment{.account = "77", .document = "", .amount = "1"}, "No account"}}) {
        const auto done = app::core::billing::receive_payment(open, payment, clock_.at, random_);
        ASSERT_FALSE(done) << words;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
    }
    EXPECT_EQ(open_of("1"), 2 * 1178);
}

TEST_P(Receivables, ADocumentThatIsNotTheAccountsIsRefused) {
    customer("2");
    using app::core::Why;
    auto open = books();
    const auto pay_for = [&](const app::core::billing::NewPayment& payment) {
        return app::core::billing::receive_payment(open, payment, clock_.at, random_);
    };
    const auto others =
        pay_for({.account = "2", .document = "", .amount = "1", .also = {"I2026-000001"}});
    ASSERT_FALSE(others);
    EXPECT_EQ(others.error().why, Why::of_another);
    EXPECT_EQ(others.error().about, "I2026-000001");
    EXPECT_EQ(others.error().words, "I2026-000001 is not a document of account 2.");
    subscribe("2", "GREEN", "2026-11-01");
    bill("2026-12-01");  // I2026-000003 is account 2's
    const auto mixed = pay_for(
        {.account = "", .document = "I2026-000001", .amount = "1", .also = {"I2026-000003"}});
    ASSERT_FALSE(mixed);
    EXPECT_EQ(mixed.error().words, "I2026-000003 is not a document of account 1.");
    // Whoever asks for one that is not there is told the same.
    const std::string none = "I1999-000001";
    const auto expect_none = [&](const auto& done) {
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().why, Why::no_document);
        EXPECT_EQ(done.error().about, none);
        EXPECT_EQ(done.error().words, "No document has the number " + none + ".");
    };
    expect_none(pay_for({.account = "1", .document = none, .amount = "1"}));
    expect_none(credit({none, {}, ""}));
    expect_none(app::core::billing::write_off(open, none, "", clock_.at));
    expect_none(app::core::billing::deliver_again(open, {none, ""}, clock_.at));
    expect_none(app::core::billing::reallocate(open, {none, "", ""}, clock_.at));
    expect_none(app::core::billing::agree_instalments(
        open, {.account = "1", .documents = {none}, .parts = 2, .first = "2027-01-01"}, true,
        clock_.at, random_));
    const auto agreed = app::core::billing::agree_instalments(
        open, {.account = "2", .documents = {"I2026-000001"}, .parts = 2, .first = "2027-01-01"},
        true, clock_.at, random_);
    ASSERT_FALSE(agreed);
    EXPECT_EQ(agreed.error().why, Why::of_another);
}

TEST_P(Receivables, WhatIsOpenIsInOneOrderOnEitherEngine) {
    pay({.account = "1", .document = "", .amount = "30.00", .received_on = "2026-11-15"});
    auto open = books();
    ASSERT_TRUE(app::core::billing::reallocate(open, {"I2026-000001", "", ""}, clock_.at));
    const auto account = pos::store::billing::account_of_number(*db_, "1").value();
    const auto items = pos::store::billing::open_items(*db_, account->stored.account.id).value();
    ASSERT_EQ(items.size(), 2U);
    // Both of the fifteenth: what is ahead, then the document.
    EXPECT_EQ(items[0].due_on, items[1].due_on);
    EXPECT_EQ(items[0].number, "");
    EXPECT_EQ(items[1].number, "I2026-000001");
}

TEST_P(Receivables, OneThatBouncesOpensWhatItPaid) {
    const auto payment = pay({.account = "1", .document = "", .amount = "20.00"});
    {
        auto open = books();
        ASSERT_TRUE(app::core::billing::return_payment(open, to_string(payment.payment), "AC04",
                                                       clock_.at));
        EXPECT_FALSE(
            app::core::billing::return_payment(open, to_string(payment.payment), "", clock_.at));
    }
    EXPECT_EQ(open("I2026-000001"), 1178);
    EXPECT_EQ(open("I2026-000002"), 1178);
    EXPECT_EQ(open_of("1"), 2 * 1178);
    expect_books_in_order();
}

TEST_P(Receivables, CreditsNeverPassTheLineAndTheLastTakesTheRest) {
    for (const char* part : {"3.33", "3.33"}) {
        const auto number = credit({"I2026-000001", {{1, part}}, "goodwill"});
        ASSERT_TRUE(number) << number.error().words;
    }
    const auto too_much = credit({"I2026-000001", {{1, "3.25"}}, ""});
    ASSERT_FALSE(too_much);
    EXPECT_NE(too_much.error().words.find("3.24"), std::string::npos);
    ASSERT_TRUE(credit({"I2026-000001", {}, "the rest"}));
    std::int64_t credited = 0;
    for (const char* number : {"C2026-000001", "C2026-000002", "C2026-000003"}) {
        const auto note = document(number);
        EXPECT_TRUE(note.corrects);
        credited += note.payable.minor;
    }
    EXPECT_EQ(credited, -1178);
    EXPECT_EQ(open("I2026-000001"), 0);
    EXPECT_FALSE(credit({"I2026-000001", {}, ""}));
    EXPECT_FALSE(credit({"I2026-000001", {{2, ""}}, ""}));
    EXPECT_FALSE(credit({"C2026-000001", {}, ""}));
    EXPECT_FALSE(credit({"I1999-000001", {}, ""}));
    expect_books_in_order();
}

TEST_P(Receivables, WhatIsWrittenOffIsABadDebt) {
    auto open_books = books();
    ASSERT_TRUE(app::core::billing::write_off(open_books, "I2026-000001", "gone", clock_.at));
    EXPECT_FALSE(app::core::billing::write_off(open_books, "I2026-000001", "gone", clock_.at));
    EXPECT_EQ(open("I2026-000001"), 0);
    const auto totals = pos::store::billing::book_totals(*db_);
    ASSERT_TRUE(totals);
    std::int64_t sum = 0;
    std::int64_t bad = 0;
    for (const auto& total : *totals) {
        sum += total.amount_minor;
        if (total.book == pos::journal::Book::bad_debt) bad = total.amount_minor;
    }
    EXPECT_EQ(sum, 0);
    EXPECT_EQ(bad, 1178);
    expect_books_in_order();
}

TEST_P(Receivables, AgeingSortsByDays) {
    const auto rows = pos::store::billing::ageing(*db_, *pos::parse_date("2026-12-31"), {});
    ASSERT_TRUE(rows && rows->size() == 1);
    EXPECT_EQ(rows->front().days_30_minor, 1178);  // due on 15 December
    EXPECT_EQ(rows->front().days_60_minor, 1178);  // due on 15 November
}

TEST_P(Receivables, VerifyNoticesWhatDoesNotFollow) {
    ASSERT_TRUE(db_->exec("UPDATE open_item SET open_minor = open_minor + 1"));
    const auto report =
        pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->is_good());
    EXPECT_EQ(report->differences.front().table, "open_item");
}

TEST_P(Receivables, VerifyNoticesAGapInTheNumbers) {
    ASSERT_TRUE(db_->exec("UPDATE number_series SET last = last + 1"));
    const auto report =
        pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
    ASSERT_TRUE(report);
    ASSERT_FALSE(report->is_good());
    EXPECT_EQ(report->differences.front().table, "number_series");
}

}  // namespace

ON_EITHER_ENGINE(Receivables);
