#pragma once

#include <filesystem>

#include "app/core/failure.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// Setting of a till whose shop was made to try things with; "1".
inline constexpr const char* kDemoSetting = "demo";

/// The taxes of a demo shop in that zone, and the class of goods that say none. Where the settings
/// say nothing of who the shop is, a made-up name, address and thanks too; else none of them.
void demo_settings(ShopSettings& settings, const std::string& zone);

/// Puts the demo's departments, goods and favourites into the catalogue: named in the shop's
/// language, or in English where nobody wrote the words, and priced in its currency, as its cash is
/// rounded.
pos::store::Answer<void> put_demo_goods(pos::store::CatalogueWriter& catalogue,
                                        const ShopSettings& settings, pos::Currency currency,
                                        pos::Instant now, pos::Random& random);

/// Leaves the pictures of the demo's goods in `folder`, which is made; what cannot be written is
/// left out, and the till shows initials.
void put_demo_pictures(const std::filesystem::path& folder);

}  // namespace app::core
