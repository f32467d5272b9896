#include "app/till/screens/goods/goods_view.hpp"

#include <algorithm>
#include <span>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/paragraph_view.hpp"
#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/goods/refused_view.hpp"
#include "app/till/screens/goods/table_view.hpp"

namespace till::goods {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};

std::optional<Action> draw_files(ui::Frame& frame, const Model& m, Rect rest) {
    common::draw_paragraph(frame, rest, {kBody, frame.colour().muted, 3, frame.space().m},
                           frame.text(TextKey::goods_about));
    auto answer = common::draw_choose(frame, rest,
                                      {.places = m.files,
                                       .chosen = m.chosen,
                                       .path = m.path,
                                       .hint = frame.text(TextKey::goods_path_hint),
                                       .writing = m.writing,
                                       .nothing = m.nothing});
    if (answer.tapped) return FileChosen{*answer.tapped};
    if (answer.typed) return PathTyped{std::move(*answer.typed)};
    if (answer.wanted) return PathWanted{};
    if (answer.entered) return Entered{};
    if (answer.left) return BackPressed{};
    return std::nullopt;
}

void draw_figures(ui::Frame& frame, const Model& m, Rect inside) {
    const float row = frame.size().list_row;
    const float all_rows = row * static_cast<float>(m.figures.size() / 2);
    {
        ui::ScrollArea area{frame,
                            "figures",
                            ui::take_top(inside, all_rows, frame.space().m),
                            all_rows,
                            {.bar_beside = true}};
        Rect rest = area.content();
        for (std::size_t i = 0; i + 1 < m.figures.size(); i += 2) {
            ui::list_row(frame, ui::numbered("figure", static_cast<long long>(i / 2)),
                         ui::take_top(rest, row),
                         {.title = m.figures[i], .amount = m.figures[i + 1], .strong = i == 0});
        }
    }
    if (inside.height() > row) draw_refused(frame, m.refused, m.more_refused, inside);
}

/// Whether it can still be said what a column is.
bool may_ask(const Model& m) {
    return !m.choosing && !m.done && !m.table.columns.empty();
}

std::optional<Action> draw_preview(ui::Frame& frame, const Model& m, Rect rest) {
    common::draw_paragraph(frame, rest, {kBody, frame.colour().muted, 3, frame.space().m}, m.file);
    if (m.table.rows.empty()) {
        common::draw_nothing(frame, ui::card(frame, rest), m.nothing);
        return std::nullopt;
    }
    std::optional<Action> out;
    ui::Panes panes{frame,
                    "goods",
                    rest,
                    {.share = 2.0F / 3,
                     .gap = frame.space().l,
                     .first_name = frame.text(TextKey::pane_list),
                     .second_name = frame.text(TextKey::pane_details)}};
    panes.first([&](const Rect& place) {
        if (auto action = draw_table(frame, m.table, m.asks, may_ask(m), ui::card(frame, place)))
            out = std::move(*action);
    });
    panes.second([&](const Rect& place) { draw_figures(frame, m, ui::card(frame, place)); });
    return out;
}

/// The keys while it is asked what a column is.
std::optional<Action> draw_answers(ui::Frame& frame, std::span<const Rect> keys) {
    std::optional<Action> out;
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale), .command = Command::back}))
        out = TableAction{AskingLeft{}};
    if (ui::action_key(frame, "go", keys[1],
                       {.label = frame.text(TextKey::goods_column_take),
                        .command = Command::confirm,
                        .look = ui::Look::accent}))
        out = TableAction{AskingEntered{}};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const bool two = !m.choosing && !m.table.rows.empty();
    Rect rest = common::draw_status(frame, m.status, two ? common::Parts::two : common::Parts::one)
                    .inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::goods_title));
    common::draw_message(frame, m.message, rest);
    constexpr float kShares[] = {1, 2};
    const bool goes_on = m.choosing || !m.import_words.empty();  // not where a file is of no use
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().action_key, frame.space().l),
                                  std::span{kShares}.first(goes_on ? 2 : 1), frame.space().m);
    if (may_ask(m)) {
        if (auto action = table_keys(frame, m.asks, true)) out = std::move(*action);
    }
    if (may_ask(m) && m.asks.asking && goes_on) {
        if (auto action = draw_answers(frame, keys)) out = std::move(action);
        if (auto action = draw_preview(frame, m, rest)) out = std::move(action);
        return out;
    }
    if (ui::action_key(
            frame, "back", keys[0],
            {.label = frame.text(m.choosing ? TextKey::back_to_sale : TextKey::goods_other_file),
             .command = Command::back}))
        out = BackPressed{};
    if (!m.undo_words.empty()) {
        // In the place of a key that has done its work.
        if (ui::action_key(frame, "undo", keys[1],
                           {.label = m.undo_words, .command = Command::hold}))
            out = UndoPressed{};
        (void)draw_preview(frame, m, rest);
        return out;
    }
    const bool ready = m.choosing ? !m.busy && (!m.files.empty() || !m.path.empty()) : m.can_import;
    if (goes_on && ui::action_key(frame, "go", keys[1],
                                  {.label = m.choosing ? frame.text(TextKey::goods_look)
                                                       : std::string_view{m.import_words},
                                   .command = Command::confirm,
                                   .look = ready ? ui::Look::accent : ui::Look::plain,
                                   .enabled = ready})) {
        if (m.choosing) {
            out = Entered{};
        } else {
            out = ImportPressed{};
        }
    }
    if (m.choosing) {
        if (frame.commanded(Command::line_up)) out = Moved{-1};
        if (frame.commanded(Command::line_down)) out = Moved{1};
        if (auto action = draw_files(frame, m, rest)) out = std::move(action);
    } else if (auto action = draw_preview(frame, m, rest)) {
        out = std::move(action);
    }
    return out;
}

}  // namespace till::goods
