#include "pos/locale/locale.hpp"

#include <unicode/dcfmtsym.h>
#include <unicode/decimfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/uchar.h>
#include <unicode/ucurr.h>
#include <unicode/unistr.h>
#include <algorithm>
#include <mutex>
#include <vector>

#include "pos/base/assert.hpp"
#include "pos/locale/dates.hpp"
#include "pos/locale/figures.hpp"
#include "pos/locale/tag.hpp"
#include "pos/locale/typed.hpp"

namespace pos::locale {

namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kNoBreakSpace = "\u00A0";

struct CurrencyStyle {
    Currency currency{};
    std::string symbol;
    Affixes affixes;
};

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

/// The typographic minus, whatever hyphen the language's data has.
std::string with_true_minus(std::string text) {
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at)) {
        text.replace(at, 1, kMinus);
        at += kMinus.size();
    }
    return text;
}

Affixes affixes_of(const icu::DecimalFormat& format) {
    icu::UnicodeString text;
    Affixes affixes;
    affixes.before = utf8(format.getPositivePrefix(text));
    affixes.behind = utf8(format.getPositiveSuffix(text));
    affixes.negative_before = with_true_minus(utf8(format.getNegativePrefix(text)));
    affixes.negative_behind = with_true_minus(utf8(format.getNegativeSuffix(text)));
    return affixes;
}

/// A percent sign stands a space away from its figure, as on our screens; but not where the text
/// runs from right to left: parted from its figure it would turn over to the other side.
void part_percent_sign(const icu::Locale& locale, std::string& behind) {
    if (locale.isRightToLeft()) return;
    if (behind.starts_with('%') || behind.starts_with("\u066A")) behind.insert(0, kNoBreakSpace);
}

std::unique_ptr<icu::DecimalFormat> decimal_format(const icu::Locale& locale,
                                                   UNumberFormatStyle style, UErrorCode& status) {
    std::unique_ptr<icu::NumberFormat> format{
        icu::NumberFormat::createInstance(locale, style, status)};
    if (U_FAILURE(status)) return nullptr;
    auto* const decimal = dynamic_cast<icu::DecimalFormat*>(format.get());
    if (decimal == nullptr) status = U_UNSUPPORTED_ERROR;
    if (decimal != nullptr) static_cast<void>(format.release());
    return std::unique_ptr<icu::DecimalFormat>{decimal};
}

bool is_letter(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_S_MASK | U_GC_Z_MASK)) == 0;
}

/// "KWD 5", but "€5": a currency's letters stand a space away from the figure.
void part_letters(const std::string& symbol, Affixes& affixes) {
    const auto text = icu::UnicodeString::fromUTF8(symbol);
    if (text.isEmpty()) return;
    if (is_letter(text.char32At(text.length() - 1))) {
        if (affixes.before.ends_with(symbol)) affixes.before += kNoBreakSpace;
        if (affixes.negative_before.ends_with(symbol)) affixes.negative_before += kNoBreakSpace;
    }
    if (is_letter(text.char32At(0))) {
        if (affixes.behind.starts_with(symbol)) affixes.behind.insert(0, kNoBreakSpace);
        if (affixes.negative_behind.starts_with(symbol)) {
            affixes.negative_behind.insert(0, kNoBreakSpace);
        }
    }
}

/// Spanish and Polish leave 1234 whole and group 12 345.
bool groups_four_digits(const icu::Locale& locale, std::string_view group_sign) {
    UErrorCode status = U_ZERO_ERROR;
    const auto text =
        icu::number::NumberFormatter::withLocale(locale).formatInt(1234, status).toString(status);
    return U_FAILURE(status) || utf8(text).contains(group_sign);
}

FigureStyle plain_style(const icu::Locale& locale, const icu::DecimalFormat& format) {
    using Symbols = icu::DecimalFormatSymbols;
    const Symbols& symbols = *format.getDecimalFormatSymbols();
    FigureStyle style;
    style.zero =
        static_cast<char32_t>(symbols.getConstSymbol(Symbols::kZeroDigitSymbol).char32At(0));
    style.decimal_sign = utf8(symbols.getConstSymbol(Symbols::kDecimalSeparatorSymbol));
    style.group_sign = utf8(symbols.getConstSymbol(Symbols::kGroupingSeparatorSymbol));
    style.group_size = format.isGroupingUsed() ? std::max(0, format.getGroupingSize()) : 0;
    const int further = format.getSecondaryGroupingSize();
    style.group_size_further = further > 0 ? further : style.group_size;
    style.group_min = groups_four_digits(locale, style.group_sign) ? 1 : 2;
    return style;
}

FigureStyle money_style(const icu::Locale& locale, const icu::DecimalFormat& format) {
    using Symbols = icu::DecimalFormatSymbols;
    const Symbols& symbols = *format.getDecimalFormatSymbols();
    FigureStyle style = plain_style(locale, format);
    style.decimal_sign = utf8(symbols.getConstSymbol(Symbols::kMonetarySeparatorSymbol));
    style.group_sign = utf8(symbols.getConstSymbol(Symbols::kMonetaryGroupingSeparatorSymbol));
    return style;
}

std::expected<std::string, DecimalError> typed(std::string_view text) {
    if (text.find_first_not_of(' ') == std::string_view::npos) {
        return std::unexpected{DecimalError::empty};
    }
    auto plain = to_plain_decimal(text);
    if (!plain) return std::unexpected{DecimalError::not_a_number};
    return std::move(*plain);
}

}  // namespace

struct Locale::State {
    icu::Locale icu;
    std::string tag;
    std::string language;
    FigureStyle plain;
    FigureStyle money;
    Affixes number_affixes;
    Affixes percent_affixes;
    std::unique_ptr<Dates> dates;

    mutable std::mutex mutex;
    mutable std::unique_ptr<icu::DecimalFormat> currency_format;
    mutable std::vector<std::unique_ptr<CurrencyStyle>> currencies;  // as they were first asked for

    const CurrencyStyle& style_of(Currency currency) const;
};

const CurrencyStyle& Locale::State::style_of(Currency currency) const {
    const std::lock_guard lock{mutex};
    const auto known =
        std::ranges::find(currencies, currency, [](const auto& style) { return style->currency; });
    if (known != currencies.end()) return **known;

    const auto code = icu::UnicodeString::fromUTF8(code_of(currency));
    UErrorCode status = U_ZERO_ERROR;
    auto style = std::make_unique<CurrencyStyle>();
    style->currency = currency;
    if (code.isEmpty()) {
        style->affixes = number_affixes;
    } else {
        currency_format->setCurrency(icu::UnicodeString{code}.getTerminatedBuffer(), status);
        style->affixes = affixes_of(*currency_format);
        std::int32_t length = 0;
        const char16_t* const symbol =
            ucurr_getName(icu::UnicodeString{code}.getTerminatedBuffer(), icu.getName(),
                          UCURR_SYMBOL_NAME, nullptr, &length, &status);
        style->symbol = utf8(icu::UnicodeString{symbol, length});
        part_letters(style->symbol, style->affixes);
    }
    POS_ASSERT(U_SUCCESS(status));
    return *currencies.emplace_back(std::move(style));
}

std::expected<Locale, LocaleError> Locale::open(std::string_view tag) {
    const auto locale = locale_of_tag(tag);
    if (!locale) return std::unexpected{locale.error()};
    auto dates = Dates::open(*locale);
    if (!dates) return std::unexpected{dates.error()};

    UErrorCode status = U_ZERO_ERROR;
    const auto number = decimal_format(*locale, UNUM_DECIMAL, status);
    const auto percent = decimal_format(*locale, UNUM_PERCENT, status);
    auto currency = decimal_format(*locale, UNUM_CURRENCY, status);
    if (U_FAILURE(status)) return std::unexpected{LocaleError::unknown_language};

    auto state = std::make_unique<State>();
    state->icu = *locale;
    state->tag = tag;
    state->language = locale->getLanguage();
    state->plain = plain_style(*locale, *number);
    state->money = money_style(*locale, *currency);
    state->number_affixes = affixes_of(*number);
    state->percent_affixes = affixes_of(*percent);
    part_percent_sign(*locale, state->percent_affixes.behind);
    part_percent_sign(*locale, state->percent_affixes.negative_behind);
    state->dates = std::move(*dates);
    state->currency_format = std::move(currency);
    return Locale{std::move(state)};
}

Locale::Locale(std::unique_ptr<State> state) : state_(std::move(state)) {}
Locale::Locale(Locale&&) noexcept = default;
Locale& Locale::operator=(Locale&&) noexcept = default;
Locale::~Locale() = default;

const std::string& Locale::tag() const {
    return state_->tag;
}
const std::string& Locale::language() const {
    return state_->language;
}
Direction Locale::direction() const {
    return state_->icu.isRightToLeft() ? Direction::right_to_left : Direction::left_to_right;
}
const std::string& Locale::decimal_sign() const {
    return state_->plain.decimal_sign;
}

std::string Locale::money(Money money) const {
    const auto decimals = static_cast<unsigned>(money.currency.exponent);
    return figure(money.minor, decimals, decimals, state_->money,
                  state_->style_of(money.currency).affixes);
}

std::string Locale::amount(Money money) const {
    const auto decimals = static_cast<unsigned>(money.currency.exponent);
    return figure(money.minor, decimals, decimals, state_->money, state_->number_affixes);
}

std::string Locale::price(UnitPrice price) const {
    return figure(price.e8, 8, static_cast<unsigned>(price.currency.exponent), state_->money,
                  state_->number_affixes);
}

std::string Locale::symbol(Currency currency) const {
    return state_->style_of(currency).symbol;
}

std::string Locale::integer(std::int64_t value) const {
    return figure(value, 0, 0, state_->plain, state_->number_affixes);
}

std::string Locale::quantity(Quantity quantity, unsigned decimals_min) const {
    return figure(quantity.millionths, 6, decimals_min, state_->plain, state_->number_affixes);
}

std::string Locale::percent(Rate rate, unsigned decimals_max) const {
    // A rate of one is a hundred per cent: its eight decimals are six of the per cent figure.
    POS_ASSERT(decimals_max <= 6);
    std::int64_t step = 1;
    for (unsigned decimals = 6; decimals > decimals_max; --decimals) step *= 10;
    const std::int64_t rounded = divide(rate.e8, step, RoundingMode::half_away);
    return figure(rounded, decimals_max, 0, state_->plain, state_->percent_affixes);
}

std::string Locale::decimal(std::int64_t scaled, unsigned decimals, unsigned decimals_min) const {
    return figure(scaled, decimals, decimals_min, state_->plain, state_->number_affixes);
}

std::string Locale::date(Date date) const {
    return state_->dates->format(DateForm::date, date, 0);
}
std::string Locale::day_month(Date date) const {
    return state_->dates->format(DateForm::day_month, date, 0);
}
std::string Locale::long_day(Date date) const {
    return state_->dates->format(DateForm::long_day, date, 0);
}
std::string Locale::long_date(Date date) const {
    return state_->dates->format(DateForm::long_date, date, 0);
}
std::string Locale::month(Date date) const {
    return state_->dates->format(DateForm::month, date, 0);
}
std::string Locale::short_month(Date date) const {
    return state_->dates->format(DateForm::short_month, date, 0);
}
std::string Locale::weekday(Date date) const {
    return state_->dates->format(DateForm::weekday, date, 0);
}
std::string Locale::long_weekday(Date date) const {
    return state_->dates->format(DateForm::long_weekday, date, 0);
}
std::string Locale::time(const LocalTime& time) const {
    return state_->dates->format(DateForm::time, time.date, time.second_of_day);
}
std::string Locale::date_time(const LocalTime& time) const {
    return state_->dates->format(DateForm::date_time, time.date, time.second_of_day);
}

std::expected<Money, DecimalError> Locale::parse_money(std::string_view text,
                                                       Currency currency) const {
    const auto plain = typed(text);
    if (!plain) return std::unexpected{plain.error()};
    return pos::parse_money(*plain, currency);
}

std::expected<UnitPrice, DecimalError> Locale::parse_price(std::string_view text,
                                                           Currency currency) const {
    const auto plain = typed(text);
    if (!plain) return std::unexpected{plain.error()};
    return parse_unit_price(*plain, currency);
}

std::expected<Quantity, DecimalError> Locale::parse_quantity(std::string_view text) const {
    const auto plain = typed(text);
    if (!plain) return std::unexpected{plain.error()};
    return pos::parse_quantity(*plain);
}

std::expected<Rate, DecimalError> Locale::parse_percent(std::string_view text) const {
    const auto plain = typed(text);
    if (!plain) return std::unexpected{plain.error()};
    return pos::parse_percent(*plain);
}

}  // namespace pos::locale
