#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "app/till/ui/widgets.hpp"

namespace till::common {

/// The title of a screen that is a list or a form.
void draw_title(ui::Frame& frame, ui::Rect& rest, std::string_view words);

/// The key back to the sale at the foot of a screen; its row is taken from `rest`, and what is left
/// of the row for another key is `beside`. Returns whether it was pressed.
bool draw_back(ui::Frame& frame, ui::Rect& rest, ui::Rect* beside = nullptr);

/// Keys at the foot of a screen, the key back first, in as many rows as their labels need; their
/// room is taken from `rest`. Returns which was pressed.
std::optional<std::size_t> draw_foot(ui::Frame& frame, ui::Rect& rest,
                                     std::span<const ui::Button> keys);

/// Rows of one height that scroll; the chosen one stays in view.
struct List {
    std::string_view id;
    std::size_t count{0};
    std::size_t chosen{0};
    float height{0};  // of a row
    bool keys{true};  // Page up and Page down scroll it
};

/// Draws those of the rows that are to be seen.
///
/// DrawRow: void(std::size_t index, const ui::Rect& row)
template <class DrawRow>
void draw_rows(ui::Frame& frame, const ui::Rect& place, const List& list, DrawRow draw_row) {
    ui::ScrollArea area{frame,
                        list.id,
                        place,
                        list.height * static_cast<float>(list.count),
                        {.keys = list.keys, .bar_beside = true}};
    ui::Rect all = area.content();
    for (std::size_t i = 0; i < list.count; ++i) {
        const ui::Rect row = ui::take_top(all, list.height);
        if (i == list.chosen) area.reveal(row);
        if (area.shows(row)) draw_row(i, row);
    }
}

/// The same of plain rows; which one was tapped.
///
/// RowOf: ui::Row(std::size_t index); what it views lives on
template <class RowOf>
std::optional<std::size_t> draw_list(ui::Frame& frame, const ui::Rect& place, const List& list,
                                     std::string_view row_id, RowOf row_of) {
    std::optional<std::size_t> tapped;
    draw_rows(frame, place, list, [&](std::size_t i, const ui::Rect& row) {
        const auto id = ui::numbered(row_id, static_cast<long long>(i));
        if (ui::list_row(frame, id, row, row_of(i))) tapped = i;
    });
    return tapped;
}

/// `style`, or the largest smaller one in which the words, broken into lines, have room in so many
/// pixels; the size of a hint at least.
ui::TextStyle fitting(const ui::Frame& frame, const ui::TextStyle& style, std::string_view words,
                      float width, float height);

/// A sentence in the middle of a place that has nothing to show, in as large letters as it has room
/// for.
void draw_nothing(ui::Frame& frame, const ui::Rect& place, std::string_view words);

}  // namespace till::common
