#include "pos/catalog/item.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "pos/locale/clean.hpp"

namespace pos::catalog {

namespace {

bool is_clean(std::string_view text) {
    const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
    return plain || locale::clean_name(text) == text;
}

bool all_clean(const Item& item) {
    const std::array<std::string_view, 6> texts{item.number,    item.name, item.department,
                                                item.tax_class, item.unit, item.picture};
    return std::ranges::all_of(texts, is_clean);
}

}  // namespace

std::expected<void, ItemError> check(const Item& item) {
    const auto refuse = [](ItemError error) { return std::unexpected{error}; };
    if (item.number.empty()) return refuse(ItemError::no_number);
    if (item.number.size() > kNumberBytesMax) return refuse(ItemError::number_too_long);
    if (item.name.empty()) return refuse(ItemError::no_name);
    if (item.name.size() > kNameBytesMax) return refuse(ItemError::name_too_long);
    if (!all_clean(item)) return refuse(ItemError::unclean_text);
    if (std::max(item.department.size(), item.tax_class.size()) > kCodeBytesMax) {
        return refuse(ItemError::code_too_long);
    }
    if (item.unit.size() > kUnitBytesMax) return refuse(ItemError::unit_too_long);
    if (item.picture.size() > kPictureBytesMax) return refuse(ItemError::picture_too_long);
    if (item.price.e8 < 0) return refuse(ItemError::negative_price);
    if (!in_range(item.price)) return refuse(ItemError::price_too_large);
    if (!item.cost) return {};
    if (item.cost->e8 < 0) return refuse(ItemError::negative_cost);
    if (!in_range(*item.cost)) return refuse(ItemError::cost_too_large);
    if (item.cost->currency != item.price.currency) return refuse(ItemError::other_currency);
    return {};
}

}  // namespace pos::catalog
