// What the shop has, written into files: what of it, as what, where to.
#include <algorithm>
#include <utility>

#include "app/till/shell/place_choice.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

constexpr std::size_t kExportParts = static_cast<std::size_t>(ExportPart::journal) + 1;

void choose_export_place(Model& m, Effects& effects) {
    if (m.export_desk.state.working) return;
    begin_choice(m.exports.where, m.export_desk.places, m.export_desk.found);
    effects.emplace_back(FindExportPlaces{});
}

void begin_export(Model& m, std::string folder, Effects& effects) {
    auto& desk = m.export_desk;
    if (desk.state.working) return;
    desk.state = {.working = true};
    desk.ordered = true;
    desk.folder = folder;
    m.exports.where.open = false;
    effects.emplace_back(ExportShop{.part = static_cast<ExportPart>(m.exports.part),
                                    .workbook = m.exports.workbook,
                                    .folder = std::move(folder)});
}

void move_in_exports(Model& m, int by) {
    auto& screen = m.exports;
    if (screen.where.open) {
        move_among(screen.where, m.export_desk.places.size(), by);
    } else if (!m.export_desk.state.working) {
        screen.part = static_cast<std::size_t>(
            std::clamp(static_cast<int>(screen.part) + by, 0, static_cast<int>(kExportParts) - 1));
    }
}

}  // namespace

void show_exports(Model& m) {
    m.exports = {};
    go_to(m, Screen::exports);
}

void apply(Model& m, const exports::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    auto& screen = m.exports;
    const bool working = m.export_desk.state.working;
    if (const auto* part = std::get_if<exports::PartChosen>(&action)) {
        if (!working && part->index < kExportParts) screen.part = part->index;
    } else if (const auto* format = std::get_if<exports::FormatChosen>(&action)) {
        if (!working) screen.workbook = format->index == 0;
    } else if (const auto* moved_by = std::get_if<exports::Moved>(&action)) {
        move_in_exports(m, moved_by->by);
    } else if (std::holds_alternative<exports::WherePressed>(action) ||
               std::holds_alternative<exports::AgainPressed>(action)) {
        choose_export_place(m, effects);
    } else if (std::holds_alternative<exports::StopPressed>(action)) {
        if (working) effects.emplace_back(StopExport{});
    } else if (const auto* tapped = std::get_if<exports::PlaceTapped>(&action)) {
        choose(screen.where, *tapped);
    } else if (std::holds_alternative<exports::PathWanted>(action)) {
        choose(screen.where, exports::PathWanted{});
    } else if (const auto* typed = std::get_if<exports::PathTyped>(&action)) {
        choose(screen.where, *typed);
    } else if (std::holds_alternative<exports::Entered>(action)) {
        if (!screen.where.open) return;
        if (auto folder = entered_folder(m, screen.where, m.export_desk.places, c, effects))
            begin_export(m, std::move(*folder), effects);
    } else if (!std::exchange(screen.where.open, false)) {
        go_to(m, Screen::backups);
    }
}

void apply(Model& m, const ExportPlacesFound& found, const Context&, Effects&) {
    m.export_desk.places = found.places;
    m.export_desk.found = true;
    m.exports.where.chosen = 0;
}

void apply(Model& m, const ExportChanged& changed, const Context& c, Effects&) {
    m.export_desk.state = changed;
    if (changed.working || !std::exchange(m.export_desk.ordered, false)) return;
    // Whatever is on the screen by now: its own says it in its place.
    if (m.screen == Screen::exports) return;
    say(m, changed.why.empty() ? common::Level::good : common::Level::warning, export_words(m, c));
}

}  // namespace till::shell
