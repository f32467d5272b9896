#include "pos/locale/zone.hpp"

#include <unicode/basictz.h>
#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/tznames.h>
#include <unicode/tztrans.h>
#include <unicode/unistr.h>
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "pos/base/assert.hpp"

namespace pos::locale {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
// No zone has ever been further from UTC.
constexpr std::int64_t kOffsetMaxMs = 26 * 3'600'000;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/// ICU also takes abbreviations of its own, some of which mean another place than people expect.
bool is_iana_shaped(std::string_view name) {
    static constexpr std::array<std::string_view, 10> kShort{
        "UTC", "GMT", "CET", "EET", "MET", "WET", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"};
    if (name.starts_with("SystemV/")) return false;
    return name.contains('/') || std::ranges::find(kShort, name) != kShort.end();
}

std::unique_ptr<icu::TimeZone> icu_zone(std::string_view name) {
    const auto id = icu::UnicodeString::fromUTF8(
        icu::StringPiece{name.data(), static_cast<std::int32_t>(name.size())});
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString canonical;
    UBool is_system = false;
    icu::TimeZone::getCanonicalID(id, canonical, is_system, status);
    if (U_FAILURE(status) || !is_system) return nullptr;
    return std::unique_ptr<icu::TimeZone>{icu::TimeZone::createTimeZone(id)};
}

/// The zones of a region that are no other names of one; of all where it is null.
std::vector<std::string> places_in(const char* region) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> names{icu::TimeZone::createTimeZoneIDEnumeration(
        UCAL_ZONE_TYPE_CANONICAL_LOCATION, region, nullptr, status)};
    std::vector<std::string> all;
    if (U_FAILURE(status) || names == nullptr) return all;
    for (;;) {
        const icu::UnicodeString* const name = names->snext(status);
        if (U_FAILURE(status) || name == nullptr) break;
        name->toUTF8String(all.emplace_back());
    }
    std::ranges::sort(all);
    return all;
}

/// Whether Unicode CLDR takes the place for the one that its clock is known by in the country.
bool names_its_clock(const icu::TimeZoneNames& names, const std::string& zone, const char* region,
                     Instant now) {
    const auto id = icu::UnicodeString::fromUTF8(zone);
    icu::UnicodeString clock;
    names.getMetaZoneID(id, static_cast<UDate>(now.unix_ms), clock);
    if (clock.isEmpty()) return false;
    icu::UnicodeString place;
    names.getReferenceZoneID(clock, region, place);
    return place == id;
}

/// How far ahead of UTC the clocks are, every twelve hours for two years.
std::vector<std::int32_t> offsets_from(const Zone& zone, Instant now) {
    constexpr int kTimes = 2 * 2 * 366;
    std::vector<std::int32_t> offsets;
    offsets.reserve(kTimes);
    for (int i = 0; i < kTimes; ++i)
        offsets.push_back(zone.local({now.unix_ms + i * (kDayMs / 2)}).utc_offset_s);
    return offsets;
}

std::int32_t offset_s(const icu::TimeZone& zone, double at_ms) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t saving = 0;
    zone.getOffset(at_ms, false, raw, saving, status);
    POS_ASSERT(U_SUCCESS(status));
    return (raw + saving) / 1000;
}

}  // namespace

std::expected<Zone, ZoneError> Zone::open(std::string_view name) {
    if (name.size() > 60 || !is_iana_shaped(name)) return std::unexpected{ZoneError::unknown_zone};
    // Reading one out of ICU takes some 500 µs, and whoever bills needs one for each account.
    static std::shared_mutex mutex;
    static std::map<std::string, std::shared_ptr<const Spans>, std::less<>> known;
    {
        const std::shared_lock lock{mutex};
        const auto found = known.find(name);
        if (found != known.end()) return Zone{found->first, found->second};
    }
    const auto zone = icu_zone(name);
    const auto* const basic = dynamic_cast<const icu::BasicTimeZone*>(zone.get());
    if (basic == nullptr) return std::unexpected{ZoneError::unknown_zone};

    const std::int64_t end_ms = make_date(2200, 1, 1).days * kDayMs;
    double at_ms = static_cast<double>(make_date(1800, 1, 1).days * kDayMs);
    Spans spans{{std::numeric_limits<std::int64_t>::min(), offset_s(*basic, at_ms)}};
    icu::TimeZoneTransition transition;
    while (basic->getNextTransition(at_ms, false, transition)) {
        at_ms = transition.getTime();
        const auto start_ms = static_cast<std::int64_t>(at_ms);
        if (start_ms >= end_ms) break;
        const std::int32_t offset = offset_s(*basic, at_ms);
        if (offset != spans.back().offset_s) spans.push_back({start_ms, offset});
    }
    const std::scoped_lock lock{mutex};
    const auto place = known.emplace(name, std::make_shared<const Spans>(std::move(spans))).first;
    return Zone{place->first, place->second};
}

std::size_t Zone::span_at(std::int64_t unix_ms) const {
    const auto after = std::ranges::upper_bound(*spans_, unix_ms, {}, &Span::start_ms);
    return static_cast<std::size_t>(after - spans_->begin()) - 1;
}

LocalTime Zone::local(Instant at) const {
    const std::int32_t offset = (*spans_)[span_at(at.unix_ms)].offset_s;
    const std::int64_t local_s = floor_divide(at.unix_ms, 1000) + offset;
    const std::int64_t days = floor_divide(local_s, 86'400);
    POS_ASSERT(days >= std::numeric_limits<std::int32_t>::min() &&
               days <= std::numeric_limits<std::int32_t>::max());
    return {{static_cast<std::int32_t>(days)},
            static_cast<std::int32_t>(local_s - days * 86'400),
            offset};
}

std::vector<Instant> Zone::instants(Date date, std::int32_t second_of_day) const {
    POS_ASSERT(second_of_day >= 0 && second_of_day < 86'400);
    const std::int64_t local_ms = date.days * kDayMs + second_of_day * std::int64_t{1000};
    std::vector<Instant> found;
    const std::size_t last = span_at(local_ms + kOffsetMaxMs);
    for (std::size_t span = span_at(local_ms - kOffsetMaxMs); span <= last; ++span) {
        const std::int64_t at_ms = local_ms - (*spans_)[span].offset_s * std::int64_t{1000};
        if (span_at(at_ms) == span) found.push_back({at_ms});
    }
    return found;
}

Instant Zone::start_of_day(Date date) const {
    const std::int64_t local_ms = date.days * kDayMs;
    const std::size_t last = span_at(local_ms + kOffsetMaxMs);
    for (std::size_t span = span_at(local_ms - kOffsetMaxMs); span <= last; ++span) {
        const std::int64_t at_ms = local_ms - (*spans_)[span].offset_s * std::int64_t{1000};
        // Midnight falls into this span, or was jumped over when the span began.
        if (span_at(at_ms) == span) return {at_ms};
        if (at_ms < (*spans_)[span].start_ms) return {(*spans_)[span].start_ms};
    }
    POS_ASSERT(false);
    return {};
}

std::string country_of(std::string_view zone) {
    const auto id = icu::UnicodeString::fromUTF8(icu::StringPiece{
        zone.data(), static_cast<std::int32_t>(std::min<std::size_t>(zone.size(), 100))});
    char region[4] = {};
    UErrorCode status = U_ZERO_ERROR;
    const auto length = icu::TimeZone::getRegion(id, region, sizeof region, status);
    if (U_FAILURE(status) || length != 2) return {};  // "001" is the world
    return {region, 2};
}

std::vector<std::string> zones_of(std::string_view country, std::string_view leading, Instant now) {
    const std::string region{country};
    if (region.size() != 2) return {};
    auto places = places_in(region.c_str());
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::TimeZoneNames> names{
        icu::TimeZoneNames::createInstance(icu::Locale::getEnglish(), status)};
    if (U_SUCCESS(status) && names != nullptr) {
        std::ranges::stable_partition(places, [&](const std::string& place) {
            return names_its_clock(*names, place, region.c_str(), now);
        });
    }
    if (country_of(leading) == country) places.insert(places.begin(), std::string{leading});
    std::vector<std::string> kept;
    std::vector<std::vector<std::int32_t>> clocks;
    for (std::string& place : places) {
        const auto zone = Zone::open(place);
        if (!zone) continue;
        auto clock = offsets_from(*zone, now);
        if (std::ranges::find(clocks, clock) != clocks.end()) continue;
        clocks.push_back(std::move(clock));
        kept.push_back(std::move(place));
    }
    return kept;
}

std::vector<std::string> zones_everywhere(std::string_view leading) {
    auto places = places_in(nullptr);
    std::erase(places, leading);
    if (Zone::open(leading)) places.insert(places.begin(), std::string{leading});
    return places;
}

}  // namespace pos::locale
