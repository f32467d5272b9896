#pragma once

// For the .cpp files of this folder only.

#include <unicode/smpdtfmt.h>
#include <array>
#include <expected>
#include <memory>
#include <mutex>
#include <string>

#include "pos/base/calendar.hpp"
#include "pos/locale/locale.hpp"

namespace pos::locale {

enum class DateForm {
    date,
    day_month,
    long_day,
    long_date,
    month,
    short_month,
    weekday,
    long_weekday,
    time,
    date_time
};

/// The date forms of one language. ICU's formatters are not safe for several threads: one at a
/// time.
class Dates {
public:
    static std::expected<std::unique_ptr<Dates>, LocaleError> open(const icu::Locale& of);

    std::string format(DateForm form, Date date, std::int32_t second_of_day) const;

private:
    static constexpr std::size_t kForms = 10;

    Dates() = default;

    mutable std::mutex mutex_;
    std::array<std::unique_ptr<icu::SimpleDateFormat>, kForms> forms_;
};

}  // namespace pos::locale
