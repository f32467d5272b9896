#include "app/till/screens/sell/sell_view.hpp"

#include <cmath>
#include <string>

#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"
#include "app/till/screens/sell/cart_view.hpp"
#include "pos/base/utf8.hpp"

namespace till::sell {

namespace {

using ui::Command;
using ui::Look;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw_search(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto answer = ui::text_field(frame, "search", place,
                                       {.text = m.input,
                                        .hint = frame.text(TextKey::sell_search_hint),
                                        .writing = m.searching,
                                        .command = Command::search,
                                        .lens = true});
    if (answer.text) return InputTyped{*answer.text};
    if (answer.entered) return InputEntered{};
    if (answer.left) return InputLeft{};
    if (answer.wanted) return InputWanted{};
    return std::nullopt;
}

/// What digits in the input line can become, said beside them.
void draw_pending(ui::Frame& frame, const Model& m, const Rect& search) {
    if (m.pending.empty()) return;
    const ui::TextStyle style{ui::TextSize::hint, ui::Weight::medium};
    Rect room = search.inset(frame.space().l, 0);
    ui::take_end(room, frame.space().xxxl);
    frame.pen().text(room,
                     {.style = style, .colour = frame.colour().accent, .align = ui::Align::end},
                     m.pending);
}

std::optional<Action> draw_tiles(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                 Rect rest) {
    std::optional<Action> out;
    const std::vector<std::string_view> labels(m.tabs.begin(), m.tabs.end());
    const Rect tabs = ui::take_top(rest, frame.size().tab, frame.space().m);
    if (const auto tab = ui::tabs(frame, "tab", tabs, labels, m.tab)) out = TabChosen{*tab};
    const int across = ui::cells_across(rest.width(), frame.size().tile_width_min, frame.space().m);
    const int count = static_cast<int>(m.tiles.size());
    const int lines = (count + across - 1) / across;
    const float height = frame.size().tile_height;
    const float content = static_cast<float>(lines) * (height + frame.space().m) - frame.space().m;
    ui::ScrollArea area{frame, "tiles", rest, content};
    const auto cells = ui::grid(area.content(), across, count, height, frame.space().m);
    for (std::size_t i = 0; i < m.tiles.size(); ++i) {
        if (!area.shows(cells[i])) continue;
        const ItemTile& t = m.tiles[i];
        const ui::Tile tile{
            .name = t.name,
            .price = t.price,
            .unit = t.unit,
            .initials = t.initials,
            .pair = t.pair,
            .picture = t.picture.empty() ? ui::TextureId::none : pictures(t.picture)};
        if (ui::item_tile(frame, ui::numbered("tile", static_cast<long long>(i)), cells[i], tile)) {
            out = TileTapped{i};
        }
    }
    if (m.tiles.empty()) {
        frame.pen().paragraph(rest.inset(frame.space().xl),
                              {.style = {ui::TextSize::body, ui::Weight::regular},
                               .colour = frame.colour().muted,
                               .align = ui::Align::centre,
                               .lines_max = 3},
                              frame.text(TextKey::sell_no_tiles));
    }
    return out;
}

std::optional<Action> draw_found(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (frame.commanded(Command::line_down)) out = FoundMoved{1};
    if (frame.commanded(Command::line_up)) out = FoundMoved{-1};
    Rect inside = ui::card(frame, rest);
    if (m.found.empty()) {
        frame.pen().paragraph(
            inside,
            {.style = {ui::TextSize::body, ui::Weight::regular},
             .colour = frame.colour().muted,
             .align = ui::Align::centre,
             .lines_max = 3},
            frame.text(m.looking ? TextKey::sell_looking : TextKey::sell_nothing_found));
        return out;
    }
    const float height = frame.size().list_row;
    ui::ScrollArea area{frame, "found", inside, height * static_cast<float>(m.found.size())};
    Rect all = area.content();
    for (std::size_t i = 0; i < m.found.size(); ++i) {
        const Rect row = ui::take_top(all, height);
        if (i == m.found_chosen) area.reveal(row);
        if (!area.shows(row)) continue;
        const Found& found = m.found[i];
        const ui::Row line{.title = found.name,
                           .note = found.note,
                           .amount = found.price,
                           .chosen = i == m.found_chosen,
                           .tappable = true};
        if (ui::list_row(frame, ui::numbered("found", static_cast<long long>(i)), row, line))
            out = FoundTapped{i};
    }
    return out;
}

struct MenuKey {
    Key key;
    TextKey label;
    Command command;
    ui::Icon icon;
};
constexpr MenuKey kMenu[] = {
    {Key::undo, TextKey::menu_undo, Command::undo, ui::Icon::undo},
    {Key::customer, TextKey::menu_customer, Command::customer, ui::Icon::person},
    {Key::basket_discount, TextKey::menu_basket_discount, Command::basket_discount, ui::Icon::tag},
    {Key::recall, TextKey::menu_held, Command::recall, ui::Icon::pause},
    {Key::print_again, TextKey::menu_print_again, Command::print_again, ui::Icon::receipt},
    {Key::no_sale, TextKey::menu_open_drawer, Command::open_drawer, ui::Icon::cash},
    {Key::cash_in_out, TextKey::menu_cash, Command::cash_in_out, ui::Icon::cash},
    {Key::cancel_sale, TextKey::menu_cancel_sale, Command::cancel_sale, ui::Icon::trash},
    {Key::takings, TextKey::menu_takings, Command::takings, ui::Icon::chart},
    {Key::close_day, TextKey::menu_close_day, Command::close_day, ui::Icon::lock},
    {Key::settings, TextKey::menu_settings, Command::settings, ui::Icon::gear},
    {Key::help, TextKey::menu_help, Command::help, ui::Icon::question},
};

std::optional<Action> draw_menu(ui::Frame& frame, Rect rest) {
    std::optional<Action> out;
    const int across = 3;
    const auto count = static_cast<int>(std::size(kMenu));
    const int lines = (count + across - 1) / across;
    const float height =
        std::floor((rest.height() - static_cast<float>(lines - 1) * frame.space().m) /
                   static_cast<float>(lines));
    const auto cells =
        ui::grid(rest, across, count, std::min(height, frame.size().tile_height), frame.space().m);
    for (std::size_t i = 0; i < std::size(kMenu); ++i) {
        const ui::Button key{.label = frame.text(kMenu[i].label),
                             .command = kMenu[i].command,
                             .icon = kMenu[i].icon};
        if (ui::action_key(frame, ui::numbered("menu", static_cast<long long>(i)), cells[i], key)) {
            out = Pressed{kMenu[i].key};
        }
    }
    return out;
}

std::optional<Action> draw_functions(ui::Frame& frame, const Model& m, const Rect& place) {
    struct FunctionKey {
        Key key;
        const char* name;
        TextKey label;
        Command command;
    };
    static constexpr FunctionKey kKeys[] = {
        {Key::hold, "hold", TextKey::sell_hold, Command::hold},
        {Key::return_goods, "return", TextKey::sell_return, Command::return_goods},
        {Key::quantity, "quantity", TextKey::sell_quantity, Command::quantity},
        {Key::price, "price", TextKey::sell_price, Command::price},
        {Key::discount, "discount", TextKey::sell_discount, Command::discount},
        {Key::void_line, "void", TextKey::sell_void, Command::void_line},
        {Key::more, "more", TextKey::sell_more, Command::more},
    };
    std::optional<Action> out;
    const auto cells = ui::columns(place, static_cast<int>(std::size(kKeys)), frame.space().s);
    for (std::size_t i = 0; i < std::size(kKeys); ++i) {
        const FunctionKey& f = kKeys[i];
        const bool recall = f.key == Key::hold && m.rows.empty() && m.held > 0;
        const ui::Button key{
            .label = frame.text(recall ? TextKey::sell_recall : f.label),
            .command = f.command,
            .look = f.key == Key::more && m.panel == Panel::more ? Look::strong : Look::quiet};
        if (ui::function_key(frame, f.name, cells[i], key))
            out = Pressed{recall ? Key::recall : f.key};
    }
    return out;
}

std::optional<Action> draw_money(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    std::vector<float> shares{1.95F};
    for (std::size_t i = 0; i < m.notes.size(); ++i) shares.push_back(0.92F);
    shares.push_back(1.3F);
    shares.push_back(1.32F);
    const auto cells = ui::columns(place, shares, frame.space().s);
    const bool enabled = m.can_pay && !m.waiting;
    const ui::Button exact{
        .label = frame.text(m.refund ? TextKey::sell_exact_refund : TextKey::sell_exact_cash),
        .second = m.exact,
        .command = Command::exact_cash,
        .look = Look::accent,
        .enabled = enabled};
    if (ui::money_key(frame, "exact_cash", cells[0], exact)) out = Pressed{Key::exact_cash};
    for (std::size_t i = 0; i < m.notes.size(); ++i) {
        const ui::Button note{.label = m.notes[i].label, .enabled = enabled};
        if (ui::money_key(frame, ui::numbered("note", static_cast<long long>(i)), cells[i + 1],
                          note)) {
            out = NoteTapped{m.notes[i].minor};
        }
    }
    const ui::Button card{
        .label = frame.text(TextKey::sell_card), .command = Command::card, .enabled = enabled};
    if (ui::money_key(frame, "card", cells[cells.size() - 2], card)) out = Pressed{Key::card};
    const ui::Button pay{.label = frame.text(TextKey::sell_pay),
                         .command = Command::pay,
                         .look = Look::strong,
                         .enabled = enabled};
    if (ui::money_key(frame, "pay", cells.back(), pay)) out = Pressed{Key::pay};
    return out;
}

/// Keys that work whatever is on show and have no button of their own here.
std::optional<Action> hear_keys(ui::Frame& frame, const Model& m) {
    if (frame.commanded(Command::help)) return Pressed{Key::help};
    if (frame.commanded(Command::customer)) return Pressed{Key::customer};
    if (m.panel != Panel::prompt) {
        if (frame.commanded(Command::back)) return Pressed{Key::back};
        if (frame.commanded(Command::times)) return Pressed{Key::times};
        if (m.panel != Panel::results) {
            if (frame.commanded(Command::line_up)) return Pressed{Key::row_up};
            if (frame.commanded(Command::line_down)) return Pressed{Key::row_down};
        }
        if (m.panel != Panel::more) {
            if (frame.commanded(Command::confirm)) return InputEntered{};
            if (frame.commanded(Command::erase) && !m.input.empty()) {
                std::string text = m.input;
                while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
                    text.pop_back();
                if (!text.empty()) text.pop_back();
                return InputTyped{text};
            }
            if (const auto typed = frame.typed()) return InputTyped{m.input + pos::to_utf8(*typed)};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m, const Pictures& pictures) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = common::draw_status(frame, m.status);
    const float cart_width = std::round(rest.width() * frame.theme().at.cart_share_of_width);
    const Rect cart = ui::take_start(rest, cart_width);
    keep(draw_cart(frame, m, cart));
    frame.pen().fill({cart.end, cart.top, cart.end + frame.size().line, cart.bottom},
                     frame.colour().line);
    rest = rest.inset(frame.space().l, frame.space().l);
    const Rect money = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    const Rect functions = ui::take_bottom(rest, frame.size().function_key, frame.space().m);
    if (m.panel != Panel::prompt) {
        const Rect search = ui::take_top(rest, frame.size().search, frame.space().m);
        keep(draw_search(frame, m, search));
        draw_pending(frame, m, search);
    }
    common::draw_message(frame, m.message, rest);
    switch (m.panel) {
        case Panel::tiles:
            keep(draw_tiles(frame, m, pictures, rest));
            break;
        case Panel::results:
            keep(draw_found(frame, m, rest));
            break;
        case Panel::more:
            keep(draw_menu(frame, rest));
            break;
        case Panel::prompt:
            if (const auto action = prompt::draw(frame, *m.prompt, rest)) keep(Prompted{*action});
            break;
    }
    keep(draw_functions(frame, m, functions));
    keep(draw_money(frame, m, money));
    keep(hear_keys(frame, m));
    return out;
}

}  // namespace till::sell
