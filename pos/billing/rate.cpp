#include "pos/billing/rate.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/commitment.hpp"
#include "pos/billing/credit.hpp"
#include "pos/billing/discount.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing {

namespace {

bool may_be_negative(const Model& model) {
    return std::holds_alternative<models::PerUnit>(model) ||
           std::holds_alternative<models::PrePriced>(model) ||
           std::holds_alternative<models::ProratedGraduated>(model);
}

std::expected<void, RatingError> check(const Charge& charge, const Usage& usage) {
    bool in_range = is_quantity(usage.quantity) && is_quantity(usage.before) &&
                    is_amount(usage.billed_before) && is_quantity(usage.share);
    bool negative = usage.quantity.e14 < 0 || usage.before.e14 < 0 || usage.share.e14 < 0;
    for (const Exact amount : usage.events) {
        in_range = in_range && is_quantity(amount);
        negative = negative || amount.e14 < 0;
    }
    for (const Exact reading : usage.readings) {
        in_range = in_range && is_quantity(reading);
        negative = negative || reading.e14 < 0;
    }
    Exact units;
    Exact prorated;
    for (const ProratedEvent& event : usage.unit_events) {
        units += size_of(event.units);
        prorated += size_of(event.prorated);
        in_range = in_range && is_quantity(units) && is_quantity(prorated);
        if (!in_range) break;
    }
    const std::int64_t events = usage.event_count.value_or(0);
    in_range = in_range && events >= 0 && events <= std::int64_t{1'000'000'000'000};
    for (const Credit& credit : usage.credits) {
        in_range = in_range && is_amount(credit.amount);
        negative = negative || credit.amount.e14 < 0;
    }
    if (!in_range) return std::unexpected{RatingError::quantity_out_of_range};
    if (negative && !may_be_negative(charge.model)) {
        return std::unexpected{RatingError::quantity_negative};
    }
    if (std::max({usage.events.size(), usage.readings.size(), usage.unit_events.size()}) >
        kEventsMax) {
        return std::unexpected{RatingError::too_many_events};
    }
    return {};
}

void add_up(const Charge& charge, const Usage& usage, Rated& rated) {
    for (const Line& line : rated.lines) {
        (line.kind == LineKind::minimum ? rated.minimum : rated.amount) += line.amount;
        rated.discount += line.discount;
        rated.over_maximum += line.over_maximum;
        rated.credit += line.credit;
        rated.total += line.total;
    }
    if (charge.rounding.at == RoundAt::total) {
        const Exact total = round_at(rated.total, charge.rounding.decimals, charge.rounding.mode);
        rated.rounding = total - rated.total;
        rated.total = total;
    }
    const Exact over = usage.full_quantity.value_or(rated.measured.quantity);
    if (over.e14 == 0) return;
    // Next to nothing may have cost so much that there is no figure for it.
    const Wide sign = over.e14 < 0 ? -1 : 1;
    const auto price = multiply_divide(sign * rated.amount.e14, kExactScale, sign * over.e14,
                                       RoundingMode::half_away);
    if (price) rated.average_price = {*price};
}

}  // namespace

std::expected<void, RatingError> rate(const Charge& charge, const Usage& usage, Rated& rated) {
    rated.clear();
    if (const auto checked = check(charge, usage); !checked) return checked;
    Converted used{usage.quantity, usage.before};
    if (charge.conversion) used = convert(*charge.conversion, usage.quantity, usage.before);
    if (!is_quantity(used.quantity) || !is_quantity(used.before)) {
        return std::unexpected{RatingError::quantity_out_of_range};
    }
    if (charge.discount.free_quantity.e14 > 0) {
        rated.measured =
            apply_free_quantity(charge.discount.free_quantity, used.quantity, used.before);
    } else {
        rated.measured.converted = rated.measured.quantity = used.quantity;
        rated.measured.before = used.before;
    }
    rated.measured.metered = usage.quantity;

    LineWriter writer{rated.lines, charge.rounding};
    std::visit([&](const auto& model) { add_lines(model, usage, rated.measured, writer); },
               charge.model);
    for (const Line& line : rated.lines) {
        if (!is_amount(line.amount)) return std::unexpected{RatingError::amount_out_of_range};
    }
    if (charge.discount.percent.e14 != 0 || charge.discount.amount.e14 != 0) {
        take_discounts(charge.discount, writer, rated.lines);
    }
    hold_maximum(charge.commitment, usage, writer, rated.lines);
    fill_minimum(charge.commitment, usage, writer, rated.lines);
    const bool credits_used = usage.credits.empty() || pay_with_credits(usage.credits, rated);
    add_up(charge, usage, rated);
    if (!is_amount(rated.total) || !is_amount(rated.amount)) {
        return std::unexpected{RatingError::amount_out_of_range};
    }
    if (!credits_used && charge.credits_beyond == CreditsBeyond::refused) {
        return std::unexpected{RatingError::credits_exceed_total};
    }
    return {};
}

std::expected<Rated, RatingError> rate(const Charge& charge, const Usage& usage) {
    Rated rated;
    if (const auto done = rate(charge, usage, rated); !done) return std::unexpected{done.error()};
    return rated;
}

std::string words_of(RatingError error) {
    switch (error) {
        case RatingError::quantity_out_of_range:
            return "a quantity is beyond 10^12, or an amount beyond 10^11";
        case RatingError::quantity_negative:
            return "a quantity is negative, and units of this charge cannot come back";
        case RatingError::too_many_events:
            return "there are more than a million events";
        case RatingError::amount_out_of_range:
            return "it comes to more than 10^11";
        case RatingError::credits_exceed_total:
            return "the credits are more than the lines come to";
    }
    POS_ASSERT(!"a rating error");
}

}  // namespace pos::billing
