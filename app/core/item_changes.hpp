#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/catalog/item.hpp"
#include "pos/journal/events/shop.hpp"

/// What the journal says of a change of goods, field by field: who changed what from what to what.
namespace app::core {

struct FieldChange {
    std::string key;  // "price 4711", as a price that is changed by hand; "item name 4711"
    std::string from;
    std::string to;
    bool operator==(const FieldChange&) const = default;
};

inline constexpr std::string_view kItemChange = "item ";

/// Adds one, unless both are the same.
///
/// `field`: name, number, department, tax, unit, cost, sold, barcodes; no space is in it
void add_change(std::string_view number, std::string_view field, std::string from, std::string to,
                std::vector<FieldChange>& changes);
/// Adds what is different in `after`, which has the same id; prices as "2.49", sold as "yes" or
/// "no". The number is the one from before.
void add_changes(const pos::catalog::Item& before, const pos::catalog::Item& after,
                 std::vector<FieldChange>& changes);

/// "4006381333931, 20012345"
std::string codes_text(const std::vector<std::string>& codes);

pos::journal::SettingChanged event_of(FieldChange change, const pos::journal::When& when,
                                      const pos::journal::Actor& user);

}  // namespace app::core
