// People, goods, departments and taxes, as a manager looks after them: what their screen does.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;
using What = RecordDesk::What;

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

/// Whether it is known what there is: until then nothing can be said to be new, and rights that
/// were not read would be shown as none. An item is read anew when it is opened.
bool is_answered(const Model& m) {
    return m.records.what == What::items || !m.editor.looking;
}

void refuse_for_office(Model& m, const Context& c, Effects& effects) {
    refuse(m, c.texts[TextKey::record_of_office], effects);
}

/// The form of a row. What head office has can be looked at elsewhere: here it would be put back.
void edit(Model& m, std::size_t row, const Context& c, Effects& effects) {
    auto& r = m.records;
    if (!is_answered(m)) return;
    m.said.reset();
    const bool is_new = row >= count_of(m);
    if (is_of_office(m) && (is_new || r.what != What::people))
        return refuse_for_office(m, c, effects);
    switch (r.what) {
        case What::people:
            return edit_person(m, row, c);
        case What::items:
            return ask_item(m, {.item = is_new ? pos::Ulid{} : r.found[row].item}, effects);
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
            if (!is_answered(m)) return;
            m.said.reset();
            return edit_rights(m, c);
        case editor::Key::departments:
            return show_records(m, What::departments, effects);
        case editor::Key::taxes:
            return show_records(m, What::taxes, effects);
        case editor::Key::undo:
            if (m.records.undo) return undo_item(m, effects);
            return m.records.what == What::items ? undo_import(m, c, effects)
                                                 : undo_group(m, effects);
    }
}

void keep(Model& m, const Context& c, Effects& effects) {
    m.said.reset();
    switch (m.records.what) {
        case What::people:
            return m.records.form.rights ? keep_rights(m, c, effects) : keep_person(m, c, effects);
        case What::items:
            return keep_item(m, c, effects);
        case What::departments:
            return keep_department(m, c, effects);
        case What::taxes:
            return keep_tax(m, c, effects);
    }
}

/// The chosen row; without any the goods of that number or barcode, which are in no list if they
/// are not sold any more.
void open_chosen(Model& m, const Context& c, Effects& effects) {
    if (m.editor.looking) return;
    if (m.editor.chosen < count_of(m)) return edit(m, m.editor.chosen, c, effects);
    if (m.records.what != What::items || m.editor.input.empty()) return;
    m.said.reset();
    ask_item(m, {.code = m.editor.input}, effects);
    m.records.typed = true;
}

/// What is being kept of the form is answered all the same; see RecordDesk::changes.
void leave_form(Model& m) {
    m.editor.editing = false;
    m.records.keeping = 0;
    m.records.scanned.clear();
}

void step_back(Model& m, Effects& effects) {
    m.said.reset();
    if (m.editor.editing) return leave_form(m);
    const auto& r = m.records;
    if (r.what == What::departments || r.what == What::taxes)
        return show_records(m, What::items, effects);
    r.from_settings ? go_to(m, Screen::settings) : go_home(m);
}

}  // namespace

void show_form(Model& m, std::string title, std::vector<editor::Entry> entries) {
    m.records.opening = 0;
    m.records.keeping = 0;
    m.records.scanned.clear();
    m.editor.editing = true;
    m.editor.form = {.title = std::move(title), .about = {}, .entries = std::move(entries)};
}

std::string as_typed(std::string plain, const Context& c) {
    const auto point = plain.find('.');
    if (point != std::string::npos) plain.replace(point, 1, c.locale.decimal_sign());
    return plain;
}

void open_records(Model& m, What what, const Context& c, Effects& effects) {
    using pos::people::Operation;
    m.goods.wanted.reset();
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
    auto changes = std::move(m.records.changes);
    m.records = {};
    m.records.changes = std::move(changes);
    m.records.what = what;
    m.records.from_settings = from_settings;
    m.editor = {};
    m.editor.input = std::move(words);
    go_to(m, Screen::editor);
    ask_records(m, effects);
}

void ask_records(Model& m, Effects& effects) {
    if (m.records.what == What::items) effects.emplace_back(ReadLastImport{});
    if (m.records.what == What::items) return find_items(m, m.editor.input, effects);
    m.records.asked = ++m.asked;
    m.editor.looking = true;
    if (m.records.what == What::people) {
        effects.emplace_back(ReadPeople{m.records.asked});
    } else {
        effects.emplace_back(ReadGroups{m.records.asked});
    }
}

void apply(Model& m, const editor::Action& action, const Context& c, Effects& effects) {
    const bool back = std::holds_alternative<editor::BackPressed>(action);
    // What is being kept is changed no more; whoever does not wait for it leaves the form.
    if (m.editor.editing && m.editor.form.saving && !back) return;
    if (editor::fill_in(m.editor, action)) return;
    if (back) return step_back(m, effects);
    if (m.editor.editing) {
        if (std::holds_alternative<editor::SavePressed>(action)) keep(m, c, effects);
        return;
    }
    const auto last = static_cast<int>(count_of(m)) - 1;
    if (const auto* typed = std::get_if<editor::InputTyped>(&action)) {
        m.said.reset();
        m.editor.chosen = 0;
        m.records.opening = 0;
        find_items(m, typed->text, effects);
    } else if (const auto* row = std::get_if<editor::RowTapped>(&action)) {
        if (row->index >= count_of(m)) return;
        m.editor.chosen = row->index;
        edit(m, row->index, c, effects);
    } else if (const auto* moved_by = std::get_if<editor::Moved>(&action)) {
        m.editor.chosen = static_cast<std::size_t>(
            std::clamp(static_cast<int>(m.editor.chosen) + moved_by->by, 0, std::max(last, 0)));
    } else if (std::holds_alternative<editor::Opened>(action)) {
        open_chosen(m, c, effects);
    } else if (const auto* pressed = std::get_if<editor::Pressed>(&action)) {
        press(m, pressed->key, c, effects);
    }
}

void apply(Model& m, const PeopleRead& read, const Context&, Effects&) {
    if (read.ask != m.records.asked) return;
    m.editor.looking = false;
    m.records.shop = read.shop;
}

void apply(Model& m, const GroupsRead& read, const Context&, Effects&) {
    if (read.ask != m.records.asked) return;
    m.editor.looking = false;
    m.records.groups = read.groups;
}

}  // namespace till::shell
