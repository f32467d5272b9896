#include "app/till/screens/goods/table_view.hpp"

#include <algorithm>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/goods/refused_view.hpp"

namespace till::goods {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kCell{ui::TextSize::body, ui::Weight::regular};
constexpr ui::TextStyle kField{ui::TextSize::label, ui::Weight::medium};
constexpr ui::TextStyle kColumnName{ui::TextSize::hint, ui::Weight::regular};
constexpr int kDoubtLinesMax = 6;

/// The columns that are seen, and whether there are more than there is room for.
struct Seen {
    std::size_t first{0};
    std::size_t count{0};
    bool more{false};
};

/// As many as fingers can tell apart; behind the last come the first.
Seen seen_of(const ui::Frame& frame, const Table& table, std::size_t turned, float width) {
    const float least = 1.5F * frame.size().touch_min + frame.space().s;
    const auto fits = static_cast<std::size_t>(std::max(1.0F, width / least));
    const std::size_t all = table.columns.size();
    if (all <= fits) return {0, all, false};
    const std::size_t at_once = std::max<std::size_t>(fits - 1, 1);  // one is the key to the next
    const std::size_t pages = (all + at_once - 1) / at_once;
    const std::size_t first = turned % pages * at_once;
    return {first, std::min(at_once, all - first), true};
}

/// Each as wide as a finger, and of the rest what its longest cell needs, names at most half of it.
std::vector<Rect> cells_of(const ui::Frame& frame, const Table& table, const Seen& seen,
                           const Rect& row) {
    constexpr std::size_t kLeast = 5;
    constexpr std::size_t kMost = 18;
    constexpr std::size_t kMostOfNames = 30;
    const float gap = frame.space().s;
    const float least = frame.size().touch_min;
    const auto count = static_cast<float>(seen.count);
    const float rest = std::max(0.0F, row.width() - count * least - (count - 1) * gap);
    std::vector<float> shares;
    float all = 0;
    for (std::size_t i = seen.first; i < seen.first + seen.count; ++i) {
        const Column& column = table.columns[i];
        std::size_t longest = std::max(table.fields[column.field].size(), column.column.size());
        for (const auto& cells : table.rows)
            if (i < cells.size()) longest = std::max(longest, cells[i].size());
        const std::size_t most = column.wide ? kMostOfNames : kMost;
        shares.push_back(static_cast<float>(std::clamp(longest, kLeast, most)));
        all += shares.back();
    }
    std::vector<Rect> cells;
    Rect left = row;
    for (const float share : shares)
        cells.push_back(ui::take_start(left, least + rest * share / all, gap));
    return cells;
}

ui::Align align_of(const Column& column) {
    return column.figures ? ui::Align::end : ui::Align::start;
}

std::optional<TableAction> draw_heading(ui::Frame& frame, const Table& table, std::size_t at,
                                        bool may_ask, const Rect& place) {
    const Column& column = table.columns[at];
    const ui::Colours& c = frame.colour();
    const auto& pen = frame.pen();
    Rect inside = place;
    bool tapped = false;
    if (may_ask) {
        const auto touch =
            frame.touch(ui::numbered("heading", static_cast<long long>(at)), place, ui::Kind::key);
        pen.card(place, c.edge, touch.pressed ? c.key : c.surface, frame.radius().key);
        inside = place.inset(frame.space().xs, 0);
        tapped = touch.tapped;
    }
    const float label = frame.theme().line_height(kField.size);
    const float hint = frame.theme().line_height(kColumnName.size);
    inside = ui::centred(inside, inside.width(), label + hint);
    const bool taken = column.field != 0;
    pen.text(ui::take_top(inside, label),
             {kField, taken ? c.ink : c.muted, align_of(column), ui::Cut::allowed},
             table.fields[column.field]);
    pen.text(inside, {kColumnName, c.muted, align_of(column), ui::Cut::allowed}, column.column);
    if (!tapped) return std::nullopt;
    return HeadingTapped{at};
}

float doubt_height(const ui::Frame& frame, std::string_view words, float width) {
    return frame.pen().paragraph_height(kCell, words, width, kDoubtLinesMax) + frame.space().s;
}

/// What to know of it, in the same place as the rows, so that a low display has room for both.
void draw_notes(ui::Frame& frame, const std::vector<std::string>& notes, std::size_t warnings,
                Rect& all) {
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const Rect place = ui::take_top(all, doubt_height(frame, notes[i], all.width()));
        frame.pen().paragraph(place.inset(0, frame.space().xs),
                              {.style = kCell,
                               .colour = i < warnings ? ui::tone_colour(frame, ui::Tone::warning)
                                                      : frame.colour().muted,
                               .cut = ui::Cut::allowed,
                               .lines_max = kDoubtLinesMax},
                              notes[i]);
    }
}

/// The question what a column is; its first cell helps to tell.
std::optional<TableAction> draw_question(ui::Frame& frame, const Table& table, const Asking& asking,
                                         Rect inside) {
    const Column& column = table.columns[asking.column];
    const ui::TextStyle title{ui::TextSize::line, ui::Weight::semibold};
    frame.pen().text(ui::take_top(inside, frame.theme().line_height(title.size)),
                     {.style = title, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     frame.texts().with(TextKey::goods_column_is, {{"column", column.column}}));
    const bool cell = !table.rows.empty() && asking.column < table.rows.front().size();
    frame.pen().text(ui::take_top(inside, frame.theme().line_height(kCell.size), frame.space().s),
                     {.style = kCell, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
                     cell ? table.rows.front()[asking.column] : "");
    const common::List list{.id = "fields",
                            .count = table.fields.size(),
                            .chosen = asking.field,
                            .height = frame.size().touch_min};
    const auto tapped = common::draw_list(frame, inside, list, "field", [&](std::size_t i) {
        return ui::Row{.title = table.fields[i],
                       .strong = i == column.field,
                       .chosen = i == asking.field,
                       .tappable = true};
    });
    if (!tapped) return std::nullopt;
    return FieldTapped{*tapped};
}

}  // namespace

std::optional<TableAction> draw_table(ui::Frame& frame, const Table& table, const TableState& state,
                                      bool may_ask, const Rect& inside, const Below& below) {
    if (may_ask && state.asking && state.asking->column < table.columns.size())
        return draw_question(frame, table, *state.asking, inside);
    std::optional<TableAction> out;
    const auto& pen = frame.pen();
    const ui::Colours& c = frame.colour();
    const float row_height = frame.size().list_row;
    const float lines = frame.theme().line_height(kField.size) +
                        frame.theme().line_height(kColumnName.size) + frame.space().xs;
    Rect rest = inside;
    Rect head = ui::take_top(rest, std::max(lines, frame.size().touch_min), frame.space().xs);
    const Seen seen = seen_of(frame, table, state.turned, inside.width());
    const float turn_width = frame.size().touch_min;
    if (seen.more &&
        ui::action_key(frame, "more_columns", ui::take_end(head, turn_width, frame.space().s),
                       {.label = "…", .command = Command::next_tab}))
        out = ColumnsTurned{};
    const auto heads = cells_of(frame, table, seen, head);
    for (std::size_t i = 0; i < heads.size(); ++i) {
        if (auto tapped = draw_heading(frame, table, seen.first + i, may_ask, heads[i]))
            out = std::move(tapped);
    }
    std::vector<std::string> notes = table.doubts;
    if (may_ask) notes.push_back(frame.text(TextKey::goods_heading_hint));
    float height = row_height * static_cast<float>(table.rows.size());
    for (const auto& note : notes) height += doubt_height(frame, note, rest.width());
    const bool refused = below.refused != nullptr && !below.refused->empty();
    if (refused)
        height += row_height + refused_height(frame, *below.refused, below.more, rest.width());
    ui::ScrollArea area{frame, "rows", rest, height, {.keys = refused, .bar_beside = true}};
    Rect all = area.content();
    draw_notes(frame, notes, table.doubts.size(), all);
    for (const auto& row : table.rows) {
        Rect place = ui::take_top(all, row_height);
        if (!area.shows(place)) continue;
        pen.line_below(place, c.line);
        if (seen.more) (void)ui::take_end(place, turn_width, frame.space().s);
        const auto cells = cells_of(frame, table, seen, place);
        for (std::size_t i = 0; i < cells.size() && seen.first + i < row.size(); ++i) {
            const Column& column = table.columns[seen.first + i];
            pen.text(
                cells[i],
                {kCell, column.field != 0 ? c.ink : c.muted, align_of(column), ui::Cut::allowed},
                row[seen.first + i]);
        }
    }
    if (refused) {
        pen.text(ui::take_top(all, row_height),
                 {.style = {ui::TextSize::line, ui::Weight::semibold},
                  .colour = c.ink,
                  .cut = ui::Cut::allowed},
                 frame.text(TextKey::goods_refused));
        draw_refused_rows(frame, *below.refused, below.more, area, all);
    }
    return out;
}

std::optional<TableAction> table_keys(ui::Frame& frame, const TableState& state, bool may_ask) {
    if (!may_ask) return std::nullopt;
    if (!state.asking) {
        if (frame.commanded(Command::more)) return HeadingTapped{0};
        return std::nullopt;
    }
    if (frame.commanded(Command::choice_before)) return AskingMoved{-1, 0};
    if (frame.commanded(Command::choice_behind)) return AskingMoved{1, 0};
    if (frame.commanded(Command::line_up)) return AskingMoved{0, -1};
    if (frame.commanded(Command::line_down)) return AskingMoved{0, 1};
    return std::nullopt;
}

}  // namespace till::goods
