#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "pos/base/calendar.hpp"
#include "pos/money/decimal.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"

namespace pos::locale {

enum class LocaleError { unknown_language };

enum class Direction { left_to_right, right_to_left };

/// How people of a language and country write figures and dates. For people only: files and
/// protocols use pos/money/decimal.hpp.
///
/// Negative figures carry a true minus (U+2212); spaces inside a figure are no-break spaces; in
/// right-to-left languages a figure may carry direction marks of no width. Digits are the
/// language's own ("ar" writes ١٢٣; "ar-u-nu-latn" does not).
///
/// owns:    tables and formatters, made once: formatting is cheap enough for every frame
/// threads: any number at once
class Locale {
public:
    /// `tag` is a BCP 47 tag: "en-GB", "de", "he".
    static std::expected<Locale, LocaleError> open(std::string_view tag);
    Locale(Locale&&) noexcept;
    Locale& operator=(Locale&&) noexcept;
    ~Locale();

    const std::string& tag() const;
    /// "de" of "de-AT"
    const std::string& language() const;
    Direction direction() const;
    /// "." or ","
    const std::string& decimal_sign() const;

    // Figures: the currency's own number of decimals, thousands grouped.
    std::string money(Money money) const;      // "€18.22", "18,22 €", "−€1.89", "−1,89 €"
    std::string amount(Money money) const;     // "18.22", "18,22", "−1.89": no symbol
    std::string price(UnitPrice price) const;  // "1.19", "0.0125": at least the currency's decimals
    std::string symbol(Currency currency) const;  // "€", "US$"

    std::string integer(std::int64_t value) const;                             // "1,204"
    std::string quantity(Quantity quantity, unsigned decimals_min = 0) const;  // "2", "1.204"
    std::string percent(Rate rate, unsigned decimals_max = 6) const;           // "6.2 %"
    std::string decimal(std::int64_t scaled, unsigned decimals, unsigned decimals_min) const;

    // Dates of the Gregorian calendar and the time of day.
    std::string date(Date date) const;          // "22/11/2026", "22.11.2026"
    std::string day_month(Date date) const;     // "12 Dec", "12. Dez."
    std::string long_day(Date date) const;      // "Saturday 22 November", "Samstag, 22. November"
    std::string long_date(Date date) const;     // "Saturday 22 November 2026"
    std::string month(Date date) const;         // "November 2026"
    std::string short_month(Date date) const;   // "Nov 2026", "Nov. 2026"
    std::string weekday(Date date) const;       // "Sat", "Sa"
    std::string long_weekday(Date date) const;  // "Saturday", "Samstag"
    std::string time(const LocalTime& time) const;       // "14:32", "2:32 PM"
    std::string date_time(const LocalTime& time) const;  // "22/11/2026, 14:32"

    // What a person typed: a comma or a dot is the decimal sign in every language; digits of any
    // script; a leading or trailing minus of any kind; thousands may be grouped if the grouping is
    // unmistakable ("1.234.567", "1.234,50", "1 234"). See to_plain_decimal().
    std::expected<Money, DecimalError> parse_money(std::string_view text, Currency currency) const;
    std::expected<UnitPrice, DecimalError> parse_price(std::string_view text,
                                                       Currency currency) const;
    std::expected<Quantity, DecimalError> parse_quantity(std::string_view text) const;
    std::expected<Rate, DecimalError> parse_percent(std::string_view text) const;

private:
    struct State;
    explicit Locale(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pos::locale
