#include "app/till/shell/present_customer.hpp"

#include "app/till/shell/present_parts.hpp"

namespace till::shell {

namespace {

using pos::sale::Phase;
using ui::TextKey;
using Scene = customer::Model::Scene;

pos::Money magnitude(pos::Money money) {
    return money.minor < 0 ? -money : money;
}

Scene scene_of(const Model& m) {
    const auto& state = m.cash_register.state();
    switch (state.phase) {
        case Phase::closed:
            return Scene::closed;
        case Phase::open:
            return Scene::welcome;
        case Phase::cart:
            return state.cart.is_empty() ? Scene::welcome : Scene::cart;
        case Phase::tendering: {
            const bool at_terminal = m.pay.card && m.pay.card->busy;
            return at_terminal ? Scene::card : Scene::pay;
        }
        case Phase::complete:
            return Scene::done;
    }
    return Scene::welcome;
}

/// The rows of the sell screen say all that concerns a customer.
void add_lines(customer::Model& out, const Model& m, const Context& c) {
    const auto rows = cart_rows(m, c);
    for (const sell::CartRow& row : rows) {
        out.lines.push_back(
            {row.quantity, row.name, row.note, row.note_saves, row.unit_price, row.total});
    }
    if (rows.empty()) return;
    out.picture = rows.back().picture;
    out.initials = rows.back().initials;
    out.pair = rows.back().pair;
}

}  // namespace

customer::Model customer_model(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    customer::Model out{.scene = scene_of(m), .shop = m.shop_name};
    out.greeting =
        c.texts[out.scene == Scene::closed ? TextKey::customer_closed : TextKey::customer_welcome];
    if (out.scene == Scene::done && state.last) {
        const auto& record = state.last->record;
        const bool refund = record.payable.minor < 0;
        const bool change = state.last->change.minor > 0;
        out.headline = c.texts[refund   ? TextKey::done_paid_back
                               : change ? TextKey::done_change
                                        : TextKey::done_paid];
        out.figure =
            c.locale.money(change && !refund ? state.last->change : magnitude(record.payable));
        out.note = c.texts[TextKey::customer_thanks];
        return out;
    }
    add_lines(out, m, c);
    out.item_count = item_count_words(m, c);
    out.saved = saved_words(m, c);
    const bool refund = state.priced.total.minor < 0;
    out.total_label = c.texts[refund ? TextKey::sell_to_refund : TextKey::sell_total];
    out.total = c.locale.money(magnitude(state.priced.total));
    if (out.scene == Scene::pay || out.scene == Scene::card) {
        out.headline = c.texts[refund ? TextKey::pay_to_refund : TextKey::pay_to_pay];
        out.figure = c.locale.money(magnitude(state.settlement.left_otherwise));
        if (out.scene == Scene::card) out.terminal = m.pay.card->lines;
    }
    return out;
}

drivers::display::Panel customer_panel(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    const Scene scene = scene_of(m);
    const auto total = [&](pos::Money money) { return c.locale.amount(magnitude(money)); };
    switch (scene) {
        case Scene::closed:
            return {.upper = {.start = m.shop_name, .centred = true},
                    .lower = {.start = c.texts[TextKey::customer_closed], .centred = true}};
        case Scene::welcome:
            return {.upper = {.start = c.texts[TextKey::customer_welcome], .centred = true},
                    .lower = {.start = m.shop_name, .centred = true}};
        case Scene::cart: {
            const auto& line = state.cart.lines.back();
            const auto& priced = state.priced.lines.back();
            const bool several = line.quantity.millionths != pos::kQuantityScale;
            const std::string name =
                several ? quantity_words(line.quantity, line.item.unit, c) + " " + line.item.name
                        : line.item.name;
            return {.upper = {name, c.locale.amount(priced.payable)},
                    .lower = {c.texts[TextKey::customer_total], total(state.priced.total)}};
        }
        case Scene::pay:
            return {.upper = {c.texts[TextKey::customer_total], total(state.priced.total)},
                    .lower = {c.texts[TextKey::customer_to_pay],
                              total(state.settlement.left_otherwise)}};
        case Scene::card:
            return {.upper = {c.texts[TextKey::customer_to_pay],
                              total(state.settlement.left_otherwise)},
                    .lower = {.start = m.pay.card->lines.empty() ? std::string{}
                                                                 : m.pay.card->lines.front()}};
        case Scene::done: {
            if (!state.last) return {};
            const bool change = state.last->change.minor > 0;
            return {.upper = {c.texts[change ? TextKey::done_change : TextKey::done_paid],
                              total(change ? state.last->change : state.last->record.payable)},
                    .lower = {.start = c.texts[TextKey::customer_thanks], .centred = true}};
        }
    }
    return {};
}

}  // namespace till::shell
