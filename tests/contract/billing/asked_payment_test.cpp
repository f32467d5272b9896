// Goal: a document says how it is to be paid as it was agreed when it was issued, in every shape,
// whatever is agreed later; one from before that was said asks for a transfer, as it always has.
// Method: a German office on either engine that collects by its bank and at an emulated provider;
// its documents as e-invoices, checked by every rule and read again from both syntaxes.
#include "app/core/billing/asked_payment.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/collect_again.hpp"
#include "app/core/billing/debits.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/letter.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/statement.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "app/core/invoice/epc.hpp"
#include "pos/billing/invoice/check/check.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "pos/journal/archive/reader.hpp"
#include "pos/store/billing/reminders.hpp"
#include "pos/store/feed/change.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/transfers.hpp"
#include "tests/contract/billing/provider_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace inv = pos::billing::invoice;
namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;
using pos::journal::PayBy;
using pos::journal::PaymentAsked;

constexpr const char* kDebitedIban = "DE89370400440532013000";
constexpr const char* kCollectsAs = "DE98ZZZ09999999999";
constexpr const char* kAdviceLines =
    R"([{"text": "Advice", "price": "100.00", "tax_class": "standard"}])";

class AskedPayments : public test::ProviderOffice {
protected:
    void SetUp() override {
        ProviderOffice::SetUp();
        billing::Sender sender{.name = "Stadtwerke GmbH"};
        sender.street = "Am Netz 1";
        sender.postcode = "10115";
        sender.city = "Berlin";
        sender.country = "DE";
        sender.vat_id = "DE123456789";
        sender.email = "bills@stadtwerke.example";
        sender.phone = "+49 30 1234567";
        sender.contact = "Anna Kundendienst";
        sender.iban = "DE02120300000000202051";
        sender.creditor = kCollectsAs;
        sender.e_address = "9930:DE123456789";
        say(sender);
        billing::CustomerInput input{.name = "Eva Hell"};
        input.street = "Allee 2";
        input.postcode = "53113";
        input.city = "Bonn";
        input.country = "DE";
        input.references.e_address = "991-33333TEST-33";
        input.references.e_address_scheme = "0204";
        for (const char* number : {"1", "2", "3"}) customer(number, input);
    }
    void say(const billing::Sender& change) {
        auto open = books();
        const auto said = billing::change_sender(open, change, clock_.at);
        ASSERT_TRUE(said) << said.error().words;
        sender_ = *said;
    }
    void mandate(const std::string& reference, const std::string& account, bool one_time = false) {
        auto open = books();
        const auto put = billing::put_mandate(open,
                                              {.reference = reference,
                                               .account = account,
                                               .iban = kDebitedIban,
                                               .signed_on = "2026-10-01",
                                               .one_time = one_time},
                                              clock_.at);
        ASSERT_TRUE(put) << put.error().words;
    }
    void end_mandate(const std::string& reference, const std::string& on) {
        auto open = books();
        ASSERT_TRUE(billing::end_mandate(open, reference, on, clock_.at));
    }
    void collect_at_provider(const std::string& account, const std::string& until = {}) {
        method({.account = account,
                .token = "tok_7",
                .label = "Visa ending 4242",
                .until = until,
                .collects = true});
    }
    /// Of 119.00, due on the fifteenth of November.
    DocumentIssued write(const std::string& account, const std::string& lines = kAdviceLines) {
        const auto said = billing::read_new_invoice(R"({"account": ")" + account +
                                                    R"(", "lines": )" + lines + "}");
        EXPECT_TRUE(said) << said.error().words;
        if (!said) return {};
        auto open = books();
        const auto done = billing::write_invoice(open, *said, false, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        // As it stands in the books.
        return done ? document(done->number) : DocumentIssued{};
    }
    PaymentAsked asked(const std::string& account) {
        return write(account).asked.value_or(PaymentAsked{});
    }
    stored::StoredDocument stored_document(const std::string& number) {
        const auto found = stored::document_of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        return found && *found ? **found : stored::StoredDocument{};
    }
    inv::Invoice e_invoice(const std::string& number) {
        auto invoice = billing::invoice_of(*db_, stored_document(number), sender_);
        EXPECT_TRUE(invoice) << invoice.error().words;
        return invoice.value_or(inv::Invoice{});
    }
    /// No rule that forbids anything is broken, and programs read again how it is paid.
    static void expect_keeps(inv::Invoice bill) {
        for (const auto rules : {inv::check::Rules::xrechnung, inv::check::Rules::peppol}) {
            bill.process = inv::kPeppolProcess;
            bill.specification =
                rules == inv::check::Rules::peppol ? inv::kPeppolBilling : inv::kXRechnung;
            for (const std::string& file : {inv::ubl::write(bill), inv::cii::write(bill)}) {
                const auto reading = inv::read(file);
                ASSERT_TRUE(reading) << to_string(reading.error());
                EXPECT_EQ(reading->invoice.payment, bill.payment) << file;
                EXPECT_EQ(reading->invoice.creditor, bill.creditor) << file;
                for (const auto& found : inv::check::check(*reading, rules)) {
                    EXPECT_NE(found.severity, inv::check::Severity::fatal)
                        << found.rule << ' ' << found.words << ' ' << found.example << '\n'
                        << file;
                }
            }
        }
    }
    /// Ordered from the bank; the id of the one collection.
    std::string collect(const std::string& on) {
        auto open = books();
        const auto done =
            billing::order_collections(open, {*pos::parse_date(on), false}, clock_.at, random_);
        EXPECT_TRUE(done && done->collections == 1);
        if (!done || done->collections != 1) return {};
        message_ = done->message;
        return to_string(stored::debits(*db_, message_, 10).value().at(0).debit.debit);
    }
    void give_back(const std::string& debit) {
        auto open = books();
        const auto done = billing::return_collection(open, debit, "AM04", clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    void collect_again(const std::string& number) {
        auto open = books();
        const auto done = billing::collect_again(open, number, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    using Transferred = std::vector<pos::store::feed::ToldTransfer>;
    /// What tills hear of an account's bills.
    Transferred transferred(const pos::Ulid& account) {
        const auto content =
            pos::store::feed::transfers_of(*db_, account, *pos::currency_of("EUR"));
        EXPECT_TRUE(content);
        if (!content || content->empty()) return {};
        const auto read =
            pos::journal::archive::from_bytes<pos::store::feed::TransfersContent>(*content);
        EXPECT_TRUE(read);
        return read ? read->bills : Transferred{};
    }
    void forget_whom_to_tell() { ASSERT_TRUE(db_->exec("DELETE FROM account_to_tell")); }
    bool waits_to_be_told(const pos::Ulid& account) {
        const auto found = db_->value<std::int64_t>(
            "SELECT count(*) FROM account_to_tell WHERE account = $1", account);
        return found && *found == 1;
    }
    /// As it would go out by today.
    billing::Letter letter(const std::string& number) {
        auto stationery = billing::Stationery::read(*db_);
        EXPECT_TRUE(stationery);
        auto read = billing::read_letter(*db_, stored_document(number).issued.document, sender_,
                                         *stationery, "en-GB", today_);
        EXPECT_TRUE(read) << read.error().words;
        return read ? std::move(*read) : billing::Letter{};
    }
    void expect_letter_asks(const std::string& number, const char* means) {
        const billing::Letter out = letter(number);
        ASSERT_EQ(out.invoice.payment.size(), 1U);
        EXPECT_EQ(out.invoice.payment[0].code, means);
        const bool transfer = means == std::string{inv::kSepaTransfer};
        EXPECT_EQ(out.page.code.has_value(), transfer);
        EXPECT_EQ(out.invoice.payment[0].transfer.has_value(), transfer);
        EXPECT_EQ(out.invoice.payment[0].debit.has_value(), means == std::string{inv::kSepaDebit});
        expect_keeps(out.invoice);
    }
    void expect_debited(const std::string& number) {
        const inv::Invoice bill = e_invoice(number);
        ASSERT_EQ(bill.payment.size(), 1U);
        EXPECT_EQ(bill.payment[0].code, inv::kSepaDebit);
        EXPECT_EQ(bill.payment[0].debit, (inv::DirectDebit{"M1", kDebitedIban}));
        EXPECT_FALSE(bill.payment[0].transfer);
        EXPECT_EQ(bill.creditor, kCollectsAs);
        EXPECT_EQ(bill.payment_reference, number);
        EXPECT_FALSE(app::core::invoice::epc_payload(bill));
        expect_keeps(bill);
    }

    billing::Sender sender_;
    std::string message_;                              // of the last order to the bank
    pos::Date today_{*pos::parse_date("2026-12-01")};  // of letters
};

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

TEST_P(AskedPayments, OfWhatCameBackAreATransferInLettersAlone) {
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
TEST_P(AskedPayments, OfWhatIsCollectedAgainAreByTheMandateThatHolds) {
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
TEST_P(AskedPayments, OfWhatIsOnItsWayAreByTheMandateOfItsOrder) {
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

TEST_P(AskedPayments, OfStatementsAreNotWhatIsOnItsWay) {
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

TEST_P(AskedPayments, AreNotRemindedOfWhileTheBankCollects) {
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
TEST_P(AskedPayments, OfWhatCameBackAreNotChargedByThemselves) {
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
TEST_P(AskedPayments, OfWhatCameBackAreToldToTills) {
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

TEST_P(AskedPayments, AreNotTransferredAtTillsWhileTheBankCollects) {
    const DocumentIssued issued = write("3");
    const Transferred itself{{issued.document, issued.number}};
    EXPECT_EQ(transferred(issued.account), itself);
    mandate("M3", "3");
    (void)collect("2026-11-16");
    EXPECT_EQ(transferred(issued.account), Transferred{});
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
