#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "pos/catalog/gs1/dictionary.hpp"
#include "pos/catalog/gs1/lint.hpp"

namespace pos::catalog::gs1 {

inline constexpr std::size_t kTextBytesMax = 8'191;
inline constexpr std::size_t kElementsMax = 64;

/// An Application Identifier and its value.
struct Element {
    std::string ai;  // "01"
    std::string value;
    bool operator==(const Element&) const = default;
};
using Elements = std::vector<Element>;

enum class Fault : std::uint8_t {
#define FAULT(name) name,
#include "pos/catalog/gs1/faults.inc"
#undef FAULT
};

/// "unknown_identifier"
std::string_view name_of(Fault fault);

struct Error {
    Fault fault{};
    std::string ai;     // whose value, where it is one's
    std::string other;  // the one that it cannot stand beside, or those it needs
    Lint flaw;          // of a bad_value, counted from the value's start
    bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> refuse(Fault fault, std::string_view ai = {},
                                     std::string_view other = {}) {
    return std::unexpected{Error{fault, std::string{ai}, std::string{other}, {}}};
}

/// How much is taken that GS1 advises against or does not know.
struct Leniency {
    /// Identifiers that the table lacks (GS1 adds some each year), where the text says itself where
    /// they end: between brackets and in links.
    bool unknown_identifiers{false};
    /// Links with a GTIN-8, -12 or -13 where 14 digits belong.
    bool short_trade_numbers{true};
    /// Links with names of old for identifiers: /gtin/…/lot/….
    bool link_names{true};
};

/// The whole of a value against its identifier: lengths, characters, checks.
///
/// errors: no_value, value_too_short, value_too_long, bad_value
Result<void> check_value(const Identifier& identifier, std::string_view ai, std::string_view value);

/// Puts an element behind the others if its value is sound.
///
/// errors: unknown_identifier, those of check_value, too_many_elements
Result<void> add_element(Elements& elements, std::string_view ai, std::string_view value,
                         const Leniency& leniency);

}  // namespace pos::catalog::gs1
