// The tiles of a tab are put into another order at this till: by dragging, by two taps, or by keys.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/tile_order.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

constexpr std::size_t kOrdersMax = 50;  // that can be gone back to, of each tab

std::vector<std::vector<pos::Ulid>>& orders_before(Model& m) {
    return m.tile_desk.before[m.tile_desk.tab];
}

void note_order(Model& m) {
    auto& before = orders_before(m);
    before.push_back(ids_of(m.tiles));
    if (before.size() <= kOrdersMax) return;
    before.erase(before.begin());
    if (m.tile_desk.found > 0) --m.tile_desk.found;
}

void move_tile(Model& m, std::size_t from, std::size_t to) {
    if (from >= m.tiles.size() || m.tiles.empty()) return;
    to = std::min(to, m.tiles.size() - 1);
    m.sell.tile_at = to;
    if (from == to) return;
    const auto at = [&](std::size_t i) { return m.tiles.begin() + static_cast<std::ptrdiff_t>(i); };
    if (from < to)
        std::rotate(at(from), at(from) + 1, at(to) + 1);
    else
        std::rotate(at(to), at(from), at(from) + 1);
}

/// Ends what a tile was picked up for; where it came back to its place nothing was done.
void put_down(Model& m) {
    if (!std::exchange(m.sell.tile_held, false)) return;
    auto& before = orders_before(m);
    if (!before.empty() && before.back() == ids_of(m.tiles)) before.pop_back();
}

void pick_up(Model& m, std::size_t tile) {
    if (tile >= m.tiles.size()) return;
    if (m.sell.tile_held) {
        move_tile(m, m.sell.tile_at, tile);
        return put_down(m);
    }
    note_order(m);
    m.sell.tile_at = tile;
    m.sell.tile_held = true;
}

void step_by(Model& m, int by) {
    if (m.tiles.empty()) return;
    const auto last = static_cast<int>(m.tiles.size()) - 1;
    const int to = static_cast<int>(m.sell.tile_at) + by;
    // A line up or down from the first or last one is no step.
    if (to < 0 || to > last) return;
    const auto target = static_cast<std::size_t>(to);
    if (m.sell.tile_held)
        move_tile(m, m.sell.tile_at, target);
    else
        m.sell.tile_at = target;
}

/// Back to the order before: of a tile that is held, to where it was picked up. Keys stay with
/// their tile.
void go_back(Model& m) {
    m.sell.tile_held = false;
    auto& before = orders_before(m);
    if (before.empty()) return;
    const bool some = m.sell.tile_at < m.tiles.size();
    const pos::Ulid at = some ? m.tiles[m.sell.tile_at].item : pos::Ulid{};
    put_first(m.tiles, before.back());
    before.pop_back();
    const auto again = std::ranges::find(m.tiles, at, &Listed::item);
    if (again != m.tiles.end()) m.sell.tile_at = static_cast<std::size_t>(again - m.tiles.begin());
}

void as_shop(Model& m) {
    put_down(m);
    if (ids_of(m.tiles) == m.tile_desk.shops) return;
    note_order(m);
    put_first(m.tiles, m.tile_desk.shops);
}

/// The order as it was found, and what could be undone then.
void give_up(Model& m) {
    m.sell.tile_held = false;
    put_first(m.tiles, m.tile_desk.kept);
    auto& before = orders_before(m);
    if (before.size() > m.tile_desk.found) before.resize(m.tile_desk.found);
    m.tile_desk.on = false;
    m.sell.panel = sell::Panel::tiles;
}

}  // namespace

void show_arranging(Model& m) {
    m.tile_desk.wanted = false;
    if (m.tiles.empty() || m.sell.tab >= m.tabs.size()) return;
    m.tile_desk.on = true;
    m.tile_desk.tab = m.tabs[m.sell.tab].code;
    m.tile_desk.kept = ids_of(m.tiles);
    m.tile_desk.found = orders_before(m).size();
    m.sell.tile_at = 0;
    m.sell.tile_held = false;
    clear_input(m);
    m.sell.panel = sell::Panel::arrange;
}

void begin_arranging(Model& m, const Context& c, Effects& effects) {
    if (m.tiles.empty()) {
        m.sell.panel = sell::Panel::tiles;
        return refuse(m, c.texts[TextKey::sell_no_tiles], effects);
    }
    m.backup_desk.wanted = false;
    m.tile_desk.wanted = true;
    if (tell(m, pos::sale::OpenSettings{}, c, effects)) show_arranging(m);
}

void keep_arranged(Model& m, const Context& c, Effects& effects) {
    auto& desk = m.tile_desk;
    if (!desk.on) return;
    put_down(m);
    desk.on = false;
    if (m.sell.panel == sell::Panel::arrange) m.sell.panel = sell::Panel::tiles;
    const auto order = ids_of(m.tiles);
    if (order == desk.kept) return;
    effects.emplace_back(
        SaveSetting{tiles_setting(desk.tab), to_setting(first_of(order, desk.shops))});
    if (!m.said) say(m, common::Level::good, c.texts[TextKey::said_tiles_kept]);
}

void keep_arranged_if_left(Model& m, const Context& c, Effects& effects) {
    const bool here = m.screen == Screen::sell && m.sell.panel == sell::Panel::arrange;
    if (!here) keep_arranged(m, c, effects);
}

void apply(Model& m, const TilesRead& read, const Context&, Effects&) {
    const bool shown = m.sell.tab < m.tabs.size() && m.tabs[m.sell.tab].code == read.tab;
    if (shown) {
        // What is being arranged stays so; goods that are new come behind it.
        const auto order = ids_of(m.tiles);
        const pos::Ulid at = m.sell.tile_at < order.size() ? order[m.sell.tile_at] : pos::Ulid{};
        m.tiles = read.items;
        m.tile_desk.shops = read.shops_order;
        // The department that was being arranged is gone, and its order with it.
        if (m.tile_desk.on && m.tile_desk.tab != read.tab) {
            m.tile_desk.on = false;
            m.sell.panel = sell::Panel::tiles;
        }
        if (m.tile_desk.on) {
            put_first(m.tiles, order);
            const auto again = std::ranges::find(m.tiles, at, &Listed::item);
            if (again == m.tiles.end()) m.sell.tile_held = false;
            m.sell.tile_at =
                again == m.tiles.end() ? 0 : static_cast<std::size_t>(again - m.tiles.begin());
        }
    }
    const bool goods = m.screen == Screen::editor && m.records.what == RecordDesk::What::items;
    if (goods && m.editor.input.empty()) take_found(m, m.tiles);
}

void arrange(Model& m, const sell::Arranged& action, const Context& c, Effects& effects) {
    if (!m.tile_desk.on) return;
    m.said.reset();
    if (const auto* dragged = std::get_if<sell::TileDragged>(&action)) {
        put_down(m);
        if (dragged->from >= m.tiles.size()) return;
        note_order(m);
        m.sell.tile_held = true;
        move_tile(m, dragged->from, dragged->to);
        put_down(m);
    } else if (const auto* picked = std::get_if<sell::TilePicked>(&action)) {
        pick_up(m, picked->tile);
    } else if (const auto* by = std::get_if<sell::TileStepped>(&action)) {
        step_by(m, by->by);
    } else if (std::holds_alternative<sell::TilesUndone>(action)) {
        go_back(m);
    } else if (std::holds_alternative<sell::TilesAsShop>(action)) {
        as_shop(m);
    } else if (std::holds_alternative<sell::TilesDone>(action)) {
        keep_arranged(m, c, effects);
    } else if (m.sell.tile_held) {
        go_back(m);  // the tile lies where it was picked up
    } else {
        give_up(m);
    }
}

}  // namespace till::shell
