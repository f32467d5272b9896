#include "app/office/web/customers/parts.hpp"

#include "pos/customer/field_text.hpp"
#include "pos/locale/country.hpp"
#include "pos/store/parties/parties.hpp"

namespace app::office::web {

Answer customers_page(Call& call) {
    const std::string_view path{call.path};
    if (path == "/customers") return customers::list_page(call);
    if (path == "/customers/duplicates") return customers::duplicates_page(call);
    const bool is_one =
        path == "/customers/customer" || path == "/customers/edit" || path == "/customers/erase";
    if (!is_one && path != "/customers/new" && path != "/customers/merge") return NoPage{};
    if (path != "/customers/customer" && !call.is_manager()) return NoPage{403};
    if (path == "/customers/new") return customers::new_page(call);
    if (path == "/customers/merge") return customers::merge_page(call);
    const auto known = customers::asked_for(call, "id");
    if (!known) return known.error();
    if (!*known) return NoPage{};
    if (path == "/customers/edit") return customers::edit_page(call, **known);
    if (path == "/customers/erase") return customers::erase_page(call, **known);
    return customers::customer_page(call, **known);
}

}  // namespace app::office::web

namespace app::office::web::customers {

using pos::customer::Field;
using pos::customer::Likeness;
using pos::customer::Party;
using pos::customer::PartyKind;

namespace {

const char* key_of(Field field) {
    switch (field) {
        case Field::number:
            return "number";
        case Field::kind:
            return "kind";
        case Field::name:
            return "name";
        case Field::address:
            return "address";
        case Field::email:
            return "email";
        case Field::phone:
            return "phone";
        case Field::tax_number:
            return "tax_number";
        case Field::language:
            return "language";
        case Field::merged:
            return "merged";
        case Field::erased:
            return "erased";
    }
    return "name";
}

const char* key_of(Likeness likeness) {
    switch (likeness) {
        case Likeness::number:
            return "number";
        case Likeness::email:
            return "email";
        case Likeness::phone:
            return "phone";
        case Likeness::tax_number:
            return "tax_number";
        case Likeness::name_and_postcode:
            return "name_and_postcode";
    }
    return "name";
}

std::string kind_name(PartyKind kind, const Words& words) {
    return words[kind == PartyKind::person ? "customer_person" : "customer_organisation"];
}

}  // namespace

std::string customer_link(const pos::Ulid& id) {
    return link_of("customer", id);
}
std::string link_of(const std::string& page, const pos::Ulid& id) {
    return "/customers/" + page + query_of({{"id", to_string(id)}});
}

pos::store::Answer<std::optional<pos::customer::Known>> asked_for(Call& call,
                                                                  std::string_view name) {
    const auto id = pos::parse_ulid(field(call.query, name));
    if (!id) return std::nullopt;
    auto known = pos::store::parties::known(call.db, *id);
    if (!known) return pos::store::store_error(std::move(known.error()));
    return std::move(*known);
}

std::string title_of(const Party& party, const Words& words) {
    return party.name.empty() ? words["unnamed"] : party.name;
}

Party with_country_named(Party party, const Words& words) {
    party.country = pos::locale::country_name(party.country, words.locale());
    return party;
}

std::string field_name(Field field, const Words& words) {
    return words[std::string{"customer_"} + key_of(field)];
}

std::string field_value(Field field, const Party& party, const Words& words) {
    if (field == Field::kind) return kind_name(party.kind, words);
    return text_of(field, with_country_named(party, words));
}

std::string alike_in(const std::vector<Likeness>& alike, const Words& words) {
    std::string names;
    for (const Likeness likeness : alike) {
        if (!names.empty()) names += ", ";
        names += words[std::string{"customer_alike_"} + key_of(likeness)];
    }
    return names;
}

Table export_table(const std::vector<Party>& customers, const Words& words) {
    Table table{"customers", words["customers"], {}, {}};
    for (const char* key : {"number", "kind", "name", "street", "postcode", "city", "region",
                            "country", "email", "phone", "tax_number", "language", "id"}) {
        table.columns.push_back({key, words[std::string{"customer_"} + key]});
    }
    for (const Party& party : customers) {
        table.rows.push_back({{party.number},
                              {std::string{text_of(party.kind)}},
                              {party.name},
                              {party.street},
                              {party.postcode},
                              {party.city},
                              {party.region},
                              {party.country},
                              {party.email},
                              {party.phone},
                              {party.tax_number},
                              {party.language},
                              {to_string(party.id)}});
    }
    return table;
}

void set_texts(Data& data, const Words& words, std::initializer_list<const char*> texts) {
    for (const char* text : texts) data.set(std::string{"t_"} + text, words[text]);
}

}  // namespace app::office::web::customers
