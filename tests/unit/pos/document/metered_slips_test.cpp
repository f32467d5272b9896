// Goal: whoever had a counter read, or bought credit, has on paper what was said.
#include <gtest/gtest.h>

#include <algorithm>

#include "pos/document/bill_slip.hpp"
#include "pos/document/meter_slip.hpp"
#include "pos/document/receipt.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos;
using namespace pos::document;

namespace {

std::vector<std::string> said_on(const Document& document) {
    std::vector<std::string> out;
    for (const Block& block : document.blocks) {
        if (const auto* row = std::get_if<Row>(&block)) out.push_back(row->start + '|' + row->end);
        if (const auto* text = std::get_if<Text>(&block)) out.push_back(text->text);
    }
    return out;
}

bool is_said(const std::vector<std::string>& all, std::string_view line) {
    return std::ranges::find(all, line) != all.end();
}

}  // namespace

TEST(MeterSlip, says_what_was_read_and_what_becomes_of_it) {
    const auto locale = locale::Locale::open("de-DE").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    auto read = test::sample_reading();
    const auto slip = said_on(meter_slip(read, {shop, words, locale}, "B01 T1"));
    for (const char* line :
         {"Reading noted", "B01 T1", "Account|A-1042", "Meter|4711", "Service point|P-1",
          "Before, on 03.10.2026|12001 kWh", "Reading|12345,6 kWh", "Served by|Anna K.",
          "Head office takes the reading into its books."}) {
        EXPECT_TRUE(is_said(slip, line)) << line;
    }
    read.figure_before.clear();
    for (const auto& line : said_on(meter_slip(read, {shop, words, locale}, "B01 T1"))) {
        EXPECT_FALSE(line.starts_with("Before")) << line;
    }
}

TEST(BillSlip, says_what_is_open_and_can_be_scanned) {
    const auto locale = locale::Locale::open("de-DE").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    const Currency euro = currency_of("EUR").value();
    BillSlip bill{.number = "I2026-000017",
                  .account_number = "A-1042",
                  .customer = "Otto Müller",
                  .due_on = make_date(2026, 11, 15),
                  .payable = {4'990, euro},
                  .open = {2'000, euro},
                  .at = {make_date(2026, 11, 22), 14 * 3600, 3600}};
    const auto open = bill_slip(bill, {shop, words, locale}, "B01 T1");
    for (const std::string& line :
         {std::string{"Invoice I2026-000017"}, std::string{"B01 T1"},
          std::string{"22.11.2026|14:00"}, std::string{"Customer|Otto Müller"},
          std::string{"Account|A-1042"}, std::string{"TOTAL|49,90"}, std::string{"due 15.11.2026"},
          "Paid|" + locale.amount({-2'990, euro}), "still open|" + locale.money({2'000, euro})}) {
        EXPECT_TRUE(is_said(said_on(open), line)) << line;
    }
    const auto has_code = [](const Document& slip, const std::string& text) {
        return std::ranges::any_of(
            slip.blocks, [&](const Block& block) { return block == Block{Barcode{text}}; });
    };
    EXPECT_TRUE(has_code(open, "I2026-000017"));
    bill.open.minor = 0;
    const auto paid = said_on(bill_slip(bill, {shop, words, locale}, "B01 T1"));
    EXPECT_TRUE(is_said(paid, "Paid|" + locale.money({4'990, euro})));
    for (const auto& line : paid) EXPECT_FALSE(line.starts_with("due")) << line;
    // What no barcode can hold has none.
    bill.number = "R/Ü-1";
    EXPECT_FALSE(has_code(bill_slip(bill, {shop, words, locale}, "B01 T1"), bill.number));
}

TEST(BillSlip, says_to_whom_it_is_transferred_while_it_is_open) {
    const auto locale = locale::Locale::open("de-DE").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    const Currency euro = currency_of("EUR").value();
    BillSlip bill{.number = "I2026-000017",
                  .account_number = "A-1042",
                  .customer = "Otto Müller",
                  .due_on = make_date(2026, 11, 15),
                  .payable = {4'990, euro},
                  .open = {2'000, euro},
                  .at = {make_date(2026, 11, 22), 14 * 3600, 3600},
                  .transfer = BillTransfer{.payee = "Stadtwerke",
                                           .account = "DE02 1203 0000 0000 2020 51",
                                           .bic = "BYLADEM1001",
                                           .reference = "I2026-000017",
                                           .code = "BCD\n002"}};
    const auto slip = [&] { return bill_slip(bill, {shop, words, locale}, "B01 T1"); };
    const auto code_in = [](const Document& paper) {
        return std::ranges::count_if(
            paper.blocks, [](const Block& block) { return std::holds_alternative<QrCode>(block); });
    };
    const std::vector<std::string> lines{
        "To be paid by transfer", "Payable to|Stadtwerke",  "IBAN|DE02 1203 0000 0000 2020 51",
        "BIC|BYLADEM1001",        "Reference|I2026-000017", "Scan with your banking app to pay."};
    for (const std::string& line : lines) EXPECT_TRUE(is_said(said_on(slip()), line)) << line;
    EXPECT_TRUE(std::ranges::any_of(
        slip().blocks, [](const Block& block) { return block == Block{QrCode{"BCD\n002"}}; }));
    // Without a code nothing is to be scanned.
    bill.transfer->code.clear();
    EXPECT_EQ(code_in(slip()), 0);
    EXPECT_FALSE(is_said(said_on(slip()), lines.back()));
    EXPECT_TRUE(is_said(said_on(slip()), lines.front()));
    // What is paid, or collected, is not transferred.
    bill.open.minor = 0;
    EXPECT_FALSE(is_said(said_on(slip()), lines.front()));
    bill.open.minor = 2'000;
    bill.transfer.reset();
    EXPECT_FALSE(is_said(said_on(slip()), lines.front()));
}

TEST(TopUpReceipt, says_what_was_bought_and_what_was_there_as_of_when) {
    const auto locale = locale::Locale::open("de-DE").value();
    const ShopHead shop{.name = "Shop"};
    const Words words;
    auto record = test::sample_top_up();
    record.bill->known_at = {record.when.local.date.days * 86'400'000LL};  // midnight in Greenwich
    record.when.local.utc_offset_s = 3'600;
    const std::string day = locale.date(record.when.local.date);
    const auto paper = said_on(receipt(record, {shop, words, locale}, {}));
    for (const std::string& line :
         {std::string{"Payment receipt|B01-T1-000126"}, std::string{"Account|A-1042"},
          std::string{"Credit bought|20,00"}, "Credit on " + day + ", 01:00|3,50"}) {
        EXPECT_TRUE(is_said(paper, line)) << line << "\n" << testing::PrintToString(paper);
    }
    record.bill->known_at = {INT64_MAX};  // no clock says so
    for (const auto& line : said_on(receipt(record, {shop, words, locale}, {}))) {
        EXPECT_FALSE(line.starts_with("Credit on")) << line;
    }
}
