// Goal: receipts of every language say what was put in, and say it in that language.
// Method: the patterns of each language; what was put in is looked for.
#include "app/core/receipt_words.hpp"

#include <gtest/gtest.h>

namespace {

using namespace app::core;
using pos::document::Words;

constexpr const char* kLanguages[] = {"de", "fr", "es", "he"};

TEST(ReceiptWords, keep_a_place_for_what_is_put_in) {
    for (const char* language : kLanguages) {
        const Words words = words_of(language);
        for (const std::string& pattern :
             {words.duplicate, words.of_receipt, words.price_was, words.paid_back, words.reference,
              words.z_report, words.bill, words.bill_due, words.cart_lines}) {
            const std::string said = pos::document::put_in(pattern, "4711");
            EXPECT_NE(said.find("4711"), std::string::npos) << language << ": " << pattern;
            EXPECT_EQ(said.find("{}"), std::string::npos) << language << ": " << pattern;
        }
    }
}

TEST(ReceiptWords, are_of_the_language) {
    const Words english;
    for (const char* language : kLanguages) {
        const Words words = words_of(language);
        EXPECT_NE(words.receipt, english.receipt) << language;
        EXPECT_NE(words.change, english.change) << language;
        EXPECT_NE(words.cash, english.cash) << language;
        EXPECT_NE(words.test_reads, english.test_reads) << language;
        EXPECT_NE(words.unlisted, english.unlisted) << language;
        EXPECT_NE(words.pay_by_transfer, english.pay_by_transfer) << language;
        EXPECT_NE(words.payee, english.payee) << language;
        EXPECT_NE(words.transfer_reference, english.transfer_reference) << language;
        EXPECT_NE(words.scan_to_pay, english.scan_to_pay) << language;
        EXPECT_NE(thanks_in(language), thanks_in("en")) << language;
    }
    EXPECT_EQ(words_of("en"), english);
    EXPECT_EQ(words_of("fi"), english);
    EXPECT_EQ(words_of("fr").z_report, "Rapport Z {}");
    EXPECT_EQ(words_of("es").change, "Cambio");
    EXPECT_EQ(words_of("he").total, "סה\"כ");
}

}  // namespace
