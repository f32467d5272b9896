#include "app/till/shell/tile_order.hpp"

#include <algorithm>
#include <utility>

namespace till::shell {

namespace {

bool holds(std::span<const pos::Ulid> ids, const pos::Ulid& id) {
    return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

std::string tiles_setting(std::string_view tab) {
    if (tab.empty()) return "tiles";
    return "tiles." + std::string{tab == kNoDepartment ? std::string_view{} : tab};
}

std::vector<pos::Ulid> tile_order(std::string_view setting) {
    std::vector<pos::Ulid> first;
    while (!setting.empty()) {
        const std::size_t end = std::min(setting.find(' '), setting.size());
        const auto id = pos::parse_ulid(setting.substr(0, end));
        if (id && !holds(first, *id)) first.push_back(*id);
        setting.remove_prefix(std::min(end + 1, setting.size()));
    }
    return first;
}

std::string to_setting(std::span<const pos::Ulid> first) {
    std::string text;
    for (const pos::Ulid& id : first) text += (text.empty() ? "" : " ") + pos::to_string(id);
    return text;
}

std::vector<pos::Ulid> ids_of(std::span<const Listed> tiles) {
    std::vector<pos::Ulid> ids;
    for (const Listed& tile : tiles) ids.push_back(tile.item);
    return ids;
}

void put_first(std::vector<Listed>& tiles, std::span<const pos::Ulid> first) {
    auto place = tiles.begin();
    for (const pos::Ulid& id : first) {
        const auto at = std::ranges::find(place, tiles.end(), id, &Listed::item);
        if (at == tiles.end()) continue;
        std::rotate(place, at, at + 1);
        ++place;
    }
}

std::vector<pos::Ulid> first_of(std::vector<pos::Ulid> order, std::span<const pos::Ulid> shops) {
    // The longest end of the order that is the shop's of what is in it.
    std::vector<pos::Ulid> rest(shops.begin(), shops.end());
    std::size_t kept = 0;
    for (; kept < order.size(); ++kept) {
        const std::span<const pos::Ulid> left{order.begin() + static_cast<std::ptrdiff_t>(kept),
                                              order.end()};
        if (std::ranges::equal(left, rest)) break;
        std::erase(rest, order[kept]);
    }
    order.resize(kept);
    return order;
}

}  // namespace till::shell
