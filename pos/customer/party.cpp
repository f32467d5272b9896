#include "pos/customer/party.hpp"

#include <algorithm>

namespace pos::customer {

namespace {

constexpr std::size_t kNumberMax = 40;
constexpr std::size_t kTextMax = 200;

bool is_country(const std::string& text) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return text.empty() || (text.size() == 2 && std::ranges::all_of(text, capital));
}

bool is_email(const std::string& text) {
    if (text.empty()) return true;
    const std::size_t at = text.find('@');
    const bool one = at != std::string::npos && text.find('@', at + 1) == std::string::npos;
    return one && at > 0 && at + 1 < text.size() && text.find_first_of(" \t\r\n") == text.npos;
}

}  // namespace

std::vector<PartyFault> faults(const Party& party) {
    std::vector<PartyFault> found;
    const auto check = [&](bool wrong, PartyFault fault) {
        if (wrong) found.push_back(fault);
    };
    check(party.number.empty(), PartyFault::number_missing);
    check(party.number.size() > kNumberMax, PartyFault::number_too_long);
    check(party.name.empty(), PartyFault::name_missing);
    bool too_long = false;
    for (const std::string* text :
         {&party.name, &party.street, &party.postcode, &party.city, &party.region, &party.email,
          &party.phone, &party.tax_number, &party.language}) {
        too_long = too_long || text->size() > kTextMax;
    }
    check(too_long, PartyFault::text_too_long);
    check(!is_country(party.country), PartyFault::country_wrong);
    check(!is_email(party.email), PartyFault::email_wrong);
    return found;
}

std::string words_of(PartyFault fault) {
    switch (fault) {
        case PartyFault::number_missing:
            return "The customer number is missing.";
        case PartyFault::number_too_long:
            return "The customer number has more than 40 characters.";
        case PartyFault::name_missing:
            return "The name is missing.";
        case PartyFault::text_too_long:
            return "A field has more than 200 characters.";
        case PartyFault::country_wrong:
            return "The country is not two capital letters, such as DE.";
        case PartyFault::email_wrong:
            return "The e-mail address has no @ with something on both sides.";
    }
    return "The customer is wrong.";
}

std::string address_line(const Party& party) {
    std::string line = party.name;
    const auto add = [&](std::string_view text) {
        if (text.empty()) return;
        if (!line.empty()) line += ", ";
        line += text;
    };
    add(party.street);
    std::string town = party.postcode;
    if (!town.empty() && !party.city.empty()) town += ' ';
    add(town + party.city);
    add(party.country);
    return line;
}

}  // namespace pos::customer
