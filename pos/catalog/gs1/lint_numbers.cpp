#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1::linters {

namespace {

constexpr std::size_t kDegreeDigits = 10;  // ten-millionths of a degree, from a pole or -180°

bool all_zero(std::string_view part) {
    return part.find_first_not_of('0') == std::string_view::npos;
}

Lint one_of(std::string_view part, std::string_view allowed, LintError error) {
    if (part.size() == 1 && allowed.find(part[0]) != std::string_view::npos) return {};
    return whole(error, part);
}

/// Ten digits up to `last`; digits of one length compare as figures do.
Lint degrees(std::string_view part, std::string_view last, LintError wrong_length,
             LintError too_large) {
    if (part.size() != kDegreeDigits) return whole(wrong_length, part);
    if (const auto flaw = csetnumeric(part)) return flaw;
    if (part > last) return whole(too_large, part);
    return {};
}

}  // namespace

Lint zero(std::string_view part) {
    if (!part.empty() && all_zero(part)) return {};
    return whole(LintError::not_zero, part);
}

Lint nonzero(std::string_view part) {
    if (const auto flaw = csetnumeric(part)) return flaw;
    if (all_zero(part)) return whole(LintError::illegal_zero_value, part);
    return {};
}

Lint nozeroprefix(std::string_view part) {
    if (part.starts_with('0')) return one(LintError::illegal_zero_prefix, 0);
    return csetnumeric(part);
}

Lint yesno(std::string_view part) {
    return one_of(part, "01", LintError::not_zero_or_one);
}

Lint winding(std::string_view part) {
    return one_of(part, "019", LintError::invalid_winding_direction);
}

Lint iso5218(std::string_view part) {
    return one_of(part, "0129", LintError::invalid_biological_sex_code);
}

Lint pieceoftotal(std::string_view part) {
    if (const auto flaw = csetnumeric(part)) return flaw;
    if (part.empty() || part.size() % 2 != 0) {
        return whole(LintError::invalid_length_for_piece_of_total, part);
    }
    const std::size_t half = part.size() / 2;
    const std::string_view piece = part.substr(0, half);
    const std::string_view total = part.substr(half);
    if (all_zero(piece)) return Flaw{LintError::zero_piece_number, 0, half};
    if (all_zero(total)) return Flaw{LintError::zero_total_pieces, half, half};
    if (piece > total) return whole(LintError::piece_number_exceeds_total, part);
    return {};
}

Lint posinseqslash(std::string_view part) {
    const std::size_t slash = first_non_digit(part);
    const auto malformed = [&] { return whole(LintError::position_in_sequence_malformed, part); };
    if (slash == 0 || slash >= part.size() || part[slash] != '/') return malformed();
    const std::string_view position = part.substr(0, slash);
    const std::string_view end = part.substr(slash + 1);
    if (end.empty() || first_non_digit(end) < end.size()) return malformed();
    if (position[0] == '0') return Flaw{LintError::illegal_zero_prefix, 0, slash};
    if (end[0] == '0') return Flaw{LintError::illegal_zero_prefix, slash + 1, end.size()};
    const bool beyond =
        position.size() == end.size() ? position > end : position.size() > end.size();
    if (beyond) return whole(LintError::position_exceeds_end, part);
    return {};
}

Lint latitude(std::string_view part) {
    return degrees(part, "1800000000", LintError::latitude_invalid_length,
                   LintError::invalid_latitude);
}

Lint longitude(std::string_view part) {
    return degrees(part, "3600000000", LintError::longitude_invalid_length,
                   LintError::invalid_longitude);
}

}  // namespace pos::catalog::gs1::linters
