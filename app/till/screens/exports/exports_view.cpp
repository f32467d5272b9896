#include "app/till/screens/exports/exports_view.hpp"

#include <string_view>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::exports {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kHeadline{ui::TextSize::line, ui::Weight::semibold};
constexpr ui::TextStyle kBody{ui::TextSize::label, ui::Weight::regular};
constexpr int kLinesMax = 6;

float lines(const ui::Frame& frame, const ui::TextStyle& style, const std::string& words,
            float width) {
    if (words.empty()) return 0;
    return frame.pen().paragraph_height(style, words, width, kLinesMax) + frame.space().m;
}

void paragraph(ui::Frame& frame, Rect& rest, const ui::TextStyle& style, ui::Colour colour,
               const std::string& words) {
    if (words.empty()) return;
    const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
    frame.pen().paragraph(
        ui::take_top(rest, height, frame.space().m),
        {.style = style, .colour = colour, .cut = ui::Cut::allowed, .lines_max = kLinesMax}, words);
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
    const float width = place.width();
    const float height = lines(frame, kHeadline, m.work, width) +
                         lines(frame, kHeadline, m.headline, width) +
                         lines(frame, kBody, m.about, width);
    ui::ScrollArea area{frame, "state", place, height, {.bar_beside = true}};
    Rect rest = area.content();
    const ui::Colour ink = m.level == common::Level::quiet
                               ? frame.colour().ink
                               : ui::tone_colour(frame, common::tone(m.level));
    paragraph(frame, rest, kHeadline, frame.colour().ink, m.work);
    paragraph(frame, rest, kHeadline, ink, m.headline);
    paragraph(frame, rest, kBody, frame.colour().muted, m.about);
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
    const bool some = !m.path.empty() || (!m.places.empty() && !m.writing);
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
    paragraph(frame, rest, kBody, frame.colour().muted, m.about);
    auto answer = common::draw_choose(frame, rest,
                                      {.places = m.places,
                                       .chosen = m.chosen,
                                       .path = m.path,
                                       .hint = frame.text(TextKey::backups_path),
                                       .writing = m.writing,
                                       .nothing = m.no_places});
    if (answer.tapped) out = PlaceTapped{*answer.tapped};
    if (answer.typed) out = PathTyped{std::move(*answer.typed)};
    if (answer.wanted) out = PathWanted{};
    if (answer.entered) out = Entered{};
    if (answer.left) out = BackPressed{};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const auto parts = m.choosing ? common::Parts::one : common::Parts::two;
    const Rect rest = common::draw_status(frame, m.status, parts).inset(frame.space().xl);
    return m.choosing ? draw_where(frame, m, rest) : draw_what(frame, m, rest);
}

}  // namespace till::exports
