// Goal: what a person types for a receipt finds it.
// Method: the numbers meant by each way of typing.
#include "app/core/receipt_numbers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using app::core::receipt_numbers;
using ::testing::ElementsAre;

TEST(ReceiptNumbers, as_it_stands_in_capitals_or_counted_in_this_tills_series) {
    pos::journal::JournalRow journal;
    journal.branch = "B01";
    journal.series = "T1b";
    EXPECT_THAT(receipt_numbers("B01-T1-000123", journal), ElementsAre("B01-T1-000123"));
    EXPECT_THAT(receipt_numbers("b01-t1-000123", journal),
                ElementsAre("b01-t1-000123", "B01-T1-000123"));
    EXPECT_THAT(receipt_numbers("123", journal), ElementsAre("123", "B01-T1b-000123"));
    EXPECT_THAT(receipt_numbers("000123", journal), ElementsAre("000123", "B01-T1b-000123"));
    EXPECT_THAT(receipt_numbers("5012345678900", journal), ElementsAre("5012345678900"));
    EXPECT_THAT(receipt_numbers("", journal), ElementsAre(""));
}
