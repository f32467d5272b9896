// What an item costs, without selling it: scans and search while that is asked.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// What was shown is not what is asked for now.
void forget(Model& m) {
    m.price_desk = {};
    m.price_check.rows.clear();
    m.price_check.looking = false;
    m.said.reset();
}

void search(Model& m, const std::string& words, Effects& effects) {
    forget(m);
    m.price_check.input = words;
    m.price_check.chosen = 0;
    if (words.empty()) return;
    m.price_check.looking = true;
    m.price_desk.searching = ++m.asked;
    effects.emplace_back(Search{m.price_desk.searching, words});
}

void ask_code(Model& m, const std::string& text, Effects& effects) {
    forget(m);
    m.price_check.input.clear();
    m.price_desk.asked = ++m.asked;
    effects.emplace_back(FindCode{.ask = m.price_desk.asked, .text = text, .stock = true});
}

void ask_row(Model& m, std::size_t index, Effects& effects) {
    if (index >= m.price_desk.found.size()) return;
    m.price_check.chosen = index;
    m.price_desk.asked = ++m.asked;
    effects.emplace_back(FindItem{.ask = m.price_desk.asked,
                                  .item = m.price_desk.found[index].item,
                                  .stock = true,
                                  .unlisted = {}});
}

/// A figure is a number or a barcode; of words the chosen row is meant.
void enter(Model& m, Effects& effects) {
    const std::string typed = m.price_check.input;
    if (typed.empty()) return;
    if (is_figure(typed)) return ask_code(m, typed, effects);
    if (m.price_check.looking) {
        m.price_desk.enter_waits = true;
        return;
    }
    ask_row(m, m.price_check.chosen, effects);
}

}  // namespace

void open_price_check(Model& m, Effects& effects) {
    const std::string typed = m.sell.input;
    m.sell.panel = sell::Panel::tiles;
    clear_input(m);
    m.price_check = {};
    go_to(m, Screen::price_check);
    forget(m);
    if (typed.empty()) return;
    is_figure(typed) ? ask_code(m, typed, effects) : search(m, typed, effects);
}

void check_scan(Model& m, const std::string& text, Effects& effects) {
    ask_code(m, text, effects);
}

void take_price_rows(Model& m, const SearchAnswered& answered, Effects& effects) {
    m.price_check.looking = false;
    m.price_desk.found = answered.items;
    if (std::exchange(m.price_desk.enter_waits, false)) ask_row(m, 0, effects);
}

bool take_price(Model& m, const CodeAnswered& answered, const Context& c, Effects& effects) {
    if (answered.ask == 0 || answered.ask != m.price_desk.asked) return false;
    m.price_desk.asked = 0;
    if (m.screen != Screen::price_check) return true;
    if (const auto* item = std::get_if<ItemFound>(&answered.found)) {
        m.price_desk.item = *item;
        m.price_desk.stock = answered.stock;
        m.price_check.input.clear();
        effects.emplace_back(Sound{Signal::scanned});
        if (!item->sold)
            say(m, common::Level::warning,
                c.texts.with(TextKey::said_not_sold, {{"name", item->item.name}}));
    } else {
        refuse_no_item(m, answered, c, effects);
    }
    return true;
}

void apply(Model& m, const price_check::Action& action, const Context&, Effects& effects) {
    if (const auto* typed = std::get_if<price_check::InputTyped>(&action)) {
        search(m, typed->text, effects);
    } else if (std::holds_alternative<price_check::InputEntered>(action)) {
        enter(m, effects);
    } else if (const auto* row = std::get_if<price_check::RowTapped>(&action)) {
        ask_row(m, row->index, effects);
    } else if (const auto* moved_by = std::get_if<price_check::Moved>(&action)) {
        const int last = static_cast<int>(m.price_desk.found.size()) - 1;
        const int to = static_cast<int>(m.price_check.chosen) + moved_by->by;
        m.price_check.chosen = static_cast<std::size_t>(std::clamp(to, 0, std::max(last, 0)));
    } else if (std::holds_alternative<price_check::BackPressed>(action)) {
        m.price_desk = {};
        go_home(m);
    }
}

}  // namespace till::shell
