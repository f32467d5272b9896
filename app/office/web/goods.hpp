#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/office/change_price.hpp"
#include "app/office/web/page.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/office/terminals.hpp"

/// What the pages of goods have in common.
namespace app::office::web {

/// As money where it is whole cents, else with every decimal it has.
Cell price_cell(const pos::UnitPrice& price);
std::string item_link(const std::string& number);

/// What a new price would change where. Nothing is stored by it.
core::Outcome<Table> price_preview(Call& call, const pos::locale::Zone& zone,
                                   const core::PriceChange& change);

/// What a change of an item says of a field, "sold" or "sold 4711": its words where it has some,
/// and a dash for nothing.
std::string item_value(std::string_view field, const std::string& value, const Words& words);

/// What an item did so far: how its price changed, what it brought in, where it lies.
struct ItemPast {
    std::vector<Table> tables;
    std::string html;
};
pos::store::Answer<ItemPast> item_past(Call& call, const pos::Ulid& item, const std::string& number,
                                       const std::string& unit,
                                       const std::vector<pos::store::office::Branch>& branches);

}  // namespace app::office::web
