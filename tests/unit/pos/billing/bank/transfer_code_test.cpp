// Goal: a code on paper says whom to pay, what and for what; there is none where a banking app
// could do nothing with it.
// Method: one transfer, changed one way at a time.
#include "pos/billing/bank/transfer_code.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pos::billing::bank;

AskedTransfer asked() {
    return {.payee = "Stadtwerke Müller",
            .iban = "DE89 3704 0044 0532 0130 00",
            .bic = "COBADEFFXXX",
            .amount = {39'437, pos::currency_of("EUR").value()},
            .reference = "I2026-000017"};
}

TEST(TransferCode, says_whom_what_and_for_what) {
    EXPECT_EQ(transfer_code(asked()),
              "BCD\n002\n1\nSCT\nCOBADEFFXXX\nStadtwerke Müller\nDE89370400440532013000\n"
              "EUR394.37\n\n\nI2026-000017");
    AskedTransfer structured = asked();
    structured.reference = "RF18 5390 0754 7034";
    EXPECT_TRUE(transfer_code(structured)->ends_with("\n\nRF18539007547034\n"));
    structured.reference = "RF19 5390 0754 7034";
    EXPECT_TRUE(transfer_code(structured)->ends_with("\n\n\nRF19 5390 0754 7034"));
}

TEST(TransferCode, keeps_to_what_fits) {
    AskedTransfer one = asked();
    one.payee = std::string(69, 'a') + "ü\nb";
    one.reference = std::string(150, 'r');
    const auto code = transfer_code(one);
    ASSERT_TRUE(code);
    EXPECT_NE(code->find("\n" + std::string(69, 'a') + "\nDE89"), std::string::npos);
    EXPECT_TRUE(code->ends_with("\n" + std::string(140, 'r')));
}

TEST(TransferCode, there_is_none_where_nothing_can_be_transferred) {
    const auto without = [](auto change) {
        AskedTransfer one = asked();
        change(one);
        return transfer_code(one);
    };
    EXPECT_FALSE(without([](AskedTransfer& one) { one.iban = "DE88370400440532013000"; }));
    EXPECT_FALSE(without([](AskedTransfer& one) { one.iban.clear(); }));
    EXPECT_FALSE(without([](AskedTransfer& one) { one.amount.minor = 0; }));
    EXPECT_FALSE(without([](AskedTransfer& one) { one.amount.minor = -1; }));
    EXPECT_FALSE(without([](AskedTransfer& one) { one.amount.minor = 100'000'000'000; }));
    EXPECT_TRUE(without([](AskedTransfer& one) { one.amount.minor = 99'999'999'999; }));
    EXPECT_FALSE(
        without([](AskedTransfer& one) { one.amount.currency = pos::currency_of("CHF").value(); }));
}

TEST(TransferCode, account_numbers_are_read_in_fours) {
    EXPECT_EQ(in_fours("DE89370400440532013000"), "DE89 3704 0044 0532 0130 00");
    EXPECT_EQ(in_fours("DE89 3704"), "DE89 3704");
    EXPECT_EQ(in_fours(""), "");
}

}  // namespace
