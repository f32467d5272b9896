// What the cashier does on the sell screen.
#include <algorithm>

#include "app/till/shell/found.hpp"
#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using pos::sale::Phase;
using prompt::Subject;
using sell::Key;
using sell::Panel;
using ui::TextKey;

const pos::sale::State& state(const Model& m) {
    return m.cash_register.state();
}

void open_prompt(Model& m, Subject subject, const Context& c, Effects& effects) {
    auto asked = ask(m, subject, c);
    if (!asked) {
        refuse(m, c.texts[TextKey::refusal_cart_empty], effects);
        return;
    }
    clear_input(m);
    m.sell.prompt = std::move(*asked);
    m.sell.panel = Panel::prompt;
}

void set_input(Model& m, const std::string& text, Effects& effects) {
    m.sell.input = text;
    m.said.reset();
    const bool search = !text.empty() && (m.sell.searching || !is_figure(text));
    if (!search) {
        m.found.clear();
        m.sell.panel = Panel::tiles;
        if (text.empty()) m.sell.looking = false;
        return;
    }
    m.sell.searching = true;
    m.sell.panel = Panel::results;
    m.sell.looking = true;
    m.sell.found_chosen = 0;
    m.search_asked = ++m.asked;
    effects.emplace_back(Search{m.search_asked, text});
}

void add_listed(Model& m, const Listed& listed, Effects& effects) {
    look_up(m, {.text = {}, .item = listed.item}, effects);
}

void enter_input(Model& m, Effects& effects) {
    if (m.sell.panel == Panel::results && m.sell.looking) {
        m.enter_waits = true;  // what is on show answers an earlier keystroke
        return;
    }
    const auto shown = found_shown(m);
    if (m.sell.panel == Panel::results && !shown.empty() && !is_figure(m.sell.input)) {
        const Listed chosen = *shown[std::min(m.sell.found_chosen, shown.size() - 1)];
        clear_input(m);
        add_listed(m, chosen, effects);
        return;
    }
    if (m.sell.input.empty()) return;
    const std::string text = m.sell.input;
    clear_input(m);
    look_up(m, {.text = text}, effects);
}

void set_times(Model& m, const Context& c, Effects& effects) {
    if (m.sell.input.empty()) return open_prompt(m, Subject::quantity, c, effects);
    const auto quantity = c.locale.parse_quantity(m.sell.input);
    if (!quantity) return refuse(m, c.texts[TextKey::prompt_not_a_number], effects);
    if (tell(m, pos::sale::SetNextQuantity{*quantity}, c, effects)) clear_input(m);
}

void choose_row(Model& m, int by) {
    const auto& lines = state(m).cart.lines;
    if (lines.empty()) return;
    const auto at =
        std::ranges::find_if(lines, [&](const auto& line) { return line.line == m.chosen_line; });
    const auto from = at == lines.end() ? static_cast<int>(lines.size()) - 1
                                        : static_cast<int>(at - lines.begin());
    const int to = std::clamp(from + by, 0, static_cast<int>(lines.size()) - 1);
    m.chosen_line = lines[static_cast<std::size_t>(to)].line;
}

void void_line(Model& m, const Context& c, Effects& effects) {
    const auto& lines = state(m).cart.lines;
    if (lines.empty() || !m.chosen_line)
        return refuse(m, c.texts[TextKey::refusal_cart_empty], effects);
    const auto at =
        std::ranges::find_if(lines, [&](const auto& line) { return line.line == m.chosen_line; });
    const std::string name = at == lines.end() ? std::string{} : at->item.name;
    if (!tell(m, pos::sale::VoidLine{*m.chosen_line, {}}, c, effects)) return;
    say(m, common::Level::quiet, c.texts.with(TextKey::said_voided, {{"name", name}}));
    const auto& left = state(m).cart.lines;
    m.chosen_line = left.empty() ? std::nullopt : std::optional{left.back().line};
}

void pay_with(Model& m, pos::journal::TenderKind kind, std::optional<pos::Money> amount,
              const Context& c, Effects& effects) {
    if (kind == pos::journal::TenderKind::card && has_card_terminal(m)) {
        clear_input(m);
        return pay_by_card(m, amount, c, effects);
    }
    const auto& tenders = m.cash_register.setup().tenders;
    const auto type = std::ranges::find(tenders, kind, &pos::sale::TenderType::kind);
    if (type == tenders.end()) return refuse(m, c.texts[TextKey::refusal_unknown_tender], effects);
    if (tell(m, pos::sale::AddTender{type->code, amount, {}, true}, c, effects)) clear_input(m);
}

void step_back(Model& m, const Context& c, Effects& effects) {
    if (m.weighing) {
        stop_weighing(m);
        look_up_next(m, effects);
    } else if (m.sell.panel == Panel::more || m.sell.panel == Panel::departments) {
        m.sell.panel = Panel::tiles;
    } else if (!m.sell.input.empty() || m.sell.searching) {
        clear_input(m);
    } else if (state(m).next_quantity) {
        (void)tell(m, pos::sale::SetNextQuantity{std::nullopt}, c, effects);
    } else if (m.return_mode) {
        m.return_mode.reset();
    } else {
        m.said.reset();
    }
}

/// What was typed, and what stands in place of the tiles, is over.
void tidy(Model& m) {
    m.sell.panel = Panel::tiles;
    clear_input(m);
}

void leave_for(Model& m, Screen screen) {
    tidy(m);
    go_to(m, screen);
}

void print_again(Model& m, const Context& c, Effects& effects) {
    const auto& last = state(m).last;
    if (!last) return refuse(m, c.texts[TextKey::refusal_no_receipt], effects);
    m.sell.panel = Panel::tiles;
    look_up(m, {.text = last->record.number, .reprint = true}, effects);
}

/// A key that does something else while a question is open takes it back; a price that an item
/// waits for must be given first.
bool drop_question(Model& m, Key key, const Context& c, Effects& effects) {
    if (!m.sell.prompt) return true;
    if (m.item_waiting) {
        m.sell.prompt->refusal = c.texts[TextKey::prompt_price_first];
        effects.emplace_back(Sound{Signal::refused});
        return false;
    }
    // Named later it is of another sale, and what was typed before the scan is not meant any more.
    if (is_about_unknown(m) && key != Key::new_item) m.new_item.times.reset();
    m.sell.prompt.reset();
    m.sell.panel = Panel::tiles;
    return true;
}

/// Backwards or forwards among the steps of the cart. The menu stays: the next one is a tap away.
void take_step(Model& m, const pos::sale::Command& command, TextKey words, const Context& c,
               Effects& effects) {
    if (!tell(m, command, c, effects)) return;
    const auto& left = state(m).cart.lines;
    if (std::ranges::find(left, m.chosen_line, &pos::sale::CartLine::line) == left.end())
        m.chosen_line = left.empty() ? std::nullopt : std::optional{left.back().line};
    say(m, common::Level::quiet, c.texts[words]);
}

/// The keys that ask a question first.
struct Question {
    Key key{};
    Subject subject{};
};
constexpr Question kQuestions[] = {
    {Key::price, Subject::price},
    {Key::discount, Subject::line_discount},
    {Key::basket_discount, Subject::basket_discount},
    {Key::no_sale, Subject::no_sale},
    {Key::cash_in_out, Subject::cash_moved},
    {Key::cancel_sale, Subject::cancel_sale},
};

/// What was typed is what the customer gives.
void start_paying(Model& m, const Context& c, Effects& effects) {
    if (state(m).cart.is_empty() && !state(m).cards.empty()) {
        return leave_for(m, Screen::pay);  // a card payment is to be settled there
    }
    const auto given = typed_cash(m, c);
    if (!tell(m, pos::sale::StartTendering{}, c, effects)) return;
    leave_for(m, Screen::pay);
    if (given) m.pay.keyed = std::to_string(given->minor);
}

void hold_cart(Model& m, const Context& c, Effects& effects) {
    if (tell(m, pos::sale::Hold{}, c, effects))
        say(m, common::Level::good, c.texts[TextKey::said_held]);
}

void take_goods_back(Model& m) {
    leave_for(m, Screen::returns);
    m.returns = {};
}

void show_takings(Model& m, Effects& effects) {
    leave_for(m, Screen::takings);
    ask_takings(m, effects);
}

void open_settings(Model& m, const Context& c, Effects& effects) {
    m.tile_desk.wanted = m.backup_desk.wanted = false;
    if (tell(m, pos::sale::OpenSettings{}, c, effects)) leave_for(m, Screen::settings);
}

void ask_for_help(Model& m) {
    open_help(m);
    if (m.screen == Screen::help) tidy(m);
}

void press(Model& m, Key key, const Context& c, Effects& effects) {
    switch (key) {
        case Key::exact_cash:
            return void(tell(m, pos::sale::ExactCash{}, c, effects));
        case Key::card:
            return pay_with(m, pos::journal::TenderKind::card, std::nullopt, c, effects);
        case Key::pay:
            return start_paying(m, c, effects);
        case Key::times:
        case Key::quantity:
            return set_times(m, c, effects);
        case Key::price:
        case Key::discount:
        case Key::basket_discount:
        case Key::no_sale:
        case Key::cash_in_out:
        case Key::cancel_sale:
            return open_prompt(m, std::ranges::find(kQuestions, key, &Question::key)->subject, c,
                               effects);
        case Key::void_line:
            return void_line(m, c, effects);
        case Key::hold:
            return hold_cart(m, c, effects);
        case Key::recall:
            return leave_for(m, Screen::held);
        case Key::return_goods:
            return take_goods_back(m);
        case Key::customer:
            tidy(m);
            return open_customers(m, effects);
        case Key::bill:
            tidy(m);
            return open_bills(m, {}, effects);
        case Key::more:
            m.sell.panel = m.sell.panel == Panel::more ? Panel::tiles : Panel::more;
            return;
        case Key::print_again:
            return print_again(m, c, effects);
        case Key::correct_sale:
            m.sell.panel = Panel::tiles;
            return correct_last_sale(m, effects);
        case Key::correct_payment:
            m.sell.panel = Panel::tiles;
            return correct_payment(m, std::nullopt, effects);
        case Key::tare:
            m.sell.panel = Panel::tiles;
            return tare(m, c, effects);
        case Key::takings:
            return show_takings(m, effects);
        case Key::close_day:
            m.sell.panel = Panel::tiles;
            return begin_closing(m, c, effects);
        case Key::settings:
            return open_settings(m, c, effects);
        case Key::new_item:
            return begin_new_item(m, c, effects);
        case Key::price_check:
            return open_price_check(m, effects);
        case Key::goods:
            return open_records(m, RecordDesk::What::items, c, effects);
        case Key::lock:
            m.sell.panel = Panel::tiles;
            return lock(m, c, effects);
        case Key::help:
            return ask_for_help(m);
        case Key::undo:
            return take_step(m, pos::sale::Undo{}, TextKey::said_undone, c, effects);
        case Key::redo:
            return take_step(m, pos::sale::Redo{}, TextKey::said_redone, c, effects);
        case Key::arrange:
            return begin_arranging(m, c, effects);
        case Key::practise:
            return open_practice(m, c, effects);
        case Key::no_practice:
            return decline_practice(m, effects);
        case Key::row_up:
            return choose_row(m, -1);
        case Key::row_down:
            return choose_row(m, 1);
        case Key::back:
            return step_back(m, c, effects);
    }
}

void prompted(Model& m, const prompt::Action& action, const Context& c, Effects& effects) {
    if (!m.sell.prompt) return;
    const auto close = [&] {
        m.sell.prompt.reset();
        m.sell.panel = Panel::tiles;
    };
    switch (prompt::update(*m.sell.prompt, action)) {
        case prompt::Outcome::open:
            return;
        case prompt::Outcome::cancelled:
            m.item_waiting.reset();
            if (is_naming(m)) m.new_item.times.reset();
            close();
            ask_unknown_again(m);
            look_up_next(m, effects);
            return;
        case prompt::Outcome::answered:
            break;
    }
    prompt::Model asked = std::move(*m.sell.prompt);
    m.sell.prompt.reset();
    if (answer(m, asked, c, effects)) {
        close();
        if (asked.subject == prompt::Subject::new_item_name) {
            m.sell.prompt = ask(m, prompt::Subject::new_item_price, c);
            m.sell.panel = Panel::prompt;
            return;
        }
        if (asked.subject == prompt::Subject::unknown_code) follow_unknown(m, asked, c, effects);
        ask_unknown_again(m);
        look_up_next(m, effects);
        return;
    }
    m.sell.prompt = std::move(asked);
}

}  // namespace

void clear_input(Model& m) {
    m.sell.input.clear();
    m.sell.searching = false;
    m.sell.looking = false;
    m.enter_waits = false;
    m.found.clear();
    m.found_department.clear();
    m.sell.found_chosen = 0;
    if (m.sell.panel == Panel::results) m.sell.panel = Panel::tiles;
}

bool is_figure(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
}

std::optional<pos::Money> typed_cash(const Model& m, const Context& c) {
    if (m.sell.searching || !is_figure(m.sell.input)) return std::nullopt;
    if (state(m).priced.total.minor <= 0) return std::nullopt;
    const auto given = c.locale.parse_money(m.sell.input, m.cash_register.setup().currency);
    if (!given || given->minor <= 0) return std::nullopt;
    if (std::to_string(given->minor).size() > pay::kDigitsMax) return std::nullopt;
    return *given;
}

void apply(Model& m, const sell::Action& action, const Context& c, Effects& effects) {
    if (const auto* row = std::get_if<sell::RowChosen>(&action)) {
        const auto& lines = state(m).cart.lines;
        if (row->row < lines.size()) m.chosen_line = lines[row->row].line;
    } else if (const auto* tile = std::get_if<sell::TileTapped>(&action)) {
        if (tile->tile < m.tiles.size()) add_listed(m, m.tiles[tile->tile], effects);
    } else if (const auto* tab = std::get_if<sell::TabChosen>(&action)) {
        if (tab->tab < m.tabs.size()) {
            m.sell.tab = tab->tab;
            m.sell.panel = Panel::tiles;
            effects.emplace_back(ReadTiles{m.tabs[tab->tab].code});
        }
    } else if (std::holds_alternative<sell::TabsOpened>(action)) {
        m.sell.panel = Panel::departments;
    } else if (const auto* found_tab = std::get_if<sell::FoundTabChosen>(&action)) {
        const auto departments = found_departments(m);
        const bool all = found_tab->tab == 0 || found_tab->tab > departments.size();
        m.found_department = all ? std::string{} : departments[found_tab->tab - 1];
        m.sell.found_chosen = 0;
    } else if (const auto* typed = std::get_if<sell::InputTyped>(&action)) {
        set_input(m, typed->text, effects);
    } else if (std::holds_alternative<sell::InputEntered>(action)) {
        enter_input(m, effects);
    } else if (std::holds_alternative<sell::InputWanted>(action)) {
        m.sell.searching = true;
        m.sell.panel = m.sell.input.empty() ? Panel::tiles : Panel::results;
        if (!m.sell.input.empty()) set_input(m, m.sell.input, effects);
    } else if (std::holds_alternative<sell::InputLeft>(action)) {
        clear_input(m);
    } else if (const auto* found = std::get_if<sell::FoundTapped>(&action)) {
        const auto shown = found_shown(m);
        if (found->index >= shown.size()) return;
        const Listed chosen = *shown[found->index];
        clear_input(m);
        add_listed(m, chosen, effects);
    } else if (const auto* moved_by = std::get_if<sell::FoundMoved>(&action)) {
        const int last = static_cast<int>(found_shown(m).size()) - 1;
        const int to = static_cast<int>(m.sell.found_chosen) + moved_by->by;
        m.sell.found_chosen = static_cast<std::size_t>(std::clamp(to, 0, std::max(last, 0)));
    } else if (const auto* note = std::get_if<sell::NoteTapped>(&action)) {
        const pos::Money amount{note->minor, m.cash_register.setup().currency};
        pay_with(m, pos::journal::TenderKind::cash, amount, c, effects);
    } else if (const auto* pressed = std::get_if<sell::Pressed>(&action)) {
        m.said.reset();
        if (drop_question(m, pressed->key, c, effects)) press(m, pressed->key, c, effects);
    } else if (const auto* in_prompt = std::get_if<sell::Prompted>(&action)) {
        prompted(m, in_prompt->action, c, effects);
    } else if (const auto* arranged = std::get_if<sell::Arranged>(&action)) {
        arrange(m, *arranged, c, effects);
    }
}

}  // namespace till::shell
