// Goods by weight: what the scale says, and what waits for it.
#include <algorithm>
#include <utility>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/stock_words.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using drivers::scale::Condition;
using ui::TextKey;

const pos::sale::State& state(const Model& m) {
    return m.cash_register.state();
}

TextKey words_for(Condition condition) {
    switch (condition) {
        case Condition::stable:
        case Condition::moving:
            return TextKey::scale_wait_moving;
        case Condition::zero:
            return TextKey::scale_wait_zero;
        case Condition::under:
            return TextKey::scale_wait_under;
        case Condition::over:
            return TextKey::scale_wait_over;
        case Condition::not_ready:
        case Condition::not_read:
            return TextKey::scale_wait_not_ready;
        case Condition::gone:
            return TextKey::scale_wait_gone;
    }
    return TextKey::scale_wait_not_ready;
}

/// Whether the goods on the scale are in the cart already.
bool sold_already(const Model& m) {
    if (!m.scale.sold_as || m.scale.sold_as->sale != state(m).cart.sale) return false;
    const auto& lines = state(m).cart.lines;
    return std::ranges::find(lines, m.scale.sold_as->line, &pos::sale::CartLine::line) !=
           lines.end();
}

void wait(Model& m, TextKey why, const Context& c) {
    say(m, common::Level::warning, c.texts.with(why, {{"name", m.weighing->found.item.name}}));
}

/// Sells what waits, if the scale allows it.
void try_to_sell(Model& m, const Context& c, Effects& effects) {
    const drivers::scale::Reading& reading = m.scale.reading;
    if (reading.condition != Condition::stable) return wait(m, words_for(reading.condition), c);
    if (sold_already(m)) return wait(m, TextKey::scale_wait_same, c);
    const Weighing goods = *std::exchange(m.weighing, std::nullopt);
    const auto unit = drivers::scale::unit_named(goods.found.item.unit);
    const auto weight =
        unit ? drivers::scale::converted(reading.weight, reading.unit, *unit) : std::nullopt;
    if (!weight) {
        return refuse(
            m,
            c.texts.with(TextKey::scale_other_unit, {{"unit", std::string{name_of(reading.unit)}},
                                                     {"name", goods.found.item.name}}),
            effects);
    }
    pos::sale::AddItem add{.item = goods.found.item,
                           .barcode = goods.found.barcode,
                           .quantity = *weight,
                           .price = goods.price,
                           .own_line = true,
                           .trace = goods.found.trace,
                           .in_stock = goods.found.stock};
    m.said.reset();
    const bool added = m.return_mode
                           ? tell(m, pos::sale::ReturnItem{add, m.return_mode->reason}, c, effects)
                           : tell(m, add, c, effects);
    if (!added) return;
    effects.emplace_back(Sound{Signal::scanned});
    m.chosen_line = state(m).cart.lines.back().line;
    m.scale.sold_as = {state(m).cart.sale, *m.chosen_line};
    if (m.screen == Screen::done || m.screen == Screen::pay) {
        go_to(m, Screen::sell);
        warn_of_stock(m, add, c);
    }
}

}  // namespace

bool is_weighed(const Model& m, const ItemFound& found) {
    const bool by_weight = drivers::scale::unit_named(found.item.unit).has_value();
    return m.scale.there && by_weight && !found.quantity && !found.label_price &&
           !state(m).next_quantity;
}

void weigh(Model& m, Weighing weighing, const Context& c, Effects& effects) {
    const pos::UnitPrice price = weighing.price.value_or(weighing.found.item.price);
    m.weighing = std::move(weighing);
    // Scales that multiply show two decimals at most; what is finer they are not told.
    constexpr std::int64_t kPerMinor = 1'000'000;
    if (price.currency.exponent == 2 && price.e8 >= 0) {
        effects.emplace_back(PriceScale{static_cast<std::uint32_t>(price.e8 / kPerMinor)});
    }
    try_to_sell(m, c, effects);
}

void stop_weighing(Model& m) {
    m.weighing.reset();
    m.said.reset();
}

void tare(Model& m, const Context& c, Effects& effects) {
    if (!m.scale.there) return refuse(m, c.texts[TextKey::scale_none], effects);
    const bool clear = m.scale.reading.net;
    if (!clear && m.scale.reading.condition != Condition::stable) {
        return refuse(m, c.texts[TextKey::scale_tare_first], effects);
    }
    effects.emplace_back(TareScale{clear});
}

void apply(Model& m, const ScaleChanged& changed, const Context& c, Effects& effects) {
    const bool same_goods = changed.reading.condition == Condition::stable &&
                            changed.reading.weight == m.scale.reading.weight;
    if (!same_goods) m.scale.sold_as.reset();
    m.scale.reading = changed.reading;
    if (!m.weighing || state(m).waiting != pos::sale::Waiting::nothing) return;
    try_to_sell(m, c, effects);
    look_up_next(m, effects);
}

}  // namespace till::shell
