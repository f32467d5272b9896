// Goal: what is written of an invoice does not change unnoticed, in any of its shapes.
// Method: the plain sample and the one of every business term, byte for byte.
#include <gtest/gtest.h>

#include "app/core/invoice/sheet.hpp"
#include "app/core/invoice/text.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
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
