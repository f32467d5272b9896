#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1::linters {

namespace {

constexpr bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr bool is_hex(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/// base64url without its padding; also the index of an importer.
constexpr bool in_set_64(char c) {
    return is_digit(c) || is_letter(c) || c == '-' || c == '_';
}

bool in_set_82(char c) {
    constexpr std::string_view kSigns = R"(!"%&'()*+,-./:;<=>?_)";
    return is_digit(c) || is_letter(c) || kSigns.find(c) != std::string_view::npos;
}

bool in_set_39(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '#' || c == '-' || c == '/';
}

template <class InSet>
Lint all_in(std::string_view part, InSet in_set, LintError error) {
    const auto bad = std::ranges::find_if_not(part, in_set);
    if (bad == part.end()) return {};
    return one(error, static_cast<std::size_t>(bad - part.begin()));
}

}  // namespace

Lint csetnumeric(std::string_view part) {
    return all_in(part, is_digit, LintError::non_digit_character);
}

Lint cset82(std::string_view part) {
    return all_in(part, in_set_82, LintError::invalid_cset82_character);
}

Lint cset39(std::string_view part) {
    return all_in(part, in_set_39, LintError::invalid_cset39_character);
}

Lint cset64(std::string_view part) {
    std::size_t used = part.size();
    while (used > 0 && part[used - 1] == '=') --used;
    const std::size_t padding = part.size() - used;
    if (padding > 2 || (padding > 0 && part.size() % 3 != 0)) {
        return Flaw{LintError::invalid_cset64_padding, used, padding};
    }
    return all_in(part.substr(0, used), in_set_64, LintError::invalid_cset64_character);
}

Lint hasnondigit(std::string_view part) {
    if (first_non_digit(part) < part.size()) return {};
    return whole(LintError::requires_non_digit_character, part);
}

Lint hyphen(std::string_view part) {
    if (!part.empty() && part.find_first_not_of('-') == std::string_view::npos) return {};
    return whole(LintError::not_hyphen, part);
}

Lint pcenc(std::string_view part) {
    for (std::size_t at = part.find('%'); at < part.size(); at = part.find('%', at + 3)) {
        const std::string_view sequence = part.substr(at, 3);
        if (sequence.size() == 3 && is_hex(sequence[1]) && is_hex(sequence[2])) continue;
        return Flaw{LintError::invalid_percent_sequence, at, sequence.size()};
    }
    return {};
}

Lint importeridx(std::string_view part) {
    if (part.size() != 1) return whole(LintError::importer_idx_must_be_one_character, part);
    return all_in(part, in_set_64, LintError::invalid_import_idx_character);
}

}  // namespace pos::catalog::gs1::linters
