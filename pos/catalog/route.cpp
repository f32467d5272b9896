#include "pos/catalog/route.hpp"

#include <algorithm>
#include <iterator>

#include "pos/catalog/barcode.hpp"

namespace pos::catalog {

namespace {

constexpr std::size_t kPlacesMin = 2;
constexpr std::size_t kPlacesMax = 40;
constexpr std::size_t kLongGtin = 12;

struct KindName {
    CodeKind kind;
    std::string_view name;
};
constexpr KindName kKinds[] = {
    {CodeKind::receipt, "receipt"},   {CodeKind::badge, "badge"},
    {CodeKind::customer, "customer"}, {CodeKind::gift_card, "gift_card"},
    {CodeKind::bill, "bill"},         {CodeKind::coupon, "coupon"},
};

bool fits(char wanted, char c) {
    if (wanted == '#') return c >= '0' && c <= '9';
    return wanted == '.' || wanted == c;
}

bool fits(const CodeRoute& route, std::string_view code) {
    std::string_view pattern = route.pattern;
    if (pattern.ends_with('*')) {
        pattern.remove_suffix(1);
        if (code.size() <= pattern.size()) return false;
        if (code.size() >= kLongGtin && gtin_status(code) == GtinStatus::valid) return false;
        code = code.substr(0, pattern.size());
    }
    return std::ranges::equal(pattern, code, [](char wanted, char c) { return fits(wanted, c); });
}

}  // namespace

std::string_view name_of(CodeKind kind) {
    return std::ranges::find(kKinds, kind, &KindName::kind)->name;
}

std::expected<void, RouteError> check(const CodeRoute& route) {
    const auto refuse = [](RouteError error) { return std::unexpected{error}; };
    const std::string_view pattern = route.pattern;
    if (pattern.size() < kPlacesMin || pattern.size() > kPlacesMax) {
        return refuse(RouteError::bad_length);
    }
    if (!std::ranges::all_of(pattern, [](char c) { return c > ' ' && c <= '~'; })) {
        return refuse(RouteError::bad_character);
    }
    if (std::string_view{"#.*"}.contains(pattern.front())) return refuse(RouteError::no_start);
    if (pattern.find('*') < pattern.size() - 1) return refuse(RouteError::star_inside);
    if (std::ranges::find(kKinds, route.kind, &KindName::kind) == std::end(kKinds)) {
        return refuse(RouteError::bad_kind);
    }
    return {};
}

std::expected<CodeRoute, RouteError> parse_route(std::string_view text) {
    const std::size_t blank = text.find(' ');
    const std::string_view name = blank == std::string_view::npos ? "" : text.substr(blank + 1);
    const auto known = std::ranges::find(kKinds, name, &KindName::name);
    const CodeRoute route{std::string{text.substr(0, blank)},
                          known == std::end(kKinds) ? static_cast<CodeKind>(0xFF) : known->kind};
    if (const auto sound = check(route); !sound) return std::unexpected{sound.error()};
    return route;
}

std::string to_string(const CodeRoute& route) {
    return route.pattern + ' ' + std::string{name_of(route.kind)};
}

std::optional<CodeKind> route_of(std::string_view code, std::span<const CodeRoute> routes) {
    const auto found = std::ranges::find_if(routes, [code](const CodeRoute& route) {
        return check(route).has_value() && fits(route, code);
    });
    return found == routes.end() ? std::nullopt : std::optional{found->kind};
}

}  // namespace pos::catalog
