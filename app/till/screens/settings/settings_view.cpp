#include "app/till/screens/settings/settings_view.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::settings {

namespace {

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

std::optional<Action> draw_form(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const float lines = (m.locks.empty() ? 5.0F : 6.0F) + (m.stock_rules.empty() ? 0.0F : 2.0F);
    const float gap = frame.space().s;
    const float height = std::clamp(std::floor(place.height() / lines) - gap,
                                    frame.size().touch_min, frame.size().action_key);
    ui::ScrollArea area{
        frame, "form", place, lines * (height + gap) - gap, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    const auto line = [&] { return ui::take_top(all, height, gap); };
    if (const auto i = draw_choice(frame, line(), "language", TextKey::settings_language,
                                   m.languages, m.language))
        out = LanguageChosen{*i};
    if (const auto i =
            draw_choice(frame, line(), "theme", TextKey::settings_theme, m.themes, m.theme))
        out = ThemeChosen{*i};
    if (const auto i =
            draw_choice(frame, line(), "scale", TextKey::settings_scale, m.scales, m.scale))
        out = ScaleChosen{*i};
    if (!m.locks.empty()) {
        if (const auto i =
                draw_choice(frame, line(), "lock", TextKey::settings_lock, m.locks, m.lock))
            out = LockChosen{*i};
    }
    if (ui::toggle(frame, "print", line(), frame.text(TextKey::settings_print), m.print_receipts))
        out = PrintFlipped{};
    if (ui::toggle(frame, "mirrored", line(), frame.text(TextKey::settings_mirrored), m.mirrored))
        out = MirroredFlipped{};
    if (m.stock_rules.empty()) return out;
    if (const auto i = draw_choice(frame, line(), "stock_rule", TextKey::settings_stock,
                                   m.stock_rules, m.stock_rule))
        out = StockRuleChosen{*i};
    if (ui::toggle(frame, "stock_shown", line(), frame.text(TextKey::settings_stock_shown),
                   m.stock_shown))
        out = StockShownFlipped{};
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
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::settings_title));
    common::draw_message(frame, m.message, rest);
    if (auto action = draw_keys(frame, m, rest)) out = std::move(action);
    const auto halves = ui::columns(rest, 2, frame.space().l);
    if (auto action = draw_form(frame, m, ui::card(frame, halves[0]))) out = std::move(action);
    draw_facts(frame, m, ui::card(frame, halves[1]));
    return out;
}

}  // namespace till::settings
