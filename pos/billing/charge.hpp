#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pos/billing/commitment.hpp"
#include "pos/billing/conversion.hpp"
#include "pos/billing/credit.hpp"
#include "pos/billing/discount.hpp"
#include "pos/billing/models/capacity.hpp"
#include "pos/billing/models/graduated.hpp"
#include "pos/billing/models/graduated_percentage.hpp"
#include "pos/billing/models/one_time.hpp"
#include "pos/billing/models/overage.hpp"
#include "pos/billing/models/package.hpp"
#include "pos/billing/models/per_unit.hpp"
#include "pos/billing/models/percentage.hpp"
#include "pos/billing/models/pre_priced.hpp"
#include "pos/billing/models/prorated_graduated.hpp"
#include "pos/billing/models/recurring.hpp"
#include "pos/billing/models/stair_step.hpp"
#include "pos/billing/models/volume.hpp"
#include "pos/billing/rated.hpp"

namespace pos::billing {

/// How usage becomes money; one a file in models/.
using Model = std::variant<models::OneTime, models::Recurring, models::PerUnit, models::Package,
                           models::Graduated, models::Volume, models::StairStep, models::Overage,
                           models::Percentage, models::GraduatedPercentage,
                           models::ProratedGraduated, models::Capacity, models::PrePriced>;

/// A charge of a plan. Whatever billing engines disagree about is a member of it or of its model.
struct Charge {
    Model model;
    std::optional<Conversion> conversion{};
    Discount discount{};
    Commitment commitment{};
    RoundingPolicy rounding{};
    CreditsBeyond credits_beyond{CreditsBeyond::left};
    bool operator==(const Charge&) const = default;
};

/// Why a charge makes no sense.
enum class ChargeFault : std::uint8_t {
    no_tiers,
    too_many_tiers,
    bounds_not_rising,     // a tier ends where the one before it does, or below
    last_tier_bounded,     // usage beyond it would have no price
    inner_tier_unbounded,  // the tiers after it would never be reached
    price_out_of_range,
    quantity_out_of_range,
    package_size_not_positive,
    percent_out_of_range,
    limits_crossed,  // a least above its most
    conversion_not_positive,
    decimals_out_of_range,
    negative_free_quantity,
    free_quantity_on_flat_price,
};

/// All that is wrong with it, each once, in enum order. Empty: it can be rated.
std::vector<ChargeFault> faults(const Charge& charge);

/// "a tier ends where the one before it does, or below"
std::string words_of(ChargeFault fault);

}  // namespace pos::billing
