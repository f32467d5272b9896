#include "app/core/billing/document.hpp"

#include <fmt/format.h>

#include "app/core/billing/causes.hpp"
#include "pos/money/decimal.hpp"
#include "pos/pricing/price.hpp"

namespace app::core::billing {

namespace {

using pos::Exact;
using pos::billing::bill::ItemKind;
using pos::customer::TaxProfile;
using pos::journal::DocumentIssued;
using pos::journal::DocumentLine;
using pos::journal::DocumentTax;

/// Why no tax is due: its category (UNCL 5305) and words.
struct Exemption {
    const char* category;
    const char* words;
};
Exemption exemption_of(TaxProfile profile) {
    switch (profile) {
        case TaxProfile::domestic:
            return {"O", "Not subject to VAT"};
        case TaxProfile::reverse_charge:
            return {"AE", "Reverse charge"};
        case TaxProfile::intra_community:
            return {"K", "Intra-community supply"};
        case TaxProfile::export_outside:
            return {"G", "Export outside the EU"};
        case TaxProfile::exempt:
            return {"E", "Exempt from VAT"};
    }
    return {"O", ""};
}

/// The one tax of a line; none where its account bears none.
std::expected<std::vector<pos::tax::Tax>, std::string> taxes_of(const LineToBill& line,
                                                                const Taxing& taxing) {
    const auto& charge = *line.item.charge;
    if (taxing.profile != TaxProfile::domestic) {
        // A price with tax holds what the buyer does not owe here: it is taken out of the price.
        if (charge.prices == pos::tax::PricesAre::with_tax) {
            return std::unexpected{say(causes::kPriceWithTax, fmt::arg("charge", charge.code))};
        }
        return std::vector<pos::tax::Tax>{};
    }
    if (charge.tax_class.empty()) return std::vector<pos::tax::Tax>{};
    auto taxes = taxing.taxes.taxes_on(charge.tax_class, line.tax_date);
    if (!taxes) {
        return std::unexpected{say(causes::kNoTaxClass, fmt::arg("charge", charge.code),
                                   fmt::arg("class", charge.tax_class))};
    }
    if (taxes->size() > 1 ||
        (taxes->size() == 1 && taxes->front().kind != pos::tax::TaxKind::percent)) {
        return std::unexpected{say(causes::kNoPercentage, fmt::arg("class", charge.tax_class),
                                   fmt::arg("charge", charge.code))};
    }
    return std::move(*taxes);
}

std::string text_of(Exact figure) {
    return to_string(figure);
}

pos::journal::PricingStep priced_step(const pos::billing::Line& step) {
    return {static_cast<std::uint8_t>(step.kind),
            step.tier,
            text_of(step.quantity),
            text_of(step.price),
            text_of(step.amount),
            text_of(step.discount + step.over_maximum + step.credit)};
}

/// What a line is made of, with how it and its calls were rounded, so that the steps add up to it.
void add_groups(std::span<const pos::billing::PricedPart> groups, const pos::billing::Line& whole,
                DocumentLine& line) {
    using pos::billing::LineKind;
    pos::billing::Line rest = whole;
    for (const pos::billing::PricedPart& group : groups) {
        if (group.kind == LineKind::call_rounding) continue;
        pos::billing::Line step;
        step.kind = group.kind;
        step.tier = group.tier;
        step.quantity = group.quantity;
        step.price = group.price;
        step.amount = group.amount;
        line.steps.push_back(priced_step(step));
        rest.amount -= group.amount;
    }
    rest.kind = LineKind::call_rounding;
    rest.quantity = pos::exactly(1);
    rest.price = rest.amount;
    const bool any = rest.amount != Exact{} || whole.total != whole.amount;
    if (any) line.steps.push_back(priced_step(rest));
}

DocumentLine line_of(const LineToBill& from) {
    const pos::billing::bill::Item& item = from.item;
    DocumentLine line;
    line.kind = static_cast<std::uint8_t>(item.kind);
    line.account = from.account;
    const bool by_hand = item.kind == ItemKind::by_hand;
    const bool on_account = item.kind == ItemKind::level;
    if (!by_hand && !on_account) {
        line.charge = pos::journal::BilledCharge{item.key.subscription, from.subscription_number,
                                                 item.key.plan,         item.key.version,
                                                 item.key.phase,        item.key.charge};
    }
    line.name = item.charge->name;
    if (!from.readings.empty()) line.name += ", " + from.readings;
    if (item.prepaid != Exact{}) {
        // All that was used, and what of it was paid ahead.
        line.name += fmt::format(" ({} - {} {})", text_of(item.quantity + item.prepaid),
                                 text_of(item.prepaid), item.charge->unit);
    }
    for (const auto& coupon : item.coupons) line.name += ", " + coupon.name;
    line.from = item.from;
    line.to = item.to;
    line.revision = item.revision;
    if (item.charge->is_usage() || by_hand) {
        line.quantity = text_of(item.quantity);
        line.unit = item.charge->unit;
    }
    line.share = text_of(item.share);
    for (std::size_t i = 0; i < item.rated.lines.size(); ++i) {
        const bool in_groups = i < item.priced.size() && !item.priced[i].groups.empty();
        if (in_groups) {
            add_groups(item.priced[i].groups, item.rated.lines[i], line);
        } else {
            line.steps.push_back(priced_step(item.rated.lines[i]));
        }
    }
    if (item.kind == ItemKind::late) line.billed_before = text_of(item.billed_before);
    line.of = item.of;
    return line;
}

/// The amount as a price of one piece, which may come back.
std::expected<pos::pricing::LineInput, std::string> input_of(const LineToBill& line,
                                                             pos::Currency currency,
                                                             std::vector<pos::tax::Tax> taxes) {
    const auto amount = pos::rounded(line.item.amount, currency, pos::RoundingMode::half_away);
    pos::pricing::LineInput input;
    if (amount) {
        std::int64_t e8_per_minor = 1;
        for (int i = currency.exponent; i < 8; ++i) e8_per_minor *= 10;
        const std::int64_t size = amount->minor < 0 ? -amount->minor : amount->minor;
        input.unit_price.currency = currency;
        const bool fits = !__builtin_mul_overflow(size, e8_per_minor, &input.unit_price.e8);
        if (fits && in_range(input.unit_price)) {
            input.quantity = pos::pieces(amount->minor < 0 ? -1 : 1);
            input.prices = line.item.charge->prices;
            input.taxes = std::move(taxes);
            return input;
        }
    }
    return std::unexpected{say(causes::kLineTooLarge, fmt::arg("charge", line.item.key.charge),
                               fmt::arg("amount", text_of(line.item.amount)))};
}

}  // namespace

pos::Date tax_date_of(const pos::billing::plan::PlanCharge& charge, pos::Date from, pos::Date to) {
    return pos::billing::bill::day_of(charge, from, to);
}

std::expected<DocumentIssued, std::string> draft_document(std::span<const LineToBill> lines,
                                                          pos::Currency currency,
                                                          const Taxing& taxing) {
    pos::pricing::PricingInput input;
    input.currency = currency;
    input.policy.tax_scope = taxing.scope;
    for (const LineToBill& line : lines) {
        auto taxes = taxes_of(line, taxing);
        if (!taxes) return std::unexpected{std::move(taxes.error())};
        auto one = input_of(line, currency, std::move(*taxes));
        if (!one) return std::unexpected{std::move(one.error())};
        input.lines.push_back(std::move(*one));
    }
    const auto priced = pos::pricing::price(input);
    if (!priced) return std::unexpected{say(causes::kBillTooLarge)};

    DocumentIssued issued;
    issued.currency = currency;
    for (const pos::pricing::TaxGroup& group : priced->groups) {
        issued.taxes.push_back({group.rate.e8 == 0 ? "Z" : "S", group.code, group.name, group.rate,
                                group.base, group.tax, ""});
    }
    // What bears no tax is a group of its own, behind the others.
    std::optional<std::uint32_t> untaxed;
    const pos::Money nothing{0, currency};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const pos::pricing::PricedLine& figures = priced->lines[i];
        DocumentLine line = line_of(lines[i]);
        line.net = figures.net;
        line.tax = nothing;
        if (figures.taxes.empty()) {
            if (!untaxed) {
                untaxed = static_cast<std::uint32_t>(issued.taxes.size());
                const Exemption why = exemption_of(taxing.profile);
                issued.taxes.push_back({why.category, "", "", {}, nothing, nothing, why.words});
            }
            line.tax_group = *untaxed;
            issued.taxes[*untaxed].base.minor += figures.net.minor;
        } else {
            line.tax = figures.taxes.front().tax;
            line.tax_group = static_cast<std::uint32_t>(figures.taxes.front().group);
        }
        issued.lines.push_back(std::move(line));
    }
    issued.net = priced->net;
    issued.tax = priced->tax;
    issued.payable = priced->total;
    issued.kind = issued.payable.minor < 0 ? pos::journal::DocumentKind::credit_note
                                           : pos::journal::DocumentKind::invoice;
    return issued;
}

}  // namespace app::core::billing
