#include "app/till/shell/stock_words.hpp"

#include <algorithm>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "pos/sale/stock.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// The goods that a command sells, and what there is of them; null if it sells none.
struct Sold {
    const pos::sale::Item* item{nullptr};
    std::optional<pos::Quantity> in_stock;
};

Sold sold_by(const Model& m, const pos::sale::Command& command) {
    if (const auto* add = std::get_if<pos::sale::AddItem>(&command))
        return {&add->item, add->in_stock};
    const auto* change = std::get_if<pos::sale::ChangeQuantity>(&command);
    if (change == nullptr) return {};
    const auto& cart = m.cash_register.state().cart;
    const auto at = std::ranges::find(cart.lines, change->line, &pos::sale::CartLine::line);
    if (at == cart.lines.end()) return {};
    return {&at->item, pos::sale::in_stock_of(cart, at->item.id)};
}

}  // namespace

std::optional<std::string> stock_words(const Model& m, const pos::sale::Command& command,
                                       TextKey key, const Context& c) {
    const Sold sold = sold_by(m, command);
    if (sold.item == nullptr || !sold.in_stock) return std::nullopt;
    const auto& item = *sold.item;
    const auto in_cart = pos::sale::quantity_in(m.cash_register.state().cart, item.id);
    return c.texts.with(key, {{"name", item.name},
                              {"left", quantity_words(*sold.in_stock, item.unit, c)},
                              {"sold", quantity_words(in_cart, item.unit, c)}});
}

void warn_of_stock(Model& m, const pos::sale::Command& command, const Context& c) {
    if (m.cash_register.setup().stock.rule == pos::sale::StockRule::allow) return;
    const Sold sold = sold_by(m, command);
    if (sold.item == nullptr) return;
    if (!pos::sale::oversold(m.cash_register.state().cart, sold.item->id)) return;
    if (auto words = stock_words(m, command, TextKey::said_oversold, c))
        say(m, common::Level::warning, std::move(*words));
}

std::string stock_note(const Model& m, const pos::sale::CartLine& line, const Context& c) {
    if (m.cash_register.setup().stock.rule == pos::sale::StockRule::allow) return {};
    const auto left = pos::sale::oversold(m.cash_register.state().cart, line.item.id);
    if (!left || line.comes_back()) return {};
    return c.texts.with(TextKey::line_stock, {{"left", quantity_words(*left, line.item.unit, c)}});
}

}  // namespace till::shell
