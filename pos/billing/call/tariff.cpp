#include "pos/billing/call/tariff.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/billing/limits.hpp"

namespace pos::billing::call {

namespace {

/// Billed time counts whole thousandths at least: a thousand increments a second is enough.
constexpr Exact kIncrementMin{kExactScale / 1000};

bool is_length(Exact length) {
    return length >= kIncrementMin && is_price(length);
}

}  // namespace

std::optional<TariffFault> fault(const Tariff& tariff) {
    const auto& rates = tariff.rates;
    if (rates.empty() || rates.size() > kTiersMax) return TariffFault::no_rates;
    if (rates.front().from.e14 != 0) return TariffFault::first_rate_not_at_zero;
    for (std::size_t i = 1; i < rates.size(); ++i) {
        if (rates[i].from <= rates[i - 1].from || !is_price(rates[i].from)) {
            return TariffFault::rates_not_rising;
        }
    }
    if (!std::ranges::all_of(rates, [](const RateGroup& rate) {
            return is_length(rate.increment) && is_length(rate.per);
        })) {
        return TariffFault::increment_not_positive;
    }
    const auto is_fee = [](Exact fee) { return fee.e14 >= 0 && fee <= exactly(1'000'000); };
    const bool priced =
        std::ranges::all_of(rates, [&](const RateGroup& rate) { return is_fee(rate.price); });
    if (!priced || !is_fee(tariff.connect_fee) || !is_fee(tariff.maximum.value_or(Exact{}))) {
        return TariffFault::price_out_of_range;
    }
    if (tariff.increment_decimals > 14 || tariff.total_decimals > 14) {
        return TariffFault::decimals_out_of_range;
    }
    return std::nullopt;
}

std::optional<TariffFault> fault(const Window& window) {
    if (const auto found = fault(window.tariff)) return found;
    const bool sound = window.start_second >= 0 && window.start_second < 86'400 &&
                       window.days != 0 && window.days <= 0x7F;
    if (!sound) return TariffFault::window_out_of_day;
    return std::nullopt;
}

std::string words_of(TariffFault fault) {
    switch (fault) {
        case TariffFault::no_rates:
            return "there is no rate, or more than a thousand";
        case TariffFault::first_rate_not_at_zero:
            return "the first rate does not begin with the call";
        case TariffFault::rates_not_rising:
            return "a rate begins where the one before it does, or earlier";
        case TariffFault::increment_not_positive:
            return "an increment, or the length that a price is for, is below a thousandth";
        case TariffFault::price_out_of_range:
            return "a price, fee or maximum is negative or beyond a million";
        case TariffFault::decimals_out_of_range:
            return "more than fourteen decimals to round to";
        case TariffFault::window_out_of_day:
            return "a window begins outside the day, or on no day";
    }
    POS_ASSERT(!"a fault of a tariff");
}

}  // namespace pos::billing::call
