#include <algorithm>
#include <cstdlib>

#include "app/till/screens/pay/pay.hpp"
#include "app/till/shell/found.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/stock_words.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"
#include "app/till/ui/tiles.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// What the code said of the goods: "use by 31/12/2026", "batch L2611".
std::vector<std::string> trace_words(const pos::journal::Trace& trace, const Context& c) {
    std::vector<std::string> words;
    if (trace.expires) {
        words.push_back(
            c.texts.with(TextKey::line_use_by, {{"date", c.locale.date(*trace.expires)}}));
    }
    if (trace.best_before) {
        words.push_back(
            c.texts.with(TextKey::line_best_before, {{"date", c.locale.date(*trace.best_before)}}));
    }
    if (!trace.batch.empty()) {
        words.push_back(c.texts.with(TextKey::line_batch, {{"batch", trace.batch}}));
    }
    if (!trace.serial.empty()) {
        words.push_back(c.texts.with(TextKey::line_serial, {{"serial", trace.serial}}));
    }
    return words;
}

/// What a line costs less, each under its name: "3 for 2 -1.19".
std::vector<std::string> saving_words(const pos::sale::State& state, std::size_t at,
                                      const Context& c) {
    const auto& cart = state.priced;
    const auto& line = state.cart.lines[at];
    const auto& priced = cart.lines[at];
    std::vector<std::string> words;
    const auto add = [&](const std::string& label, pos::Money off) {
        if (off.minor != 0) words.push_back(label + " " + c.locale.amount(-off));
    };
    auto amount = priced.discounts.begin();
    if (line.discount && amount != priced.discounts.end()) add(line.discount->label, *amount++);
    if (!cart.promoted.empty()) {
        for (const std::size_t promotion : cart.promoted[at])
            add(cart.promotions[promotion].label, *amount++);
    }
    pos::Money rest = priced.basket_share;
    if (!line.returned) {
        const std::size_t shares =
            std::min(cart.basket_promoted.size(), priced.basket_shares.size());
        for (std::size_t i = 0; i < shares; ++i) {
            add(cart.promotions[cart.basket_promoted[i]].label, priced.basket_shares[i]);
            rest -= priced.basket_shares[i];
        }
    }
    add(c.texts[TextKey::discount_label], rest);
    return words;
}

std::string note_of(const pos::sale::State& state, std::size_t at, bool& saves, const Context& c) {
    const auto& line = state.cart.lines[at];
    std::string note;
    const auto add = [&](const std::string& words) { ui::add_beside(c.texts, note, words); };
    for (const std::string& words : saving_words(state, at, c)) {
        saves = true;
        add(words);
    }
    if (line.list_price) {
        add(c.texts.with(TextKey::line_price_was, {{"price", c.locale.price(*line.list_price)}}));
    }
    if (line.returned && line.returned->line.origin) {
        add(c.texts.with(TextKey::line_returned_from,
                         {{"number", line.returned->line.origin->number}}));
    } else if (line.comes_back()) {
        add(line.return_reason);
    }
    if (!line.note.empty()) add(line.note);
    if (line.trace) {
        for (const std::string& words : trace_words(*line.trace, c)) add(words);
    }
    return note;
}

void present_rows(Model& m, const Context& c) {
    m.sell.rows = cart_rows(m, c);
    m.sell.chosen.reset();
    const auto& lines = m.cash_register.state().cart.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].line == m.chosen_line) m.sell.chosen = i;
        // The customer's display, which has the same rows, is told nothing of it.
        const std::string note = stock_note(m, lines[i], c);
        if (note.empty() || i >= m.sell.rows.size()) continue;
        auto& row = m.sell.rows[i];
        std::string all = note;
        if (!row.note.empty()) ui::add_beside(c.texts, all, row.note);
        row.note = std::move(all);
        row.note_warns = true;
    }
}

void present_figures(Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    const auto& setup = m.cash_register.setup();
    const bool cart =
        state.phase == pos::sale::Phase::cart || state.phase == pos::sale::Phase::tendering;
    const pos::Money total = cart ? state.priced.total : pos::zero(setup.currency);
    const pos::Money cash = cart ? state.settlement.left_in_cash : total;
    m.sell.refund = total.minor < 0;
    m.sell.total = c.locale.money(m.sell.refund ? -total : total);
    m.sell.exact = c.locale.money(cash.minor < 0 ? -cash : cash);
    m.sell.item_count = item_count_words(m, c);
    m.sell.saved = saved_words(m, c);
    m.sell.notes.clear();
    if (cash.minor > 0) {
        const auto per_major = pos::minor_per_major(setup.currency);
        for (const auto minor : pay::likely_notes(cash.minor, per_major, 3)) {
            const bool whole = minor % per_major == 0;
            m.sell.notes.push_back({whole ? c.locale.integer(minor / per_major)
                                          : c.locale.amount(pos::Money{minor, setup.currency}),
                                    minor});
        }
    }
    m.sell.can_pay = !state.cart.is_empty();
    m.sell.can_redo = state.can_redo;
    m.sell.offers_practice = m.practice_desk.offer && !state.last && !state.cart.started();
    m.sell.has_bills = m.bill_desk.there;
    m.sell.has_scale = m.scale.there;
    m.sell.has_people = m.people.asks;
    m.sell.can_add = !m.new_item.barcode.empty() && !m.office.joined;
    m.sell.card_open = !state.cards.empty();
    m.sell.waiting = state.waiting != pos::sale::Waiting::nothing;
    m.sell.held = state.held.size();
    m.sell.customer = customer_words(m, c);
    const bool fresh = state.last && state.last->change.minor > 0 && state.cart.tenders.empty();
    m.sell.last_change = fresh ? c.texts.with(TextKey::sell_last_change,
                                              {{"amount", c.locale.money(state.last->change)}})
                               : std::string{};
}

std::string price_words(const Listed& item, const Context& c) {
    return item.open_price ? c.texts[TextKey::sell_open_price] : c.locale.price(item.price);
}

/// Requires: it is known.
std::string left_words(const Listed& item, const Context& c) {
    return c.texts.with(TextKey::stock_left, {{"left", quantity_words(*item.stock, item.unit, c)}});
}

std::string name_of(const Tab& tab, bool alone, const Context& c) {
    if (tab.code.empty()) return c.texts[TextKey::sell_favourites];
    if (tab.code != kNoDepartment) return tab.name;
    return c.texts[alone ? TextKey::sell_all_goods : TextKey::sell_no_department];
}

void present_items(Model& m, const Context& c) {
    m.sell.tabs.clear();
    for (const Tab& tab : m.tabs) {
        m.sell.tabs.push_back(name_of(tab, m.tabs.size() == 1, c));
    }
    m.sell.tiles.clear();
    for (const Listed& item : m.tiles) {
        m.sell.tiles.push_back({.item = item.item,
                                .name = item.name,
                                .price = price_words(item, c),
                                .unit = item.unit.empty() ? std::string{} : "/" + item.unit,
                                .initials = ui::initials_of(item.name),
                                .picture = item.picture,
                                .pair = item.pair});
        if (!item.stock) continue;
        m.sell.tiles.back().stock = left_words(item, c);
        m.sell.tiles.back().sold_out = item.stock->millionths <= 0;
    }
    m.sell.arranging.clear();
    if (m.tile_desk.on && m.sell.tab < m.sell.tabs.size())
        m.sell.arranging =
            c.texts.with(TextKey::sell_arranging, {{"tab", m.sell.tabs[m.sell.tab]}});
    const auto before = m.tile_desk.before.find(m.tile_desk.tab);
    m.sell.can_undo_tiles = before != m.tile_desk.before.end() && !before->second.empty();
    m.sell.found.clear();
    for (const Listed* item : found_shown(m)) {
        std::string note;
        for (const std::string* part : {&item->number, &item->department})
            ui::add_beside(c.texts, note, *part);
        if (item->stock) ui::add_beside(c.texts, note, left_words(*item, c));
        m.sell.found.push_back({item->item, item->name, std::move(note), price_words(*item, c)});
    }
    m.sell.found_tabs.clear();
    m.sell.found_tab = 0;
    const auto departments = found_departments(m);
    if (departments.size() < 2) return;
    const auto all = static_cast<std::int64_t>(m.found.size());
    m.sell.found_tabs.push_back(
        c.texts.with(TextKey::sell_found_all, {{"count", c.locale.integer(all)}}));
    for (const std::string& department : departments) {
        if (department == m.found_department) m.sell.found_tab = m.sell.found_tabs.size();
        m.sell.found_tabs.push_back(department);
    }
}

std::string pending_words(const Model& m, const Context& c) {
    const auto& next = m.cash_register.state().next_quantity;
    if (next)
        return c.texts.with(TextKey::sell_next_quantity, {{"quantity", c.locale.quantity(*next)}});
    if (m.sell.input.empty() || m.sell.panel == sell::Panel::results) return {};
    if (const auto given = typed_cash(m, c)) {
        return c.texts.with(TextKey::sell_digits_become_paid, {{"amount", c.locale.money(*given)}});
    }
    return c.texts[TextKey::sell_digits_become];
}

}  // namespace

std::vector<sell::CartRow> cart_rows(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    if (state.cart.bill) return bill_rows(m, c);
    std::vector<sell::CartRow> rows;
    for (std::size_t i = 0; i < state.cart.lines.size() && i < state.priced.lines.size(); ++i) {
        const auto& line = state.cart.lines[i];
        const auto& priced = state.priced.lines[i];
        sell::CartRow row{.quantity = quantity_words(line.quantity, line.item.unit, c),
                          .name = line.item.name,
                          .unit_price = c.locale.price(line.price),
                          .total = c.locale.amount(priced.payable),
                          .initials = ui::initials_of(line.item.name)};
        if (const auto look = m.looks_of.find(line.item.id); look != m.looks_of.end()) {
            row.picture = look->second.picture;
            row.pair = look->second.pair;
        }
        row.note = note_of(state, i, row.note_saves, c);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string item_count_words(const Model& m, const Context& c) {
    if (const auto& bill = m.cash_register.state().cart.bill) {
        if (bill->top_up) return c.texts[TextKey::bills_credit_bought];
        const auto count = static_cast<std::int64_t>(bill->bills.size());
        return c.texts.count(TextKey::sell_bills, count, {{"count", c.locale.integer(count)}});
    }
    std::int64_t items = 0;
    for (const auto& line : m.cash_register.state().cart.lines) {
        items +=
            line.item.unit.empty() ? std::abs(line.quantity.millionths) / pos::kQuantityScale : 1;
    }
    return c.texts.count(TextKey::sell_items, items, {{"count", c.locale.integer(items)}});
}

std::string saved_words(const Model& m, const Context& c) {
    const auto& state = m.cash_register.state();
    if (state.cart.lines.empty() || state.priced.discount.minor <= 0) return {};
    return c.texts.with(TextKey::sell_saved, {{"amount", c.locale.amount(state.priced.discount)}});
}

void present_sell(Model& m, const Context& c) {
    present_rows(m, c);
    present_figures(m, c);
    present_items(m, c);
    m.sell.pending = pending_words(m, c);
    if (m.sell.panel == sell::Panel::prompt && !m.sell.prompt) m.sell.panel = sell::Panel::tiles;
    m.sell.takes_back = m.return_mode.has_value();
    if (m.sell.message.empty() && m.return_mode) {
        m.sell.message = {common::Level::warning, c.texts[TextKey::said_return_mode]};
    }
}

}  // namespace till::shell
