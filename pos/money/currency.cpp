#include "pos/money/currency.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos {

namespace {

struct Group {
    std::int8_t exponent;
    std::string_view codes;  // four characters each, in order
};

// Active codes of ISO 4217 by the decimals of their minor unit. Fund and metal codes have none.
constexpr Group kGroups[] = {
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "},
    {2,
     "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN "
     "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD "
     "FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW "
     "KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR "
     "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG "
     "SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD "
     "USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG "},
    {3, "BHD IQD JOD KWD LYD OMR TND "},
    {4, "CLF UYW "},
};

}  // namespace

std::optional<Currency> currency_of(std::string_view code) {
    if (code.size() != 3 || code.find(' ') != std::string_view::npos) return std::nullopt;
    for (const Group& group : kGroups) {
        for (std::size_t at = 0; at < group.codes.size(); at += 4) {
            if (group.codes.substr(at, 3) != code) continue;
            Currency currency{.exponent = group.exponent};
            std::ranges::copy(code, currency.letters.begin());
            return currency;
        }
    }
    return std::nullopt;
}

std::string code_of(Currency currency) {
    if (currency.letters[0] == 0) return {};
    return {currency.letters.begin(), currency.letters.end()};
}

std::int64_t minor_per_major(Currency currency) {
    constexpr std::int64_t kPowers[] = {1, 10, 100, 1'000, 10'000};
    POS_ASSERT(currency.exponent >= 0 && currency.exponent <= 4);
    return kPowers[currency.exponent];
}

bool in_range(const Currency& currency) {
    if (currency == Currency{}) return true;
    const bool letters =
        std::ranges::all_of(currency.letters, [](std::int8_t c) { return c >= 'A' && c <= 'Z'; });
    return letters && currency.exponent >= 0 && currency.exponent <= 4;
}

}  // namespace pos
