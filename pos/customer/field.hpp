#pragma once

#include <compare>
#include <cstdint>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"

namespace pos::customer {

/// What of a customer is changed as one thing: the parts of an address belong together, so that
/// two changes of it never make a third address. Stored: never changed, never used again.
enum class Field : std::uint8_t {
    number = 1,
    kind = 2,
    name = 3,
    address = 4,  // street, postcode, city, region, country
    email = 5,
    phone = 6,
    tax_number = 7,
    language = 8,
    merged = 9,   // the customer is another one from then on
    erased = 10,  // forgotten: for good
};
constexpr bool in_range(Field field) {
    return field >= Field::number && field <= Field::erased;
}
/// What is personal: all but how the record itself ended.
constexpr bool is_personal(Field field) {
    return field < Field::merged;
}

/// Which of two changes of a field is the later one, wherever and in whatever order they are
/// looked at: by their own times, then by where they were made. Of none: zeros, before any.
struct Stamp {
    Instant at{};
    Ulid journal{};
    std::uint64_t seq{0};
    auto operator<=>(const Stamp&) const = default;
};

}  // namespace pos::customer
