// Goal: what a bank is told to collect or to pay is what was meant, to the cent, in the form that
// it takes. Method: the files are read back as XML; beside the published schemas in conformance.
#include "pos/billing/bank/order.hpp"

#include <gtest/gtest.h>

#include "tests/support/bank_orders.hpp"

using namespace pos::billing::bank;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++times;
    return times;
}

}  // namespace

TEST(Collections, stand_in_a_block_for_each_sequence) {
    const std::string file = to_pain_008(test::collection_order());
    EXPECT_EQ(count(file, "<PmtInf>"), 4U);
    EXPECT_EQ(count(file, "<SeqTp>FRST</SeqTp>"), 1U);
    EXPECT_EQ(count(file, "<SeqTp>RCUR</SeqTp>"), 1U);
    EXPECT_EQ(count(file, "<SeqTp>FNAL</SeqTp>"), 1U);
    EXPECT_EQ(count(file, "<SeqTp>OOFF</SeqTp>"), 1U);
    EXPECT_EQ(count(file, "<DrctDbtTxInf>"), 5U);
    // 12.34 + 0.05 + 1000.00 + 7.00 + 3.00, two of them recurring
    EXPECT_EQ(count(file, "<CtrlSum>1022.39</CtrlSum>"), 1U);
    EXPECT_EQ(count(file, "<CtrlSum>1000.05</CtrlSum>"), 1U);
    EXPECT_EQ(count(file, "<NbOfTxs>5</NbOfTxs>"), 1U);
    EXPECT_EQ(count(file, "<InstdAmt Ccy=\"EUR\">0.05</InstdAmt>"), 1U);
    EXPECT_EQ(count(file, "<CreDtTm>2026-11-18T11:06:40Z</CreDtTm>"), 1U);
    EXPECT_EQ(count(file, "<Nm>Mueller Soehne</Nm>"), 1U);
    EXPECT_EQ(count(file, "NOTPROVIDED"), 4U);
}

TEST(Transfers, stand_in_one_block_with_their_sum) {
    const std::string file = to_pain_001(test::transfer_order());
    EXPECT_EQ(count(file, "<PmtInf>"), 1U);
    EXPECT_EQ(count(file, "<CdtTrfTxInf>"), 2U);
    EXPECT_EQ(count(file, "<CtrlSum>12.39</CtrlSum>"), 2U);  // of the file and of its block
    EXPECT_EQ(count(file, "<NbOfTxs>2</NbOfTxs>"), 2U);
    EXPECT_EQ(count(file, "<InstdAmt Ccy=\"EUR\">0.05</InstdAmt>"), 1U);
    EXPECT_EQ(count(file, "<EndToEndId>T1</EndToEndId>"), 1U);
    EXPECT_EQ(count(file, "<Dt>2026-12-01</Dt>"), 1U);
    EXPECT_EQ(count(file, "<Nm>Mueller Soehne</Nm>"), 1U);
    EXPECT_EQ(count(file, "<CdtrAgt>"), 1U);  // of the one whose bank was said
    EXPECT_EQ(count(file, "<Ustrd>" + std::string(140, 'x') + "</Ustrd>"), 1U);
}

TEST(CreditorIdentifiers, have_check_digits) {
    EXPECT_TRUE(is_creditor_identifier("DE98ZZZ09999999999"));
    EXPECT_FALSE(is_creditor_identifier("DE97ZZZ09999999999"));
    EXPECT_FALSE(is_creditor_identifier("DE98"));
    EXPECT_FALSE(is_creditor_identifier("DE98ZZZ0999999999a"));
}
