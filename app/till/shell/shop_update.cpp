// The shop itself as its manager looks after it: what receipts say of it, where it is, its logo.
#include <algorithm>
#include <utility>

#include "app/till/shell/shop_form.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;
using Change = ShopDesk::Change;

void ask_shop(Model& m, Effects& effects) {
    m.shop_desk.asked = ++m.asked;
    effects.emplace_back(ReadOwnShop{m.shop_desk.asked});
}

/// The logo that the paper is to show: the one that is looked at, or the shop's own.
Logo shown_logo(const Model& m) {
    if (m.shop.choosing && m.shop_desk.looked) return m.shop_desk.looked;
    return m.shop_desk.shop ? m.shop_desk.shop->logo : Logo{};
}

/// Has the paper drawn anew where it would be another one.
void draw_paper(Model& m, const Context& c, Effects& effects) {
    auto& desk = m.shop_desk;
    if (!desk.shop) return;
    DrawPaper wanted{.sheet = desk.shop->sheet,
                     .logo = shown_logo(m),
                     .cashier = m.cash_register.state().user.name};
    if (!m.shop.choosing)
        if (auto sheet = sheet_of_form(m, c)) wanted.sheet = std::move(*sheet);
    const bool same = desk.drawn && desk.drawn->sheet == wanted.sheet &&
                      desk.drawn->logo == wanted.logo && desk.drawn->cashier == wanted.cashier;
    if (same) return;
    wanted.ask = desk.drawing = ++m.asked;
    desk.drawn = wanted;
    effects.emplace_back(std::move(wanted));
}

void begin_keeping(Model& m, Change change, bool undoes) {
    auto& desk = m.shop_desk;
    m.said.reset();
    m.shop.form.saving = true;
    desk.keeping = ++m.asked;
    desk.undoes = undoes;
    if (!undoes) desk.change = change;
}

void save(Model& m, const Context& c, Effects& effects) {
    if (m.shop.form.entries.empty() || m.shop.form.saving) return;
    auto sheet = sheet_of_form(m, c);
    if (!sheet) {
        m.shop.form.at = m.shop.form.entries.size() - 1;
        return refuse(m, words_for(app::core::RecordRefusal{app::core::RecordFault::coin_wrong}, c),
                      effects);
    }
    begin_keeping(m, Change::sheet, false);
    effects.emplace_back(KeepOwnShop{m.shop_desk.keeping, std::move(*sheet)});
}

void undo(Model& m, Effects& effects) {
    if (!m.shop_desk.can_undo || m.shop.form.saving) return;
    begin_keeping(m, m.shop_desk.change, true);
    effects.emplace_back(UndoOwnShop{m.shop_desk.keeping});
}

void keep_logo(Model& m, Logo logo, Effects& effects) {
    if (m.shop.form.saving) return;
    begin_keeping(m, logo ? Change::logo : Change::no_logo, false);
    effects.emplace_back(KeepLogo{m.shop_desk.keeping, std::move(logo)});
}

void look_at(Model& m, std::string path, Effects& effects) {
    auto& desk = m.shop_desk;
    desk.path = std::move(path);
    desk.looked.reset();
    desk.fault.reset();
    desk.looking = ++m.asked;
    effects.emplace_back(LookAtLogo{desk.looking, desk.path});
}

/// The pictures to choose from.
void choose_logo(Model& m, Effects& effects) {
    auto& desk = m.shop_desk;
    desk.files.clear();
    desk.files_found = false;
    desk.path.clear();
    desk.looked.reset();
    desk.fault.reset();
    desk.looking = 0;
    m.shop.choosing = true;
    m.shop.path.clear();
    m.shop.writing = false;
    m.shop.chosen = 0;
    effects.emplace_back(FindPictures{});
}

void look_at_chosen(Model& m, std::size_t index, Effects& effects) {
    if (index >= m.shop_desk.files.size()) return;
    m.shop.chosen = index;
    m.shop.path.clear();
    m.shop.writing = false;
    look_at(m, m.shop_desk.files[index].path, effects);
}

void go_back(Model& m) {
    m.said.reset();
    m.shop_desk.over = 0;
    if (std::exchange(m.shop.over, false)) return;
    if (!std::exchange(m.shop.choosing, false)) return go_to(m, Screen::settings);
    m.shop_desk.looked.reset();
}

/// What is under way would be lost with the shop.
bool is_busy(const Model& m) {
    const auto& state = m.cash_register.state();
    return state.waiting != pos::sale::Waiting::nothing || !state.cart.is_empty() ||
           m.card.ordered || m.card.closing || m.shop.form.saving;
}

void ask_over(Model& m, const Context& c, Effects& effects) {
    if (m.cash_register.state().user.role != pos::people::Role::manager)
        return refuse(m, c.texts[TextKey::over_manager], effects);
    if (is_busy(m)) return refuse(m, c.texts[TextKey::refusal_cart_in_the_way], effects);
    if (!m.backups_possible) return refuse(m, c.texts[TextKey::why_on_server], effects);
    m.shop_desk.over = ++m.asked;
    effects.emplace_back(LookAtStartingOver{m.shop_desk.over});
}

/// False: it is nothing of the pictures'.
bool choose(Model& m, const shop::Action& action, Effects& effects) {
    if (const auto* tapped = std::get_if<shop::FileTapped>(&action)) {
        look_at_chosen(m, tapped->index, effects);
    } else if (const auto* moved_by = std::get_if<shop::Moved>(&action)) {
        const int last = std::max(static_cast<int>(m.shop_desk.files.size()) - 1, 0);
        const int from = m.shop.writing ? -1 : static_cast<int>(m.shop.chosen);
        const int to = std::clamp(from + moved_by->by, 0, last);
        look_at_chosen(m, static_cast<std::size_t>(to), effects);
    } else if (std::holds_alternative<shop::PathWanted>(action)) {
        m.shop.writing = true;
    } else if (const auto* typed = std::get_if<shop::PathTyped>(&action)) {
        m.shop.path = typed->text;
        m.shop.writing = true;
    } else if (std::holds_alternative<shop::PathEntered>(action)) {
        // Enter again takes what is on the paper by then.
        const bool seen = m.shop_desk.looked && m.shop_desk.path == m.shop.path;
        if (seen) {
            keep_logo(m, m.shop_desk.looked, effects);
        } else if (!m.shop.path.empty()) {
            look_at(m, m.shop.path, effects);
        }
    } else if (std::holds_alternative<shop::TakePressed>(action)) {
        if (m.shop_desk.looked) keep_logo(m, m.shop_desk.looked, effects);
    } else if (std::holds_alternative<shop::RemovePressed>(action)) {
        if (m.shop_desk.shop && m.shop_desk.shop->logo) keep_logo(m, {}, effects);
    } else {
        return false;
    }
    return true;
}

void fill_in_form(Model& m, const editor::Action& action, const Context& c, Effects& effects) {
    if (m.shop.form.saving) return;
    const std::string before = country_of_form(m);
    if (!editor::fill_in(m.shop.form, action)) {
        if (std::holds_alternative<editor::SavePressed>(action)) save(m, c, effects);
        return;
    }
    // What cannot be read of the rest changes no country.
    if (country_of_form(m) != before) follow_country(m, c);
}

TextKey words_for(const ShopDesk& desk) {
    if (desk.undoes) return TextKey::said_undone;
    switch (desk.change) {
        case Change::sheet:
            return TextKey::shop_kept;
        case Change::logo:
            return TextKey::shop_logo_kept;
        case Change::no_logo:
            return TextKey::shop_logo_removed;
    }
    return TextKey::shop_kept;
}

}  // namespace

void show_shop(Model& m, Effects& effects) {
    m.shop_desk = {};
    m.shop = {};
    go_to(m, Screen::shop);
    ask_shop(m, effects);
}

void drop_picture(Model& m, const std::string& path, Effects& effects) {
    m.said.reset();
    if (m.shop.form.saving || !m.shop_desk.shop) return;
    if (!m.shop.choosing) choose_logo(m, effects);
    m.shop.path = path;
    m.shop.writing = true;
    look_at(m, path, effects);
}

void apply(Model& m, const shop::Action& action, const Context& c, Effects& effects) {
    if (!std::holds_alternative<shop::BackPressed>(action)) m.said.reset();
    if (const auto* filled = std::get_if<shop::Filled>(&action)) {
        fill_in_form(m, filled->action, c, effects);
    } else if (std::holds_alternative<shop::SavePressed>(action)) {
        save(m, c, effects);
    } else if (std::holds_alternative<shop::UndoPressed>(action)) {
        undo(m, effects);
    } else if (std::holds_alternative<shop::LogoPressed>(action)) {
        if (m.shop_desk.shop && !m.shop.form.saving) choose_logo(m, effects);
    } else if (std::holds_alternative<shop::OverPressed>(action)) {
        if (m.shop.can_start_over) ask_over(m, c, effects);
    } else if (std::holds_alternative<shop::OverConfirmed>(action)) {
        if (m.shop.over && !is_busy(m)) effects.emplace_back(StartOver{});
    } else if (!choose(m, action, effects)) {
        go_back(m);
    }
    if (m.screen == Screen::shop) draw_paper(m, c, effects);
}

void apply(Model& m, const OwnShopRead& read, const Context& c, Effects& effects) {
    if (read.ask != m.shop_desk.asked) return;
    m.shop_desk.asked = 0;
    m.shop_desk.shop = read.shop;
    fill_shop_form(m, c);
    draw_paper(m, c, effects);
}

void apply(Model& m, const OwnShopKept& kept, const Context& c, Effects& effects) {
    auto& desk = m.shop_desk;
    if (kept.ask != desk.keeping) return;
    desk.keeping = 0;
    m.shop.form.saving = false;
    const bool undone = std::exchange(desk.undoes, false);
    if (kept.refused) {
        if (undone) desk.can_undo = false;
        return refuse(m, words_for(*kept.refused, c), effects);
    }
    desk.undoes = undone;
    const TextKey words = words_for(desk);
    desk.undoes = false;
    desk.can_undo = !undone;
    m.shop.choosing = false;
    desk.looked.reset();
    say(m, common::Level::good, c.texts[words]);
    if (m.screen == Screen::shop) ask_shop(m, effects);
}

void apply(Model& m, const StartingOverLooked& looked, const Context& c, Effects& effects) {
    if (looked.ask != m.shop_desk.over) return;
    m.shop_desk.over = 0;
    if (m.screen != Screen::shop) return;
    if (looked.why) return refuse(m, till::shell::words_for(*looked.why, c.texts), effects);
    m.shop.over = true;
}

void apply(Model& m, const PicturesFound& found, const Context&, Effects& effects) {
    auto& desk = m.shop_desk;
    desk.files = found.files;
    desk.files_found = true;
    m.shop.chosen = 0;
    // One that was let go over the window is looked at already.
    const bool nothing_yet = m.shop.choosing && desk.path.empty() && m.shop.path.empty();
    if (nothing_yet && m.screen == Screen::shop) look_at_chosen(m, 0, effects);
}

void apply(Model& m, const LogoLooked& looked, const Context& c, Effects& effects) {
    auto& desk = m.shop_desk;
    if (looked.ask != desk.looking) return;
    desk.looking = 0;
    desk.looked = looked.logo;
    desk.fault = looked.fault;
    draw_paper(m, c, effects);
}

void apply(Model& m, const PaperDrawn& drawn, const Context&, Effects&) {
    if (drawn.ask != m.shop_desk.drawing) return;
    m.shop.paper_width_px = drawn.width_px;
    m.shop.paper_height_px = drawn.height_px;
}

}  // namespace till::shell
