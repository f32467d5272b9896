#include "app/till/shell/present_parts.hpp"
#include "app/till/ui/beside.hpp"

namespace till::shell {

using ui::TextKey;

std::string customer_words(const Model& m, const Context& c) {
    const std::string& number = m.cash_register.state().cart.customer;
    if (number.empty()) return {};
    if (number != m.customer.number || m.customer.name.empty())
        return c.texts.with(TextKey::sell_customer, {{"number", number}});
    return c.texts.with(TextKey::sell_customer_named, {{"name", m.customer.name}});
}

void present_customers(Model& m, const Context& c) {
    m.customers.of_sale = customer_words(m, c);
    m.customers.rows.clear();
    for (const auto& party : m.customer.found) {
        std::string note;
        const std::string town =
            party.postcode + (party.postcode.empty() || party.city.empty() ? "" : " ") + party.city;
        for (const std::string* part : {&party.number, &town, &party.phone, &party.email})
            ui::add_beside(c.texts, note, *part);
        m.customers.rows.push_back({party.name.empty() ? party.number : party.name, note});
    }
    const bool nobody =
        m.customer.found.empty() && !m.customers.looking && !m.customers.input.empty();
    m.customers.take_typed = nobody ? c.texts[TextKey::customers_take_typed] : std::string{};
    if (!m.customers.editing) return;
    constexpr TextKey kLabels[customers::kEntries] = {
        TextKey::customers_name,  TextKey::customers_email,    TextKey::customers_street,
        TextKey::customers_phone, TextKey::customers_postcode, TextKey::customers_tax_number,
        TextKey::customers_city,  TextKey::customers_language, TextKey::customers_country};
    for (std::size_t i = 0; i < customers::kEntries; ++i) {
        m.customers.form.labels[i] = c.texts[kLabels[i]];
    }
    m.customers.form.title =
        m.customer.edited.id
            ? c.texts.with(TextKey::customers_edit_title, {{"number", m.customer.edited.number}})
            : c.texts[TextKey::customers_new_title];
}

}  // namespace till::shell
