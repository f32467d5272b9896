#include "pos/money/currency.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos {

namespace {

struct Group {
    std::int8_t exponent;
    std::string_view codes;  // letters and number of each, seven characters, in order
};
constexpr std::size_t kEntry = 7;

// Active codes of ISO 4217 by the decimals of their minor unit. Fund and metal codes have none.
constexpr Group kGroups[] = {
    {0,
     "BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 UYI940 "
     "VND704 VUV548 XAF950 XOF952 XPF953 "},
    {2,
     "AED784 AFN971 ALL008 AMD051 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 "
     "BMD060 BND096 BOB068 BOV984 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 "
     "CHE947 CHF756 CHW948 CNY156 COP170 COU970 CRC188 CUP192 CVE132 CZK203 DKK208 DOP214 "
     "DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 GBP826 GEL981 GHS936 GIP292 GMD270 "
     "GTQ320 GYD328 HKD344 HNL340 HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404 "
     "KGS417 KHR116 KPW408 KYD136 KZT398 LAK418 LBP422 LKR144 LRD430 LSL426 MAD504 MDL498 "
     "MGA969 MKD807 MMK104 MNT496 MOP446 MRU929 MUR480 MVR462 MWK454 MXN484 MXV979 MYR458 "
     "MZN943 NAD516 NGN566 NIO558 NOK578 NPR524 NZD554 PAB590 PEN604 PGK598 PHP608 PKR586 "
     "PLN985 QAR634 RON946 RSD941 RUB643 SAR682 SBD090 SCR690 SDG938 SEK752 SGD702 SHP654 "
     "SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 SZL748 THB764 TJS972 TMT934 TOP776 "
     "TRY949 TTD780 TWD901 TZS834 UAH980 USD840 USN997 UYU858 UZS860 VED926 VES928 WST882 "
     "XAD396 XCD951 XCG532 YER886 ZAR710 ZMW967 ZWG924 "},
    {3, "BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788 "},
    {4, "CLF990 UYW927 "},
};

/// What a group says of a code, and its exponent.
struct Entry {
    std::int8_t exponent;
    std::string_view text;
};
std::optional<Entry> entry_of(std::string_view code) {
    if (code.size() != 3) return std::nullopt;
    for (const Group& group : kGroups) {
        for (std::size_t at = 0; at < group.codes.size(); at += kEntry) {
            if (group.codes.substr(at, 3) == code) {
                return Entry{group.exponent, group.codes.substr(at, kEntry)};
            }
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Currency> currency_of(std::string_view code) {
    const auto entry = entry_of(code);
    if (!entry) return std::nullopt;
    Currency currency{.exponent = entry->exponent};
    std::ranges::copy(code, currency.letters.begin());
    return currency;
}

std::string code_of(Currency currency) {
    if (currency.letters[0] == 0) return {};
    return {currency.letters.begin(), currency.letters.end()};
}

std::optional<std::uint16_t> number_of(Currency currency) {
    const auto entry = entry_of(code_of(currency));
    if (!entry) return std::nullopt;
    std::uint16_t number = 0;
    for (const char digit : entry->text.substr(3, 3)) {
        number = static_cast<std::uint16_t>(number * 10 + (digit - '0'));
    }
    return number;
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
