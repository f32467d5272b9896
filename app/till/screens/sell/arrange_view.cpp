#include "app/till/screens/sell/arrange_view.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string_view>
#include <vector>

#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/sell/goods_view.hpp"

namespace till::sell {

namespace {

using ui::Command;
using ui::Point;
using ui::Rect;
using ui::TextKey;

constexpr std::string_view kTile = "arrange";

/// A tile that a finger has taken along.
struct Carried {
    std::size_t tile{0};
    Point from;
    Point at;
};
std::optional<Carried> carried(ui::Frame& frame, std::size_t count) {
    const auto& press = frame.memory().press;
    if (!press || !press->control.starts_with(kTile)) return std::nullopt;
    std::string_view digits{press->control};
    digits.remove_prefix(kTile.size());
    if (!digits.starts_with('_')) return std::nullopt;
    digits.remove_prefix(1);
    std::size_t tile = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), tile);
    if (read.ec != std::errc{} || tile >= count) return std::nullopt;
    const float far = std::hypot(press->last.x - press->from.x, press->last.y - press->from.y);
    if (far <= frame.size().drag_slop) return std::nullopt;
    return Carried{tile, press->from, press->last};
}

std::size_t nearest(const std::vector<Rect>& cells, Point at) {
    const auto far = [&](const Rect& cell) {
        return std::hypot(cell.centre() - at.x, cell.middle() - at.y);
    };
    const auto found = std::ranges::min_element(cells, {}, far);
    return static_cast<std::size_t>(found - cells.begin());
}

/// Which tile stands in which cell, while one is carried to another place.
std::vector<std::size_t> order_of(std::size_t count, std::size_t from, std::size_t to) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto at = [&](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
    if (from < to)
        std::rotate(at(from), at(from) + 1, at(to) + 1);
    else
        std::rotate(at(to), at(from), at(from) + 1);
    return order;
}

std::optional<Action> hear_keys(ui::Frame& frame, const Model& m, int across) {
    if (frame.commanded(Command::choice_before)) return Arranged{TileStepped{-1}};
    if (frame.commanded(Command::choice_behind)) return Arranged{TileStepped{1}};
    if (frame.commanded(Command::line_up)) return Arranged{TileStepped{-across}};
    if (frame.commanded(Command::line_down)) return Arranged{TileStepped{across}};
    if (frame.commanded(Command::confirm)) return Arranged{TilePicked{m.tile_at}};
    return std::nullopt;
}

/// What is to be done, and what this is: above the tiles.
void draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    constexpr int kLinesMax = 3;
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::bold};
    const ui::TextStyle hint{ui::TextSize::label, ui::Weight::regular};
    frame.pen().text(ui::take_top(rest, frame.theme().line_height(title.size), frame.space().xs),
                     {.style = title, .colour = frame.colour().ink, .cut = ui::Cut::allowed},
                     m.arranging);
    const std::string& words =
        frame.text(m.tile_held ? TextKey::sell_arrange_held : TextKey::sell_arrange_hint);
    const float height = frame.pen().paragraph_height(hint, words, rest.width(), kLinesMax);
    frame.pen().paragraph(ui::take_top(rest, height, frame.space().m),
                          {.style = hint, .colour = frame.colour().muted, .lines_max = kLinesMax},
                          words);
}

std::optional<Action> draw_foot(ui::Frame& frame, const Model& m, Rect& rest) {
    const std::vector<common::FootKey<Action>> keys{
        {"tiles_undo",
         {.label = frame.text(TextKey::menu_undo),
          .command = Command::hold,
          .enabled = m.can_undo_tiles},
         Arranged{TilesUndone{}}},
        {"tiles_as_shop",
         {.label = frame.text(TextKey::sell_tiles_as_shop), .command = Command::void_line},
         Arranged{TilesAsShop{}}},
        {"tiles_left",
         {.label = frame.text(TextKey::sell_tiles_left), .command = Command::back},
         Arranged{TilesLeft{}}},
        {"tiles_done",
         {.label = frame.text(TextKey::editor_save),
          .command = Command::pay,
          .look = ui::Look::accent},
         Arranged{TilesDone{}}}};
    return common::draw_foot_keys(frame, rest, keys);
}

}  // namespace

std::optional<Action> draw_arrange(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                   Rect rest) {
    std::optional<Action> out = draw_foot(frame, m, rest);
    draw_head(frame, m, rest);
    const int across = ui::cells_across(rest.width(), frame.size().tile_width_min, frame.space().m);
    if (!out) out = hear_keys(frame, m, across);
    const int count = static_cast<int>(m.tiles.size());
    const int lines = (count + across - 1) / across;
    const float height = frame.size().tile_height;
    const float content = static_cast<float>(lines) * (height + frame.space().m) - frame.space().m;
    ui::ScrollArea area{
        frame, kTile, rest, content, {.keys = true, .bar_beside = true, .still = true}};
    const auto cells = ui::grid(area.content(), across, count, height, frame.space().m);
    const auto finger = carried(frame, m.tiles.size());
    std::size_t to = 0;
    std::vector<std::size_t> order = order_of(m.tiles.size(), 0, 0);
    if (finger) {
        area.carry(finger->at);
        to = nearest(cells, finger->at);
        order = order_of(m.tiles.size(), finger->tile, to);
        if (frame.event() && std::holds_alternative<ui::PointerReleased>(*frame.event())) {
            frame.take_event();
            out = Arranged{TileDragged{finger->tile, to}};
        }
    } else if (m.tile_at < cells.size()) {
        area.reveal(cells[m.tile_at]);
    }
    const auto draw = [&](std::size_t tile, const Rect& place) {
        ui::Tile look = tile_of(m.tiles[tile], pictures);
        const bool held = m.tile_held && m.tile_at == tile;
        if (held) {
            look.note = frame.text(TextKey::sell_tile_held);
            look.note_tone = ui::Tone::accent;
        }
        // The one that keys or a finger move has a line around it, twice as thick while it is held.
        const bool marked = finger ? finger->tile == tile : m.tile_at == tile;
        if (marked) look.edge = frame.size().focus_line * (held || finger ? 2 : 1);
        look.chosen = marked || m.tile_at == tile;
        if (ui::item_tile(frame, ui::numbered(kTile, static_cast<long long>(tile)), place, look))
            out = Arranged{TilePicked{tile}};
    };
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        if (finger && order[cell] == finger->tile) {
            frame.pen().framed(cells[cell], frame.colour().accent, frame.colour().accent_soft,
                               frame.radius().tile, frame.size().focus_line);
        } else if (area.shows(cells[cell])) {
            draw(order[cell], cells[cell]);
        }
    }
    if (!finger) return out;
    // Over all others, where the finger is.
    const Rect home = cells[finger->tile];
    const Rect place = home.moved(finger->at.x - home.centre(), finger->at.y - home.middle());
    draw(finger->tile, place);
    return out;
}

}  // namespace till::sell
