// The forms of people, and of what cashiers may do without a manager.
#include <utility>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using editor::Entry;
using pos::people::User;
using ui::TextKey;

// Of somebody's form; where people come from head office the PIN's two alone.
enum PersonEntry : std::size_t { kPersonName, kRole, kPin, kPinAgain, kActive };
constexpr std::size_t kOfficePin = 0;
constexpr std::size_t kOfficePinAgain = 1;

Entry text(std::string label, std::string written) {
    return {.kind = Entry::Kind::text, .label = std::move(label), .text = std::move(written)};
}
Entry secret(std::string label) {
    return {.kind = Entry::Kind::secret, .label = std::move(label)};
}
Entry toggle(std::string label, bool on) {
    return {.kind = Entry::Kind::toggle,
            .label = std::move(label),
            .text = {},
            .choices = {},
            .chosen = 0,
            .on = on};
}

}  // namespace

void edit_person(Model& m, std::size_t row, const Context& c) {
    const auto& shop = m.records.shop;
    const bool is_new = row >= shop.people.size();
    const app::core::Person person = is_new ? app::core::Person{} : shop.people[row];
    const TextKey pin = person.has_pin ? TextKey::people_new_pin : TextKey::sign_on_pin;
    m.records.form = {.from_office = shop.from_office, .person = person.user};
    std::vector<Entry> entries;
    if (!shop.from_office) {
        entries.push_back(text(c.texts[TextKey::people_name], person.user.name));
        entries.push_back(
            {.kind = Entry::Kind::choice,
             .label = c.texts[TextKey::people_role],
             .text = {},
             .choices = {c.texts[TextKey::role_cashier], c.texts[TextKey::role_manager]},
             .chosen = person.user.role == pos::people::Role::manager ? 1U : 0U});
    }
    entries.push_back(secret(c.texts[pin]));
    entries.push_back(secret(c.texts[TextKey::people_pin_again]));
    if (!shop.from_office && !is_new)
        entries.push_back(toggle(c.texts[TextKey::people_works_here], person.user.active));
    show_form(m, is_new ? c.texts[TextKey::people_new] : person.user.name, std::move(entries));
    if (shop.from_office) {
        m.editor.form.about = c.texts[TextKey::people_of_office];
    } else {
        m.editor.form.about =
            c.texts[person.has_pin ? TextKey::people_pin_stays : TextKey::people_pin_how];
    }
}

void keep_person(Model& m, const Context& c, Effects& effects) {
    const auto& entries = m.editor.form.entries;
    const bool office = m.records.form.from_office;
    const std::size_t at_pin = office ? kOfficePin : kPin;
    const std::string& pin = entries[at_pin].text;
    if (pin != entries[office ? kOfficePinAgain : kPinAgain].text) {
        m.editor.form.at = at_pin;
        return refuse(m, c.texts[TextKey::people_pins_differ], effects);
    }
    User person = m.records.form.person;
    if (!office) {
        person.name = entries[kPersonName].text;
        person.role =
            entries[kRole].chosen == 1 ? pos::people::Role::manager : pos::people::Role::cashier;
        if (entries.size() > kActive) person.active = entries[kActive].on;
    }
    effects.emplace_back(KeepPerson{begin_keeping(m), std::move(person),
                                    pin.empty() ? std::nullopt : std::optional{pin}});
}

void edit_rights(Model& m, const Context& c) {
    const auto& rights = m.records.shop.rights;
    m.records.form = {.rights = true};
    std::vector<Entry> entries;
    for (const auto operation : pos::people::kOperations)
        entries.push_back(toggle(operation_words(operation, m, c), rights.allows(operation)));
    entries.push_back(
        text(c.texts[TextKey::people_discount_percent], c.locale.integer(rights.discount_percent)));
    show_form(m, c.texts[TextKey::people_rights], std::move(entries));
    m.editor.form.about = c.texts[TextKey::people_rights_about];
}

void keep_rights(Model& m, const Context& c, Effects& effects) {
    const auto& entries = m.editor.form.entries;
    pos::people::Rights rights;
    for (std::size_t i = 0; i < pos::people::kOperations.size(); ++i)
        rights.set(pos::people::kOperations[i], entries[i].on);
    const auto percent = c.locale.parse_quantity(entries.back().text);
    constexpr std::int64_t kMost = 100;
    const bool whole = percent && percent->millionths % pos::kQuantityScale == 0 &&
                       percent->millionths >= 0 &&
                       percent->millionths <= kMost * pos::kQuantityScale;
    if (!whole) {
        m.editor.form.at = entries.size() - 1;
        return refuse(m, c.texts[TextKey::people_percent_wrong], effects);
    }
    rights.discount_percent = static_cast<int>(percent->millionths / pos::kQuantityScale);
    effects.emplace_back(KeepRights{begin_keeping(m), rights});
}

}  // namespace till::shell
