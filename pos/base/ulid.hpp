#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"

namespace pos {

/// An identifier that sorts by time and needs no agreement: 48 bits of milliseconds, 80 random.
///
/// source: github.com/ulid/spec
struct Ulid {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const Ulid&) const = default;
    explicit operator bool() const { return *this != Ulid{}; }

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & bytes;
    }
};

/// requires: 0 <= at.unix_ms < 2^48
Ulid make_ulid(Instant at, Random& random);

/// 26 characters of Crockford's base 32, upper case.
std::string to_string(const Ulid& id);

/// Empty for anything but 26 characters of that alphabet within 128 bits; lower case is taken too.
std::optional<Ulid> parse_ulid(std::string_view text);

}  // namespace pos
