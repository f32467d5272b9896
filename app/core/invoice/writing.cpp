#include "app/core/invoice/writing.hpp"

#include <limits>

#include "pos/billing/bank/transfer_code.hpp"
#include "pos/billing/invoice/check/forms.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::invoice {

namespace inv = pos::billing::invoice;

Writing::Writing(const inv::Invoice& invoice, const Words& words)
    : words_{words}, currency_{pos::currency_of(invoice.currency)}, code_{invoice.currency} {}

namespace {

/// Nothing where it has more digits than are written so.
std::optional<std::string> exact_in(const pos::locale::Locale& locale, pos::Exact value,
                                    unsigned decimals_min) {
    unsigned decimals = 14;
    pos::Wide scaled = value.e14;
    while (decimals > decimals_min && scaled % 10 == 0) {
        scaled /= 10;
        --decimals;
    }
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    if (scaled > kMax || scaled < -kMax) return std::nullopt;
    return locale.decimal(static_cast<std::int64_t>(scaled), decimals, decimals_min);
}

}  // namespace

std::string exact_words(const pos::locale::Locale& locale, pos::Exact value,
                        unsigned decimals_min) {
    return exact_in(locale, value, decimals_min).value_or(pos::to_string(value, decimals_min));
}

std::string Writing::figure(const inv::Figure& value, unsigned decimals_min) const {
    return exact_in(words_.locale(), value.value, decimals_min).value_or(to_string(value));
}

std::string Writing::amount(const std::optional<inv::Figure>& value) const {
    if (!value) return "";
    return figure(*value, currency_ ? static_cast<unsigned>(currency_->exponent) : 2U);
}

std::string Writing::money(const std::optional<inv::Figure>& value) const {
    if (!value) return "";
    if (currency_) {
        const auto exact = pos::rounded(value->value, *currency_, pos::RoundingMode::half_away);
        if (exact && pos::exact(*exact) == value->value) return words_.locale().money(*exact);
    }
    return amount(value) + "\u00A0" + code_;
}

std::string Writing::date(const std::optional<pos::Date>& value) const {
    return value ? words_.locale().date(*value) : "";
}

std::string Writing::period(const std::optional<inv::Period>& period) const {
    if (!period) return "";
    if (!period->end) return date(period->start) + " –";
    return date(period->start) + " – " + date(period->end);
}

std::string Writing::percent(const inv::Figure& rate) const {
    return figure(rate, 0) + "\u00A0%";
}

namespace {

std::string unit_words(const std::string& unit) {
    struct Known {
        std::string_view code, sign;
    };
    constexpr Known kSigns[] = {{"C62", ""},    {"H87", ""},   {"EA", ""},     {"KWH", "kWh"},
                                {"MWH", "MWh"}, {"KGM", "kg"}, {"GRM", "g"},   {"TNE", "t"},
                                {"MTR", "m"},   {"KMT", "km"}, {"MTK", "m²"},  {"MTQ", "m³"},
                                {"LTR", "l"},   {"HUR", "h"},  {"MIN", "min"}, {"SEC", "s"},
                                {"DAY", "d"},   {"KWT", "kW"}, {"P1", "%"}};
    for (const Known& known : kSigns) {
        if (known.code == unit) return std::string{known.sign};
    }
    return unit;
}

}  // namespace

std::string with_unit(const std::string& figure, const std::string& unit) {
    const std::string words = unit_words(unit);
    return figure.empty() || words.empty() ? figure : figure + "\u00A0" + words;
}

std::string account_words(const std::string& account) {
    if (!inv::check::is_iban(account)) return account;
    return pos::billing::bank::in_fours(account);
}

}  // namespace app::core::invoice
