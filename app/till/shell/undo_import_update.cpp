// Undoing the last import of goods, from its own screen or from that of the goods.
#include <utility>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

std::string undone_words(const pos::store::ImportUndone& done, const Context& c) {
    const TextKey key =
        done.left > 0 ? TextKey::said_import_undone_but : TextKey::said_import_undone;
    return c.texts.with(key, {{"restored", c.locale.integer(done.restored)},
                              {"off", c.locale.integer(done.taken_off)},
                              {"left", c.locale.integer(done.left)}});
}

}  // namespace

bool can_undo_import(const Model& m, const Context& c) {
    const auto& last = m.last_import.last;
    return last && m.last_import.undoing == 0 && !m.office.joined &&
           local_of(last->at, c).date == m.now.date;
}

void undo_import(Model& m, const Context& c, Effects& effects) {
    if (!can_undo_import(m, c)) return;
    m.said.reset();
    m.last_import.undoing = ++m.asked;
    effects.emplace_back(UndoImport{m.last_import.undoing});
}

void apply(Model& m, const LastImportRead& read, const Context&, Effects&) {
    m.last_import.last = read.last;
}

void apply(Model& m, const ImportUndone& undone, const Context& c, Effects& effects) {
    if (undone.ask != m.last_import.undoing) return;
    m.last_import.undoing = 0;
    if (!undone.done) {
        effects.emplace_back(ReadLastImport{});
        std::string words =
            undone.refused ? words_for(*undone.refused, c) : c.texts[TextKey::said_nothing_to_undo];
        if (!m.people.locked) return refuse(m, std::move(words), effects);
        m.said_later = Said{common::Level::warning, std::move(words)};
        return;
    }
    m.last_import.last.reset();
    // The file is still there, and can be taken in again.
    m.goods.imported.reset();
    apply(m, CatalogueChanged{}, c, effects);
    if (m.screen == Screen::editor && m.records.what == RecordDesk::What::items)
        ask_records(m, effects);
    say(m, undone.done->left > 0 ? common::Level::warning : common::Level::good,
        undone_words(*undone.done, c));
}

}  // namespace till::shell
