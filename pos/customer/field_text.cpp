#include "pos/customer/field_text.hpp"

namespace pos::customer {

std::string_view text_of(PartyKind kind) {
    return kind == PartyKind::person ? "person" : "organisation";
}

std::string text_of(Field field, const Party& party) {
    switch (field) {
        case Field::number:
            return party.number;
        case Field::kind:
            return std::string{text_of(party.kind)};
        case Field::name:
            return party.name;
        case Field::address: {
            Party place = party;
            place.name.clear();
            return address_line(place);
        }
        case Field::email:
            return party.email;
        case Field::phone:
            return party.phone;
        case Field::tax_number:
            return party.tax_number;
        case Field::language:
            return party.language;
        case Field::merged:
        case Field::erased:
            break;
    }
    return {};
}

}  // namespace pos::customer
