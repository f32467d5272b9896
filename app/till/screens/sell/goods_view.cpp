#include "app/till/screens/sell/goods_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/screens/common/list_view.hpp"

namespace till::sell {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

/// Tabs over `rest`, taken from it; the key for the next one goes round.
std::optional<std::size_t> draw_tabs(ui::Frame& frame, Rect& rest, std::string_view name,
                                     const std::vector<std::string>& words, std::size_t chosen,
                                     TextKey more) {
    const std::vector<std::string_view> labels(words.begin(), words.end());
    const Rect place = ui::take_top(rest, frame.size().tab, frame.space().m);
    auto out = ui::tabs(frame, name, place, labels, chosen, frame.text(more));
    if (frame.commanded(Command::next_tab) && !words.empty()) out = (chosen + 1) % words.size();
    return out;
}

/// How keys stand three side by side: as high as there is room for; where that is too low for a
/// finger, they scroll.
struct KeyGrid {
    static constexpr int kAcross = 3;
    float key_height{0};
    float content_height{0};
};
KeyGrid key_grid(const ui::Frame& frame, const Rect& rest, std::size_t count) {
    const float lines = std::ceil(static_cast<float>(count) / KeyGrid::kAcross);
    const float gaps = (lines - 1) * frame.space().m;
    const float height = std::clamp(std::floor((rest.height() - gaps) / lines),
                                    frame.size().touch_min, 1.25F * frame.size().tile_height);
    return {height, lines * height + gaps};
}

}  // namespace

ui::Tile tile_of(const ItemTile& item, const Pictures& pictures) {
    const bool pictured = !item.picture.empty();
    return {.name = item.name,
            .price = item.price,
            .unit = item.unit,
            .note = item.stock,
            .note_tone = item.sold_out ? ui::Tone::warning : ui::Tone::neutral,
            .picture = {.initials = item.initials,
                        .pair = item.pair,
                        .texture = pictured ? pictures(item.picture) : ui::TextureId::none}};
}

std::optional<Action> draw_tiles(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                 Rect rest) {
    std::optional<Action> out;
    if (const auto tab = draw_tabs(frame, rest, "tab", m.tabs, m.tab, TextKey::sell_all_tabs)) {
        if (*tab == m.tabs.size())
            out = TabsOpened{};
        else
            out = TabChosen{*tab};
    }
    const int across = ui::cells_across(rest.width(), frame.size().tile_width_min, frame.space().m);
    const int count = static_cast<int>(m.tiles.size());
    const int lines = (count + across - 1) / across;
    const float height = frame.size().tile_height;
    const float content = static_cast<float>(lines) * (height + frame.space().m) - frame.space().m;
    ui::ScrollArea area{frame, "tiles", rest, content, {.keys = true, .bar_beside = true}};
    const auto cells = ui::grid(area.content(), across, count, height, frame.space().m);
    for (std::size_t i = 0; i < m.tiles.size(); ++i) {
        if (!area.shows(cells[i])) continue;
        if (ui::item_tile(frame, ui::numbered("tile", static_cast<long long>(i)), cells[i],
                          tile_of(m.tiles[i], pictures))) {
            out = TileTapped{i};
        }
    }
    if (m.tiles.empty()) {
        common::draw_nothing(frame, rest, frame.text(TextKey::sell_no_tiles));
    }
    return out;
}

std::optional<Action> draw_departments(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const KeyGrid keys = key_grid(frame, rest, m.tabs.size());
    const float height = std::min(keys.key_height, frame.size().money_key);
    ui::ScrollArea area{
        frame, "departments", rest, keys.content_height, {.keys = true, .bar_beside = true}};
    const auto cells = ui::grid(area.content(), KeyGrid::kAcross, static_cast<int>(m.tabs.size()),
                                height, frame.space().m);
    for (std::size_t i = 0; i < m.tabs.size(); ++i) {
        if (!area.shows(cells[i])) continue;
        const ui::Button key{.label = m.tabs[i],
                             .look = i == m.tab ? ui::Look::strong : ui::Look::plain};
        if (ui::action_key(frame, ui::numbered("department", static_cast<long long>(i)), cells[i],
                           key))
            out = TabChosen{i};
    }
    return out;
}

std::optional<Action> draw_found(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (frame.commanded(Command::line_down)) out = FoundMoved{1};
    if (frame.commanded(Command::line_up)) out = FoundMoved{-1};
    if (!m.found_tabs.empty()) {
        const auto tab =
            draw_tabs(frame, rest, "found_tab", m.found_tabs, m.found_tab, TextKey::sell_next_tab);
        if (tab)
            out = FoundTabChosen{*tab == m.found_tabs.size() ? (m.found_tab + 1) % *tab : *tab};
    }
    const Rect inside = ui::card(frame, rest);
    if (m.found.empty()) {
        common::draw_nothing(
            frame, inside,
            frame.text(m.looking ? TextKey::sell_looking : TextKey::sell_nothing_found));
        return out;
    }
    const common::List list{.id = "found",
                            .count = m.found.size(),
                            .chosen = m.found_chosen,
                            .height = frame.size().list_row,
                            .keys = false};
    const auto tapped = common::draw_list(frame, inside, list, "found", [&](std::size_t i) {
        return ui::Row{.title = m.found[i].name,
                       .note = m.found[i].note,
                       .amount = m.found[i].price,
                       .chosen = i == m.found_chosen,
                       .tappable = true};
    });
    if (tapped) out = FoundTapped{*tapped};
    return out;
}

struct MenuKey {
    Key key;
    TextKey label;
    Command command;
    ui::Icon icon;
};
constexpr MenuKey kMenu[] = {
    {Key::new_item, TextKey::menu_new_item, Command::new_item, ui::Icon::plus},
    {Key::price_check, TextKey::menu_price_check, Command::price_check, ui::Icon::barcode},
    {Key::undo, TextKey::menu_undo, Command::undo, ui::Icon::undo},
    {Key::redo, TextKey::menu_redo, Command::redo, ui::Icon::forward},
    {Key::customer, TextKey::menu_customer, Command::customer, ui::Icon::person},
    {Key::bill, TextKey::sell_bill, Command::pay_bill, ui::Icon::receipt},
    {Key::basket_discount, TextKey::menu_basket_discount, Command::basket_discount, ui::Icon::tag},
    {Key::recall, TextKey::menu_held, Command::recall, ui::Icon::pause},
    {Key::print_again, TextKey::menu_print_again, Command::print_again, ui::Icon::receipt},
    {Key::correct_sale, TextKey::menu_correct_sale, Command::correct_sale, ui::Icon::undo},
    {Key::correct_payment, TextKey::menu_correct_payment, Command::correct_payment, ui::Icon::cash},
    {Key::no_sale, TextKey::menu_open_drawer, Command::open_drawer, ui::Icon::cash},
    {Key::tare, TextKey::menu_tare, Command::tare, ui::Icon::scale},
    {Key::cash_in_out, TextKey::menu_cash, Command::cash_in_out, ui::Icon::cash},
    {Key::cancel_sale, TextKey::menu_cancel_sale, Command::cancel_sale, ui::Icon::trash},
    {Key::takings, TextKey::menu_takings, Command::takings, ui::Icon::chart},
    {Key::close_day, TextKey::menu_close_day, Command::close_day, ui::Icon::lock},
    {Key::goods, TextKey::menu_goods, Command::edit_goods, ui::Icon::tag},
    {Key::arrange, TextKey::menu_arrange, Command::arrange, ui::Icon::list},
    {Key::settings, TextKey::menu_settings, Command::settings, ui::Icon::gear},
    {Key::lock, TextKey::menu_lock, Command::lock, ui::Icon::lock},
    {Key::help, TextKey::menu_help, Command::help, ui::Icon::question},
};

std::optional<Action> draw_menu(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    std::vector<MenuKey> menu(std::begin(kMenu), std::end(kMenu));
    if (!m.has_scale) std::erase_if(menu, [](const MenuKey& key) { return key.key == Key::tare; });
    if (!m.has_bills) std::erase_if(menu, [](const MenuKey& key) { return key.key == Key::bill; });
    if (!m.can_add)
        std::erase_if(menu, [](const MenuKey& key) { return key.key == Key::new_item; });
    if (!m.can_redo) std::erase_if(menu, [](const MenuKey& key) { return key.key == Key::redo; });
    if (!m.has_people) std::erase_if(menu, [](const MenuKey& key) { return key.key == Key::lock; });
    const KeyGrid keys = key_grid(frame, rest, menu.size());
    ui::ScrollArea area{
        frame, "menu", rest, keys.content_height, {.keys = true, .bar_beside = true}};
    const auto cells = ui::grid(area.content(), KeyGrid::kAcross, static_cast<int>(menu.size()),
                                keys.key_height, frame.space().m);
    for (std::size_t i = 0; i < menu.size(); ++i) {
        const ui::Button key{
            .label = frame.text(menu[i].label), .command = menu[i].command, .icon = menu[i].icon};
        if (ui::action_key(frame, ui::numbered("menu", static_cast<long long>(i)), cells[i], key)) {
            out = Pressed{menu[i].key};
        }
    }
    return out;
}

}  // namespace till::sell
