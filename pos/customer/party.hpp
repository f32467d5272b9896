#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/ulid.hpp"

namespace pos::customer {

/// Stored: never changed.
enum class PartyKind : std::uint8_t { person = 1, organisation = 2 };
constexpr bool in_range(PartyKind kind) {
    return kind == PartyKind::person || kind == PartyKind::organisation;
}

/// Somebody whom the business knows: a person or an organisation. All of it is personal data.
struct Party {
    Ulid id{};
    std::string number;  // unique: what people call it by
    PartyKind kind{PartyKind::person};
    std::string name;
    std::string street;
    std::string postcode;
    std::string city;
    std::string region;
    std::string country;  // ISO 3166, two letters
    std::string email;
    std::string phone;
    std::string tax_number;  // VAT identifier
    std::string language;    // of its documents: a BCP 47 tag; empty: the business's
    bool operator==(const Party&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & id & number & kind & name & street & postcode & city & region & country & email;
        archive & phone & tax_number & language;
    }
};

enum class PartyFault : std::uint8_t {
    number_missing,
    number_too_long,  // more than 40 characters
    name_missing,
    text_too_long,  // more than 200 characters
    country_wrong,  // neither empty nor two capital letters
    email_wrong,    // not one @ with something on both sides
};
/// All that is wrong with it, each once, in enum order.
std::vector<PartyFault> faults(const Party& party);
/// "The e-mail address has no @ with something on both sides."
std::string words_of(PartyFault fault);

/// "Otto Müller, Hauptstraße 1, 10115 Berlin, DE", what there is of it.
std::string address_line(const Party& party);

}  // namespace pos::customer
