// Goal: what is written of an invoice does not change unnoticed, in any of its shapes.
// Method: the plain sample and the one of every business term, byte for byte.
#include <gtest/gtest.h>

#include "app/core/invoice/receipt.hpp"
#include "app/core/invoice/sheet.hpp"
#include "app/core/invoice/text.hpp"
#include "drivers/printer/text_renderer.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/support/escpos_paper.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/invoice_samples.hpp"

using namespace pos::billing::invoice;

namespace {

std::string text(const Invoice& invoice, const char* language) {
    return app::core::invoice::render_text(
        app::core::invoice::make_sheet(invoice, app::core::invoice::Words::read(language)));
}

}  // namespace

TEST(GoldenInvoices, ubl) {
    test::expect_golden("invoices/plain.ubl.xml", ubl::write(tests::sample_invoice()));
    test::expect_golden("invoices/full.ubl.xml", ubl::write(tests::full_invoice()));
}

TEST(GoldenInvoices, cii) {
    test::expect_golden("invoices/plain.cii.xml", cii::write(tests::sample_invoice()));
    test::expect_golden("invoices/full.cii.xml", cii::write(tests::full_invoice()));
}

TEST(GoldenInvoices, text) {
    test::expect_golden("invoices/plain.en.txt", text(tests::sample_invoice(), "en"));
    test::expect_golden("invoices/plain.de.txt", text(tests::sample_invoice(), "de"));
    test::expect_golden("invoices/full.en.txt", text(tests::full_invoice(), "en"));
    for (const auto& [name, invoice] : tests::sample_invoices()) {
        if (name == "reverse_charge" || name == "credit_note" || name == "direct_debit")
            test::expect_golden("invoices/" + name + ".de.txt", text(invoice, "de"));
    }
}

// On paper of either width, as lines of text and as the bytes, which are read back.
TEST(GoldenInvoices, receipt) {
    using namespace app::core::invoice;
    using namespace drivers::printer;
    const test::CodePageNames pages{{0, "CP437"}, {2, "CP850"}, {16, "CP1252"}, {19, "CP858"}};
    for (const auto& [name, language, invoice] :
         {std::tuple{"plain.en", "en", tests::sample_invoice()},
          std::tuple{"plain.de", "de", tests::sample_invoice()},
          std::tuple{"full.en", "en", tests::full_invoice()}}) {
        SCOPED_TRACE(name);
        const Sheet sheet = make_sheet(invoice, Words::read(language));
        const std::string file = std::string{"invoices/"} + name + ".receipt.";
        const auto document = receipt_of(sheet);
        test::expect_golden(file + "32.txt", drivers::printer::render_text(document, kColumns58mm));
        test::expect_golden(file + "48.txt",
                            drivers::printer::render_text(document, kColumns80mmNarrow));
        for (const unsigned paper_mm : {58U, 80U}) {
            const std::string text = render_receipt(sheet, paper_mm);
            const auto bytes = pos::as_bytes(text);
            const test::EscposPaper paper =
                test::read_escpos(bytes, pages, paper_mm == 58 ? 384 : 576);
            EXPECT_EQ(paper.faults, std::vector<std::string>{});
            const std::string width = std::to_string(paper_mm) + "mm";
            test::expect_golden(file + width + ".paper.txt", test::describe(paper));
            test::expect_golden(file + width + ".hex", test::hex_lines(bytes));
        }
    }
}
