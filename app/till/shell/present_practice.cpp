#include <cstdlib>

#include "app/till/screens/pay/pay.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/ui/tiles.hpp"

namespace till::shell {

namespace {

using practice::Step;
using ui::TextKey;

void present_cart(Model& m, const pos::sale::State& state, const Context& c) {
    auto& sale = m.practice.sale;
    sale = {};
    std::int64_t items = 0;
    for (std::size_t i = 0; i < state.cart.lines.size(); ++i) {
        const auto& line = state.cart.lines[i];
        sale.rows.push_back({.quantity = quantity_words(line.quantity, line.item.unit, c),
                             .name = line.item.name,
                             .unit_price = c.locale.price(line.price),
                             .total = c.locale.amount(state.priced.lines[i].payable),
                             .initials = ui::initials_of(line.item.name)});
        items +=
            line.item.unit.empty() ? std::abs(line.quantity.millionths) / pos::kQuantityScale : 1;
    }
    if (!sale.rows.empty()) sale.chosen = sale.rows.size() - 1;
    sale.total = c.locale.money(state.priced.total);
    sale.item_count =
        c.texts.count(TextKey::sell_items, items, {{"count", c.locale.integer(items)}});
}

void present_money(Model& m, const pos::sale::State& state, const Context& c) {
    constexpr std::size_t kNotes = 3;
    auto& screen = m.practice;
    const pos::Money due = state.settlement.left_in_cash;
    screen.exact = c.locale.money(due);
    screen.notes.clear();
    if (due.minor <= 0) return;
    const auto per_major = pos::minor_per_major(due.currency);
    for (const auto minor : pay::likely_notes(due.minor, per_major, kNotes)) {
        const bool whole = minor % per_major == 0;
        screen.notes.push_back({whole ? c.locale.integer(minor / per_major)
                                      : c.locale.amount(pos::Money{minor, due.currency}),
                                minor});
    }
}

/// What a receipt says of a sale, without what only one that counts has: number, time, signature.
void present_receipt(Model& m, const pos::sale::Finished& sale, const Context& c) {
    auto& screen = m.practice;
    screen.receipt.clear();
    for (const auto& line : sale.record.lines) {
        screen.receipt.push_back({quantity_words(line.quantity, line.unit, c) + " × " + line.name,
                                  c.locale.amount(line.payable)});
    }
    screen.receipt.push_back(
        {c.texts[TextKey::sell_total], c.locale.money(sale.record.payable), true});
    for (const auto& tax : sale.record.taxes)
        screen.receipt.push_back({tax.name, c.locale.amount(tax.tax)});
    for (const auto& tender : sale.record.tenders) {
        screen.receipt.push_back(
            {tender_words(tender.code, tender.name, c), c.locale.amount(tender.given)});
    }
    screen.receipt.push_back({c.texts[TextKey::done_change], c.locale.amount(sale.change)});
    screen.change = c.locale.money(sale.change);
}

}  // namespace

void present_practice(Model& m, const Context& c) {
    auto& screen = m.practice;
    if (!m.practice_desk.till) return;
    const auto& state = m.practice_desk.till->state();
    const bool done = state.phase == pos::sale::Phase::complete;
    screen.step = done ? Step::receipt : state.cart.lines.empty() ? Step::goods : Step::money;
    const TextKey now = done                         ? TextKey::practice_receipt
                        : screen.step == Step::goods ? TextKey::practice_goods
                                                     : TextKey::practice_money;
    screen.now = c.texts[now];
    screen.shop = m.shop_name;
    screen.tiles.clear();
    for (const Listed& item : m.practice_desk.tiles) {
        screen.tiles.push_back({.item = item.item,
                                .name = item.name,
                                .price = c.locale.price(item.price),
                                .initials = ui::initials_of(item.name),
                                .picture = item.picture,
                                .pair = item.pair});
    }
    present_cart(m, state, c);
    present_money(m, state, c);
    if (done) present_receipt(m, *state.last, c);
}

}  // namespace till::shell
