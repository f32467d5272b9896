#include "app/till/screens/backups/backups_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/facts_view.hpp"
#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/paragraph_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::backups {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kHeadline{ui::TextSize::total_label, ui::Weight::semibold};
constexpr ui::TextStyle kAbout{ui::TextSize::label, ui::Weight::regular};
constexpr int kLinesMax = 4;

common::Paragraph said(const ui::Frame& frame, const ui::TextStyle& style, ui::Colour colour) {
    return {style, colour, kLinesMax, frame.space().m};
}

float work_height(const ui::Frame& frame, const Model& m) {
    if (m.work.empty()) return 0;
    return frame.theme().line_height(kAbout.size) + frame.space().xs + frame.space().m +
           frame.space().l;
}

/// "Copying 43 %" above a bar that fills.
void draw_work(ui::Frame& frame, const Model& m, Rect& rest) {
    if (m.work.empty()) return;
    const ui::Colours& c = frame.colour();
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(kAbout.size), frame.space().xs),
                     {.style = kAbout, .colour = c.ink}, m.work);
    const Rect bar = ui::take_top(rest, frame.space().m, frame.space().l);
    const float radius = frame.space().xs;
    frame.pen().fill(bar, c.key, radius);
    const float done = std::round(bar.width() * static_cast<float>(m.percent) / 100);
    if (done < 2 * radius) return;
    frame.pen().fill({bar.start, bar.top, bar.start + done, bar.bottom}, c.accent, radius);
}

/// Whether the paging keys move it: it does not fit.
bool draw_state(ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::Colour ink = m.level == common::Level::quiet
                               ? frame.colour().ink
                               : ui::tone_colour(frame, common::tone(m.level));
    const auto headline = said(frame, kHeadline, ink);
    const auto about = said(frame, kAbout, frame.colour().muted);
    const float width = place.width();
    const float height = common::paragraph_height(frame, headline, m.headline, width) +
                         common::paragraph_height(frame, about, m.about, width) +
                         work_height(frame, m) + frame.space().m +
                         common::facts_height(frame, m.facts, width);
    const bool pages = height > place.height();
    ui::ScrollArea area{frame, "state", place, height, {.keys = pages, .bar_beside = true}};
    Rect rest = area.content();
    common::draw_paragraph(frame, rest, headline, m.headline);
    common::draw_paragraph(frame, rest, about, m.about);
    draw_work(frame, m, rest);
    ui::take_top(rest, frame.space().m);
    common::draw_facts(frame, m.facts, rest);
    return pages;
}

void draw_kept(ui::Frame& frame, const Model& m, const Rect& place, bool pages) {
    if (m.kept.empty()) return common::draw_nothing(frame, place, m.nothing);
    const float row = frame.size().list_row;
    ui::ScrollArea area{frame,
                        "kept",
                        place,
                        row * static_cast<float>(m.kept.size() / 2),
                        {.keys = pages, .bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i + 1 < m.kept.size(); i += 2) {
        const Rect line = ui::take_top(all, row);
        if (!area.shows(line)) continue;
        ui::list_row(frame, ui::numbered("kept", static_cast<long long>(i / 2)), line,
                     {.title = m.kept[i], .amount = m.kept[i + 1], .strong = i == 0});
    }
}

std::optional<Action> draw_backups(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::backups_title));
    common::draw_message(frame, m.message, rest);
    std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}},
        {"export",
         {.label = frame.text(TextKey::export_title), .command = Command::export_file},
         ExportPressed{}}};
    if (m.possible) {
        if (m.can_undo)
            keys.push_back({"undo",
                            {.label = frame.text(TextKey::menu_undo), .command = Command::hold},
                            UndoPressed{}});
        const ui::Button where{.label = frame.text(TextKey::backups_where),
                               .command = m.wanted ? Command::price : Command::confirm,
                               .look = m.wanted ? ui::Look::plain : ui::Look::accent};
        keys.push_back({"where", where, WherePressed{}});
        if (m.wanted)
            keys.push_back({"now",
                            {.label = frame.text(TextKey::backups_now),
                             .command = Command::confirm,
                             .look = ui::Look::accent,
                             .enabled = m.work.empty()},
                            NowPressed{}});
    }
    if (auto action = common::draw_foot_keys(frame, rest, keys)) out = std::move(action);
    if (!m.possible) {
        draw_state(frame, m, ui::card(frame, rest));
        return out;
    }
    ui::Panes panes{frame,
                    "backups",
                    rest,
                    {.gap = frame.space().l,
                     .first_name = frame.text(TextKey::pane_details),
                     .second_name = frame.text(TextKey::pane_list)}};
    bool state_pages = false;
    panes.first(
        [&](const Rect& place) { state_pages = draw_state(frame, m, ui::card(frame, place)); });
    panes.second(
        [&](const Rect& place) { draw_kept(frame, m, ui::card(frame, place), !state_pages); });
    return out;
}

std::optional<Action> draw_places(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::backups_where));
    common::draw_message(frame, m.message, rest);
    std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}},
        {"again",
         {.label = frame.text(TextKey::backups_again), .command = Command::price},
         AgainPressed{}}};
    if (m.wanted)
        keys.push_back({"off",
                        {.label = frame.text(TextKey::backups_off),
                         .command = Command::void_line,
                         .enabled = !m.checking},
                        OffPressed{}});
    const bool some = common::can_enter(m.where);
    keys.push_back({"take",
                    {.label = frame.text(TextKey::backups_take),
                     .command = Command::confirm,
                     .look = ui::Look::accent,
                     .enabled = some && !m.checking},
                    Entered{}});
    if (auto action = common::draw_foot_keys(frame, rest, keys)) out = std::move(action);
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::line_down)) out = Moved{1};
    common::draw_paragraph(frame, rest, said(frame, kAbout, frame.colour().muted),
                           frame.text(TextKey::backups_about));
    if (auto action = common::draw_places<Action, BackPressed>(frame, rest, m.where,
                                                               frame.text(TextKey::backups_path)))
        out = std::move(action);
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    const auto parts = m.where.open || !m.possible ? common::Parts::one : common::Parts::two;
    const Rect rest = common::draw_status(frame, m.status, parts).inset(frame.space().xl);
    return m.where.open ? draw_places(frame, m, rest) : draw_backups(frame, m, rest);
}

}  // namespace till::backups
