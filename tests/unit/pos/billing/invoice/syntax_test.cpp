// Goal: an invoice written as UBL or CII is the same invoice when it is read; what a file says
// beyond the model is named, and what is no invoice is refused.
// Method: an invoice of every term and one of each kind of business both ways; files with parts too
// many, too odd and too few; a seeded storm of damaged files.
#include "pos/billing/invoice/syntax/read.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/support/invoice_samples.hpp"

using namespace pos::billing::invoice;

namespace {

Reading reading_of(const std::string& file) {
    auto reading = read(file);
    EXPECT_TRUE(reading) << to_string(reading.error()) << "\n" << file;
    return reading ? std::move(*reading) : Reading{};
}

std::string left_over(const Reading& reading) {
    std::string text;
    for (const Leftover& leftover : reading.leftovers)
        text += leftover.path + "=" + leftover.text + "\n";
    return text;
}

/// Where two invoices differ, for a test's message.
std::string difference(const Invoice& a, const Invoice& b) {
    const std::string one = ubl::write(a);
    const std::string other = ubl::write(b);
    std::size_t at = 0;
    while (at < one.size() && at < other.size() && one[at] == other[at]) ++at;
    at = at > 200 ? at - 200 : 0;
    return one.substr(at, 400) + "\n--- but\n" + other.substr(at, 400);
}

void expect_same(const std::string& name, const Invoice& invoice, const std::string& file) {
    const Reading reading = reading_of(file);
    EXPECT_EQ(left_over(reading), "") << name;
    EXPECT_TRUE(reading.invoice == invoice) << name << "\n"
                                            << difference(invoice, reading.invoice) << "\n"
                                            << file;
}

std::string ubl_file(const std::string& inside) {
    return "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' "
           "xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2' "
           "xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'>" +
           inside + "</Invoice>";
}

}  // namespace

TEST(InvoiceSyntax, ubl_both_ways) {
    for (const auto& [name, invoice] : tests::sample_invoices())
        expect_same(name, invoice, ubl::write(invoice));
}

TEST(InvoiceSyntax, cii_both_ways) {
    for (const auto& [name, invoice] : tests::sample_invoices())
        expect_same(name, invoice, cii::write(invoice));
}

TEST(InvoiceSyntax, figures_keep_their_decimals) {
    Invoice invoice = tests::sample_invoice();
    invoice.lines[0].price.net = tests::fig("0.32150");
    const std::string file = ubl::write(invoice);
    EXPECT_NE(file.find(">0.32150<"), std::string::npos);
    EXPECT_NE(cii::write(reading_of(file).invoice).find(">0.32150<"), std::string::npos);
}

TEST(InvoiceSyntax, what_has_no_place_is_named) {
    const Reading reading = reading_of(ubl_file(
        "<cbc:ID schemeName='x'>1</cbc:ID><cbc:UUID>u</cbc:UUID>\n"
        "<cac:Delivery><cbc:Quantity>2</cbc:Quantity></cac:Delivery><other xmlns='urn:o'/>"));
    ASSERT_EQ(reading.leftovers.size(), 4U);
    EXPECT_EQ(left_over(reading),
              "Invoice/ID/@schemeName=x\nInvoice/Delivery/Quantity=2\nInvoice/UUID=u\n"
              "Invoice/other=\n");
    EXPECT_EQ(reading.leftovers[1].line, 2U);
    EXPECT_EQ(reading.leftovers[1].reason, Reason::no_place);
    EXPECT_TRUE(reading.shape.broken.contains("UBL-DT-08"));
}

TEST(InvoiceSyntax, what_stands_twice_is_named) {
    const Reading reading = reading_of(ubl_file(
        "<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>"
        "<cac:ContractDocumentReference><cbc:ID>a</cbc:ID></cac:ContractDocumentReference>"
        "<cac:ContractDocumentReference><cbc:ID>b</cbc:ID></cac:ContractDocumentReference>"));
    EXPECT_EQ(reading.invoice.number, "1");
    ASSERT_EQ(reading.leftovers.size(), 2U);
    EXPECT_EQ(reading.leftovers[0].reason, Reason::repeated);
    EXPECT_EQ(reading.leftovers[1].rule, "UBL-SR-01");
}

TEST(InvoiceSyntax, what_is_no_figure_and_no_date_is_named) {
    const Reading reading = reading_of(
        ubl_file("<cbc:IssueDate>2024-02-30</cbc:IssueDate><cac:LegalMonetaryTotal>"
                 "<cbc:PayableAmount>1,50</cbc:PayableAmount></cac:LegalMonetaryTotal>"));
    ASSERT_EQ(reading.leftovers.size(), 2U);
    EXPECT_EQ(reading.leftovers[0].reason, Reason::no_date);
    EXPECT_EQ(reading.leftovers[1].reason, Reason::no_figure);
    EXPECT_EQ(reading.leftovers[1].path, "Invoice/LegalMonetaryTotal/PayableAmount");
    EXPECT_EQ(reading.invoice.totals.payable, std::nullopt);
}

TEST(InvoiceSyntax, a_date_may_have_a_zone_which_is_named) {
    const auto date = [](const char* text) {
        return reading_of(ubl_file("<cbc:IssueDate>" + std::string{text} + "</cbc:IssueDate>"));
    };
    for (const char* const zoned : {"2024-01-31Z", "2024-01-31+01:00", "2024-01-31-05:30"}) {
        const Reading reading = date(zoned);
        EXPECT_EQ(reading.invoice.issued, pos::make_date(2024, 1, 31)) << zoned;
        EXPECT_EQ(left_over(reading), "Invoice/IssueDate=" + std::string{zoned} + "\n");
        EXPECT_EQ(reading.leftovers[0].reason, Reason::no_place);
    }
    for (const char* const none :
         {"2024-01-31T00:00", "2024-01-3", "2024-01-31 ", "2024-01-31+1:00"})
        EXPECT_EQ(date(none).invoice.issued.has_value(), std::string_view{none} == "2024-01-31 ")
            << none;
}

TEST(InvoiceSyntax, what_is_no_invoice_is_refused) {
    EXPECT_NE(to_string(read("<a/>").error()).find("<a>"), std::string::npos);
    EXPECT_NE(to_string(read("<Invoice/>").error()).find("<Invoice>"), std::string::npos)
        << "of no namespace";
    EXPECT_TRUE(read("no").error().xml);
    EXPECT_TRUE(read("<!DOCTYPE Invoice><Invoice/>").error().xml);
}

TEST(InvoiceSyntax, damaged_files_are_read_or_refused) {
    constexpr unsigned kSeed = 2'112;
    std::mt19937 random{kSeed};
    const std::string files[] = {ubl::write(tests::full_invoice()),
                                 cii::write(tests::full_invoice())};
    for (int i = 0; i < 2'000; ++i) {
        std::string file = files[i % 2];
        // Exchanging whole elements keeps it well-formed; exchanging bytes tries the rest.
        for (auto changes = random() % 4 + 1; changes > 0; --changes) {
            const std::size_t at = file.find('\n', random() % file.size());
            if (at == std::string::npos) continue;
            const std::size_t end = file.find('\n', at + 1);
            if (end == std::string::npos) continue;
            if (random() % 2 == 0) {
                file.erase(at, end - at);
            } else {
                file.insert(at, file.substr(at, end - at));
            }
        }
        const auto reading = read(file);
        if (!reading) continue;
        ASSERT_TRUE(read(ubl::write(reading->invoice))) << "seed " << kSeed;
        ASSERT_TRUE(read(cii::write(reading->invoice))) << "seed " << kSeed;
    }
}
