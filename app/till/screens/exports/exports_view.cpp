#include "app/till/screens/exports/exports_view.hpp"

#include <string_view>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/paragraph_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::exports {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kHeadline{ui::TextSize::line, ui::Weight::semibold};
constexpr ui::TextStyle kBody{ui::TextSize::label, ui::Weight::regular};
constexpr int kLinesMax = 6;

common::Paragraph said(const ui::Frame& frame, const ui::TextStyle& style, ui::Colour colour) {
    return {style, colour, kLinesMax, frame.space().m};
}

/// As what it is written, above the list of what is.
std::optional<Action> draw_choices(ui::Frame& frame, const Model& m, Rect inside) {
    std::optional<Action> out;
    Rect row = ui::take_top(inside, frame.size().touch_min, frame.space().m);
    const Rect words = ui::take_start(row, row.width() * 0.35F, frame.space().m);
    frame.pen().text(words, {.style = kBody, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     frame.text(TextKey::export_format));
    const std::vector<std::string_view> formats{"XLSX", "CSV"};
    if (const auto chosen =
            ui::choices(frame, "format", row, formats, m.workbook ? 0 : 1, ui::Align::end))
        out = FormatChosen{*chosen};
    const common::List list{
        .id = "parts", .count = m.parts.size(), .chosen = m.part, .height = frame.size().touch_min};
    const auto tapped = common::draw_list(frame, inside, list, "part", [&](std::size_t i) {
        return ui::Row{.title = m.parts[i], .chosen = i == m.part, .tappable = m.work.empty()};
    });
    if (tapped) out = PartChosen{*tapped};
    return out;
}

void draw_state(ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::Colour ink = m.level == common::Level::quiet
                               ? frame.colour().ink
                               : ui::tone_colour(frame, common::tone(m.level));
    const auto work = said(frame, kHeadline, frame.colour().ink);
    const auto headline = said(frame, kHeadline, ink);
    const auto about = said(frame, kBody, frame.colour().muted);
    const float width = place.width();
    const float height = common::paragraph_height(frame, work, m.work, width) +
                         common::paragraph_height(frame, headline, m.headline, width) +
                         common::paragraph_height(frame, about, m.about, width);
    ui::ScrollArea area{frame, "state", place, height, {.bar_beside = true}};
    Rect rest = area.content();
    common::draw_paragraph(frame, rest, work, m.work);
    common::draw_paragraph(frame, rest, headline, m.headline);
    common::draw_paragraph(frame, rest, about, m.about);
}

/// Up and down through the parts, left and right to the other format.
std::optional<Action> hear_arrows(ui::Frame& frame, const Model& m) {
    if (frame.commanded(Command::line_up)) return Moved{-1};
    if (frame.commanded(Command::line_down)) return Moved{1};
    const bool turns =
        frame.commanded(Command::choice_before) || frame.commanded(Command::choice_behind);
    if (turns) return FormatChosen{m.workbook ? std::size_t{1} : std::size_t{0}};
    return std::nullopt;
}

std::optional<Action> draw_what(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::export_title));
    common::draw_message(frame, m.message, rest);
    std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}}};
    if (m.work.empty()) {
        keys.push_back({"where",
                        {.label = frame.text(TextKey::backups_where),
                         .command = Command::confirm,
                         .look = ui::Look::accent},
                        WherePressed{}});
    } else {
        keys.push_back({"stop",
                        {.label = frame.text(TextKey::replace_stop), .command = Command::void_line},
                        StopPressed{}});
    }
    if (auto action = common::draw_foot_keys(frame, rest, keys)) out = std::move(action);
    if (m.work.empty()) {
        if (auto action = hear_arrows(frame, m)) out = std::move(action);
    }
    ui::Panes panes{frame,
                    "exports",
                    rest,
                    {.gap = frame.space().l,
                     .first_name = frame.text(TextKey::pane_list),
                     .second_name = frame.text(TextKey::pane_details)}};
    panes.first([&](const Rect& place) {
        if (auto action = draw_choices(frame, m, ui::card(frame, place))) out = std::move(action);
    });
    panes.second([&](const Rect& place) { draw_state(frame, m, ui::card(frame, place)); });
    return out;
}

std::optional<Action> draw_where(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::backups_where));
    common::draw_message(frame, m.message, rest);
    const bool some = common::can_enter(m.where);
    const std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}},
        {"again",
         {.label = frame.text(TextKey::backups_again), .command = Command::price},
         AgainPressed{}},
        {"take",
         {.label = frame.text(TextKey::export_take),
          .command = Command::confirm,
          .look = ui::Look::accent,
          .enabled = some},
         Entered{}}};
    if (auto action = common::draw_foot_keys(frame, rest, keys)) out = std::move(action);
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::line_down)) out = Moved{1};
    common::draw_paragraph(frame, rest, said(frame, kBody, frame.colour().muted), m.about);
    if (auto action = common::draw_places<Action, BackPressed>(frame, rest, m.where,
                                                               frame.text(TextKey::backups_path)))
        out = std::move(action);
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const auto parts = m.where.open ? common::Parts::one : common::Parts::two;
    const Rect rest = common::draw_status(frame, m.status, parts).inset(frame.space().xl);
    return m.where.open ? draw_where(frame, m, rest) : draw_what(frame, m, rest);
}

}  // namespace till::exports
