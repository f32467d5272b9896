// Goal: a receipt shows each decided figure once, under the right word, and never refuses a record.
// Method: small records by hand; a receipt is reduced to lines "words|amount" that an accountant
// can read. Whole receipts are kept in tests/golden/receipts.
#include "pos/document/receipt.hpp"
#include "pos/document/tender_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::document;
using journal::SaleRecord;

namespace {

const Currency kPounds = currency_of("GBP").value();

Money pounds(std::string_view text) {
    return parse_money(text, kPounds).value();
}

struct Lines {
    std::vector<std::string> out;
    void operator()(const Text& block) { out.push_back(block.text); }
    void operator()(const Row& block) {
        out.push_back(std::string(block.indent, ' ') + block.start + '|' + block.end);
    }
    void operator()(const Table& block) {
        const auto cells = [](const Table::Cells& row) {
            return row[0] + '|' + row[1] + '|' + row[2] + '|' + row[3];
        };
        out.push_back(cells(block.head));
        for (const auto& row : block.rows) out.push_back(cells(row));
    }
    void operator()(const Rule&) { out.emplace_back("---"); }
    void operator()(const Blank&) {}
    void operator()(const Barcode& block) { out.push_back("<" + block.text + ">"); }
    void operator()(const QrCode& block) { out.push_back("<qr " + block.text.substr(0, 6) + ">"); }
    void operator()(const Picture& block) { out.push_back("<picture " + block.name + ">"); }
    void operator()(const Cut&) { out.emplace_back("<cut>"); }
};

std::vector<std::string> lines(const SaleRecord& record, const ReceiptNotes& notes = {},
                               const ShopHead& shop = {.name = "Shop"}) {
    const auto locale = locale::Locale::open("en-GB").value();
    const Words words;
    Lines reduced;
    for (const Block& block : receipt(record, {shop, words, locale}, notes).blocks) {
        std::visit(reduced, block);
    }
    return reduced.out;
}

bool has(const std::vector<std::string>& all, std::string_view line) {
    return std::ranges::find(all, line) != all.end();
}

journal::SaleLine milk() {
    journal::SaleLine line;
    line.line = 1;
    line.name = "Milk";
    line.quantity = pieces(2);
    line.unit_price = parse_unit_price("1.19", kPounds).value();
    line.gross = line.total = line.payable = line.net = pounds("2.38");
    return line;
}

SaleRecord sale() {
    SaleRecord record;
    record.number = "B01-T1-000001";
    record.currency = kPounds;
    record.when.local = {make_date(2026, 11, 21), 14 * 3600, 0};
    record.lines = {milk()};
    record.total = record.payable = pounds("2.38");
    record.tenders = {{.code = "cash",
                       .name = "Cash",
                       .amount = pounds("2.38"),
                       .given = pounds("5.00"),
                       .change = pounds("2.62"),
                       .reference = {}}};
    return record;
}

}  // namespace

TEST(Receipt, shows_a_plain_sale) {
    EXPECT_EQ(lines(sale()),
              (std::vector<std::string>{"Shop", "---", "Receipt|B01-T1-000001", "21/11/2026|14:00",
                                        "---", "Milk|2.38", "  2 × 1.19|", "---", "TOTAL|£2.38",
                                        "Cash|5.00", "Change|2.62", "<B01-T1-000001>", "<cut>"}));
}

TEST(Receipt, calls_what_was_paid_with_in_its_language_unless_the_shop_names_it) {
    Words words;
    words.cash = "Bar";
    EXPECT_EQ(tender_words(words, "cash", "Cash"), "Bar");
    EXPECT_EQ(tender_words(words, "cash", "Cash in hand"), "Cash in hand");
    EXPECT_EQ(tender_words(words, "cheque", "Cash"), "Cash");
    EXPECT_EQ(tender_words(words, "cheque", ""), "cheque");
}

TEST(Receipt, one_piece_at_its_price_needs_no_second_line) {
    SaleRecord record = sale();
    record.lines[0].quantity = pieces(1);
    record.lines[0].unit_price = parse_unit_price("2.38", kPounds).value();
    EXPECT_FALSE(has(lines(record), "  1 × 2.38|"));
    record.lines[0].unit_price = parse_unit_price("2.3755", kPounds).value();
    EXPECT_TRUE(has(lines(record), "  1 × 2.3755|"));
    record.lines[0].unit = "kg";
    EXPECT_TRUE(has(lines(record), "  1.000\u00A0kg × 2.3755|"));
}

TEST(Receipt, an_amount_may_be_larger_than_any_price) {
    SaleRecord record = sale();
    journal::SaleLine& line = record.lines[0];
    line.quantity = pieces(1'000'000);
    line.unit_price = parse_unit_price("1500", kPounds).value();
    line.gross = line.total = line.payable = line.net = pounds("1500000000.00");
    EXPECT_TRUE(has(lines(record), "Milk|1,500,000,000.00"));
    EXPECT_TRUE(has(lines(record), "  1,000,000 × 1,500.00|"));
}

TEST(Receipt, shows_discounts_and_their_share_of_the_basket) {
    SaleRecord record = sale();
    journal::SaleLine& line = record.lines[0];
    line.list_price = parse_unit_price("1.49", kPounds).value();
    line.discounts = {{.kind = journal::DiscountKind::percent,
                       .rate = percent(10),
                       .amount = pounds("0.24"),
                       .label = "Staff",
                       .reason = {}},
                      {.kind = journal::DiscountKind::amount,
                       .rate = {},
                       .amount = pounds("0.10"),
                       .label = {},
                       .reason = {}}};
    line.basket_shares = {pounds("0.20"), pounds("0.04")};
    record.basket_discounts = {{.label = "Spring"}, {.label = "Card"}};
    record.discount = pounds("0.58");
    const auto shown = lines(record);
    EXPECT_TRUE(has(shown, "  was 1.49|"));
    EXPECT_TRUE(has(shown, "  Staff 10\u00A0%|−0.24"));
    EXPECT_TRUE(has(shown, "  Discount|−0.10"));
    EXPECT_TRUE(has(shown, "Subtotal|2.04"));
    EXPECT_TRUE(has(shown, "Discount|−0.24"));
    EXPECT_TRUE(has(shown, "You saved|0.58"));
    // Each as it was given; the rest came with goods brought back.
    record.basket_discounts[0].amount = pounds("0.20");
    record.basket_discounts[1].kind = journal::DiscountKind::promotion;
    record.basket_discounts[1].amount = pounds("0.03");
    const auto each = lines(record);
    EXPECT_TRUE(has(each, "Spring|−0.20"));
    EXPECT_TRUE(has(each, "Card|−0.03"));
    EXPECT_TRUE(has(each, "Discount|−0.01"));
    record.basket_discounts = {{.label = "Spring"}};
    EXPECT_TRUE(has(lines(record), "Spring|−0.24"));
}

TEST(Receipt, shows_rounding_between_total_and_what_is_paid) {
    SaleRecord record = sale();
    record.rounding = pounds("0.02");
    record.payable = pounds("2.40");
    const auto shown = lines(record);
    const auto at = std::ranges::find(shown, "TOTAL|£2.38");
    ASSERT_NE(at, shown.end());
    EXPECT_EQ(at[1], "Rounding|0.02");
    EXPECT_EQ(at[2], "TO PAY|£2.40");
}

TEST(Receipt, shows_added_taxes_before_the_total_and_all_in_a_table) {
    SaleRecord record = sale();
    record.taxes = {{.code = "S",
                     .name = "GST",
                     .rate = percent(5),
                     .included = false,
                     .base = pounds("2.38"),
                     .tax = pounds("0.12")},
                    {.code = "D",
                     .name = "Deposit",
                     .kind = tax::TaxKind::fixed,
                     .included = true,
                     .base = pounds("2.38"),
                     .tax = pounds("0.25")}};
    const auto shown = lines(record);
    EXPECT_TRUE(has(shown, "Subtotal|2.38"));
    EXPECT_TRUE(has(shown, "GST 5\u00A0%|0.12"));
    EXPECT_TRUE(has(shown, "Tax|Net|Tax|Gross"));
    EXPECT_TRUE(has(shown, "GST 5\u00A0%|2.38|0.12|2.50"));
    EXPECT_TRUE(has(shown, "Deposit|2.38|0.25|2.63"));
    EXPECT_FALSE(has(shown, "Deposit|0.25"));
    record.taxes.pop_back();
    EXPECT_TRUE(has(lines(record), "GST|Net|Tax|Gross"));
    EXPECT_TRUE(has(lines(record), "5\u00A0%|2.38|0.12|2.50"));
}

TEST(Receipt, shows_several_tenders_and_their_references) {
    SaleRecord record = sale();
    record.tenders.insert(record.tenders.begin(), {.kind = journal::TenderKind::card,
                                                   .code = "card",
                                                   .name = {},
                                                   .amount = pounds("1.00"),
                                                   .given = pounds("1.00"),
                                                   .change = pounds("0"),
                                                   .reference = "4242"});
    const auto shown = lines(record);
    EXPECT_TRUE(has(shown, "card|1.00"));
    EXPECT_TRUE(has(shown, "  Ref. 4242|"));
}

TEST(Receipt, a_refund_and_an_exchange_say_what_came_back) {
    SaleRecord record = sale();
    journal::SaleLine& line = record.lines[0];
    line.quantity = pieces(-2);
    line.gross = line.total = line.payable = pounds("-2.38");
    line.origin = journal::Origin{.number = "B01-T1-000000"};
    record.total = record.payable = pounds("-2.38");
    record.tenders = {{.code = "cash",
                       .name = "Cash",
                       .amount = pounds("-2.38"),
                       .given = pounds("0"),
                       .change = pounds("2.38"),
                       .reference = {}}};
    auto shown = lines(record);
    EXPECT_TRUE(has(shown, "Refund|B01-T1-000001"));
    EXPECT_FALSE(has(shown, "Returned goods"));
    EXPECT_TRUE(has(shown, "Milk|−2.38"));
    EXPECT_TRUE(has(shown, "  of receipt B01-T1-000000|"));
    EXPECT_TRUE(has(shown, "TOTAL|−£2.38"));
    EXPECT_TRUE(has(shown, "Cash paid back|2.38"));
    EXPECT_FALSE(has(shown, "Change|2.38"));

    record.lines.push_back(milk());
    shown = lines(record);
    EXPECT_TRUE(has(shown, "Receipt|B01-T1-000001"));
    const auto returned = std::ranges::find(shown, "Returned goods");
    ASSERT_NE(returned, shown.end());
    EXPECT_EQ(returned[1], "Milk|−2.38");
    EXPECT_EQ(returned[-2], "Milk|2.38");
}

TEST(Receipt, marks_copies_and_training_above_and_below) {
    const auto shown =
        lines(sale(), {.proof = {}, .copy = 2, .training = true, .customer_name = {}});
    EXPECT_EQ(std::ranges::count(shown, "DUPLICATE 2"), 2);
    EXPECT_EQ(std::ranges::count(shown, "TRAINING · NOT A RECEIPT"), 2);
    EXPECT_EQ(std::ranges::count(lines(sale()), "DUPLICATE 0"), 0);
}

TEST(Receipt, says_what_the_fiscal_device_said) {
    SaleRecord record = sale();
    record.fiscal = {journal::FiscalState::signed_by_device, "tse", "TSE 1\nCount 2\n"};
    auto shown = lines(record);
    EXPECT_TRUE(has(shown, "TSE 1"));
    EXPECT_TRUE(has(shown, "Count 2"));
    EXPECT_FALSE(has(shown, "Fiscal device out of order"));
    record.fiscal.state = journal::FiscalState::failed;
    EXPECT_TRUE(has(lines(record), "Fiscal device out of order"));
    record.fiscal.state = journal::FiscalState::not_required;
    EXPECT_FALSE(has(lines(record), "TSE 1"));
}

TEST(Receipt, names_people_the_shop_and_the_proof) {
    SaleRecord record = sale();
    record.cashier.name = "Anna";
    record.customer = "C-17";
    record.external_number = "536365";
    record.note = "Gift";
    ReceiptNotes notes;
    notes.proof = Proof{};
    const ShopHead shop{"Shop", {"1 Street", ""}, "VAT 1", {"Thanks"}, "logo"};
    auto shown = lines(record, notes, shop);
    for (const char* line : {"<picture logo>", "1 Street", "VAT 1", "Served by|Anna",
                             "Customer|C-17", "Order|536365", "Gift", "<qr CF1:B0>", "Thanks"}) {
        EXPECT_TRUE(has(shown, line)) << line;
    }
    EXPECT_FALSE(has(shown, ""));
    notes.customer_name = "Otto";
    EXPECT_TRUE(has(lines(record, notes, shop), "Customer|Otto"));
}

TEST(Receipt, a_number_no_scanner_can_type_gets_no_barcode) {
    SaleRecord record = sale();
    for (const char* number : {"Ж-1", "", "a b", "1234567890123456789012345678901234567890x"}) {
        record.number = number;
        EXPECT_FALSE(has(lines(record), "<" + std::string{number} + ">")) << number;
    }
}

TEST(Receipt, an_empty_record_prints) {
    EXPECT_TRUE(has(lines(SaleRecord{}), "<cut>"));
    SaleRecord odd;  // amounts without a currency beside amounts with one
    odd.currency = kPounds;
    odd.lines.resize(2);
    odd.lines[0].basket_shares = {pounds("1.00"), Money{}};
    odd.lines[1].discounts.resize(1);
    odd.tenders.resize(2);
    odd.taxes.resize(2);
    EXPECT_TRUE(has(lines(odd), "<cut>"));
}
