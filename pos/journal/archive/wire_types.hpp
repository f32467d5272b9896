#pragma once

#include <boost/serialization/access.hpp>
#include <boost/serialization/level.hpp>
#include <boost/serialization/tracking.hpp>
#include <boost/serialization/version.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "pos/journal/archive/values.hpp"

namespace pos::journal::archive {

template <class T, class... Allowed>
concept OneOf = (std::is_same_v<T, Allowed> || ...);

/// Integers by exact width: char, long long and floating point do not compile.
template <class T>
concept FixedInteger = OneOf<T, std::int8_t, std::uint8_t, std::int16_t, std::uint16_t,
                             std::int32_t, std::uint32_t, std::int64_t, std::uint64_t>;
/// Lists and arrays of these are copied whole.
template <class T>
concept Octet = OneOf<T, std::byte, std::uint8_t, std::int8_t>;

template <class T>
concept ScopedEnum = std::is_scoped_enum_v<T> && !std::is_same_v<T, std::byte>;

using Count = std::uint32_t;               // in front of every text and list
inline constexpr unsigned kDepthMax = 32;  // records inside records; only a recursive type nears it

/// Enums must, other types may, name their valid values with `bool in_range(T)` beside the type.
template <class T>
bool is_valid(const T& value) {
    if constexpr (requires { in_range(value); }) {
        return in_range(value);
    } else {
        static_assert(!ScopedEnum<T>, "archive: this enum needs `bool in_range(E)`");
        return true;
    }
}

/// A record is a struct with one `template <class Archive> void serialize(Archive&, unsigned)`.
/// One byte of version (BOOST_CLASS_VERSION, else 0) precedes it, unless
/// BOOST_CLASS_IMPLEMENTATION(T, object_serializable) promises that its members never change.
///
/// requires: serialize() names its members unconditionally, but for an `if` on the version; it
///           assigns nothing when writing. What may be missing is a std::optional.
template <class T>
struct Record {
    static constexpr unsigned kVersion = boost::serialization::version<T>::value;
    static constexpr int kLevel = boost::serialization::implementation_level<T>::value;
    static constexpr bool kHasVersion = kLevel == boost::serialization::object_class_info;

    static_assert(std::is_class_v<T> && !std::is_const_v<T>, "archive: not a type we store");
    static_assert(!std::is_polymorphic_v<T>, "archive: values only, no virtual functions");
    static_assert(kHasVersion || kLevel == boost::serialization::object_serializable,
                  "archive: level must be object_class_info or object_serializable");
    static_assert(kHasVersion || kVersion == 0, "archive: this version would never be written");
    static_assert(boost::serialization::tracking_level<T>::value !=
                      boost::serialization::track_always,
                  "archive: objects are not tracked");
};

}  // namespace pos::journal::archive
