// Goal: what a bill is called stands whole on the narrowest strip of paper.
// Method: sheets of both kinds of documents, in German and in English.
#include "app/core/invoice/receipt.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <variant>

#include "tests/support/invoice_samples.hpp"

using namespace app::core::invoice;

namespace {

/// How a receipt prints what the document of that type is called.
std::optional<pos::document::Style> style_of_title(const char* type, const char* language,
                                                   const std::string& title) {
    auto invoice = tests::sample_invoice();
    invoice.type = type;
    const auto document = receipt_of(make_sheet(invoice, Words::read(language)));
    for (const auto& block : document.blocks) {
        const auto* text = std::get_if<pos::document::Text>(&block);
        if (text != nullptr && text->text == title) return text->style;
    }
    return std::nullopt;
}

}  // namespace

TEST(InvoiceReceipt, titles_too_long_for_letters_of_double_width_have_plain_width) {
    using pos::billing::invoice::kCreditNote;
    EXPECT_EQ(style_of_title("380", "de", "Rechnung"), pos::document::kLarge);
    EXPECT_EQ(style_of_title(kCreditNote, "en", "Credit note"), pos::document::kLarge);
    EXPECT_EQ(style_of_title(kCreditNote, "de", "Rechnungskorrektur"), pos::document::kTall);
}
