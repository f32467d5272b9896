#include "app/core/explain/read_time.hpp"

namespace app::core::explain {

namespace {

namespace cycle = pos::billing::cycle;

constexpr std::int64_t kDayMs = 86'400'000;

bool in_years(pos::Date date) {
    static const pos::Date first = pos::make_date(1900, 1, 1);
    static const pos::Date last = pos::make_date(2200, 1, 1);
    return date >= first && date <= last;
}

}  // namespace

cycle::Every read_every(Fields& fields) {
    constexpr Words<cycle::Every, 7> kEvery{{{"month", {cycle::Unit::month, 1}},
                                             {"day", {cycle::Unit::day, 1}},
                                             {"week", {cycle::Unit::week, 1}},
                                             {"thirty_days", {cycle::Unit::day, 30}},
                                             {"quarter", {cycle::Unit::month, 3}},
                                             {"half_year", {cycle::Unit::month, 6}},
                                             {"year", {cycle::Unit::year, 1}}}};
    cycle::Every every = fields.choice("every", kEvery);
    every.count *= static_cast<int>(fields.count_or("times", 1, 1, 30));
    return every;
}

int days_at_least(const cycle::Every& every) {
    switch (every.unit) {
        case cycle::Unit::day:
            return every.count;
        case cycle::Unit::week:
            return 7 * every.count;
        case cycle::Unit::month:
            return 28 * every.count;
        case cycle::Unit::year:
            return 365 * every.count;
    }
    return 1;
}

pos::Date read_date(Fields& fields, std::string_view name) {
    const pos::Date date = fields.date(name);
    if (in_years(date)) return date;
    fields.refuse(name, "is outside 1900 to 2200");
    return {};
}

std::optional<pos::Date> read_date_if(Fields& fields, std::string_view name) {
    if (!fields.has(name)) return std::nullopt;
    return read_date(fields, name);
}

std::optional<pos::locale::Zone> read_zone_if(Fields& fields) {
    if (!fields.has("zone")) return std::nullopt;
    auto zone = pos::locale::Zone::open(fields.text("zone"));
    if (zone) return *zone;
    fields.refuse("zone", "is no time zone: write Europe/Berlin");
    return std::nullopt;
}

pos::locale::Zone read_zone_or_utc(Fields& fields) {
    auto zone = read_zone_if(fields);
    return zone ? *zone : *pos::locale::Zone::open("UTC");
}

pos::Instant read_instant(Fields& fields, std::string_view name) {
    const pos::Instant at = fields.instant(name);
    const pos::Date date{static_cast<std::int32_t>(at.unix_ms / kDayMs)};
    if (in_years(date)) return at;
    fields.refuse(name, "is outside 1900 to 2200");
    return {};
}

std::optional<pos::Instant> read_instant_if(Fields& fields, std::string_view name) {
    if (!fields.has(name)) return std::nullopt;
    return read_instant(fields, name);
}

}  // namespace app::core::explain
