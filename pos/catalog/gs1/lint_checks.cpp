#include <array>

#include "pos/catalog/barcode.hpp"
#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1::linters {

namespace {

constexpr std::size_t kPrefixDigitsMin = 4;  // the shortest GS1 Company Prefix
constexpr std::size_t kPairWeights = 97;
constexpr std::size_t kIbanMin = 11;
constexpr std::size_t kIbanMax = 34;

constexpr std::string_view kSet82 =
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kSet32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The first primes, by which the characters before a check pair are weighed.
constexpr std::array<std::uint32_t, kPairWeights> make_primes() {
    std::array<std::uint32_t, kPairWeights> primes{};
    std::size_t found = 0;
    for (std::uint32_t number = 2; found < primes.size(); ++number) {
        bool prime = true;
        for (std::size_t at = 0; at < found; ++at) prime = prime && number % primes[at] != 0;
        if (prime) primes[found++] = number;
    }
    return primes;
}
constexpr auto kPrimes = make_primes();

}  // namespace

Lint csum(std::string_view part) {
    if (part.empty()) return whole(LintError::too_short_for_check_digit, part);
    if (const auto bad = first_non_digit(part); bad < part.size()) {
        return one(LintError::non_digit_character, bad);
    }
    const std::size_t last = part.size() - 1;
    if (gtin_check_digit(part.substr(0, last)) == part[last]) return {};
    return one(LintError::incorrect_check_digit, last);
}

// GS1 General Specifications, 7.9.5: values in CSET 82 weighed by primes from the right, modulo
// 1021; the remainder's two halves of five bits are the pair.
Lint csumalpha(std::string_view part) {
    if (part.size() > kPairWeights + 2) {
        return whole(LintError::too_long_for_check_pair_implementation, part);
    }
    if (part.size() < 2) return whole(LintError::too_short_for_check_pair, part);
    const std::string_view body = part.substr(0, part.size() - 2);
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < body.size(); ++at) {
        const std::size_t value = kSet82.find(body[at]);
        if (value == std::string_view::npos) return one(LintError::invalid_cset82_character, at);
        sum += static_cast<std::uint32_t>(value) * kPrimes[body.size() - 1 - at];
    }
    sum %= 1021;
    const std::array pair{kSet32[sum >> 5], kSet32[sum & 31]};
    if (part.substr(body.size()) == std::string_view{pair.data(), pair.size()}) return {};
    return Flaw{LintError::incorrect_check_pair, body.size(), 2};
}

Lint gcppos1(std::string_view part) {
    if (part.size() < kPrefixDigitsMin) return whole(LintError::too_short_for_gcp, part);
    const auto bad = first_non_digit(part.substr(0, kPrefixDigitsMin));
    if (bad < kPrefixDigitsMin) return one(LintError::invalid_gcp_prefix, bad);
    return {};
}

Lint gcppos2(std::string_view part) {
    if (part.size() < 2) return whole(LintError::too_short_for_gcp, part);
    auto flaw = gcppos1(part.substr(1));
    if (flaw) ++flaw->at;
    return flaw;
}

// ISO 13616: the first four characters behind the rest, letters as 10 to 35, modulo 97 is 1.
Lint iban(std::string_view part) {
    if (part.size() < 4) return whole(LintError::iban_too_short, part);
    if (iso3166alpha2(part.substr(0, 2))) {
        return Flaw{LintError::illegal_iban_country_code, 0, 2};
    }
    if (part.size() > kIbanMax) return whole(LintError::iban_too_long, part);
    if (part.size() < kIbanMin) return whole(LintError::iban_too_short, part);
    unsigned remainder = 0;
    for (std::size_t step = 0; step < part.size(); ++step) {
        const std::size_t at = (step + 4) % part.size();
        const char c = part[at];
        if (is_digit(c)) {
            remainder = (remainder * 10 + static_cast<unsigned>(c - '0')) % 97;
        } else if (c >= 'A' && c <= 'Z') {
            remainder = (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
        } else {
            return one(LintError::invalid_iban_character, at);
        }
    }
    if (remainder == 1) return {};
    return Flaw{LintError::incorrect_iban_checksum, 2, 2};
}

}  // namespace pos::catalog::gs1::linters
