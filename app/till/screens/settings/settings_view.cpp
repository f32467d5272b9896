#include "app/till/screens/settings/settings_view.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::settings {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

/// One line of the form: its words at the start, the choices at the end.
std::optional<std::size_t> draw_choice(ui::Frame& frame, Rect row, std::string_view name,
                                       TextKey label, std::span<const std::string> values,
                                       std::size_t chosen) {
    const Rect words = ui::take_start(row, row.width() * 0.35F, frame.space().m);
    frame.pen().text(
        words, {.style = {ui::TextSize::body, ui::Weight::regular}, .colour = frame.colour().ink},
        frame.text(label));
    const std::vector<std::string_view> labels(values.begin(), values.end());
    return ui::choices(frame, name, ui::centred(row, row.width(), frame.size().touch_min), labels,
                       chosen, ui::Align::end);
}

std::optional<Action> draw_line(ui::Frame& frame, const Model& m, Line line, const Rect& row) {
    const auto flipped = [&](std::string_view name, TextKey label, bool on) {
        return ui::toggle(frame, name, row, frame.text(label), on);
    };
    const auto chosen = [&](std::string_view name, TextKey label,
                            const std::vector<std::string>& values, std::size_t at) {
        return draw_choice(frame, row, name, label, values, at);
    };
    switch (line) {
        case Line::language:
            if (const auto i =
                    chosen("language", TextKey::settings_language, m.languages, m.language))
                return LanguageChosen{*i};
            break;
        case Line::theme:
            if (const auto i = chosen("theme", TextKey::settings_theme, m.themes, m.theme))
                return ThemeChosen{*i};
            break;
        case Line::palette:
            if (flipped("palette", TextKey::settings_palette, m.safe_colours))
                return PaletteFlipped{};
            break;
        case Line::scale:
            if (const auto i = chosen("scale", TextKey::settings_scale, m.scales, m.scale))
                return ScaleChosen{*i};
            break;
        case Line::large_text:
            if (flipped("large_text", TextKey::settings_large_text, m.large_text))
                return LargeTextFlipped{};
            break;
        case Line::hand:
            if (const auto i = chosen("hand", TextKey::settings_hand, m.hands, m.hand))
                return HandChosen{*i};
            break;
        case Line::mirrored:
            if (flipped("mirrored", TextKey::settings_mirrored, m.mirrored))
                return MirroredFlipped{};
            break;
        case Line::sounds:
            if (flipped("sounds", TextKey::settings_sounds, m.sounds)) return SoundsFlipped{};
            break;
        case Line::lock:
            if (const auto i = chosen("lock", TextKey::settings_lock, m.locks, m.lock))
                return LockChosen{*i};
            break;
        case Line::print:
            if (flipped("print", TextKey::settings_print, m.print_receipts)) return PrintFlipped{};
            break;
        case Line::stock_rule:
            if (const auto i =
                    chosen("stock_rule", TextKey::settings_stock, m.stock_rules, m.stock_rule))
                return StockRuleChosen{*i};
            break;
        case Line::stock_shown:
            if (flipped("stock_shown", TextKey::settings_stock_shown, m.stock_shown))
                return StockShownFlipped{};
            break;
    }
    return std::nullopt;
}

/// Up and down go from line to line, left and right to another value, Enter to the next.
std::optional<Action> hear_arrows(ui::Frame& frame, const Model& m,
                                  const std::vector<Line>& lines) {
    if (frame.commanded(Command::line_down)) return Moved{1};
    if (frame.commanded(Command::line_up)) return Moved{-1};
    if (!m.at || *m.at >= lines.size()) return std::nullopt;
    if (frame.commanded(Command::choice_behind) || frame.commanded(Command::confirm))
        return turned(m, lines[*m.at], 1);
    if (frame.commanded(Command::choice_before)) return turned(m, lines[*m.at], -1);
    return std::nullopt;
}

std::optional<Action> draw_form(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const std::vector<Line> lines = lines_of(m);
    const auto count = static_cast<float>(lines.size());
    const float gap = frame.space().s;
    const float height = std::clamp(std::floor(place.height() / count) - gap,
                                    frame.size().touch_min, frame.size().action_key);
    ui::ScrollArea area{
        frame, "form", place, count * (height + gap) - gap, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Rect row = ui::take_top(all, height, gap);
        const bool at = m.at == i;
        if (at) area.reveal(row);
        if (!area.shows(row)) continue;
        if (at)
            frame.pen().fill(row.inset(-frame.space().s, 0), frame.colour().accent_soft,
                             frame.radius().tab);
        if (auto action = draw_line(frame, m, lines[i], row)) out = std::move(action);
    }
    if (auto action = hear_arrows(frame, m, lines)) out = std::move(action);
    return out;
}

void draw_facts(ui::Frame& frame, const Model& m, const Rect& place) {
    const float row = frame.size().list_row;
    ui::ScrollArea area{
        frame, "facts", place, row * static_cast<float>(m.facts.size() / 2), {.bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i + 1 < m.facts.size(); i += 2) {
        ui::list_row(frame, ui::numbered("fact", static_cast<long long>(i)), ui::take_top(all, row),
                     {.title = m.facts[i], .amount = m.facts[i + 1]});
    }
}

std::optional<Action> draw_keys(ui::Frame& frame, const Model& m, Rect& rest) {
    const ui::Button keys[] = {
        {.label = frame.text(TextKey::back_to_sale), .command = ui::Command::back},
        {.label = frame.text(TextKey::shop_title), .command = ui::Command::edit_shop},
        {.label = frame.text(TextKey::settings_devices), .command = ui::Command::devices},
        {.label = frame.text(TextKey::people_title), .command = ui::Command::edit_people},
        {.label = frame.text(TextKey::items_title), .command = ui::Command::edit_goods},
        {.label = frame.text(TextKey::backups_title), .command = ui::Command::backups},
        m.has_office
            ? ui::Button{.label = frame.text(TextKey::office_title), .command = ui::Command::office}
            : ui::Button{.label = frame.text(TextKey::goods_title),
                         .command = ui::Command::goods_file}};
    const auto pressed = common::draw_foot(frame, rest, keys);
    if (!pressed) return std::nullopt;
    switch (*pressed) {
        case 0:
            return BackPressed{};
        case 1:
            return ShopPressed{};
        case 2:
            return DevicesPressed{};
        case 3:
            return PeoplePressed{};
        case 4:
            return ItemsPressed{};
        case 5:
            return BackupsPressed{};
        default:
            break;
    }
    if (m.has_office) return OfficePressed{};
    return GoodsPressed{};
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status, common::Parts::two).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::settings_title));
    common::draw_message(frame, m.message, rest);
    if (auto action = draw_keys(frame, m, rest)) out = std::move(action);
    ui::Panes panes{frame,
                    "settings",
                    rest,
                    {.share = 0.55F,
                     .gap = frame.space().l,
                     .first_name = frame.text(TextKey::pane_list),
                     .second_name = frame.text(TextKey::pane_details)}};
    panes.first([&](const Rect& place) {
        if (auto action = draw_form(frame, m, ui::card(frame, place))) out = std::move(action);
    });
    panes.second([&](const Rect& place) { draw_facts(frame, m, ui::card(frame, place)); });
    return out;
}

}  // namespace till::settings
