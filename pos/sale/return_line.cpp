#include "pos/sale/return_line.hpp"

#include <algorithm>
#include <utility>

#include "pos/pricing/return_share.hpp"

namespace pos::sale {

namespace {

pricing::PricedLine priced_line(const journal::SaleLine& line, const journal::SaleRecord& sold) {
    pricing::PricedLine priced;
    priced.gross = line.gross;
    for (const journal::Discount& discount : line.discounts) {
        priced.discounts.push_back(discount.amount);
    }
    priced.basket_shares = line.basket_shares;
    priced.basket_share = zero(line.gross.currency);
    for (const Money share : line.basket_shares) priced.basket_share += share;
    priced.total = line.total;
    priced.net = line.net;
    priced.payable = line.payable;
    for (std::size_t at = 0; at < line.taxes.size(); ++at) {
        const journal::LineTax& tax = line.taxes[at];
        priced.taxes.push_back({.group = at,
                                .included = sold.taxes[tax.group].included,
                                .base = tax.base,
                                .tax = tax.tax});
    }
    return priced;
}

/// The figures of `share` in place of the sold ones.
journal::SaleLine with_figures(journal::SaleLine line, const pricing::PricedLine& share) {
    line.gross = share.gross;
    for (std::size_t at = 0; at < line.discounts.size(); ++at) {
        line.discounts[at].amount = share.discounts[at];
    }
    line.basket_shares = share.basket_shares;
    line.total = share.total;
    line.net = share.net;
    line.payable = share.payable;
    for (std::size_t at = 0; at < line.taxes.size(); ++at) {
        line.taxes[at].group = static_cast<std::uint32_t>(at);
        line.taxes[at].base = share.taxes[at].base;
        line.taxes[at].tax = share.taxes[at].tax;
    }
    return line;
}

/// Whether each tax of the line stands on its receipt. Records come from a file.
bool is_sound(const journal::SaleLine& line, const journal::SaleRecord& sold) {
    return std::ranges::all_of(
        line.taxes, [&](const journal::LineTax& part) { return part.group < sold.taxes.size(); });
}

std::vector<tax::Tax> taxes_of(const journal::SaleLine& line, const journal::SaleRecord& sold) {
    std::vector<tax::Tax> taxes;
    taxes.reserve(line.taxes.size());
    for (const journal::LineTax& part : line.taxes) {
        const journal::TaxGroup& group = sold.taxes[part.group];
        taxes.push_back({.code = group.code,
                         .name = group.name,
                         .kind = group.kind,
                         .rate = group.rate,
                         .amount_e8 = group.amount_e8,
                         .included = group.included,
                         .adds_to_next_base = false,
                         .takes_previous_into_base = false,
                         .sequence = group.sequence});
    }
    return taxes;
}

Item item_of(const journal::SaleLine& line) {
    Item item;
    item.id = line.item;
    item.number = line.number;
    item.name = line.name;
    item.department = line.department;
    item.department_name = line.department_name;
    item.tax_class = line.tax_class;
    item.unit = line.unit;
    item.price = line.unit_price;
    item.cost = line.cost;
    return item;
}

}  // namespace

Item sold_item(const journal::SaleLine& line, const journal::SaleRecord& sold) {
    Item item = item_of(line);
    item.taxes = taxes_of(line, sold);
    return item;
}

std::expected<CartLine, Refusal> return_line(const journal::SaleRecord& sold,
                                             const ReturnPart& part) {
    const auto found = std::ranges::find(sold.lines, part.line, &journal::SaleLine::line);
    if (found == sold.lines.end() || found->quantity.millionths <= 0 || !is_sound(*found, sold)) {
        return std::unexpected{Refusal::unknown_sold_line};
    }
    const auto share =
        pricing::return_share(priced_line(*found, sold),
                              {.sold = found->quantity, .before = part.before, .now = part.now});
    if (!share) return std::unexpected{Refusal::more_than_sold};

    CartLine line;
    line.item = item_of(*found);
    line.barcode = found->barcode;
    line.quantity = -part.now;
    line.price = found->unit_price;
    line.list_price = found->list_price;
    line.price_reason = found->price_reason;
    line.trace = found->trace;
    line.returned = WithReceipt{with_figures(*found, *share), taxes_of(*found, sold)};
    line.returned->line.quantity = -part.now;
    line.returned->line.origin = {.sale = sold.sale, .line = found->line, .number = sold.number};
    return line;
}

}  // namespace pos::sale
