// Goal: what a customer has paid too much goes back, and no more; what was paid of the wrong
// invoice pays another one; the ledger always balances. Method: an office on either engine with two
// invoices.
#include "app/core/billing/refund.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/billing/reallocate.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/bank_payments.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/refunds.hpp"
#include "pos/store/db/migrate.hpp"
#include "pos/store/migrations.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class Refunds : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01");
        bill("2026-11-01");  // I2026-000001: 11.78
        bill("2026-12-01");  // I2026-000002: 11.78
    }
    std::int64_t open(const std::string& number) {
        return pos::store::billing::document_of_number(*db_, number)->value().open_minor;
    }
    app::core::Outcome<billing::Refund> refund(const std::string& amount = {},
                                               const std::string& account = "1",
                                               const std::string& id = {}) {
        auto open = books();
        return billing::refund(open, {account, amount, "moved away", id}, clock_.at);
    }
    std::vector<std::string> said() {
        std::vector<std::string> said;
        const auto account = stored::account_of_number(*db_, "1").value();
        const auto rows = stored::statement(*db_, {.account = account->stored.account.id}).value();
        for (const auto& row : rows) said.push_back(row.about);
        return said;
    }
    app::core::Outcome<billing::Reallocated> reallocate(const billing::Reallocation& asked) {
        auto open = books();
        return billing::reallocate(open, asked, clock_.at);
    }
    template <class T>
    static void expect_refused(const app::core::Outcome<T>& done, const std::string& words) {
        ASSERT_FALSE(done) << words;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
    }
    std::int64_t money() {
        std::int64_t sum = 0;
        const auto totals = pos::store::billing::book_totals(*db_).value();
        for (const auto& total : totals) {
            if (total.book == pos::journal::Book::money) sum += total.amount_minor;
        }
        return sum;
    }
};

TEST_P(Refunds, WhatIsAheadGoesBackAndNoMore) {
    pay({.account = "1", .amount = "30.00"});
    pay({.account = "1", .amount = "10.00"});
    expect_refused(refund("16.45"), "has paid 16.44 more than it owes");
    EXPECT_EQ(refund("8.00")->amount.minor, 800);  // 6.44 of the first, 1.56 of the second
    EXPECT_EQ(open_of("1"), -844);
    EXPECT_EQ(refund()->amount.minor, 844);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(money(), 2 * 1'178);
    expect_refused(refund(), "nothing to refund");
    EXPECT_EQ(open("I2026-000001"), 0);
    expect_books_in_order();
}

TEST_P(Refunds, WhatIsOwedIsKept) {
    pay({.account = "1", .amount = "30.00"});  // 6.44 ahead
    {
        auto open = books();
        const auto undone = billing::reallocate(open, {"I2026-000001", "", ""}, clock_.at);
        ASSERT_TRUE(undone) << undone.error().words;
    }
    expect_refused(refund("6.45"), "has paid 6.44 more");
    EXPECT_EQ(refund()->amount.minor, 644);
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
}

TEST_P(Refunds, ACreditNoteIsPaidOut) {
    pay({.account = "1", .amount = "23.56"});
    {
        auto open = books();
        ASSERT_TRUE(billing::credit(open, {"I2026-000001", {}, "wrong"}, clock_.at, random_));
    }
    EXPECT_EQ(refund()->amount.minor, 1'178);
    EXPECT_EQ(money(), 1'178);
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
}

TEST_P(Refunds, APaymentOfWhichSomeWentBackMayStillBounce) {
    const auto payment = pay({.account = "1", .amount = "30.00"});
    ASSERT_TRUE(refund());
    auto open = books();
    ASSERT_TRUE(billing::return_payment(open, to_string(payment.payment), "AC04", clock_.at));
    EXPECT_EQ(open_of("1"), 2 * 1'178 + 644);  // what went back is owed as well
    EXPECT_FALSE(billing::return_payment(open, to_string(payment.payment), "", clock_.at));
    expect_books_in_order();
}

TEST_P(Refunds, AreNoPaymentsThatBounced) {
    const std::string bank{stored::kBankId};
    pay({.account = "1", .amount = "23.56"});
    const auto payment = pay({.account = "1", .amount = "10.00", .external_id = bank + "1"});
    ASSERT_EQ(refund()->amount.minor, 1'000);  // all of it
    EXPECT_FALSE(stored::was_returned(*db_, payment.payment).value());
    EXPECT_EQ(stored::refunded_minor(*db_, payment.payment).value(), 1'000);
    EXPECT_FALSE(stored::list_bank_payments(*db_, 0, 9).value().at(0).returned);
    using Said = std::vector<std::string>;
    EXPECT_EQ(said(), (Said{"document", "document", "payment", "payment", "refund"}));
    // The bank takes it back all the same.
    auto open = books();
    ASSERT_TRUE(billing::return_payment(open, bank + "1", "AC04", clock_.at));
    EXPECT_TRUE(stored::was_returned(*db_, payment.payment).value());
    EXPECT_TRUE(stored::list_bank_payments(*db_, 0, 9).value().at(0).returned);
    EXPECT_EQ(said(), (Said{"document", "document", "payment", "payment", "refund", "returned"}));
    const auto again = billing::return_payment(open, bank + "1", "", clock_.at);
    expect_refused(again, "went back before");
    EXPECT_EQ(again.error().about, "went_back");
    expect_books_in_order();
}

TEST_P(Refunds, OfOneIdAreBookedOnce) {
    pay({.account = "1", .amount = "30.00"});
    pay({.account = "1", .amount = "10.00"});
    const auto first = refund("8.00", "1", "T-1");  // of both payments
    ASSERT_TRUE(first) << first.error().words;
    EXPECT_FALSE(first->again);
    for (const char* amount : {"8.00", "8", ""}) {
        const auto again = refund(amount, "1", "T-1");
        ASSERT_TRUE(again) << again.error().words;
        EXPECT_TRUE(again->again);
        EXPECT_EQ(again->amount.minor, 800);
    }
    EXPECT_EQ(open_of("1"), -844);
    customer("2");
    expect_refused(refund("8.01", "1", "T-1"), "T-1 is the id of another refund");
    expect_refused(refund("8.00", "2", "T-1"), "T-1 is the id of another refund");
    EXPECT_FALSE(refund("1.00", "1", "T-2")->again);
    EXPECT_FALSE(refund("1.00")->again);
    EXPECT_FALSE(refund("1.00")->again);  // without one it is another
    EXPECT_EQ(open_of("1"), -544);
    expect_books_in_order();
}

TEST_P(Refunds, FromBeforeTheyWereToldApartAreKnownByTheirAmounts) {
    pay({.account = "1", .amount = "30.00"});
    const auto bounced = pay({.account = "1", .amount = "10.00"});
    ASSERT_TRUE(refund("3.00"));
    {
        auto open = books();
        ASSERT_TRUE(billing::return_payment(open, to_string(bounced.payment), "", clock_.at));
    }
    const auto after = said();
    // The step that tells them apart, taken anew.
    const auto steps = pos::store::migrations();
    const auto step = std::ranges::find(steps, 30, &pos::store::db::Migration::version);
    ASSERT_NE(step, steps.end());
    ASSERT_TRUE(
        db_->script("DROP TABLE payment_refund; DROP INDEX delivery_by_way; "
                    "CREATE INDEX delivery_by_state ON delivery (state, due_at)"));
    const auto taken = db_->script(pos::store::db::for_engine(step->both, db_->engine()));
    ASSERT_TRUE(taken) << taken.error().text;
    EXPECT_EQ(said(), after);
    EXPECT_EQ(std::ranges::count(after, "refund"), 1);
    EXPECT_EQ(std::ranges::count(after, "returned"), 1);
    expect_books_in_order();
}

TEST_P(Refunds, WhoseMoneyNeverWentOutAreNoticed) {
    ASSERT_TRUE(stored::note_refund(*db_, 1, ""));
    const auto report =
        pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
    ASSERT_TRUE(report);
    ASSERT_FALSE(report->is_good());
    EXPECT_EQ(report->differences.front().table, "payment_refund");
}

TEST_P(Refunds, AreRefusedWhereTheyMakeNoSense) {
    expect_refused(refund(), "Account 1 has not paid more than it owes");
    expect_refused(refund("1.00", "9"), "No account has the number 9");
    pay({.account = "1", .amount = "30.00"});
    for (const char* amount : {"0", "-1", "a lot"}) expect_refused(refund(amount), "above zero");
}

TEST_P(Refunds, WhatWasPaidOfTheWrongInvoicePaysAnother) {
    pay({.account = "1", .document = "I2026-000001", .amount = "10.00", .external_id = "B1"});
    const auto moved = reallocate({"I2026-000001", "", "I2026-000002"});
    ASSERT_TRUE(moved) << moved.error().words;
    EXPECT_EQ(moved->undone.minor, 1'000);
    EXPECT_EQ(moved->allocated.minor, 1'000);
    EXPECT_EQ(open("I2026-000001"), 1'178);
    EXPECT_EQ(open("I2026-000002"), 178);
    // No more than is open of the other one; the rest is ahead.
    pay({.account = "1", .document = "I2026-000001", .amount = "11.78", .external_id = "B2"});
    const auto part = reallocate({"I2026-000001", "B2", "I2026-000002"});
    ASSERT_TRUE(part) << part.error().words;
    EXPECT_EQ(part->allocated.minor, 178);
    EXPECT_EQ(open("I2026-000001"), 1'178);
    EXPECT_EQ(open("I2026-000002"), 0);
    EXPECT_EQ(open_of("1"), 2 * 1'178 - 2'178);
    expect_refused(reallocate({"I2026-000001", "", ""}), "No payment pays I2026-000001");
    EXPECT_EQ(reallocate({"I2026-000002", "B1", ""})->undone.minor, 1'000);
    EXPECT_EQ(open("I2026-000002"), 1'000);
    expect_books_in_order();
}

TEST_P(Refunds, ReallocationsAreRefusedWhereTheyMakeNoSense) {
    customer("2");
    subscribe("2", "GREEN", "2026-11-01");
    bill("2026-12-01");  // I2026-000003 is account 2's
    pay({.account = "1", .document = "I2026-000001", .amount = "11.78", .external_id = "B1"});
    pay({.account = "1", .document = "I2026-000002", .amount = "11.78", .external_id = "B2"});
    expect_refused(reallocate({"I1999-000001", "", ""}), "No document has the number");
    expect_refused(reallocate({"I2026-000001", "B9", ""}), "no payment and no credit note B9");
    expect_refused(reallocate({"I2026-000001", "B2", ""}), "B2 does not pay I2026-000001");
    expect_refused(reallocate({"I2026-000001", "", "I2026-000003"}), "is of another account");
    expect_refused(reallocate({"I2026-000001", "", "I2026-000001"}), "Name another invoice");
    expect_refused(reallocate({"I2026-000001", "", "I2026-000002"}), "Nothing is open of");
    EXPECT_EQ(open("I2026-000001"), 0);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(Refunds);
