#pragma once

#include <string_view>

#include "app/core/shop_settings.hpp"

namespace app::core {

/// Whether it is written like a country: two capital letters (ISO 3166).
bool is_country(std::string_view text);

/// Gives the shop the in-store labels and cards that are usual in that country ("SE"), or where
/// nothing is known of it those of no country. See assets/labels. How its receipts look stays.
void set_labels(ShopSettings& settings, std::string_view country);

}  // namespace app::core
