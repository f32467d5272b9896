#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/shell/action.hpp"
#include "pos/base/ulid.hpp"

/// In which order a till shows the tiles of a tab, where it is not the shop's.
namespace till::shell {

/// The name of the till's setting for it: "tiles" of the favourites, "tiles.DAIRY" of a department,
/// "tiles." of goods in none.
std::string tiles_setting(std::string_view tab);

/// What the setting says: which goods come first. What is no id is passed over.
std::vector<pos::Ulid> tile_order(std::string_view setting);
/// Ids with a space between each two; nothing is the shop's own order.
std::string to_setting(std::span<const pos::Ulid> first);

std::vector<pos::Ulid> ids_of(std::span<const Listed> tiles);
/// Puts those that are there into that order, before all others, whose order stays.
void put_first(std::vector<Listed>& tiles, std::span<const pos::Ulid> first);

/// As few as need to be put first so that the shop's order becomes this one: goods that are new
/// come behind them.
///
/// requires: both hold the same ids, each once
std::vector<pos::Ulid> first_of(std::vector<pos::Ulid> order, std::span<const pos::Ulid> shops);

}  // namespace till::shell
