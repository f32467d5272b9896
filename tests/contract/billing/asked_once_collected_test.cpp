// Goal: what is on its way at the bank is asked for no second time, in letters, statements,
// reminders and at tills, and what came back is asked for by transfer until a clerk says that it is
// collected again. Method: as asked_payment_test.
#include <gtest/gtest.h>

#include "app/core/billing/reminders.hpp"
#include "app/core/billing/statement.hpp"
#include "pos/store/billing/reminders.hpp"
#include "tests/contract/billing/asked_payment_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace inv = pos::billing::invoice;
namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;
using pos::journal::PayBy;

class AskedOnceCollected : public test::AskedPaymentOffice {};

TEST_P(AskedOnceCollected, OfWhatCameBackAreATransferInLettersAlone) {
    mandate("M1", "1");
    const std::string number = write("1").number;
    expect_letter_asks(number, inv::kSepaDebit);
    const std::string first = collect("2026-11-16");
    expect_letter_asks(number, inv::kSepaDebit);
    give_back(first);
    expect_letter_asks(number, inv::kSepaTransfer);
    const billing::Letter out = letter(number);
    EXPECT_EQ(out.invoice.creditor, "");
    EXPECT_TRUE(out.page.code->ends_with("DE02120300000000202051\nEUR119.00\n\n\n" + number))
        << *out.page.code;
    for (const std::string& note : out.page.payment_notes)
        EXPECT_EQ(note.find("direct debit"), std::string::npos) << note;
    // The document itself says what it said.
    expect_debited(number);
    EXPECT_EQ(document(number).asked->by, PayBy::direct_debit);
    // Collected again it is not transferred; settled, it was.
    collect_again(number);
    expect_letter_asks(number, inv::kSepaDebit);
    const std::string second = collect("2026-11-20");
    expect_letter_asks(number, inv::kSepaDebit);
    {
        auto open = books();
        ASSERT_TRUE(billing::settle_collections(open, message_, clock_.at, random_));
    }
    expect_letter_asks(number, inv::kSepaDebit);
    give_back(second);
    expect_letter_asks(number, inv::kSepaTransfer);
    expect_books_in_order();
}

// Whatever the document itself was asked by: another mandate collects it from another account.
TEST_P(AskedOnceCollected, OfWhatIsCollectedAgainAreByTheMandateThatHolds) {
    const DocumentIssued issued = write("1");
    EXPECT_EQ(issued.asked->by, PayBy::transfer);
    mandate("M1", "1");
    give_back(collect("2026-11-16"));
    end_mandate("M1", "2026-11-01");
    expect_letter_asks(issued.number, inv::kSepaTransfer);
    auto open = books();
    ASSERT_TRUE(billing::put_mandate(open,
                                     {.reference = "M2",
                                      .account = "1",
                                      .iban = "DE02120300000000202051",
                                      .signed_on = "2026-10-01"},
                                     clock_.at));
    expect_letter_asks(issued.number, inv::kSepaTransfer);
    collect_again(issued.number);
    expect_letter_asks(issued.number, inv::kSepaDebit);
    const billing::Letter out = letter(issued.number);
    ASSERT_EQ(out.invoice.payment.size(), 1U);
    EXPECT_EQ(out.invoice.payment[0].debit, (inv::DirectDebit{"M2", "DE02120300000000202051"}));
    EXPECT_EQ(out.invoice.creditor, kCollectsAs);
    EXPECT_EQ(transferred(issued.account), Transferred{});
    // Once that is over too, by transfer.
    end_mandate("M2", "2026-11-01");
    expect_letter_asks(issued.number, inv::kSepaTransfer);
}

// Whatever it was asked by, and whatever became of the mandate since: it is being collected.
TEST_P(AskedOnceCollected, OfWhatIsOnItsWayAreByTheMandateOfItsOrder) {
    const DocumentIssued issued = write("3");
    EXPECT_EQ(issued.asked->by, PayBy::transfer);
    mandate("M3", "3", true);
    expect_letter_asks(issued.number, inv::kSepaTransfer);
    const std::string debit = collect("2026-11-16");
    const auto expect_collected = [&](const char* reference) {
        expect_letter_asks(issued.number, inv::kSepaDebit);
        const billing::Letter out = letter(issued.number);
        ASSERT_EQ(out.invoice.payment.size(), 1U);
        EXPECT_EQ(out.invoice.payment[0].debit, (inv::DirectDebit{reference, kDebitedIban}));
        EXPECT_EQ(out.invoice.creditor, kCollectsAs);
    };
    expect_collected("M3");
    give_back(debit);
    expect_letter_asks(issued.number, inv::kSepaTransfer);
    // A mandate that ends with this very collection.
    mandate("M4", "3");
    {
        auto open = books();
        ASSERT_TRUE(billing::end_mandate_with_next(open, "M4", clock_.at));
    }
    collect_again(issued.number);
    (void)collect("2026-11-17");
    expect_collected("M4");
}

TEST_P(AskedOnceCollected, OfStatementsAreNotWhatIsOnItsWay) {
    const auto read = [&] {
        const auto said =
            billing::read_statement(*db_, {"3", *pos::parse_date("2026-11-01"), today_}, today_);
        EXPECT_TRUE(said) << said.error().words;
        return said.value_or(billing::AccountStatement{});
    };
    mandate("M3", "3", true);
    (void)write("3");
    const std::string debit = collect("2026-11-16");
    (void)write("3");  // that the mandate does not pay any more
    EXPECT_EQ(read().payable().minor, 23800);
    EXPECT_EQ(read().to_transfer().minor, 11900);
    auto stationery = billing::Stationery::read(*db_);
    ASSERT_TRUE(stationery);
    const auto sheet = billing::statement_sheet(read(), sender_, *stationery, "en");
    EXPECT_TRUE(sheet.code);
    ASSERT_EQ(sheet.payment_notes.size(), 1U);
    EXPECT_NE(sheet.payment_notes[0].find("119.00"), std::string::npos);
    EXPECT_NE(sheet.payment_notes[0].find("being collected by direct debit"), std::string::npos);
    give_back(debit);
    EXPECT_EQ(read().to_transfer().minor, 23800);
}

TEST_P(AskedOnceCollected, AreNotRemindedOfWhileTheBankCollects) {
    const DocumentIssued issued = write("3");
    mandate("M3", "3");
    auto open = books();
    ASSERT_TRUE(billing::change_levels(open, {{7, "5.00", "Reminder"}}, clock_.at));
    const auto reminded = [&] {
        const auto done =
            billing::remind(open, {*pos::parse_date("2026-12-01"), false}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->size() : 99U;
    };
    const std::string debit = collect("2026-11-16");
    go_to("2026-12-01");
    EXPECT_EQ(reminded(), 0U);
    EXPECT_TRUE(stored::list_overdue(*db_, {.before = today_}).value().empty());
    give_back(debit);
    EXPECT_EQ(stored::list_overdue(*db_, {.before = today_}).value().size(), 1U);
    EXPECT_EQ(reminded(), 1U);
    // Services that are limited for it stay so while it is collected again.
    collect_again(issued.number);
    (void)collect("2026-12-02");
    EXPECT_EQ(stored::reminded_invoices(*db_, issued.account, today_).value().size(), 1U);
}

// A card beside a mandate is charged by itself as little as the bank is asked again.
TEST_P(AskedOnceCollected, OfWhatCameBackAreNotChargedByThemselves) {
    mandate("M1", "1");
    const std::string number = write("1").number;
    give_back(collect("2026-11-16"));
    collect_at_provider("1");
    // One that was to be charged all along, and was collected by a mandate of later.
    collect_at_provider("2");
    const std::string charged = write("2").number;
    expect_letter_asks(charged, inv::kStandingAgreement);
    mandate("M2", "2");
    give_back(collect("2026-11-16"));
    expect_letter_asks(charged, inv::kSepaTransfer);
    go_to("2026-11-20");
    (void)one_->daily();
    EXPECT_TRUE(all_attempts().empty());
    // Where somebody says so the next order collects it, and nothing charges it before.
    collect_again(charged);
    expect_letter_asks(charged, inv::kSepaDebit);
    (void)two_->daily();
    EXPECT_TRUE(all_attempts().empty());
    // Whoever charges it by hand has said so.
    EXPECT_EQ(charge({.document = number}).row.state, State::paid);
    EXPECT_EQ(stored_document(number).open_minor, 0);
}

// As soon as the bank is asked, or has said no: the ledger need not have moved.
TEST_P(AskedOnceCollected, OfWhatCameBackAreToldToTills) {
    mandate("M1", "1");
    const DocumentIssued issued = write("1");
    const Transferred itself{{issued.document, issued.number}};
    EXPECT_EQ(transferred(issued.account), Transferred{});
    const std::string debit = collect("2026-11-16");
    EXPECT_EQ(transferred(issued.account), Transferred{});
    forget_whom_to_tell();
    give_back(debit);
    EXPECT_TRUE(waits_to_be_told(issued.account));
    EXPECT_EQ(transferred(issued.account), itself);
    forget_whom_to_tell();
    collect_again(issued.number);
    EXPECT_TRUE(waits_to_be_told(issued.account));
    EXPECT_EQ(transferred(issued.account), Transferred{});
    forget_whom_to_tell();
    {
        auto after_all = books();
        ASSERT_TRUE(billing::do_not_collect_again(after_all, issued.number, clock_.at));
    }
    EXPECT_TRUE(waits_to_be_told(issued.account));
    EXPECT_EQ(transferred(issued.account), itself);
    expect_letter_asks(issued.number, inv::kSepaTransfer);
    collect_again(issued.number);
    forget_whom_to_tell();
    const std::string second = collect("2026-11-17");
    EXPECT_TRUE(waits_to_be_told(issued.account));
    EXPECT_EQ(transferred(issued.account), Transferred{});
    give_back(second);
    EXPECT_EQ(transferred(issued.account), itself);
    // Of an order that was withdrawn it stays said.
    collect_again(issued.number);
    (void)collect("2026-11-18");
    forget_whom_to_tell();
    auto open = books();
    ASSERT_TRUE(billing::withdraw_collections(open, message_, clock_.at));
    EXPECT_TRUE(waits_to_be_told(issued.account));
    EXPECT_EQ(transferred(issued.account), Transferred{});
}

TEST_P(AskedOnceCollected, AreNotTransferredAtTillsWhileTheBankCollects) {
    const DocumentIssued issued = write("3");
    const Transferred itself{{issued.document, issued.number}};
    EXPECT_EQ(transferred(issued.account), itself);
    mandate("M3", "3");
    (void)collect("2026-11-16");
    EXPECT_EQ(transferred(issued.account), Transferred{});
}

}  // namespace

ON_EITHER_ENGINE(AskedOnceCollected);
