// Backups in the window: where they go, and making one now.
#include <algorithm>
#include <utility>

#include "app/till/shell/place_choice.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

void choose_place(Model& m, Effects& effects) {
    begin_choice(m.backups.where, m.backup_desk.places, m.backup_desk.found);
    effects.emplace_back(FindBackupPlaces{});
}

void use(Model& m, std::string folder, bool undoes, Effects& effects) {
    auto& desk = m.backup_desk;
    if (desk.using_it != 0) return;
    desk.using_it = ++m.asked;
    desk.undoes = undoes;
    desk.from = m.backup.folder;
    effects.emplace_back(UseBackups{desk.using_it, std::move(folder)});
}

void go_back(Model& m) {
    if (!std::exchange(m.backups.where.open, false)) go_to(m, Screen::settings);
}

/// By a finger on the strip, which asks for the right that the settings ask for.
void open_backups(Model& m, const Context& c, Effects& effects) {
    if (!m.backups_possible || m.screen == Screen::backups) return;
    m.tile_desk.wanted = false;
    m.backup_desk.wanted = true;
    if (tell(m, pos::sale::OpenSettings{}, c, effects)) show_backups(m);
}

}  // namespace

void show_backups(Model& m) {
    m.backup_desk.wanted = false;
    m.backups = {};
    m.backup_desk.places.clear();
    go_to(m, Screen::backups);
}

void apply(Model& m, const backups::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    if (std::holds_alternative<backups::Opened>(action)) return open_backups(m, c, effects);
    if (std::holds_alternative<backups::ExportPressed>(action)) return show_exports(m);
    if (!m.backups_possible) return go_back(m);
    if (std::holds_alternative<backups::NowPressed>(action)) {
        if (!m.backup.wanted || m.backup.work != BackupWork::nothing) return;
        m.backup_desk.ordered = true;
        effects.emplace_back(BackUpNow{});
    } else if (std::holds_alternative<backups::WherePressed>(action) ||
               std::holds_alternative<backups::AgainPressed>(action)) {
        choose_place(m, effects);
    } else if (std::holds_alternative<backups::UndoPressed>(action)) {
        if (m.backup_desk.can_undo) use(m, m.backup_desk.before, true, effects);
    } else if (std::holds_alternative<backups::OffPressed>(action)) {
        if (m.backup.wanted) use(m, {}, false, effects);
    } else if (const auto* tapped = std::get_if<backups::PlaceTapped>(&action)) {
        choose(m.backups.where, *tapped);
    } else if (const auto* moved_by = std::get_if<backups::Moved>(&action)) {
        move_among(m.backups.where, m.backup_desk.places.size(), moved_by->by);
    } else if (std::holds_alternative<backups::PathWanted>(action)) {
        choose(m.backups.where, backups::PathWanted{});
    } else if (const auto* typed = std::get_if<backups::PathTyped>(&action)) {
        choose(m.backups.where, *typed);
    } else if (std::holds_alternative<backups::Entered>(action)) {
        if (auto folder = entered_folder(m, m.backups.where, m.backup_desk.places, c, effects))
            use(m, std::move(*folder), false, effects);
    } else {
        go_back(m);
    }
}

void apply(Model& m, const BackupPlacesFound& found, const Context&, Effects&) {
    m.backup_desk.places = found.places;
    m.backup_desk.found = true;
    m.backups.where.chosen = 0;
}

void apply(Model& m, const BackupsUsed& used, const Context& c, Effects& effects) {
    auto& desk = m.backup_desk;
    if (used.ask != desk.using_it) return;
    desk.using_it = 0;
    const bool undone = std::exchange(desk.undoes, false);
    if (used.trouble != BackupTrouble::none) {
        if (undone) desk.can_undo = false;
        return refuse(m, backup_trouble_words(used.trouble, used.folder, {}, c), effects);
    }
    desk.before = desk.from;
    desk.can_undo = !undone;
    m.backup.folder = used.folder;
    m.backup.wanted = !used.folder.empty();
    m.backups.where.open = false;
    // As the command line keeps it.
    effects.emplace_back(SaveSetting{"backup_folder", used.folder});
    say(m, common::Level::good,
        undone                ? c.texts[TextKey::said_undone]
        : used.folder.empty() ? c.texts[TextKey::backups_stopped]
                              : c.texts.with(TextKey::backups_taken, {{"folder", used.folder}}));
}

void apply(Model& m, const BackupChanged& changed, const Context& c, Effects&) {
    const bool news = changed.trouble != m.backup.trouble || changed.why != m.backup.why;
    const bool ended = changed.work == BackupWork::nothing && changed.tried &&
                       changed.tried == changed.last && m.backup.work != BackupWork::nothing;
    m.backup = changed;
    if (changed.trouble != BackupTrouble::none) {
        if (changed.work == BackupWork::nothing) {
            const bool ordered = std::exchange(m.backup_desk.ordered, false);
            if (news || ordered) say(m, common::Level::warning, backup_trouble_words(m, c));
        }
    } else if (ended && std::exchange(m.backup_desk.ordered, false)) {
        say(m, common::Level::good, c.texts[TextKey::backups_done]);
    }
}

}  // namespace till::shell
