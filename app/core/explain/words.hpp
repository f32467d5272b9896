#pragma once

#include "app/core/explain/fields.hpp"
#include "pos/billing/charge.hpp"
#include "pos/billing/usage.hpp"
#include "pos/tax/tax.hpp"

// The words of requests and answers and what they mean to the engine.
namespace app::core::explain {

namespace billing = pos::billing;
namespace models = pos::billing::models;

inline constexpr Words<pos::RoundingMode, 5> kRoundingWords{
    {{"half_away", pos::RoundingMode::half_away},
     {"half_even", pos::RoundingMode::half_even},
     {"half_towards", pos::RoundingMode::half_towards},
     {"up", pos::RoundingMode::up},
     {"down", pos::RoundingMode::down}}};

inline constexpr Words<pos::tax::PricesAre, 2> kPricesWords{
    {{"without_tax", pos::tax::PricesAre::without_tax},
     {"with_tax", pos::tax::PricesAre::with_tax}}};

inline constexpr Words<billing::Part, 4> kPartWords{{{"whole", billing::Part::whole},
                                                     {"first", billing::Part::first},
                                                     {"middle", billing::Part::middle},
                                                     {"last", billing::Part::last}}};

inline constexpr Words<billing::RoundAt, 3> kRoundAtWords{{{"line", billing::RoundAt::line},
                                                           {"total", billing::RoundAt::total},
                                                           {"nowhere", billing::RoundAt::nowhere}}};

inline constexpr Words<models::FlatAtZero, 2> kFlatAtZeroWords{
    {{"due", models::FlatAtZero::due}, {"not_due", models::FlatAtZero::not_due}}};

inline constexpr Words<models::Bound, 2> kBoundWords{
    {{"inclusive", models::Bound::inclusive}, {"exclusive", models::Bound::exclusive}}};

inline constexpr Words<billing::LineKind, 28> kLineWords{
    {{"one_time", billing::LineKind::one_time},
     {"recurring", billing::LineKind::recurring},
     {"usage", billing::LineKind::usage},
     {"package", billing::LineKind::package},
     {"tier_units", billing::LineKind::tier_units},
     {"tier_flat", billing::LineKind::tier_flat},
     {"volume_units", billing::LineKind::volume_units},
     {"volume_flat", billing::LineKind::volume_flat},
     {"step", billing::LineKind::step},
     {"base_fee", billing::LineKind::base_fee},
     {"overage", billing::LineKind::overage},
     {"percentage", billing::LineKind::percentage},
     {"event_fee", billing::LineKind::event_fee},
     {"event_limits", billing::LineKind::event_limits},
     {"total_limits", billing::LineKind::total_limits},
     {"capacity", billing::LineKind::capacity},
     {"pre_priced", billing::LineKind::pre_priced},
     {"never_below_zero", billing::LineKind::never_below_zero},
     {"minimum", billing::LineKind::minimum},
     {"call_connect", billing::LineKind::call_connect},
     {"call_time", billing::LineKind::call_time},
     {"energy", billing::LineKind::energy},
     {"demand", billing::LineKind::demand},
     {"coupon", billing::LineKind::coupon},
     {"committed", billing::LineKind::committed},
     {"counted", billing::LineKind::counted},
     {"call_free", billing::LineKind::call_free},
     {"call_rounding", billing::LineKind::call_rounding}}};

}  // namespace app::core::explain
