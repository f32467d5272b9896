// Goal: what a banking app reads, what is off by a cent, and which rules an invoice is judged by.
// Method: the sample changed one way at a time.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/invoice/epc.hpp"
#include "app/core/invoice/load.hpp"
#include "app/core/invoice/pdf.hpp"
#include "app/core/invoice/sheet.hpp"
#include "app/core/invoice/text.hpp"
#include "app/core/invoice/verdict.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/support/child.hpp"
#include "tests/support/invoice_samples.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core::invoice;
namespace inv = pos::billing::invoice;
using inv::Invoice;

namespace {

bool has(const Verdict& verdict, std::string_view rule) {
    return std::ranges::any_of(verdict.findings,
                               [&](const auto& finding) { return finding.rule == rule; });
}

Verdict verdict_of(const Invoice& invoice, Asked asked = Asked::named) {
    return judge(inv::check::as_reading(invoice), asked);
}

}  // namespace

TEST(EpcCode, says_whom_what_and_for_what) {
    EXPECT_EQ(epc_payload(tests::sample_invoice()),
              "BCD\n002\n1\nSCT\nCOBADEFFXXX\nStadtwerke Müller\nDE89370400440532013000\n"
              "EUR394.37\n\nRF18539007547034\n");
    Invoice invoice = tests::sample_invoice();
    invoice.payment_reference = "Customer 17";
    EXPECT_TRUE(epc_payload(invoice)->ends_with("EUR394.37\n\n\nCustomer 17"));
    invoice.payment_reference.clear();
    EXPECT_TRUE(epc_payload(invoice)->ends_with("\n\n\nB01-2024-000123"));
}

TEST(EpcCode, there_is_none_where_nothing_can_be_transferred) {
    const auto without = [](auto change) {
        Invoice invoice = tests::sample_invoice();
        change(invoice);
        return epc_payload(invoice);
    };
    EXPECT_FALSE(without([](Invoice& i) { i.payment.clear(); }));
    EXPECT_FALSE(without([](Invoice& i) { i.payment[0].transfer->account = "DE00"; }));
    EXPECT_FALSE(without([](Invoice& i) { i.payment[0].code = "48"; }));
    EXPECT_FALSE(without([](Invoice& i) { i.currency = "SEK"; }));
    EXPECT_FALSE(without([](Invoice& i) { i.type = inv::kCreditNote; }));
    EXPECT_FALSE(without([](Invoice& i) { i.totals.payable = tests::fig("0.00"); }));
    EXPECT_FALSE(without([](Invoice& i) { i.totals.payable = tests::fig("-1.00"); }));
    EXPECT_FALSE(without([](Invoice& i) { i.totals.payable = tests::fig("1.001"); }));
    EXPECT_FALSE(without([](Invoice& i) { i.totals.payable = tests::fig("1000000000"); }));
}

TEST(EpcCode, a_long_name_is_cut_at_a_characters_end) {
    Invoice invoice = tests::sample_invoice();
    invoice.payment[0].transfer->name = std::string(69, 'a') + "ü\nb";
    EXPECT_NE(epc_payload(invoice)->find("\n" + std::string(69, 'a') + "\nDE89"),
              std::string::npos);
}

TEST(Verdict, names_what_is_off_by_a_cent) {
    Invoice invoice = tests::sample_invoice();
    EXPECT_TRUE(verdict_of(invoice).ok);
    EXPECT_FALSE(has(verdict_of(invoice), "CF-CENTS"));
    for (auto* const amount : {&invoice.totals.tax, &invoice.totals.gross, &invoice.totals.payable,
                               &invoice.taxes[0].tax})
        (*amount)->value.e14 += pos::kExactScale / 100;
    const Verdict verdict = verdict_of(invoice);
    EXPECT_TRUE(verdict.ok) << "the published rules let it pass";
    EXPECT_TRUE(has(verdict, "CF-CENTS"));
}

TEST(Verdict, rules_are_those_that_are_asked_for_or_named) {
    Invoice invoice = tests::sample_invoice();
    invoice.seller.contact.reset();
    EXPECT_TRUE(has(verdict_of(invoice), "BR-DE-2")) << "it says XRechnung";
    EXPECT_FALSE(has(verdict_of(invoice, Asked::en16931), "BR-DE-2"));
    EXPECT_TRUE(has(verdict_of(invoice, Asked::peppol), "DE-R-002"));
    invoice.specification = inv::kEn16931;
    EXPECT_TRUE(verdict_of(invoice).ok);
    EXPECT_TRUE(has(verdict_of(invoice, Asked::xrechnung), "BR-DE-2"));
    invoice.specification = inv::kPeppolBilling;
    invoice.process.clear();
    EXPECT_TRUE(has(verdict_of(invoice), "PEPPOL-EN16931-R001"));
    invoice.number.clear();
    EXPECT_TRUE(has(verdict_of(invoice), "BR-02")) << "EN 16931 always holds";
}

TEST(LoadInvoice, refuses_what_is_none) {
    test::TempDir folder;
    test::write_file(folder.file("a.xml"), inv::ubl::write(tests::sample_invoice()));
    EXPECT_TRUE(load(folder.file("a.xml")));
    test::write_file(folder.file("b.xml"), "<a/>");
    ASSERT_FALSE(load(folder.file("b.xml")));
    EXPECT_EQ(load(folder.file("b.xml")).error().kind, app::core::FailureKind::refused);
    ASSERT_FALSE(load(folder.file("c.xml")));
    EXPECT_EQ(load(folder.file("c.xml")).error().kind, app::core::FailureKind::environment);
}

TEST(InvoiceSheet, languages_have_the_same_words) {
    const Words english = Words::read("en");
    const Words german = Words::read("de");
    const Sheet one = make_sheet(tests::full_invoice(), english);
    const Sheet other = make_sheet(tests::full_invoice(), german);
    EXPECT_EQ(one.facts.size(), other.facts.size());
    EXPECT_EQ(one.title, "Invoice");
    EXPECT_EQ(other.title, "Rechnung");
}

TEST(InvoiceSheet, letters_abroad_name_their_country_last) {
    Invoice invoice = tests::sample_invoice();
    EXPECT_EQ(make_sheet(invoice, Words::read("en")).recipient.back(), "20095 Hamburg");
    invoice.buyer.address->country = "AT";
    EXPECT_EQ(make_sheet(invoice, Words::read("en")).recipient.back(), "AUSTRIA");
    EXPECT_EQ(make_sheet(invoice, Words::read("de")).recipient.back(), "ÖSTERREICH");
    EXPECT_EQ(make_sheet(invoice, Words::read("de")).sender.back(), "10115 Berlin");
}

TEST(InvoiceSheet, who_owes_whom) {
    const auto label = [](const Invoice& invoice) {
        return make_sheet(invoice, Words::read("en")).sums.back();
    };
    EXPECT_EQ(label(tests::sample_invoice()).label, "Amount due");
    const auto back = label(tests::negated(tests::sample_invoice()));
    EXPECT_EQ(back.label, "We owe you");
    EXPECT_EQ(back.amount, "€394.37");
    Invoice credit = tests::sample_invoice();
    credit.type = inv::kCreditNote;
    EXPECT_EQ(label(credit).label, "We owe you");
}

// What was agreed is charged or collected: nothing on the page asks for a transfer.
TEST(InvoiceSheet, nothing_is_to_be_transferred_that_is_collected) {
    Invoice invoice = tests::sample_invoice();
    invoice.payment_terms.clear();
    const auto notes = [&](const char* language) {
        const Sheet sheet = make_sheet(invoice, Words::read(language));
        EXPECT_FALSE(sheet.code);
        return sheet.payment_notes;
    };
    using Notes = std::vector<std::string>;
    invoice.payment = {{.code = inv::kStandingAgreement}};
    EXPECT_EQ(notes("en"),
              Notes{"The amount is charged by the means of payment that was agreed. Please do not "
                    "transfer it."});
    EXPECT_EQ(notes("de"),
              Notes{"Der Betrag wird über das vereinbarte Zahlungsmittel eingezogen. Bitte "
                    "überweisen Sie ihn nicht."});
    invoice.payment[0].text = "By our frame contract";
    EXPECT_EQ(notes("en"), Notes{"By our frame contract"});
    // The account is gone with the person.
    invoice.payment = {{.code = inv::kSepaDebit, .debit = inv::DirectDebit{"M-1", ""}}};
    EXPECT_EQ(notes("en"), Notes{"We will collect the amount by direct debit, mandate M-1."});
    EXPECT_EQ(notes("de"), Notes{"Wir ziehen den Betrag per Lastschrift ein, Mandat M-1."});
}

TEST(InvoiceText, keeps_to_its_width_whatever_the_names_are) {
    Invoice invoice = tests::full_invoice();
    invoice.lines[0].item.name = "Word " + std::string(100, 'x') + " and more words after that";
    invoice.lines[1].id = "A number of a line that is long";
    const std::string text = render_text(make_sheet(invoice, Words::read("de")));
    EXPECT_NE(text.find("A number of a line that is long\n"), std::string::npos);
    EXPECT_NE(text.find(std::string(100, 'x')), std::string::npos) << "a word is never broken";
}

namespace {

std::string pdf(const Invoice& invoice) {
    return render_pdf(make_sheet(invoice, Words::read("en")));
}

std::size_t pages_of(const std::string& file) {
    std::size_t count = 0;
    for (std::size_t at = file.find("/Type /Page "); at != std::string::npos;
         at = file.find("/Type /Page ", at + 1))
        ++count;
    return count;
}

}  // namespace

TEST(InvoicePdf, the_same_invoice_is_the_same_file) {
    const std::string file = pdf(tests::sample_invoice());
    EXPECT_TRUE(file.starts_with("%PDF-"));
    EXPECT_TRUE(file.ends_with("%%EOF\n"));
    EXPECT_EQ(file, pdf(tests::sample_invoice()));
    EXPECT_EQ(pages_of(file), 1U);
}

TEST(InvoicePdf, takes_as_many_pages_as_it_needs) {
    Invoice invoice = tests::full_invoice();
    EXPECT_EQ(pages_of(pdf(invoice)), 2U);
    for (int i = 0; i < 200; ++i) invoice.lines.push_back(invoice.lines[1]);
    EXPECT_GT(pages_of(pdf(invoice)), 6U);
}

TEST(InvoicePdf, a_second_page_for_a_few_lines_is_spared) {
    Invoice invoice = tests::sample_invoice();
    for (int i = 0; i < 8; ++i) invoice.lines.push_back(invoice.lines[1]);
    EXPECT_EQ(pages_of(pdf(invoice)), 1U);
    for (int i = 0; i < 20; ++i) invoice.lines.push_back(invoice.lines[1]);
    EXPECT_EQ(pages_of(pdf(invoice)), 2U);
}

TEST(InvoicePdf, the_foot_breaks_between_the_parts_of_an_address) {
    Invoice invoice = tests::sample_invoice();
    invoice.seller.name = "Stadtwerke Beispielstadt Versorgungs-GmbH & Co. KG";
    invoice.seller.address->line1 = "Lange Hauptstraße 112";
    test::TempDir folder;
    test::write_file(folder.file("a.pdf"), pdf(invoice));
    const auto read = test::run_program({"/usr/bin/pdftotext", "-raw", folder.file("a.pdf"), "-"});
    ASSERT_EQ(read.exit, 0) << read.err;
    std::string text = read.out;
    for (auto at = text.find("\u00A0"); at != text.npos; at = text.find("\u00A0", at))
        text.replace(at, std::string_view{"\u00A0"}.size(), " ");
    const auto count = [&](std::string_view part) {
        std::size_t times = 0;
        for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++times;
        return times;
    };
    // At the head, above the address, and at the foot.
    EXPECT_EQ(count("GmbH & Co. KG"), 3U) << text;
    EXPECT_EQ(count("10115 Berlin"), 2U) << text;
    EXPECT_EQ(count("Lange Hauptstraße 112"), 2U) << text;
}

TEST(InvoicePdf, odd_contents_end_too) {
    Invoice invoice = tests::full_invoice();
    std::string endless;
    for (int i = 0; i < 800; ++i) endless += "a word and another ";
    invoice.lines[0].item.name = endless;  // taller than a page
    invoice.lines[0].note = endless;
    invoice.lines[1].item.name = std::string(6'000, 'x');
    invoice.seller.name = "\xD7\x97\xD7\x91\xD7\xA8\xD7\x94";  // right to left
    invoice.payment_reference = std::string(5'000, '7');
    invoice.number = endless;
    invoice.notes = {{.subject = {}, .text = endless}, {.subject = {}, .text = "\n\n"}};
    EXPECT_GT(pages_of(pdf(invoice)), 2U);
    EXPECT_EQ(pages_of(pdf({})), 1U) << "nothing at all";
}
