#include "app/till/shell/present_parts.hpp"
#include "app/till/ui/beside.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/said.hpp"

namespace till::shell {

namespace {

using price_check::Fact;
using ui::TextKey;

/// The goods in a cart of their own, priced as the register would; nothing that it refuses.
std::optional<pos::sale::PricedCart> priced(const Model& m, const pos::sale::AddItem& goods) {
    const auto& setup = m.cash_register.setup();
    const auto said = pos::sale::said_of(goods, setup.policy.line_mode);
    if (!said) return std::nullopt;
    pos::sale::Cart cart;
    pos::sale::CartLine line;
    line.line = 1;
    line.item = goods.item;
    line.quantity = said->quantity;
    line.price = said->price;
    cart.lines.push_back(std::move(line));
    auto figures = pos::sale::price(setup, cart);
    if (!figures) return std::nullopt;
    return std::move(*figures);
}
std::optional<pos::sale::PricedCart> priced(const Model& m, const pos::sale::Item& item,
                                            pos::Quantity quantity) {
    return priced(m, {.item = item, .quantity = quantity});
}

/// What is left to pay in the terms of the price: with tax or without, as it is said to be.
std::string left_of(const pos::sale::PricedCart& cart, const Context& c) {
    return c.locale.money(cart.lines.front().total);
}

/// The labels of what made it cheaper.
std::string labels_of(const pos::sale::PricedCart& cart, const Context& c) {
    std::string labels;
    const auto add = [&](std::size_t promotion) {
        ui::add_beside(c.texts, labels, cart.promotions[promotion].label);
    };
    if (!cart.promoted.empty())
        for (const std::size_t promotion : cart.promoted[0]) add(promotion);
    for (const std::size_t promotion : cart.basket_promoted) add(promotion);
    return labels;
}

/// "/kg"
std::string per(const pos::sale::Item& item) {
    return item.open_price || item.unit.empty() ? std::string{} : "/" + item.unit;
}

/// What the item's promotions come to: at once for what the label says or for one, as many as a
/// group needs for the others.
void add_promotions(const Model& m, const ItemFound& found, std::vector<Fact>& facts,
                    const Context& c) {
    const pos::sale::Item& item = found.item;
    const auto one = found.label_price ? priced(m, {.item = item, .label_price = found.label_price})
                                       : priced(m, item, pos::pieces(1));
    const bool saves = one && one->discount.minor > 0;
    if (saves) {
        facts.push_back({c.texts.with(TextKey::price_check_with, {{"name", labels_of(*one, c)}}),
                         left_of(*one, c) + (found.label_price ? std::string{} : per(item)), true});
    }
    for (const auto& promotion : item.promotions) {
        if (!item.discountable) break;
        const bool grouped = pos::pricing::counts_groups(promotion.rule.kind);
        const auto pieces = static_cast<std::int64_t>(promotion.rule.pieces);
        const auto group = grouped ? priced(m, item, pos::pieces(pieces)) : std::nullopt;
        if (group && group->discount.minor > 0) {
            facts.push_back(
                {promotion.label,
                 c.texts.with(TextKey::price_check_pieces, {{"count", c.locale.integer(pieces)},
                                                            {"amount", left_of(*group, c)}}),
                 true});
        } else if (!saves) {
            // It depends on what else is bought.
            facts.push_back({promotion.label, c.texts[TextKey::price_check_depends], true});
        }
    }
}

/// What the code itself says: a label of the scale, a pack.
void add_label(const Model& m, const ItemFound& found, std::vector<Fact>& facts, const Context& c) {
    if (found.label_price) {
        facts.push_back(
            {c.texts[TextKey::price_check_label], c.locale.money(*found.label_price), false});
        return;
    }
    if (!found.quantity || found.item.open_price) return;
    const auto figures = priced(m, found.item, *found.quantity);
    if (!figures) return;
    facts.push_back({quantity_words(*found.quantity, found.item.unit, c), left_of(*figures, c),
                     figures->discount.minor > 0});
}

/// With the currency where it is an amount that can be paid; a price of a part of a cent has none.
std::string price_words(const Model& m, const pos::sale::Item& item, const Context& c) {
    if (item.open_price) return c.texts[TextKey::sell_open_price];
    const auto one = priced(m, item, pos::pieces(1));
    if (one && pos::unit_price(one->gross) == item.price) return c.locale.money(one->gross);
    return c.locale.price(item.price);
}

price_check::Shown shown(const Model& m, const ItemFound& found, const Context& c) {
    const pos::sale::Item& item = found.item;
    price_check::Shown shown;
    shown.name = item.name;
    shown.note = item.number;
    shown.price = price_words(m, item, c);
    shown.unit = per(item);
    add_label(m, found, shown.facts, c);
    if (!item.open_price || found.label_price) add_promotions(m, found, shown.facts, c);
    if (!item.department_name.empty()) {
        shown.facts.push_back(
            {c.texts[TextKey::goods_field_department], item.department_name, false});
    }
    if (m.price_desk.stock && m.cash_register.setup().stock.shown) {
        shown.facts.push_back({c.texts[TextKey::price_check_stock],
                               quantity_words(*m.price_desk.stock, item.unit, c), false});
    }
    return shown;
}

}  // namespace

void present_price_check(Model& m, const Context& c) {
    auto& screen = m.price_check;
    screen.shown.reset();
    if (m.price_desk.item) screen.shown = shown(m, *m.price_desk.item, c);
    screen.rows.clear();
    for (const Listed& item : m.price_desk.found) {
        std::string note;
        for (const std::string* part : {&item.number, &item.department})
            ui::add_beside(c.texts, note, *part);
        screen.rows.push_back(
            {item.name, std::move(note),
             item.open_price ? c.texts[TextKey::sell_open_price] : c.locale.price(item.price)});
    }
}

}  // namespace till::shell
