// Goal: what a customer wants to find on invoices stands on each of them, whoever wrote it, keeps
// the rules of XRechnung and Peppol, and stays on a document and its credit note as it was issued.
// Method: an office in Germany on either engine; its documents as e-invoices, checked by every rule
// and read again from both syntaxes; each refusal by itself.
#include "app/core/billing/references.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/parties.hpp"
#include "app/core/billing/quotes.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "pos/billing/invoice/check/check.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/quotes.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace inv = pos::billing::invoice;
namespace stored = pos::store::billing;
using pos::customer::InvoiceReferences;

const InvoiceReferences kAuthority{.buyer_reference = "991-33333TEST-33",
                                   .order_reference = "PO-4711",
                                   .contract_reference = "Frame 8",
                                   .e_address = "991-33333TEST-33",
                                   .e_address_scheme = "0204"};

constexpr const char* kAdvice = R"({"account": "1", "lines": [
  {"text": "Advice", "quantity": "1.5", "unit": "h", "price": "180.00",
   "tax_class": "standard"}]})";

class References : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        sender_.name = "Stadtwerke GmbH";
        sender_.street = "Am Netz 1";
        sender_.postcode = "10115";
        sender_.city = "Berlin";
        sender_.country = "DE";
        sender_.vat_id = "DE123456789";
        sender_.email = "bills@stadtwerke.example";
        sender_.phone = "+49 30 1234567";
        sender_.contact = "Anna Kundendienst";
        sender_.iban = "DE02120300000000202051";
        sender_.e_address = "9930:DE123456789";
        auto open = books();
        const auto said = billing::change_sender(open, sender_, clock_.at);
        ASSERT_TRUE(said) << said.error().words;
        sender_ = *said;
        EXPECT_EQ(sender_.e_address, "DE123456789");
        EXPECT_EQ(sender_.e_address_scheme, "9930");
        billing::CustomerInput input{.name = "Bundesamt", .kind = "organisation"};
        input.street = "Allee 2";
        input.postcode = "53113";
        input.city = "Bonn";
        input.country = "DE";
        input.email = "amt@bund.example";
        input.references = kAuthority;
        customer("1", input);
    }
    InvoiceReferences of(const std::string& account) {
        const auto found = stored::account_of_number(*db_, account);
        EXPECT_TRUE(found && *found) << account;
        return found && *found ? (*found)->stored.account.references : InvoiceReferences{};
    }
    app::core::Outcome<bool> change_to(const InvoiceReferences& references,
                                       const std::string& account = "1") {
        auto open = books();
        return billing::change_references(
            open, account, [&](InvoiceReferences& known) { known = references; }, clock_.at);
    }
    app::core::Outcome<pos::journal::DocumentIssued> write(const std::string& json) {
        const auto asked = billing::read_new_invoice(json);
        if (!asked) return std::unexpected{asked.error()};
        auto open = books();
        return billing::write_invoice(open, *asked, false, clock_.at, random_);
    }
    std::string written(const std::string& json) {
        const auto done = write(json);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->number : std::string{};
    }
    inv::Invoice e_invoice(const std::string& number) {
        const auto document = stored::document_of_number(*db_, number);
        EXPECT_TRUE(document && *document) << number;
        if (!document || !*document) return {};
        auto invoice = billing::invoice_of(*db_, **document, sender_);
        EXPECT_TRUE(invoice) << invoice.error().words;
        return invoice.value_or(inv::Invoice{});
    }
    static void expect_says(const inv::Invoice& bill, const InvoiceReferences& references) {
        EXPECT_EQ(bill.buyer_reference, references.buyer_reference);
        EXPECT_EQ(bill.purchase_order, references.order_reference);
        EXPECT_EQ(bill.contract, references.contract_reference);
        EXPECT_EQ(bill.buyer.endpoint.value, references.e_address);
        EXPECT_EQ(bill.buyer.endpoint.scheme, references.e_address_scheme);
        EXPECT_EQ(bill.seller.endpoint.value, "DE123456789");
        EXPECT_EQ(bill.seller.endpoint.scheme, "9930");
    }
    /// No rule that forbids anything is broken, and programs read again what it says.
    static void expect_keeps(inv::Invoice bill, inv::check::Rules rules,
                             const InvoiceReferences& references) {
        bill.process = inv::kPeppolProcess;
        bill.specification =
            rules == inv::check::Rules::peppol ? inv::kPeppolBilling : inv::kXRechnung;
        for (const std::string& file : {inv::ubl::write(bill), inv::cii::write(bill)}) {
            const auto reading = inv::read(file);
            ASSERT_TRUE(reading) << to_string(reading.error());
            expect_says(reading->invoice, references);
            for (const auto& found : inv::check::check(*reading, rules)) {
                EXPECT_NE(found.severity, inv::check::Severity::fatal)
                    << found.rule << ' ' << found.words << ' ' << found.example << '\n'
                    << file;
            }
        }
    }
    void expect_refused(const InvoiceReferences& references, const std::string& words) {
        const InvoiceReferences before = of("1");
        const auto done = change_to(references);
        ASSERT_FALSE(done) << words;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
        EXPECT_EQ(of("1"), before);
        // The same where they come with the customer.
        billing::CustomerInput input{.number = "1"};
        input.references = references;
        auto open = books();
        EXPECT_FALSE(billing::put_customer(open, input, clock_.at, random_));
        EXPECT_EQ(of("1"), before);
    }
    std::int64_t entries() {
        return db_->value<std::int64_t>("SELECT count(*) FROM journal_entry")->value();
    }

    billing::Sender sender_;
};

TEST_P(References, StandOnWhatTheRunBillsAndOnWhatIsWrittenAndKeepTheRules) {
    subscribe("1", "GREEN", "2026-11-01");
    ASSERT_EQ(bill("2026-11-01").invoices, 1);
    const std::string by_run = documents().front().row.number;
    for (const std::string& number : {by_run, written(kAdvice)}) {
        const inv::Invoice bill = e_invoice(number);
        expect_says(bill, kAuthority);
        expect_keeps(bill, inv::check::Rules::xrechnung, kAuthority);
        expect_keeps(bill, inv::check::Rules::peppol, kAuthority);
        inv::Invoice declared = bill;
        billing::declare_rules(declared);
        EXPECT_EQ(declared.specification, inv::kXRechnung);
    }
    expect_books_in_order();
}

TEST_P(References, LeaveWhatNobodySaidToTheAccountAndTheEMail) {
    ASSERT_TRUE(change_to({}));
    const inv::Invoice bill = e_invoice(written(kAdvice));
    EXPECT_EQ(bill.buyer_reference, "1");
    EXPECT_EQ(bill.purchase_order, "");
    EXPECT_EQ(bill.contract, "");
    EXPECT_EQ(bill.buyer.endpoint, (inv::Identifier{"amt@bund.example", "EM", ""}));
    sender_.e_address.clear();
    sender_.e_address_scheme.clear();
    EXPECT_EQ(e_invoice(documents().front().row.number).seller.endpoint,
              (inv::Identifier{"bills@stadtwerke.example", "EM", ""}));
}

TEST_P(References, StayOnADocumentAndItsCreditNoteAsTheyWereIssued) {
    const std::string first = written(kAdvice);
    const InvoiceReferences later{.buyer_reference = "Department 7",
                                  .order_reference = "PO-4712",
                                  .contract_reference = {},
                                  .e_address = "4035811991021",
                                  .e_address_scheme = "0088"};
    const std::int64_t before = entries();
    const auto changed = change_to(later);
    ASSERT_TRUE(changed) << changed.error().words;
    EXPECT_TRUE(*changed);
    EXPECT_EQ(entries(), before + 1);
    const auto again = change_to(later);
    ASSERT_TRUE(again);
    EXPECT_FALSE(*again);
    EXPECT_EQ(entries(), before + 1);

    expect_says(e_invoice(first), kAuthority);
    const std::string second = written(kAdvice);
    expect_says(e_invoice(second), later);
    expect_keeps(e_invoice(second), inv::check::Rules::xrechnung, later);
    expect_keeps(e_invoice(second), inv::check::Rules::peppol, later);
    auto open = books();
    const auto note = billing::credit(open, {first, {}, "Wrong"}, clock_.at, random_);
    ASSERT_TRUE(note) << note.error().words;
    const inv::Invoice credit = e_invoice(*note);
    EXPECT_EQ(credit.type, inv::kCreditNote);
    EXPECT_EQ(credit.preceding.at(0).number, first);
    expect_says(credit, kAuthority);
    expect_books_in_order();
}

TEST_P(References, OfOneInvoiceGoBeforeTheAccounts) {
    const auto with = [](const std::string& order) {
        return R"({"account": "1", "reference": "7", "order_reference": ")" + order +
               R"(", "contract_reference": "-", "lines": [{"text": "Advice", "price": "100.00",
               "tax_class": "standard"}]})";
    };
    const std::string number = written(with("PO-77"));
    InvoiceReferences own = kAuthority;
    own.order_reference = "PO-77";
    own.contract_reference.clear();
    expect_says(e_invoice(number), own);
    EXPECT_EQ(of("1"), kAuthority);
    // The same invoice again is that one, whatever the account says since; another order is not.
    ASSERT_TRUE(change_to({}));
    EXPECT_EQ(written(with("PO-77")), number);
    const auto other = write(with("PO-78"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().why, app::core::Why::taken);
    const auto wrong = write(R"({"account": "1", "buyer_reference": "991-33333TEST-34",
      "lines": [{"text": "Advice", "price": "1.00"}]})");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().about, "leitweg_wrong");
}

TEST_P(References, OfAQuoteAreThoseOfItsInvoice) {
    auto asked = billing::read_new_invoice(kAdvice);
    ASSERT_TRUE(asked);
    asked->references.order_reference = "PO-90";
    auto open = books();
    const auto quote = billing::write_quote(open, {*asked, {}}, false, clock_.at, random_);
    ASSERT_TRUE(quote) << quote.error().words;
    const auto there = stored::quote_of_number(*db_, quote->number);
    ASSERT_TRUE(there && *there);
    const auto paper = billing::paper_of(*db_, **there, sender_);
    ASSERT_TRUE(paper) << paper.error().words;
    EXPECT_EQ(paper->purchase_order, "PO-90");
    EXPECT_EQ(paper->buyer_reference, kAuthority.buyer_reference);
    const auto issued = billing::invoice_quote(open, quote->number, clock_.at, random_);
    ASSERT_TRUE(issued) << issued.error().words;
    EXPECT_EQ(e_invoice(issued->number).purchase_order, "PO-90");
}

TEST_P(References, AreThoseOfWhoeverPays) {
    billing::CustomerInput input{.name = "Outpost"};
    input.payer = "1";
    input.references.order_reference = "PO-1";
    customer("2", input);
    const std::string number = written(R"({"account": "2", "lines": [{"text": "Advice",
      "price": "100.00", "tax_class": "standard"}]})");
    expect_says(e_invoice(number), kAuthority);
}

TEST_P(References, ThatNobodyCouldUseAreRefusedAndNothingIsChanged) {
    expect_refused({.buyer_reference = "04011000-12345-34"}, "no Leitweg-ID");
    expect_refused({.order_reference = std::string(101, 'x')},
                   "order reference has more than 100 bytes");
    // What is said of a customer keeps what is not said, such as the scheme.
    ASSERT_TRUE(change_to({}));
    expect_refused({.e_address = "991-33333TEST-33"}, "has no scheme");
    expect_refused({.e_address = "1234:5"}, "has no scheme");
    expect_refused({.e_address = "5", .e_address_scheme = "1234"}, "1234 is no scheme");
    expect_refused({.e_address_scheme = "0204"}, "but no address");
    expect_refused({.e_address = "0204:991-33333TEST-34"}, "no address of the scheme 0204");
    expect_refused({.e_address = "nobody", .e_address_scheme = "EM"}, "of the scheme EM");
    EXPECT_FALSE(change_to({}, "9"));
    // Elsewhere it may be anything.
    billing::CustomerInput input{.name = "Fabrik AB", .country = "SE"};
    input.references.buyer_reference = "04011000-12345-34";
    customer("3", input);
    EXPECT_EQ(of("3").buyer_reference, "04011000-12345-34");
}

TEST_P(References, AreTakenAsNetworksWriteThem) {
    for (const auto& [typed, scheme, value] :
         {std::tuple{"0204:991-33333TEST-33", "0204", "991-33333TEST-33"},
          std::tuple{"iso6523-actorid-upis::0088:4035811991021", "0088", "4035811991021"},
          std::tuple{"9930: DE 123456789", "9930", "DE123456789"},
          std::tuple{"amt@bund.example", "EM", "amt@bund.example"}}) {
        ASSERT_TRUE(change_to({.e_address = typed})) << typed;
        EXPECT_EQ(of("1").e_address_scheme, scheme);
        EXPECT_EQ(of("1").e_address, value);
    }
    // On the command line and in tables what is not said stays, and - takes away.
    billing::CustomerInput input{.number = "1"};
    input.references.e_address = "-";
    input.references.order_reference = "PO-5";
    customer("1", input);
    EXPECT_EQ(of("1"), InvoiceReferences{.order_reference = "PO-5"});
}

TEST_P(References, OfTheSenderAreCheckedToo) {
    auto open = books();
    for (const char* wrong : {"DE12", "9930:DE12", "0088:4035811991022"}) {
        EXPECT_FALSE(billing::change_sender(open, {.e_address = wrong}, clock_.at)) << wrong;
    }
    EXPECT_EQ(billing::read_sender(*db_)->e_address, "DE123456789");
    const auto mail =
        billing::change_sender(open, {.e_address = "in@stadtwerke.example"}, clock_.at);
    ASSERT_TRUE(mail) << mail.error().words;
    EXPECT_EQ(mail->e_address_scheme, "EM");
    const auto none = billing::change_sender(open, {.e_address = "-"}, clock_.at);
    ASSERT_TRUE(none) << none.error().words;
    EXPECT_EQ(none->e_address, "");
    EXPECT_EQ(none->e_address_scheme, "");
    EXPECT_EQ(none->name, sender_.name);
}

TEST_P(References, GoAlongWhereTwoCustomersAreOne) {
    customer("4", {.name = "Amt", .country = "DE"});
    auto open = books();
    ASSERT_TRUE(billing::merge_customers(open, "1", "4", clock_.at, random_));
    EXPECT_EQ(of("1"), kAuthority);
}

TEST(Billed, OfBeforeAreReadAndThoseWithoutReferencesAreWrittenAsBefore) {
    stored::Billed billed;
    billed.party.number = "1";
    billed.party.name = "Otto";
    const auto before = pos::journal::archive::to_bytes(billed.party);
    EXPECT_EQ(stored::bytes_of(billed), before);
    EXPECT_EQ(stored::billed_from(before), billed);
    EXPECT_EQ(stored::billed_of(before), billed);
    billed.references = kAuthority;
    const auto bytes = stored::bytes_of(billed);
    EXPECT_NE(bytes, before);
    EXPECT_EQ(stored::billed_from(bytes), billed);
    EXPECT_EQ(stored::billed_of({}), stored::Billed{});
    for (const auto& references : {kAuthority, InvoiceReferences{}}) {
        billed.references = references;
        billed.debited = "DE89370400440532013000";
        EXPECT_EQ(stored::billed_from(stored::bytes_of(billed)), billed);
    }
    pos::Bytes longer = bytes;
    longer.push_back(std::byte{0});
    EXPECT_FALSE(stored::billed_from(longer));
    EXPECT_FALSE(stored::billed_from(pos::BytesView{bytes}.first(bytes.size() - 1)));
    EXPECT_FALSE(stored::billed_from({}));
}

}  // namespace

ON_EITHER_ENGINE(References);
