#include "pos/store/parties/search_text.hpp"

#include <fmt/format.h>

#include "pos/locale/fold.hpp"

namespace pos::store::parties {

std::string search_text(const customer::Party& party) {
    std::string digits;
    for (const char c : party.phone) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return locale::fold(fmt::format("{} {} {} {} {} {} {}", party.name, party.number, party.city,
                                    party.email, party.phone, digits, party.postcode));
}

std::string pattern_of(std::string_view words) {
    std::string pattern = "%";
    for (const char c : locale::fold(words)) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c == ' ' ? '%' : c;
    }
    return pattern + '%';
}

}  // namespace pos::store::parties
