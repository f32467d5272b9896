// Whose sale it is: finding, adding and changing customers. The store's thread answers.
#include <algorithm>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/customer/party.hpp"

namespace till::shell {

namespace {

using customers::Entry;
using pos::customer::Party;
using pos::customer::PartyFault;
using ui::TextKey;

std::string& entry_of(Party& party, std::size_t index) {
    switch (static_cast<Entry>(index)) {
        case Entry::name:
            return party.name;
        case Entry::email:
            return party.email;
        case Entry::street:
            return party.street;
        case Entry::phone:
            return party.phone;
        case Entry::postcode:
            return party.postcode;
        case Entry::tax_number:
            return party.tax_number;
        case Entry::city:
            return party.city;
        case Entry::language:
            return party.language;
        case Entry::country:
            break;
    }
    return party.country;
}

void find(Model& m, std::string words, Effects& effects) {
    m.customers.input = words;
    m.customers.looking = true;
    m.customers.chosen = 0;
    m.customer.asked = ++m.asked;
    effects.emplace_back(FindCustomers{m.customer.asked, std::move(words)});
}

void edit(Model& m, const Party& party) {
    m.customer.edited = party;
    m.customers.editing = true;
    m.customers.form = {};
    for (std::size_t i = 0; i < customers::kEntries; ++i) {
        m.customers.form.texts[i] = entry_of(m.customer.edited, i);
    }
}

void take(Model& m, const std::string& number, const Context& c, Effects& effects) {
    if (!tell(m, pos::sale::SetCustomer{number}, c, effects)) return;
    go_home(m);
}

TextKey text_of(PartyFault fault) {
    switch (fault) {
        case PartyFault::name_missing:
            return TextKey::customers_name_missing;
        case PartyFault::country_wrong:
            return TextKey::customers_country_wrong;
        case PartyFault::email_wrong:
            return TextKey::customers_email_wrong;
        case PartyFault::number_missing:
        case PartyFault::number_too_long:
        case PartyFault::text_too_long:
            break;
    }
    return TextKey::customers_too_long;
}

void save(Model& m, const Context& c, Effects& effects) {
    if (m.customers.form.saving) return;
    Party party = m.customer.edited;
    for (std::size_t i = 0; i < customers::kEntries; ++i) {
        entry_of(party, i) = m.customers.form.texts[i];
    }
    for (const PartyFault fault : pos::customer::faults(party)) {
        if (fault == PartyFault::number_missing) continue;  // the store draws one
        return refuse(m, c.texts[text_of(fault)], effects);
    }
    m.said.reset();
    m.customers.form.saving = true;
    m.customer.saving = ++m.asked;
    effects.emplace_back(SaveCustomer{m.customer.saving, party});
}

void step_back(Model& m) {
    m.said.reset();
    if (m.customers.editing) {
        m.customers.editing = false;
        return;
    }
    go_home(m);
}

void move_entry(Model& m, int by) {
    const int count = static_cast<int>(customers::kEntries);
    const int to = (static_cast<int>(m.customers.form.at) + by + count) % count;
    m.customers.form.at = static_cast<std::size_t>(to);
}

void take_chosen(Model& m, const Context& c, Effects& effects) {
    if (m.customers.looking) return;
    if (m.customers.chosen < m.customer.found.size()) {
        return take(m, m.customer.found[m.customers.chosen].number, c, effects);
    }
    // A card of another branch that this till has not heard of yet.
    if (!m.customers.input.empty()) take(m, m.customers.input, c, effects);
}

}  // namespace

void open_customers(Model& m, Effects& effects) {
    m.customers = {};
    m.customer.found.clear();
    go_to(m, Screen::customers);
    find(m, {}, effects);
}

void apply(Model& m, const customers::Action& action, const Context& c, Effects& effects) {
    const auto last = static_cast<int>(m.customer.found.size()) - 1;
    if (const auto* typed = std::get_if<customers::InputTyped>(&action)) {
        m.said.reset();
        find(m, typed->text, effects);
    } else if (const auto* row = std::get_if<customers::RowTapped>(&action)) {
        if (row->index >= m.customer.found.size()) return;
        const bool again = m.customers.chosen == row->index;
        m.customers.chosen = row->index;
        if (again) take_chosen(m, c, effects);
    } else if (const auto* moved_by = std::get_if<customers::Moved>(&action)) {
        m.customers.chosen = static_cast<std::size_t>(
            std::clamp(static_cast<int>(m.customers.chosen) + moved_by->by, 0, std::max(last, 0)));
    } else if (std::holds_alternative<customers::Taken>(action)) {
        take_chosen(m, c, effects);
    } else if (std::holds_alternative<customers::Removed>(action)) {
        if (!m.cash_register.state().cart.customer.empty()) take(m, {}, c, effects);
    } else if (std::holds_alternative<customers::NewPressed>(action)) {
        Party fresh;
        // What was typed is most likely the name.
        if (m.customer.found.empty()) fresh.name = m.customers.input;
        edit(m, fresh);
    } else if (std::holds_alternative<customers::EditPressed>(action)) {
        if (m.customers.chosen < m.customer.found.size())
            edit(m, m.customer.found[m.customers.chosen]);
    } else if (const auto* entry = std::get_if<customers::EntryTyped>(&action)) {
        if (entry->index < customers::kEntries) {
            m.customers.form.texts[entry->index] = entry->text;
            m.customers.form.at = entry->index;
        }
    } else if (const auto* wanted = std::get_if<customers::EntryWanted>(&action)) {
        m.customers.form.at = std::min(wanted->index, customers::kEntries - 1);
    } else if (const auto* left = std::get_if<customers::EntryLeft>(&action)) {
        move_entry(m, left->by);
    } else if (std::holds_alternative<customers::SavePressed>(action)) {
        save(m, c, effects);
    } else {
        step_back(m);
    }
}

void apply(Model& m, const CustomersFound& found, const Context&, Effects&) {
    if (found.ask != m.customer.asked) return;
    m.customers.looking = false;
    m.customer.found = found.found;
    if (m.customers.chosen >= m.customer.found.size()) m.customers.chosen = 0;
}

void apply(Model& m, const CustomerSaved& saved, const Context& c, Effects& effects) {
    // Whoever has left the form meanwhile sees the customer in the list next time.
    if (saved.ask != m.customer.saving || m.screen != Screen::customers) return;
    m.customers.form.saving = false;
    if (saved.why) {
        const std::string why = words_for(*saved.why, c.texts);
        return say(m, common::Level::danger,
                   c.texts.with(TextKey::customers_not_saved, {{"why", why}}));
    }
    if (!saved.party) return refuse(m, c.texts[TextKey::customers_gone], effects);
    m.customer.number.clear();  // the name is read anew
    take(m, saved.party->number, c, effects);
}

void apply(Model& m, const CustomerRead& read, const Context&, Effects&) {
    if (read.number != m.customer.number) return;
    m.customer.name = read.party ? read.party->name : std::string{};
}

void ask_customer(Model& m, Effects& effects) {
    const std::string& number = m.cash_register.state().cart.customer;
    if (number == m.customer.number) return;
    m.customer.number = number;
    m.customer.name.clear();
    if (!number.empty()) effects.emplace_back(ReadCustomer{number});
}

}  // namespace till::shell
