#pragma once

#include <cstdint>

#include "pos/journal/event.hpp"

/// What the fields of sample events are made of.
namespace test {

inline constexpr pos::Currency kEuro{{'E', 'U', 'R'}, 2};
inline constexpr pos::Currency kDollar{{'U', 'S', 'D'}, 2};

inline pos::Money euro(std::int64_t cents) {
    return {cents, kEuro};
}
inline pos::UnitPrice euro_price(std::int64_t e8) {
    return {e8, kEuro};
}
inline pos::Ulid id(std::uint8_t number) {
    pos::Ulid id;
    for (std::size_t i = 0; i < id.bytes.size(); ++i) id.bytes[i] = static_cast<std::uint8_t>(i);
    id.bytes[15] = number;
    return id;
}
inline pos::Hash hash_of_number(std::uint8_t number) {
    pos::Hash hash{};
    for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<std::byte>(i * 7 + number);
    return hash;
}
inline pos::journal::Actor anna() {
    return {id(1), "Anna K."};
}
inline pos::journal::When at(int hour, int minute, int second) {
    return {{pos::make_date(2026, 11, 22), hour * 3600 + minute * 60 + second, 3600},
            pos::make_date(2026, 11, 21),
            "Europe/Berlin"};
}

}  // namespace test
