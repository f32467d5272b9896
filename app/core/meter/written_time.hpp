#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/locale/zone.hpp"

namespace app::core::meter {

/// The order of a date's parts in a table.
enum class DateOrder : std::uint8_t { automatic, year_first, day_first, month_first };

/// A time as a table has it, before it is known which of its figures is the day.
struct WrittenTime {
    int parts[3]{};  // of the date, in their order
    bool year_first{false};
    std::int32_t second_of_day{0};
    std::optional<std::int32_t> utc_offset_s{};
};

/// "2015-01-01 00:00:00-08:00", "2015-01-01T00:00Z", "16/12/2006 17:24", "10.12.2012", "20040201",
/// "20040201 1215"; hours of half a day with am or pm.
std::optional<WrittenTime> read_time(std::string_view text);

/// Which order the dates seen so far allow.
class DateOrders {
public:
    explicit DateOrders(DateOrder said) : said_{said} {}
    void see(const WrittenTime& time);

    /// errors: in words, where both orders fit every date, or none does
    std::expected<DateOrder, std::string> decide() const;

private:
    DateOrder said_;
    bool day_first_{true};
    bool month_first_{true};
    bool needed_{false};  // a date with the year behind was seen
};

std::optional<pos::Date> date_of(const WrittenTime& time, DateOrder order);

/// When that was: by its offset, else by the zone. What the zone's clocks show twice is the
/// earlier, unless that is not after `before`; nothing where they never show it.
std::optional<pos::Instant> instant_of(const WrittenTime& time, pos::Date date,
                                       const pos::locale::Zone& zone,
                                       std::optional<pos::Instant> before);

}  // namespace app::core::meter
