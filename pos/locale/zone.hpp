#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"

namespace pos::locale {

enum class ZoneError { unknown_zone };

/// What the clocks of a place show, for ever: an IANA time zone with its whole history.
///
/// A copy is cheap (it shares the table). A look-up takes some 20 ns and allocates nothing.
///
/// threads: any number at once
class Zone {
public:
    /// `name` is an IANA name as in "Europe/London", or "UTC". Abbreviations ("BST", "IST") are
    /// refused: they name several places.
    static std::expected<Zone, ZoneError> open(std::string_view name);

    const std::string& name() const { return name_; }

    /// From the year 2200 on the zone keeps the offset it has then.
    LocalTime local(Instant at) const;

    /// When the clocks of the place show that: never in the hour that is skipped in spring, twice
    /// in the one that is repeated in autumn.
    ///
    /// requires: 0 <= second_of_day < 86,400
    /// ensures:  0, 1 or 2 instants, the earlier first
    std::vector<Instant> instants(Date date, std::int32_t second_of_day) const;

    /// The first instant of that day; a day that was skipped whole starts where the next one does.
    /// A day is [start_of_day(d), start_of_day(d + 1)): 23, 24 or 25 hours, mostly.
    Instant start_of_day(Date date) const;

private:
    /// From `start_ms` to the start of the next span clocks are `offset_s` ahead of UTC.
    struct Span {
        std::int64_t start_ms;
        std::int32_t offset_s;
    };
    using Spans = std::vector<Span>;

    Zone(std::string name, std::shared_ptr<const Spans> spans)
        : name_(std::move(name)), spans_(std::move(spans)) {}
    std::size_t span_at(std::int64_t unix_ms) const;

    std::string name_;
    std::shared_ptr<const Spans> spans_;  // never empty; the first starts at the smallest integer
};

/// The country that a zone is in, in the two letters of ISO 3166: "DE" of Europe/Berlin. Empty for
/// a zone of none, such as UTC.
std::string country_of(std::string_view zone);

/// The clocks of a country, each once: of zones that show the same time for the two years from
/// `now` on, one. `leading` comes first if it is in the country; its clock is named by no other
/// zone. Others are named by their largest place. Nothing for a country without zones.
std::vector<std::string> zones_of(std::string_view country, std::string_view leading, Instant now);

/// Every zone that names a place, by the alphabet; `leading` first.
std::vector<std::string> zones_everywhere(std::string_view leading);

}  // namespace pos::locale
