#include "pos/pricing/price.hpp"

#include "pos/pricing/amounts.hpp"
#include "pos/pricing/line_sums.hpp"
#include "pos/pricing/tax_sets.hpp"
#include "pos/pricing/totals.hpp"
#include "pos/pricing/validate.hpp"

namespace pos::pricing {

namespace {

std::expected<void, PricingError> tax_lines(const PricingInput& input, const LineAmounts& amounts,
                                            const DocumentTaxes& taxes, PricedDocument& document) {
    std::vector<OpenLine> open;
    open.reserve(input.lines.size());
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        const LineInput& line = input.lines[i];
        if (line.settled) continue;
        // A line is a return whichever of its factors is negative: fixed taxes follow its sign.
        const bool negative_price = line.unit_price.e8 < 0;
        open.push_back({{amounts.totals[i], negative_price ? -line.quantity : line.quantity,
                         taxes.set_of_line[i]},
                        &document.lines[i]});
    }
    return complete_lines(open, taxes.sets, taxes.groups.size(), input.currency, input.policy);
}

void place_settled(const PricingInput& input, const DocumentTaxes& taxes,
                   PricedDocument& document) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        const auto& settled = input.lines[i].settled;
        if (!settled) continue;
        PricedLine& line = document.lines[i];
        line = settled->line;
        for (LineTax& part : line.taxes) part.group = taxes.settled_groups[next][part.group];
        ++next;
    }
}

}  // namespace

std::expected<PricedDocument, PricingError> price(const PricingInput& input) {
    if (const auto error = first_error(input)) return std::unexpected{*error};
    auto taxes = document_taxes(input);
    if (!taxes) return std::unexpected{taxes.error()};
    auto amounts = line_amounts(input, taxes->set_of_line);
    if (!amounts) return std::unexpected{amounts.error()};

    PricedDocument document;
    document.lines = std::move(amounts->lines);
    document.basket_discounts = std::move(amounts->basket_discounts);
    if (const auto done = tax_lines(input, *amounts, *taxes, document); !done) {
        return std::unexpected{done.error()};
    }
    place_settled(input, *taxes, document);
    document.groups = std::move(taxes->groups);
    if (!add_up(input.currency, document)) {
        return std::unexpected{PricingError::amount_out_of_range};
    }
    return document;
}

}  // namespace pos::pricing
