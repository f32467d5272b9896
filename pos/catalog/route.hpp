#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pos::catalog {

/// What a code can be, besides goods.
enum class CodeKind : std::uint8_t { receipt, badge, customer, gift_card, bill, coupon };

/// How a shop's other codes look. Settings: each shop gives out its own cards and badges.
///
/// A pattern says what stands at each place: # a digit, . any character, * at the end whatever
/// follows (one character at least), anything else itself.
///   "042*"           a card of this shop, however long
///   "99###########"  an EAN-13 that starts with 99
struct CodeRoute {
    std::string pattern;
    CodeKind kind{CodeKind::customer};
    bool operator==(const CodeRoute&) const = default;
};

enum class RouteError {
    bad_length,     // a pattern has 2 to 40 places
    bad_character,  // a blank, a control, or no ASCII
    no_start,       // must start with what is there, not with # . or *
    star_inside,
    bad_kind,
};

/// errors: in enum order
std::expected<void, RouteError> check(const CodeRoute& route);

/// "042* customer": pattern and kind, as a shop's settings hold it.
std::expected<CodeRoute, RouteError> parse_route(std::string_view text);
std::string to_string(const CodeRoute& route);

std::string_view name_of(CodeKind kind);

/// The kind of the first route that fits; unsound ones are passed over. A pattern that ends in *
/// never takes a valid GTIN of 12 digits or more: goods are not mistaken for cards that begin
/// alike.
std::optional<CodeKind> route_of(std::string_view code, std::span<const CodeRoute> routes);

}  // namespace pos::catalog
