// Goal: the totals of an invoice, to the cent, whatever the sign, and every cent that a stranger's
// invoice is off.
// Method: hand-worked invoices, every refusal, and seeded ones: parts add up, a credit note is the
// mirror of its invoice, the order of lines changes nothing.
#include "pos/billing/invoice/totals.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace pos;
using namespace pos::billing::invoice;

namespace {

Figure fig(const char* text) {
    return *parse_figure(text);
}

TaxCategory category(const char* code, const char* rate) {
    return {.code = code, .rate = fig(rate)};
}

Line line(const char* net, const TaxCategory& tax) {
    return {.net = fig(net), .tax = tax};
}

Invoice invoice_of(std::vector<Line> lines) {
    Invoice invoice;
    invoice.currency = "EUR";
    invoice.lines = std::move(lines);
    return invoice;
}

Computed totals_of(const Invoice& invoice) {
    const auto computed = compute_totals(invoice);
    EXPECT_TRUE(computed) << to_string(computed.error());
    return computed.value_or(Computed{});
}

std::string text(const std::optional<Figure>& figure) {
    return figure ? to_string(*figure) : "none";
}

void negate(std::optional<Figure>& figure) {
    if (figure) figure->value = -figure->value;
}

}  // namespace

TEST(InvoiceTotals, lines_allowances_and_charges_by_category_and_rate) {
    Invoice invoice =
        invoice_of({line("100.00", category("S", "19")), line("49.99", category("S", "7")),
                    line("0.01", category("S", "19.00"))});
    invoice.allowances = {{.amount = fig("10.00"), .tax = category("S", "19")},
                          {.is_charge = true, .amount = fig("5.50"), .tax = category("S", "7")}};
    invoice.totals.prepaid = fig("20.00");
    const Computed computed = totals_of(invoice);
    EXPECT_EQ(text(computed.totals.lines), "150.00");
    EXPECT_EQ(text(computed.totals.allowances), "10.00");
    EXPECT_EQ(text(computed.totals.charges), "5.50");
    EXPECT_EQ(text(computed.totals.net), "145.50");
    ASSERT_EQ(computed.taxes.size(), 2U);
    EXPECT_EQ(text(computed.taxes[0].taxable), "90.01");
    EXPECT_EQ(text(computed.taxes[0].tax), "17.10");
    EXPECT_EQ(text(computed.taxes[1].taxable), "55.49");
    EXPECT_EQ(text(computed.taxes[1].tax), "3.88");
    EXPECT_EQ(text(computed.totals.tax), "20.98");
    EXPECT_EQ(text(computed.totals.gross), "166.48");
    EXPECT_EQ(text(computed.totals.payable), "146.48");
}

TEST(InvoiceTotals, half_a_cent_is_rounded_away_from_zero_on_both_sides) {
    EXPECT_EQ(text(totals_of(invoice_of({line("1710.50", category("S", "19"))})).totals.tax),
              "325.00");
    EXPECT_EQ(text(totals_of(invoice_of({line("-1710.50", category("S", "19"))})).totals.tax),
              "-325.00");
}

TEST(InvoiceTotals, a_currency_without_decimals_has_none) {
    Invoice invoice = invoice_of({line("1005", category("S", "10"))});
    invoice.currency = "JPY";
    EXPECT_EQ(text(totals_of(invoice).totals.tax), "101");
    EXPECT_EQ(text(totals_of(invoice).totals.gross), "1106");
}

TEST(InvoiceTotals, what_is_out_of_scope_has_no_rate_and_reasons_stay) {
    Invoice invoice = invoice_of({line("10.00", {.code = "O"})});
    invoice.taxes = {{.category = {.code = "O"}, .exemption_reason = "not subject to VAT"}};
    const Computed computed = totals_of(invoice);
    ASSERT_EQ(computed.taxes.size(), 1U);
    EXPECT_EQ(computed.taxes[0].category.rate, std::nullopt);
    EXPECT_EQ(text(computed.taxes[0].tax), "0.00");
    EXPECT_EQ(computed.taxes[0].exemption_reason, "not subject to VAT");
    EXPECT_EQ(text(computed.totals.allowances), "none");
}

TEST(InvoiceTotals, every_refusal) {
    const auto refusal = [](const Invoice& invoice) {
        const auto computed = compute_totals(invoice);
        EXPECT_FALSE(computed);
        return computed ? TotalsError{} : computed.error();
    };
    Invoice invoice = invoice_of({line("10.00", category("S", "19"))});
    invoice.currency = "XXQ";
    EXPECT_EQ(refusal(invoice), TotalsError::unknown_currency);
    EXPECT_EQ(refusal(invoice_of({{.tax = category("S", "19")}})),
              TotalsError::missing_line_amount);
    invoice = invoice_of({line("10.00", category("S", "19"))});
    invoice.allowances = {{.tax = category("S", "19")}};
    EXPECT_EQ(refusal(invoice), TotalsError::missing_amount);
    EXPECT_EQ(refusal(invoice_of({{.net = fig("1.00")}})), TotalsError::missing_tax_category);
    EXPECT_EQ(refusal(invoice_of({line("1.001", category("S", "19"))})),
              TotalsError::too_many_decimals);
    EXPECT_TRUE(compute_totals(invoice_of({line("1.0010", category("S", "19"))})).error() ==
                TotalsError::too_many_decimals);
    EXPECT_TRUE(compute_totals(invoice_of({line("1.000", category("S", "19"))})));
    EXPECT_EQ(refusal(invoice_of({line("900000000000000000", category("S", "19"))})),
              TotalsError::out_of_range);
    EXPECT_EQ(refusal(invoice_of({line("1.00", category("S", "900000000000000000"))})),
              TotalsError::out_of_range);
    EXPECT_EQ(refusal(invoice_of({line("60000000000.00", category("S", "19")),
                                  line("60000000000.00", category("S", "19"))})),
              TotalsError::out_of_range);
    for (int i = 0; i <= static_cast<int>(TotalsError::out_of_range); ++i)
        EXPECT_GT(to_string(static_cast<TotalsError>(i)).size(), 10U);
}

TEST(InvoiceTotals, differences_are_named_to_the_cent) {
    Invoice invoice = invoice_of({line("100.00", category("S", "19"))});
    ASSERT_TRUE(fill_totals(invoice));
    EXPECT_TRUE(differences(invoice)->empty());
    invoice.totals.charges = fig("0.00");
    EXPECT_TRUE(differences(invoice)->empty()) << "zero may stand there";
    invoice.totals.tax = fig("19.01");
    invoice.taxes[0].tax = fig("19.01");
    invoice.taxes.push_back(
        {.taxable = fig("0.00"), .tax = fig("1.00"), .category = category("S", "7")});
    const auto found = differences(invoice);
    ASSERT_EQ(found->size(), 3U);
    EXPECT_EQ((*found)[0].term, "BT-110");
    EXPECT_EQ(text((*found)[0].stated), "19.01");
    EXPECT_EQ(text((*found)[0].computed), "19.00");
    EXPECT_EQ((*found)[1].term, "BT-117 S 19");
    EXPECT_EQ((*found)[2].term, "BT-117 S 7");
}

TEST(InvoiceTotals, seeded_invoices_add_up_and_mirror) {
    constexpr unsigned kSeed = 6'631;
    std::mt19937 random{kSeed};
    const auto amount = [&] {
        return Figure{{Wide{static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000} *
                       (kExactScale / 100)},
                      2};
    };
    const TaxCategory categories[] = {category("S", "19"), category("S", "7"), category("S", "2.1"),
                                      category("Z", "0"), category("AE", "0")};
    for (int round = 0; round < 500; ++round) {
        Invoice invoice = invoice_of({});
        for (auto n = random() % 20 + 1; n > 0; --n)
            invoice.lines.push_back({.net = amount(), .tax = categories[random() % 5]});
        for (auto n = random() % 4; n > 0; --n)
            invoice.allowances.push_back({.is_charge = random() % 2 == 0,
                                          .amount = amount(),
                                          .tax = categories[random() % 5]});
        const Computed computed = totals_of(invoice);
        Exact taxable{};
        Exact tax{};
        for (const TaxSubtotal& group : computed.taxes) {
            taxable += group.taxable->value;
            tax += group.tax->value;
        }
        ASSERT_EQ(taxable, computed.totals.net->value) << "seed " << kSeed;
        ASSERT_EQ(tax, computed.totals.tax->value) << "seed " << kSeed;
        ASSERT_EQ(taxable + tax, computed.totals.payable->value) << "seed " << kSeed;

        Invoice mirror = invoice;
        for (Line& each : mirror.lines) negate(each.net);
        for (AllowanceCharge& each : mirror.allowances) negate(each.amount);
        ASSERT_EQ(totals_of(mirror).totals.payable->value, -computed.totals.payable->value);

        std::ranges::reverse(invoice.lines);
        ASSERT_EQ(totals_of(invoice).totals, computed.totals) << "seed " << kSeed;
    }
}
