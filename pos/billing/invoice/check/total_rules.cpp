#include <algorithm>

#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/findings.hpp"

// What the totals of the document come to.
namespace pos::billing::invoice::check {

namespace {

Exact sum_of(const std::vector<AllowanceCharge>& parts, bool charges) {
    Exact sum{};
    for (const AllowanceCharge& part : parts) {
        if (part.is_charge == charges) sum += value_of(part.amount);
    }
    return sum;
}

bool any(const std::vector<AllowanceCharge>& parts, bool charges) {
    return std::ranges::any_of(
        parts, [&](const AllowanceCharge& part) { return part.is_charge == charges; });
}

void check_presence(Findings& f) {
    const Totals& totals = f.invoice.totals;
    f.require(totals.lines.has_value(), "BR-12", "BT-106 sum of lines is missing");
    f.require(totals.net.has_value(), "BR-13", "BT-109 total without VAT is missing");
    f.require(totals.gross.has_value(), "BR-14", "BT-112 total with VAT is missing");
    f.require(totals.payable.has_value(), "BR-15", "BT-115 amount due is missing");
    const std::pair<const Amount&, const char*> amounts[] = {
        {totals.lines, "BR-DEC-09"},    {totals.allowances, "BR-DEC-10"},
        {totals.charges, "BR-DEC-11"},  {totals.net, "BR-DEC-12"},
        {totals.gross, "BR-DEC-14"},    {totals.prepaid, "BR-DEC-16"},
        {totals.rounding, "BR-DEC-17"}, {totals.payable, "BR-DEC-18"}};
    for (const auto& [amount, rule] : amounts)
        f.require(at_most_cents(amount), rule, "a total has more than two decimals");
    if (f.ubl()) return;
    for (const auto& [amount, rule] :
         {std::pair{totals.tax, "BR-DEC-13"}, std::pair{totals.tax_accounting, "BR-DEC-15"}})
        f.require(!amount || cents(amount->value) == amount->value, rule,
                  "the VAT total is finer than two decimals");
}

void check_sums(Findings& f) {
    const Invoice& invoice = f.invoice;
    const Totals& totals = invoice.totals;
    Exact lines{};
    for (const Line& line : invoice.lines) lines += value_of(line.net);
    f.require(is(totals.lines, cents(lines)), "BR-CO-10", "BT-106 is not the sum of the lines");
    f.require(is(totals.allowances, cents(sum_of(invoice.allowances, false))) ||
                  (!totals.allowances && !any(invoice.allowances, false)),
              "BR-CO-11", "BT-107 is not the sum of the allowances");
    f.require(is(totals.charges, cents(sum_of(invoice.allowances, true))) ||
                  (!totals.charges && !any(invoice.allowances, true)),
              "BR-CO-12", "BT-108 is not the sum of the charges");
    const Exact net =
        value_of(totals.lines) - value_of(totals.allowances) + value_of(totals.charges);
    f.require(
        totals.lines && is(totals.net, totals.allowances || totals.charges ? cents(net) : net),
        "BR-CO-13", "BT-109 is not lines - allowances + charges");
}

void check_payable(Findings& f) {
    const Totals& totals = f.invoice.totals;
    const Exact due = value_of(totals.gross) - value_of(totals.prepaid);
    const Exact paid = value_of(totals.payable) - value_of(totals.rounding);
    f.require(totals.gross && totals.payable &&
                  (totals.rounding ? cents(paid) : paid) == (totals.prepaid ? cents(due) : due),
              "BR-CO-16", "BT-115 is not total - prepaid + rounding");
}

/// Total with VAT, where a currency says which of the VAT totals is meant.
void check_gross(Findings& f) {
    if (f.invoice.currency.empty()) return;
    const Totals& totals = f.invoice.totals;
    const bool adds_up = f.reading.shape.tax_totals_in_currency == 1 && totals.net && totals.tax &&
                         is(totals.gross, cents(totals.net->value + totals.tax->value));
    const bool no_tax = !f.ubl() && totals.net && is(totals.gross, totals.net->value);
    f.require(adds_up || no_tax, "BR-CO-15", "BT-112 is not total without VAT + VAT");
}

void check_tax_total(Findings& f) {
    const Invoice& invoice = f.invoice;
    Exact sum{};
    for (const TaxSubtotal& group : invoice.taxes) sum += value_of(group.tax);
    const bool asked = f.ubl() ? f.reading.shape.tax_totals_with_groups > 0
                               : f.reading.shape.tax_totals_in_currency > 0;
    if (asked)
        f.require(is(invoice.totals.tax, cents(sum)), "BR-CO-14",
                  "BT-110 is not the sum of the VAT groups");
    f.require(!invoice.taxes.empty() || (!f.ubl() && invoice.lines.empty()), "BR-CO-18",
              "BG-23 there is no VAT group");
    if (!invoice.tax_currency.empty() && (f.ubl() || f.reading.shape.has_totals))
        f.require(f.reading.shape.tax_totals_in_tax_currency > 0 &&
                      (f.ubl() || invoice.tax_currency != invoice.currency),
                  "BR-53", "BT-111 VAT in the accounting currency is missing");
}

}  // namespace

void check_totals(Findings& f) {
    if (f.reading.shape.has_totals) {
        check_presence(f);
        check_sums(f);
    }
    check_tax_total(f);
    check_gross(f);
    if (f.reading.shape.has_totals) check_payable(f);
}

}  // namespace pos::billing::invoice::check
