// Goal: a document says how it is to be paid as it was agreed when it was issued, in every shape,
// whatever is agreed later; one from before that was said asks for a transfer, as it always has.
// Method: a German office on either engine that collects by its bank and at an emulated provider;
// its documents as e-invoices, checked by every rule and read again from both syntaxes.
#include "app/core/billing/asked_payment.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/statement.hpp"
#include "pos/store/feed/change.hpp"
#include "pos/store/feed/publish.hpp"
#include "tests/contract/billing/asked_payment_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace inv = pos::billing::invoice;
using pos::journal::DocumentIssued;
using pos::journal::PayBy;
using pos::journal::PaymentAsked;

class AskedPayments : public test::AskedPaymentOffice {};

TEST_P(AskedPayments, AreATransferWhereNothingElseIsAgreed) {
    const DocumentIssued issued = write("3");
    EXPECT_EQ(issued.asked, (PaymentAsked{PayBy::transfer, "", ""}));
    const inv::Invoice bill = e_invoice(issued.number);
    ASSERT_EQ(bill.payment.size(), 1U);
    EXPECT_EQ(bill.payment[0].code, inv::kSepaTransfer);
    ASSERT_TRUE(bill.payment[0].transfer);
    EXPECT_EQ(bill.payment[0].transfer->account, "DE02120300000000202051");
    EXPECT_TRUE(app::core::invoice::epc_payload(bill));
    expect_keeps(bill);
}

TEST_P(AskedPayments, ByDirectDebitStayWhatTheyWere) {
    mandate("M1", "1");
    const DocumentIssued issued = write("1");
    EXPECT_EQ(issued.asked, (PaymentAsked{PayBy::direct_debit, "M1", kCollectsAs}));
    expect_debited(issued.number);
    // The mandate is given anew for another account, and ends.
    end_mandate("M1", "2026-11-01");
    auto open = books();
    ASSERT_TRUE(billing::put_mandate(open,
                                     {.reference = "M1",
                                      .account = "1",
                                      .iban = "DE02120300000000202051",
                                      .signed_on = "2026-10-01"},
                                     clock_.at));
    end_mandate("M1", "2026-11-01");
    expect_debited(issued.number);
    EXPECT_EQ(asked("1").by, PayBy::transfer);
    // The journal's projections follow from what it says.
    expect_books_in_order();
}

TEST_P(AskedPayments, ThatTheTablesHaveOtherwiseThanTheEntryAreFound) {
    mandate("M1", "1");
    const std::string number = write("1").number;
    ASSERT_TRUE(db_->exec("UPDATE document SET pay_by = 1 WHERE number = $1", number));
    const auto report =
        pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
    ASSERT_TRUE(report) << report.error().cause.text;
    ASSERT_EQ(report->differences.size(), 1U);
    EXPECT_EQ(report->differences[0].column, "pay_by");
    EXPECT_EQ(report->differences[0].stored, "1");
    EXPECT_EQ(report->differences[0].rebuilt, "2");
}

TEST_P(AskedPayments, ByARunAreAskedAsEachAccountHasIt) {
    mandate("M1", "1");
    collect_at_provider("2");
    subscribe("3", "GREEN", "2026-11-01");
    bill("2026-11-02");
    EXPECT_EQ(document(invoice("1")).asked, (PaymentAsked{PayBy::direct_debit, "M1", kCollectsAs}));
    EXPECT_EQ(document(invoice("2")).asked, (PaymentAsked{PayBy::provider, "", ""}));
    EXPECT_EQ(document(invoice("3")).asked, (PaymentAsked{PayBy::transfer, "", ""}));
    expect_debited(invoice("1"));
}

TEST_P(AskedPayments, AtAProviderAreNotTransferred) {
    collect_at_provider("1");
    const std::string number = write("1").number;
    const auto expect_charged = [&] {
        const inv::Invoice bill = e_invoice(number);
        ASSERT_EQ(bill.payment.size(), 1U);
        EXPECT_EQ(bill.payment[0], inv::PaymentMeans{.code = inv::kStandingAgreement});
        EXPECT_FALSE(app::core::invoice::epc_payload(bill));
        expect_keeps(bill);
    };
    expect_charged();
    auto open = books();
    ASSERT_TRUE(billing::end_method(open, "1", clock_.at));
    expect_charged();
    EXPECT_EQ(asked("1").by, PayBy::transfer);
    // A method that is charged by hand alone, and one that is over when the invoice is due.
    EXPECT_EQ(asked("2").by, PayBy::transfer);
    collect_at_provider("2", "2026-11-14");
    EXPECT_EQ(asked("2").by, PayBy::transfer);
    collect_at_provider("2", "2026-11-15");
    EXPECT_EQ(asked("2").by, PayBy::provider);
    // A direct debit goes before it.
    mandate("M2", "2");
    EXPECT_EQ(asked("2").by, PayBy::direct_debit);
}

TEST_P(AskedPayments, ByAMandateNeedOneThatHoldsWhenTheyAreDue) {
    mandate("M1", "1");
    end_mandate("M1", "2026-11-15");
    EXPECT_EQ(asked("1").by, PayBy::transfer) << "it has ended by the due day";
    end_mandate("M1", "2026-11-16");
    EXPECT_EQ(asked("1").mandate, "M1");
    // Signed on the same day the one of the higher reference is taken, as when it is collected.
    mandate("M0", "1");
    EXPECT_EQ(asked("1").mandate, "M1");
    mandate("M9", "1");
    EXPECT_EQ(asked("1").mandate, "M9");
    // Direct debit is in euro alone.
    customer("4", {.currency = "CHF"});
    mandate("M4", "4");
    EXPECT_EQ(asked("4").by, PayBy::transfer);
}

TEST_P(AskedPayments, ByAMandateForOneTimeAreOneInvoice) {
    mandate("M3", "3", true);
    const DocumentIssued first = write("3");
    EXPECT_EQ(first.asked->mandate, "M3");
    EXPECT_EQ(asked("3").by, PayBy::transfer);
}

TEST_P(AskedPayments, ByAMandateForOneTimeAreWhatIsLeftOfThemOncePaidAhead) {
    pay({.account = "3", .amount = "5.00"});
    mandate("M3", "3", true);
    EXPECT_EQ(asked("3").mandate, "M3");
}

TEST_P(AskedPayments, ByAMandateThatEndsWithItsNextCollectionAreOneInvoice) {
    mandate("M1", "1");
    {
        auto open = books();
        ASSERT_TRUE(billing::end_mandate_with_next(open, "M1", clock_.at));
    }
    EXPECT_EQ(asked("1").mandate, "M1");
    EXPECT_EQ(asked("1").by, PayBy::transfer);
}

TEST_P(AskedPayments, ByDirectDebitNeedWhoeverCollects) {
    mandate("M1", "1");
    ASSERT_TRUE(db_->exec("DELETE FROM setting WHERE name = 'billing.sender'"));
    EXPECT_EQ(asked("1").by, PayBy::transfer);
}

TEST_P(AskedPayments, AreNoneWhereNothingIsOwed) {
    mandate("M1", "1");
    const std::string number = write("1").number;
    auto open = books();
    const auto note = billing::credit(open, {number, {}, "wrong", false}, clock_.at, random_);
    ASSERT_TRUE(note) << note.error().words;
    EXPECT_EQ(document(*note).asked, (PaymentAsked{PayBy::nothing, "", ""}));
    EXPECT_TRUE(e_invoice(*note).payment.empty());
    const DocumentIssued even = write("1", R"([{"text": "Advice", "price": "10.00"},
        {"text": "Given", "quantity": "-1", "price": "10.00"}])");
    EXPECT_EQ(even.payable.minor, 0);
    EXPECT_EQ(even.asked, (PaymentAsked{PayBy::nothing, "", ""}));
    const inv::Invoice bill = e_invoice(even.number);
    ASSERT_EQ(bill.payment.size(), 1U);
    EXPECT_EQ(bill.payment[0], inv::PaymentMeans{.code = inv::kNoDefinedMeans});
    EXPECT_EQ(bill.payment_reference, "");
}

TEST_P(AskedPayments, OfOpeningBalancesAndFeesAreSaidToo) {
    mandate("M1", "1");
    auto open = books();
    const auto entered = app::core::billing::in_transaction(open, [&] {
        return billing::write_balance(open, {"1", "20.00", "B-1", "2026-10-01", "", ""}, clock_.at,
                                      random_);
    });
    ASSERT_TRUE(entered) << entered.error().words;
    EXPECT_EQ(document(documents().front().row.number).asked->mandate, "M1");
    ASSERT_TRUE(billing::change_levels(open, {{7, "5.00", "Reminder"}}, clock_.at));
    const auto reminded =
        billing::remind(open, {*pos::parse_date("2026-11-01"), false}, clock_.at, random_);
    ASSERT_TRUE(reminded) << reminded.error().words;
    ASSERT_EQ(reminded->size(), 1U);
    EXPECT_EQ(document(reminded->front().fee_number).asked->mandate, "M1");
}

// Whoever serves the office tells its tills, once and again where it is another one.
TEST_P(AskedPayments, AreTransferredToWhomTillsHearOf) {
    namespace feed = pos::store::feed;
    const auto told = [&] {
        (void)one_->daily();
        const auto content = db_->value<pos::Bytes>(
            "SELECT content FROM change_row WHERE kind = $1", feed::ChangeKind::payee);
        EXPECT_TRUE(content && *content);
        if (!content || !*content) return feed::PayeeContent{};
        return pos::journal::archive::from_bytes<feed::PayeeContent>(**content).value_or(
            feed::PayeeContent{});
    };
    EXPECT_EQ(told(), (feed::PayeeContent{"Stadtwerke GmbH", "DE02120300000000202051", ""}));
    const auto head = feed::head(*db_).value();
    EXPECT_EQ(told().bic, "");
    EXPECT_EQ(feed::head(*db_).value(), head);
    say({.bic = "BYLADEM1001", .bank_account_name = "Stadtwerke Netz"});
    EXPECT_EQ(told(),
              (feed::PayeeContent{"Stadtwerke Netz", "DE02120300000000202051", "BYLADEM1001"}));
}

TEST_P(AskedPayments, ByWhatIsOverAreATransferInLettersAlone) {
    mandate("M1", "1");
    const std::string debited = write("1").number;
    collect_at_provider("2");
    const std::string charged = write("2").number;
    expect_letter_asks(debited, inv::kSepaDebit);
    expect_letter_asks(charged, inv::kStandingAgreement);
    end_mandate("M1", "2026-12-01");
    expect_letter_asks(debited, inv::kSepaTransfer);
    {
        auto open = books();
        ASSERT_TRUE(billing::end_method(open, "2", clock_.at));
    }
    expect_letter_asks(charged, inv::kSepaTransfer);
    // What is credited in whole is asked for no more: it says what it said.
    auto open = books();
    ASSERT_TRUE(billing::credit(open, {debited, {}, "wrong", false}, clock_.at, random_));
    expect_letter_asks(debited, inv::kSepaDebit);
}

// What is charged is not asked for, what was to be transferred is.
TEST_P(AskedPayments, OfStatementsOfAccountAreWhatNothingCharges) {
    const auto read = [&] {
        const auto said =
            billing::read_statement(*db_, {"2", *pos::parse_date("2026-11-01"), today_}, today_);
        EXPECT_TRUE(said) << said.error().words;
        return said.value_or(billing::AccountStatement{});
    };
    const auto sheet = [&] {
        auto stationery = billing::Stationery::read(*db_);
        EXPECT_TRUE(stationery);
        return billing::statement_sheet(read(), sender_, *stationery, "en");
    };
    const std::string by_transfer = write("2").number;
    collect_at_provider("2");
    EXPECT_EQ(read().to_transfer().minor, 11900);
    EXPECT_TRUE(sheet().payment_notes.empty());
    (void)write("2");
    EXPECT_EQ(read().payable().minor, 23800);
    EXPECT_EQ(read().to_transfer().minor, 11900);
    EXPECT_TRUE(sheet().code);
    ASSERT_EQ(sheet().payment_notes.size(), 1U);
    EXPECT_NE(sheet().payment_notes[0].find("119.00"), std::string::npos);
    EXPECT_NE(sheet().payment_notes[0].find("do not transfer"), std::string::npos);
    pay({.account = "2", .document = by_transfer, .amount = "119.00"});
    EXPECT_EQ(read().to_transfer().minor, 0);
    EXPECT_FALSE(sheet().code);
    {
        auto open = books();
        ASSERT_TRUE(billing::end_method(open, "2", clock_.at));
    }
    EXPECT_EQ(read().to_transfer().minor, 11900);
    EXPECT_TRUE(sheet().code);
}

TEST_P(AskedPayments, FromBeforeTheyWereSaidAreATransfer) {
    mandate("M1", "1");
    auto before = stored_document(write("1").number);
    before.issued.asked.reset();
    const inv::Invoice bill = billing::e_invoice(before, sender_, "");
    ASSERT_EQ(bill.payment.size(), 1U);
    EXPECT_EQ(bill.payment[0].code, inv::kSepaTransfer);
    EXPECT_TRUE(app::core::invoice::epc_payload(bill));
    EXPECT_EQ(bill.creditor, "");
}

}  // namespace

ON_EITHER_ENGINE(AskedPayments);
