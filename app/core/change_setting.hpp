#pragma once

#include <functional>
#include <string>

#include "app/core/register_service.hpp"

namespace app::core {

/// What the journal says of a change to the shop's settings.
struct SettingChange {
    std::string key;
    std::string from;
    std::string to;
};

/// Carries out `work` on what the shop keeps and journals it as that change, both or neither, in
/// the name of `shop`'s user.
Outcome<void> change_setting(
    pos::store::Store& store, const ShopState& shop, SettingChange change,
    const std::function<pos::store::db::Result<void>(pos::store::CatalogueWriter&)>& work,
    pos::Instant now);

}  // namespace app::core
