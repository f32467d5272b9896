#include <string>
#include <unordered_set>

#include "pos/base/assert.hpp"
#include "pos/catalog/gs1/embedded.hpp"
#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1::linters {

namespace {

using Codes = std::unordered_set<std::string_view>;

/// The codes of assets/gs1/codes.txt below the line that is `name`.
Codes codes_of(std::string_view name) {
    Codes codes;
    std::string_view text = embedded_file("gs1/codes.txt");
    bool here = false;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (!line.starts_with(' ')) {
            here = line == name;
            continue;
        }
        while (here && !line.empty()) {
            line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
            const std::string_view code = line.substr(0, line.find(' '));
            if (!code.empty()) codes.insert(code);
            line.remove_prefix(code.size());
        }
    }
    POS_ASSERT(!codes.empty());
    return codes;
}

Lint in(const Codes& codes, std::string_view part, LintError error) {
    if (codes.contains(part)) return {};
    return whole(error, part);
}

}  // namespace

Lint iso3166(std::string_view part) {
    static const Codes codes = codes_of("iso3166");
    return in(codes, part, LintError::not_iso3166);
}

Lint iso3166999(std::string_view part) {
    if (part == "999" || !iso3166(part)) return {};
    return whole(LintError::not_iso3166_or_999, part);
}

Lint iso3166alpha2(std::string_view part) {
    static const Codes codes = codes_of("iso3166alpha2");
    return in(codes, part, LintError::not_iso3166_alpha2);
}

Lint iso4217(std::string_view part) {
    static const Codes codes = codes_of("iso4217");
    return in(codes, part, LintError::not_iso4217);
}

Lint packagetype(std::string_view part) {
    static const Codes codes = codes_of("packagetype");
    return in(codes, part, LintError::invalid_package_type);
}

Lint mediatype(std::string_view part) {
    static const Codes codes = codes_of("mediatype");
    return in(codes, part, LintError::invalid_media_type);
}

}  // namespace pos::catalog::gs1::linters
