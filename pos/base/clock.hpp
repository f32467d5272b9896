#pragma once

#include <compare>
#include <cstdint>

namespace pos {

/// A point in time: milliseconds since 1970-01-01T00:00:00 UTC, leap seconds left out.
struct Instant {
    std::int64_t unix_ms{0};
    auto operator<=>(const Instant&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & unix_ms;
    }
};

/// For archives: from year 1 to year 9999.
constexpr bool in_range(const Instant& instant) {
    return instant.unix_ms >= -62'135'596'800'000 && instant.unix_ms <= 253'402'300'799'999;
}

/// Where time comes from. Business code takes an Instant as an argument; only programs ask a Clock.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

}  // namespace pos
