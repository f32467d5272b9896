#include "pos/pricing/price.hpp"

#include <algorithm>
#include <initializer_list>

#include "pos/pricing/amounts.hpp"
#include "pos/pricing/tax_sets.hpp"
#include "pos/pricing/taxation.hpp"
#include "pos/pricing/totals.hpp"
#include "pos/pricing/validate.hpp"

namespace pos::pricing {

namespace {

/// Sets net, payable and each tax's base of a line whose total and taxes are known. A base is the
/// untaxed amount and the taxes that feed it. Sums are bare: add_up looks at their range.
void complete(PricedLine& line, const TaxSet& set) {
    line.net = line.payable = line.total;
    for (std::size_t t = 0; t < set.taxes.size(); ++t) {
        const std::int64_t tax = line.taxes[t].tax.minor;
        if (set.taxes[t].included) line.net.minor -= tax;
        if (!set.taxes[t].included) line.payable.minor += tax;
    }
    for (std::size_t t = 0; t < set.taxes.size(); ++t) {
        line.taxes[t].base = line.net;
        for (std::size_t from = 0; from < t; ++from) {
            if (!tax::feeds(set.taxes, from, t)) continue;
            line.taxes[t].base.minor += line.taxes[from].tax.minor;
        }
    }
}

std::expected<void, PricingError> tax_lines(const PricingInput& input, const LineAmounts& amounts,
                                            const DocumentTaxes& taxes, PricedDocument& document) {
    std::vector<TaxableLine> open;
    open.reserve(input.lines.size());
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        if (input.lines[i].settled) continue;
        open.push_back({amounts.totals[i], input.lines[i].quantity, taxes.set_of_line[i]});
    }
    const auto result =
        taxation(open, taxes.sets, taxes.groups.size(), input.currency, input.policy);
    if (!result) return std::unexpected{result.error()};

    std::size_t next = 0;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        if (input.lines[i].settled) continue;
        const TaxSet& set = taxes.sets[taxes.set_of_line[i]];
        PricedLine& line = document.lines[i];
        line.taxes.reserve(set.taxes.size());
        for (const std::size_t group : set.groups) {
            line.taxes.push_back(
                {group, taxes.groups[group].included, zero(input.currency), result->lines[next++]});
        }
        complete(line, set);
    }
    return {};
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
    auto amounts = line_amounts(input);
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
