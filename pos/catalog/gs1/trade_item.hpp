#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/calendar.hpp"
#include "pos/catalog/gs1/element.hpp"
#include "pos/money/quantity.hpp"

namespace pos::catalog::gs1 {

/// An amount on a label: of the currency of the place, or of one that it names.
struct LabelAmount {
    std::int64_t value{0};
    unsigned decimals{0};
    std::string currency;  // ISO 4217, three digits; empty: that of the place
    bool operator==(const LabelAmount&) const = default;
};

/// What a code says of goods that a register sells.
struct TradeItem {
    std::string number;                 // GTIN-14
    std::string batch;                  // (10)
    std::string serial;                 // (21)
    std::optional<Date> expires;        // the earliest of (17), (16) and (7003): sold no later
    std::optional<Date> best_before;    // (15)
    std::optional<Quantity> weight_kg;  // net (310n)
    std::optional<Quantity> weight_lb;  // net (320n)
    std::optional<Quantity> length_m;   // (311n)
    std::optional<Quantity> volume_l;   // (315n)
    std::optional<Quantity> count;      // (30), or (37) of goods in a case
    std::optional<LabelAmount> price;   // of all of it: (392n), (393n)
    bool operator==(const TradeItem&) const = default;
};

/// Two digits for a year mean the one within fifty years of this one; a day of 00 is the month's
/// last.
///
/// requires: six digits that the linter yymmd0 takes
/// source:   GS1 General Specifications, 7.12
Date date_of(std::string_view yymmdd, Date today);

/// Empty for a code that names no goods.
std::optional<TradeItem> trade_item(const Elements& elements, Date today);

/// How much of goods sold by `unit` ("kg", "g", "lb", "m", "l") the label says there is; by the
/// piece ("") its count. Empty where it does not say.
std::optional<Quantity> quantity_in(const TradeItem& item, std::string_view unit);

}  // namespace pos::catalog::gs1
