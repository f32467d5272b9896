#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/findings.hpp"

// What a line needs.
namespace pos::billing::invoice::check {

namespace {

void check_allowance(Findings& f, const AllowanceCharge& part, std::string_view where) {
    const bool charge = part.is_charge;
    const bool has_reason = !part.reason.empty() || !part.reason_code.empty();
    f.require(
        part.amount.has_value(), charge ? "BR-43" : "BR-41",
        charge ? "BT-141 amount of the line's charge" : "BT-136 amount of the line's allowance",
        where);
    const char* const reason =
        charge ? "BT-144 reason of the line's charge" : "BT-139 reason of the line's allowance";
    f.require(has_reason, charge ? "BR-44" : "BR-42", reason, where);
    f.require(has_reason, charge ? "BR-CO-24" : "BR-CO-23", reason, where);
    const char* const decimals = "more than two decimals in a line's allowance or charge";
    f.require(at_most_cents(part.amount), charge ? "BR-DEC-27" : "BR-DEC-24", decimals, where);
    f.require(at_most_cents(part.base), charge ? "BR-DEC-28" : "BR-DEC-25", decimals, where);
}

void check_item(Findings& f, const Item& item, std::string_view where) {
    f.require(!item.name.empty(), "BR-25", "BT-153 item's name is missing", where);
    if (!item.standard_id.value.empty())
        f.require(!item.standard_id.scheme.empty(), "BR-64",
                  "BT-157-1 scheme of the item's identifier", where);
    for (const Identifier& code : item.classifications)
        f.require(!code.scheme.empty(), "BR-65", "BT-158-1 scheme of the item's class", where);
    for (const Attribute& attribute : item.attributes)
        f.require(!attribute.name.empty() && !attribute.value.empty(), "BR-54",
                  "BT-160 and BT-161: an attribute has name and value", where);
}

void check_line(Findings& f, const Line& line, std::string_view where) {
    f.require(!line.id.empty(), "BR-21", "BT-126 line's identifier is missing", where);
    f.require(line.quantity.has_value(), "BR-22", "BT-129 quantity is missing", where);
    f.require(!line.unit.empty(), "BR-23", "BT-130 unit of the quantity is missing", where);
    f.require(line.net.has_value(), "BR-24", "BT-131 line's amount is missing", where);
    check_item(f, line.item, where);
    const Price& price = line.price;
    f.require(price.net.has_value(), "BR-26", "BT-146 price is missing", where);
    f.require(price.net && price.net->value >= Exact{}, "BR-27", "BT-146 price is negative", where);
    f.require(!price.gross || price.gross->value >= Exact{}, "BR-28",
              "BT-148 gross price is negative", where);
    f.require(line.tax && is_vat(line.tax) && !line.tax->code.empty(), "BR-CO-04",
              "BT-151 VAT category is missing", where);
    f.require(at_most_cents(line.net), "BR-DEC-23", "BT-131 has more than two decimals", where);
    if (line.period) {
        const Period& period = *line.period;
        f.require(!period.start || !period.end || *period.start <= *period.end, "BR-30",
                  "BT-135 the line's period ends before it begins", where);
        f.require(period.start || period.end, "BR-CO-20",
                  "BG-26 the line's period has neither start nor end", where);
    }
    for (const AllowanceCharge& part : line.allowances) check_allowance(f, part, where);
}

}  // namespace

void check_lines(Findings& f) {
    std::size_t number = 0;
    for (const Line& line : f.invoice.lines) {
        ++number;
        const std::string where =
            "line " + (line.id.empty() ? "no. " + std::to_string(number) : line.id);
        check_line(f, line, where);
    }
}

}  // namespace pos::billing::invoice::check
