#include "app/till/screens/goods/refused_view.hpp"

namespace till::goods {

namespace {

using ui::Rect;

constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::medium};
constexpr int kWhyLinesMax = 4;

float row_height_of(const ui::Frame& frame, const Refused& row, float width) {
    return frame.theme().line_height(kLabel.size) +
           frame.pen().paragraph_height(kBody, row.why, width, kWhyLinesMax) + 2 * frame.space().s;
}

}  // namespace

float refused_height(const ui::Frame& frame, const std::vector<Refused>& rows,
                     std::string_view more, float width) {
    float height = more.empty() ? 0 : frame.size().list_row;
    for (const Refused& row : rows) height += row_height_of(frame, row, width);
    return height;
}

void draw_refused_rows(ui::Frame& frame, const std::vector<Refused>& rows, std::string_view more,
                       ui::ScrollArea& area, Rect& all) {
    for (const Refused& row : rows) {
        Rect place = ui::take_top(all, row_height_of(frame, row, all.width()));
        if (!area.shows(place)) continue;
        frame.pen().line_below(place, frame.colour().line);
        place = place.inset(0, frame.space().s);
        frame.pen().text(ui::take_top(place, frame.theme().line_height(kLabel.size)),
                         {.style = kLabel,
                          .colour = ui::tone_colour(frame, ui::Tone::warning),
                          .cut = ui::Cut::allowed},
                         row.place);
        frame.pen().paragraph(place,
                              {.style = kBody,
                               .colour = frame.colour().ink,
                               .cut = ui::Cut::allowed,
                               .lines_max = kWhyLinesMax},
                              row.why);
    }
    if (!more.empty())
        frame.pen().text(ui::take_top(all, frame.size().list_row),
                         {.style = kBody, .colour = frame.colour().muted}, more);
}

void draw_refused(ui::Frame& frame, const std::vector<Refused>& rows, std::string_view more,
                  const Rect& inside) {
    const float height = refused_height(frame, rows, more, inside.width());
    ui::ScrollArea area{frame, "refused", inside, height, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    draw_refused_rows(frame, rows, more, area, all);
}

}  // namespace till::goods
