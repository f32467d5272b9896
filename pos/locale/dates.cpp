#include "pos/locale/dates.hpp"

#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>
#include <string_view>

namespace pos::locale {

namespace {

/// What a form shows; how and in which order is the language's business.
const char16_t* skeleton(DateForm form) {
    switch (form) {
        case DateForm::date:
            return u"yMMdd";
        case DateForm::day_month:
            return u"dMMM";
        case DateForm::long_day:
            return u"EEEEdMMMM";
        case DateForm::long_date:
            return u"EEEEdMMMMy";
        case DateForm::month:
            return u"yMMMM";
        case DateForm::short_month:
            return u"yMMM";
        case DateForm::weekday:
            return u"EEE";
        case DateForm::long_weekday:
            return u"EEEE";
        case DateForm::time:
            return u"jmm";
        case DateForm::date_time:
            return u"yMMddjmm";
    }
    return u"yMMdd";
}

/// "Saturday 22 November", as the British write it today and as our screens do.
void drop_comma(const icu::Locale& locale, icu::UnicodeString& pattern) {
    if (std::string_view{locale.getLanguage()} != "en") return;
    if (pattern.startsWith(u"EEEE, d")) pattern.findAndReplace(u"EEEE, d", u"EEEE d");
}

}  // namespace

std::expected<std::unique_ptr<Dates>, LocaleError> Dates::open(const icu::Locale& of) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale{of};
    locale.setKeywordValue("calendar", "gregorian", status);
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns{
        icu::DateTimePatternGenerator::createInstance(locale, status)};
    std::unique_ptr<Dates> dates{new Dates};
    for (std::size_t form = 0; form < kForms && U_SUCCESS(status); ++form) {
        auto pattern = patterns->getBestPattern(skeleton(static_cast<DateForm>(form)), status);
        drop_comma(locale, pattern);
        auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
        if (U_FAILURE(status)) break;
        // The proleptic Gregorian calendar in UTC: our dates are local ones already.
        auto calendar = std::make_unique<icu::GregorianCalendar>(icu::TimeZone::getGMT()->clone(),
                                                                 locale, status);
        if (U_FAILURE(status)) break;
        calendar->setGregorianChange(-1e16, status);
        format->adoptCalendar(calendar.release());
        dates->forms_[form] = std::move(format);
    }
    if (U_FAILURE(status)) return std::unexpected{LocaleError::unknown_language};
    return dates;
}

std::string Dates::format(DateForm form, Date date, std::int32_t second_of_day) const {
    const double at_ms = (date.days * 86'400.0 + second_of_day) * 1000.0;
    icu::UnicodeString text;
    {
        const std::lock_guard lock{mutex_};
        forms_[static_cast<std::size_t>(form)]->format(at_ms, text);
    }
    std::string out;
    text.toUTF8String(out);
    return out;
}

}  // namespace pos::locale
