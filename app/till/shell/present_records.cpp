// People, goods, departments and taxes, as their list shows them.
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"

namespace till::shell {

namespace {

using ui::TextKey;
using What = RecordDesk::What;

void present_shop_people(Model& m, const Context& c) {
    const auto& shop = m.records.shop;
    m.editor.about = shop.from_office ? c.texts[TextKey::people_of_office] : std::string{};
    for (const auto& person : shop.people) {
        const auto& user = person.user;
        const bool manager = user.role == pos::people::Role::manager;
        const TextKey signs_on = !user.active     ? TextKey::people_left
                                 : person.has_pin ? TextKey::people_has_pin
                                                  : TextKey::sign_on_no_pin;
        m.editor.rows.push_back(
            {.title = user.name,
             .note = c.texts[manager ? TextKey::role_manager : TextKey::role_cashier],
             .amount = c.texts[signs_on]});
    }
    const bool known = !m.editor.looking;
    if (!shop.from_office)
        m.editor.keys.push_back({editor::Key::add, c.texts[TextKey::people_new], known});
    m.editor.keys.push_back({editor::Key::rights, c.texts[TextKey::people_rights], known});
}

void present_items(Model& m, const Context& c) {
    m.editor.has_input = true;
    m.editor.hint = c.texts[TextKey::items_hint];
    m.editor.about = m.office.joined ? c.texts[TextKey::record_of_office] : std::string{};
    for (const Listed& item : m.records.found) {
        std::string note = item.number;
        if (!item.department.empty()) ui::add_beside(c.texts, note, item.department);
        m.editor.rows.push_back({.title = item.name,
                                 .note = std::move(note),
                                 .amount = item.open_price ? c.texts[TextKey::items_open]
                                                           : c.locale.price(item.price)});
    }
    if (m.office.joined) return;
    m.editor.keys = {{editor::Key::add, c.texts[TextKey::items_new]},
                     {editor::Key::departments, c.texts[TextKey::groups_departments]},
                     {editor::Key::taxes, c.texts[TextKey::groups_taxes]}};
    if (m.records.undo) {
        m.editor.keys.push_back({editor::Key::undo, c.texts[TextKey::menu_undo]});
    } else if (can_undo_import(m, c)) {
        const auto& last = *m.last_import.last;
        m.editor.keys.push_back(
            {editor::Key::undo, c.texts.count(TextKey::items_undo_import, last.goods,
                                              {{"time", c.locale.time(local_of(last.at, c))},
                                               {"count", c.locale.integer(last.goods)}})});
    }
}

void add_undo(Model& m, const Context& c) {
    if (m.records.undo_group)
        m.editor.keys.push_back({editor::Key::undo, c.texts[TextKey::menu_undo]});
}

void present_departments(Model& m, const Context& c) {
    for (const auto& department : m.records.groups.departments)
        m.editor.rows.push_back({.title = department.name, .note = {}, .amount = {}});
    m.editor.keys = {
        {editor::Key::add, c.texts[TextKey::groups_department_new], !m.editor.looking}};
    add_undo(m, c);
}

void present_taxes(Model& m, const Context& c) {
    const auto& groups = m.records.groups;
    for (const std::string& code : tax_codes(m)) {
        editor::Row row;
        for (const auto& period : groups.taxes.taxes) {
            if (period.tax.code != code) continue;
            const std::string rate = c.locale.percent(period.tax.rate);
            row.title = period.tax.name;
            if (period.from > m.now.date) {
                row.note =
                    c.texts.with(TextKey::groups_tax_later,
                                 {{"percent", rate}, {"date", c.locale.long_date(period.from)}});
            } else if (!period.until || *period.until > m.now.date) {
                row.amount = rate;
            }
        }
        m.editor.rows.push_back(std::move(row));
    }
    m.editor.keys = {{editor::Key::add, c.texts[TextKey::groups_tax_new], !m.editor.looking}};
    add_undo(m, c);
}

/// Why there is nothing in the list; while it is not known yet, nothing.
std::string nothing_words(const Model& m, const Context& c) {
    if (m.editor.looking) return {};
    if (m.records.what != What::items) return c.texts[TextKey::record_none];
    return c.texts[m.editor.input.empty() ? TextKey::items_nothing : TextKey::sell_nothing_found];
}

TextKey title_of(What what) {
    switch (what) {
        case What::people:
            return TextKey::people_title;
        case What::items:
            return TextKey::items_title;
        case What::departments:
            return TextKey::groups_departments;
        case What::taxes:
            return TextKey::groups_taxes;
    }
    return TextKey::items_title;
}

}  // namespace

void present_records(Model& m, const Context& c) {
    auto& e = m.editor;
    const What what = m.records.what;
    e.title = c.texts[title_of(what)];
    e.about.clear();
    e.has_input = false;
    e.rows.clear();
    e.keys.clear();
    e.nothing = nothing_words(m, c);
    switch (what) {
        case What::people:
            return present_shop_people(m, c);
        case What::items:
            return present_items(m, c);
        case What::departments:
        case What::taxes:
            break;
    }
    what == What::departments ? present_departments(m, c) : present_taxes(m, c);
    if (!m.records.groups.from_office) return;
    e.about = c.texts[TextKey::record_of_office];
    e.keys.clear();
}

}  // namespace till::shell
