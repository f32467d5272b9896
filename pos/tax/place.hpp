#pragma once

#include <cstdint>

namespace pos::tax {

/// Where the parties of a sale at a distance stand to each other.
enum class Route : std::uint8_t {
    domestic,      // seller and buyer in one tax territory
    inside_union,  // two states of one customs union (EU)
    export_sale,   // out of the union, or between territories that share no rules
};

/// What decides whose tax an invoice bears.
struct Supply {
    Route route{Route::domestic};
    bool seller_above_threshold{false};      // of sales to consumers in the union's other states
    bool seller_registered_at_buyer{false};  // outside the union
    bool buyer_number_valid{false};          // the buyer is a business whose tax number was checked
    bool buyer_exempt{false};
    bool goods_exempt{false};
};

enum class Rates : std::uint8_t { sellers, buyers, none };

/// Whose rates hold. At a till every sale is domestic; this is for invoices and deliveries.
///
/// source: Directive 2006/112/EC articles 33, 138 and 196 (distance sales, supplies between states,
///         reverse charge); export is free of tax unless the seller is registered abroad
Rates place_of_supply(const Supply& supply);

}  // namespace pos::tax
