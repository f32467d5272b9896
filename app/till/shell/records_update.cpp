// People, goods, departments and taxes, as a manager looks after them: what their screen does.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using app::core::RecordFault;
using ui::TextKey;
using What = RecordDesk::What;

TextKey words_for(RecordFault fault) {
    switch (fault) {
        case RecordFault::store:
            return TextKey::record_store;
        case RecordFault::of_office:
            return TextKey::record_of_office;
        case RecordFault::gone:
            return TextKey::record_gone;
        case RecordFault::name_missing:
            return TextKey::record_name_missing;
        case RecordFault::text_too_long:
            return TextKey::record_text_too_long;
        case RecordFault::unclean_text:
            return TextKey::record_unclean_text;
        case RecordFault::name_taken:
            return TextKey::record_name_taken;
        case RecordFault::last_manager:
            return TextKey::record_last_manager;
        case RecordFault::pin_of_inactive:
            return TextKey::record_pin_of_inactive;
        case RecordFault::weak_pin:
            return TextKey::record_weak_pin;
        case RecordFault::manager_pin_first:
            return TextKey::record_manager_pin_first;
        case RecordFault::last_manager_pin:
            return TextKey::record_last_manager_pin;
        case RecordFault::number_taken:
            return TextKey::record_number_taken;
        case RecordFault::code_taken:
            return TextKey::record_code_taken;
        case RecordFault::bad_code:
            return TextKey::record_bad_code;
        case RecordFault::price_wrong:
            return TextKey::record_price_wrong;
        case RecordFault::cost_wrong:
            return TextKey::record_cost_wrong;
        case RecordFault::unknown_tax_class:
            return TextKey::record_unknown_tax_class;
        case RecordFault::tax_wrong:
            return TextKey::record_tax_wrong;
    }
    return TextKey::record_store;
}

std::size_t count_of(const Model& m) {
    const auto& r = m.records;
    switch (r.what) {
        case What::people:
            return r.shop.people.size();
        case What::items:
            return r.found.size();
        case What::departments:
            return r.groups.departments.size();
        case What::taxes:
            return tax_codes(m).size();
    }
    return 0;
}

bool is_of_office(const Model& m) {
    const auto& r = m.records;
    switch (r.what) {
        case What::people:
            return r.shop.from_office;
        case What::items:
            return m.office.joined;
        case What::departments:
        case What::taxes:
            return r.groups.from_office;
    }
    return false;
}

void refuse_for_office(Model& m, const Context& c, Effects& effects) {
    refuse(m, c.texts[TextKey::record_of_office], effects);
}

/// The form of a row. What head office has can be looked at elsewhere: here it would be put back.
void edit(Model& m, std::size_t row, const Context& c, Effects& effects) {
    auto& r = m.records;
    m.said.reset();
    r.row = row;
    r.doubted.clear();
    r.rights_shown = false;
    const bool is_new = row >= count_of(m);
    if (is_of_office(m) && (is_new || r.what != What::people))
        return refuse_for_office(m, c, effects);
    switch (r.what) {
        case What::people:
            return edit_person(m, row, c);
        case What::items:
            r.opening = ++m.asked;
            effects.emplace_back(ReadItem{r.opening, is_new ? pos::Ulid{} : r.found[row].item, {}});
            return;
        case What::departments:
            return edit_department(m, row, c);
        case What::taxes:
            return edit_tax(m, row, c);
    }
}

void press(Model& m, editor::Key key, const Context& c, Effects& effects) {
    switch (key) {
        case editor::Key::add:
            return edit(m, count_of(m), c, effects);
        case editor::Key::rights:
            m.said.reset();
            m.records.rights_shown = true;
            return edit_rights(m, c);
        case editor::Key::departments:
            return show_records(m, What::departments, effects);
        case editor::Key::taxes:
            return show_records(m, What::taxes, effects);
        case editor::Key::undo:
            return undo_item(m, effects);
    }
}

void keep(Model& m, const Context& c, Effects& effects) {
    if (m.editor.form.saving) return;
    m.said.reset();
    switch (m.records.what) {
        case What::people:
            return m.records.rights_shown ? keep_rights(m, c, effects) : keep_person(m, c, effects);
        case What::items:
            return keep_item(m, c, effects);
        case What::departments:
            return keep_department(m, c, effects);
        case What::taxes:
            return keep_tax(m, c, effects);
    }
}

void step_back(Model& m, Effects& effects) {
    m.said.reset();
    if (std::exchange(m.editor.editing, false)) return;
    const auto& r = m.records;
    if (r.what == What::departments || r.what == What::taxes)
        return show_records(m, What::items, effects);
    r.from_settings ? go_to(m, Screen::settings) : go_home(m);
}

}  // namespace

void show_form(Model& m, std::string title, std::vector<editor::Entry> entries) {
    m.editor.editing = true;
    m.editor.form = {.title = std::move(title), .about = {}, .entries = std::move(entries)};
}

void open_records(Model& m, What what, const Context& c, Effects& effects) {
    using pos::people::Operation;
    m.records.what = what;
    m.records.from_settings = m.screen == Screen::settings;
    const auto right = what == What::people ? Operation::people : Operation::goods;
    if (tell(m, pos::sale::OpenSettings{right}, c, effects)) show_records(m, what, effects);
}

void show_records(Model& m, What what, Effects& effects) {
    const bool from_settings = m.records.from_settings;
    std::string words;
    if (what == What::items && m.screen == Screen::sell && m.sell.searching) words = m.sell.input;
    m.sell.panel = sell::Panel::tiles;
    clear_input(m);
    m.records = {};
    m.records.what = what;
    m.records.from_settings = from_settings;
    m.editor = {};
    m.editor.input = std::move(words);
    go_to(m, Screen::editor);
    ask_records(m, effects);
}

void ask_records(Model& m, Effects& effects) {
    if (m.records.what == What::items) return find_items(m, m.editor.input, effects);
    m.records.asked = ++m.asked;
    if (m.records.what == What::people) {
        effects.emplace_back(ReadPeople{m.records.asked});
    } else {
        effects.emplace_back(ReadGroups{m.records.asked});
    }
}

void apply(Model& m, const editor::Action& action, const Context& c, Effects& effects) {
    if (editor::fill_in(m.editor, action)) return;
    const auto last = static_cast<int>(count_of(m)) - 1;
    if (const auto* typed = std::get_if<editor::InputTyped>(&action)) {
        m.said.reset();
        m.editor.chosen = 0;
        find_items(m, typed->text, effects);
    } else if (const auto* row = std::get_if<editor::RowTapped>(&action)) {
        if (row->index >= count_of(m)) return;
        m.editor.chosen = row->index;
        edit(m, row->index, c, effects);
    } else if (const auto* moved_by = std::get_if<editor::Moved>(&action)) {
        m.editor.chosen = static_cast<std::size_t>(
            std::clamp(static_cast<int>(m.editor.chosen) + moved_by->by, 0, std::max(last, 0)));
    } else if (std::holds_alternative<editor::Opened>(action)) {
        if (!m.editor.editing && m.editor.chosen < count_of(m))
            edit(m, m.editor.chosen, c, effects);
    } else if (const auto* pressed = std::get_if<editor::Pressed>(&action)) {
        press(m, pressed->key, c, effects);
    } else if (std::holds_alternative<editor::SavePressed>(action)) {
        keep(m, c, effects);
    } else if (std::holds_alternative<editor::BackPressed>(action)) {
        step_back(m, effects);
    }
}

void apply(Model& m, const PeopleRead& read, const Context&, Effects&) {
    if (read.ask != m.records.asked) return;
    m.records.shop = read.shop;
}

void apply(Model& m, const GroupsRead& read, const Context&, Effects&) {
    if (read.ask != m.records.asked) return;
    m.records.groups = read.groups;
}

void apply(Model& m, const RecordKept& kept, const Context& c, Effects& effects) {
    // Whoever has left the screen meanwhile sees it in the list next time.
    if (kept.ask != m.records.keeping || m.screen != Screen::editor) return;
    m.editor.form.saving = false;
    if (kept.refused) {
        const auto& why = kept.refused->why;
        return refuse(
            m,
            c.texts.with(words_for(kept.refused->fault),
                         {{"about", kept.refused->about},
                          {"why", why ? till::shell::words_for(*why, c.texts) : std::string{}}}),
            effects);
    }
    m.editor.editing = false;
    std::string words = c.texts[TextKey::record_kept];
    if (m.records.what == What::items) {
        const bool undone = std::exchange(m.records.undoing, false);
        words = undone ? c.texts[TextKey::said_undone] : kept_words(kept, c);
        m.records.undo.reset();
        if (!undone) {
            m.records.undo = kept.before;
            // A new one cannot be taken out of the books: it is not sold any more.
            if (kept.before && kept.before->item.name.empty() && kept.now) {
                m.records.undo = kept.now;
                m.records.undo->item.active = false;
                m.records.undo->codes.clear();
            }
        }
    }
    ask_records(m, effects);
    say(m, common::Level::good, std::move(words));
}

}  // namespace till::shell
