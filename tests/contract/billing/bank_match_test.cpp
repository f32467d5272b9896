// Goal: numbers are found in what payers write, and nothing else is taken for one.
// Method: texts as people type them and banks cut them.
#include "app/core/billing/bank_match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace app::core::billing;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

const std::vector<std::string> kSeries{"I2025", "I2026", "I2026b"};

}  // namespace

TEST(BankMatch, an_invoice_however_it_is_written) {
    for (const char* text :
         {"I2026-000017", "i2026 000017", "RE:I 2026-0000 17.", "RechnungI2026000017",
          "I2026-000017 2026-11-30", "I2026/000017,danke"}) {
        EXPECT_THAT(invoice_numbers_in(text, kSeries), ElementsAre(ElementsAre("I2026-000017")))
            << text;
    }
    EXPECT_THAT(invoice_numbers_in("I2026b-000003", kSeries),
                ElementsAre(ElementsAre("I2026b-000003")));
}

TEST(BankMatch, several_in_their_order) {
    EXPECT_THAT(invoice_numbers_in("I2026-000002+I2025-000001", kSeries),
                ElementsAre(ElementsAre("I2026-000002"), ElementsAre("I2025-000001")));
}

TEST(BankMatch, more_than_six_digits_end_where_the_word_ends_first) {
    EXPECT_THAT(invoice_numbers_in("I2026-1234567", kSeries),
                ElementsAre(ElementsAre("I2026-1234567", "I2026-123456")));
    EXPECT_THAT(invoice_numbers_in("I2026-123456 7", kSeries)[0][1], "I2026-1234567");
}

TEST(BankMatch, no_invoice) {
    for (const char* text :
         {"", "I2026", "I2026-00001", "2026-000017", "I2024-000001", "C2026-000001"})
        EXPECT_THAT(invoice_numbers_in(text, kSeries), IsEmpty()) << text;
}

TEST(BankMatch, accounts) {
    EXPECT_THAT(account_numbers_in("Kundennr. 17, danke"), ElementsAre("17"));
    EXPECT_THAT(account_numbers_in("Kunde Nr 17"), ElementsAre("17"));
    EXPECT_THAT(account_numbers_in("strom k-17"), ElementsAre("k-17", "K-17"));
    EXPECT_THAT(account_numbers_in("100200300"), ElementsAre("100200300"));
    // A year, a postcode and an amount are none.
    EXPECT_THAT(account_numbers_in("2026, 10115 Berlin, 11,78"), IsEmpty());
}
