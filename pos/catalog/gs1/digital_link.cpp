#include "pos/catalog/gs1/digital_link.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "pos/base/assert.hpp"
#include "pos/catalog/gs1/link_text.hpp"

namespace pos::catalog::gs1 {

namespace {

struct LinkName {
    std::string_view name;
    std::string_view ai;
};

// Names that early Digital Links had instead of identifiers.
constexpr LinkName kNames[] = {
    {"cpid", "8010"}, {"cpsn", "8011"}, {"cpv", "22"},    {"gcn", "255"},    {"gdti", "253"},
    {"giai", "8004"}, {"ginc", "401"},  {"gln", "414"},   {"glnx", "254"},   {"gmn", "8013"},
    {"grai", "8003"}, {"gsin", "402"},  {"gsrn", "8018"}, {"gsrnp", "8017"}, {"gtin", "01"},
    {"itip", "8006"}, {"lot", "10"},    {"party", "417"}, {"refno", "8020"}, {"ser", "21"},
    {"srin", "8019"}, {"sscc", "00"},
};

std::string_view without_name(std::string_view ai, const Leniency& leniency) {
    const auto known = std::ranges::find(kNames, ai, &LinkName::name);
    return leniency.link_names && known != std::end(kNames) ? known->ai : ai;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool known(std::string_view ai, const Leniency& leniency) {
    const bool digits = ai.size() >= 2 && ai.size() <= 4 && all_digits(ai);
    return Dictionary::standard().find(ai) != nullptr || (leniency.unknown_identifiers && digits);
}

struct RawElement {
    std::string_view ai;
    std::string_view value;  // percent sequences and all
};

/// The pairs of the path from the key on: read from its end, back to the first that is a key.
Result<std::vector<RawElement>> pairs_of(std::string_view path, const Leniency& leniency) {
    std::vector<RawElement> pairs;
    while (true) {
        const std::size_t before_value = path.rfind('/');
        if (before_value == std::string_view::npos || before_value == 0) break;
        const std::size_t before_ai = path.rfind('/', before_value - 1);
        if (before_ai == std::string_view::npos) break;
        const std::string_view ai =
            without_name(path.substr(before_ai + 1, before_value - before_ai - 1), leniency);
        if (!known(ai, leniency)) break;
        pairs.push_back({ai, path.substr(before_value + 1)});
        const Identifier* identifier = Dictionary::standard().find(ai);
        if (identifier != nullptr && identifier->link_key) {
            std::ranges::reverse(pairs);
            return pairs;
        }
        path = path.substr(0, before_ai);
    }
    return refuse(Fault::link_no_key);
}

/// Whether `path`, a key first, is in one of the orders that the key allows.
bool in_order(const std::vector<std::string>& path) {
    const Identifier& key = *Dictionary::standard().find(path[0]);
    if (path.size() == 1) return true;
    return std::ranges::any_of(key.qualifiers, [&](const std::vector<std::string>& order) {
        auto next = order.begin();
        for (std::size_t at = 1; at < path.size(); ++at) {
            next = std::find(next, order.end(), path[at]);
            if (next == order.end()) return false;
            ++next;
        }
        return true;
    });
}

/// Whether an attribute would have its place among the path's identifiers.
bool fits_in_path(const std::vector<std::string>& path, const std::string& ai) {
    for (std::size_t at = 1; at <= path.size(); ++at) {
        auto longer = path;
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), ai);
        if (in_order(longer)) return true;
    }
    return false;
}

Result<void> add(Elements& elements, const RawElement& raw, bool in_query,
                 const Leniency& leniency) {
    if (raw.value.empty()) return refuse(Fault::no_value, raw.ai);
    auto value = percent_decoded(raw.value, in_query);
    if (!value) return refuse(Fault::link_bad_character, raw.ai);
    const auto size = value->size();
    const bool short_number = raw.ai == "01" && (size == 8 || size == 12 || size == 13);
    if (short_number && leniency.short_trade_numbers) value->insert(0, 14 - size, '0');
    return add_element(elements, raw.ai, *value, leniency);
}

/// What stands behind the question mark and names an identifier.
Result<std::vector<RawElement>> attributes_of(std::string_view query, const Leniency& leniency) {
    std::vector<RawElement> attributes;
    while (!query.empty()) {
        const std::string_view word = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(word.size() + 1, query.size()));
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view ai = word.substr(0, equals);
        if (ai.empty() || !all_digits(ai)) continue;
        if (!known(ai, leniency)) return refuse(Fault::link_unknown_attribute, ai);
        attributes.push_back({ai, word.substr(equals + 1)});
    }
    return attributes;
}

Result<void> check_attribute(const std::vector<std::string>& path, const std::string& ai) {
    const Identifier* identifier = Dictionary::standard().find(ai);
    if (identifier == nullptr) return {};  // only where unknown ones are taken
    if (!identifier->link_attribute) return refuse(Fault::link_not_an_attribute, ai);
    if (fits_in_path(path, ai)) return refuse(Fault::link_belongs_in_path, ai);
    return {};
}

}  // namespace

bool is_web_address(std::string_view text) {
    constexpr std::string_view kSchemes[] = {"https://", "HTTPS://", "http://", "HTTP://"};
    return std::ranges::any_of(
        kSchemes, [text](std::string_view scheme) { return text.starts_with(scheme); });
}

Result<Elements> parse_link(std::string_view text, const Leniency& leniency) {
    POS_ASSERT(is_web_address(text));
    if (text.size() > kTextBytesMax) return refuse(Fault::too_long);
    if (!all_uri_characters(text)) return refuse(Fault::link_bad_character);
    const LinkText link = cut(text);
    if (!plain_domain(link.domain)) return refuse(Fault::link_bad_domain);
    const auto pairs = pairs_of(link.path, leniency);
    if (!pairs) return std::unexpected{pairs.error()};
    const auto attributes = attributes_of(link.query, leniency);
    if (!attributes) return std::unexpected{attributes.error()};

    Elements elements;
    std::vector<std::string> path;
    for (const RawElement& pair : *pairs) {
        path.emplace_back(pair.ai);
        const auto added = add(elements, pair, false, leniency);
        if (!added) return std::unexpected{added.error()};
    }
    if (!in_order(path)) return refuse(Fault::link_bad_order, path[0]);
    for (const RawElement& attribute : *attributes) {
        const bool twice =
            std::ranges::find(elements, attribute.ai, &Element::ai) != elements.end();
        if (twice) return refuse(Fault::link_repeated, attribute.ai);
        const auto allowed = check_attribute(path, std::string{attribute.ai});
        if (!allowed) return std::unexpected{allowed.error()};
        const auto added = add(elements, attribute, true, leniency);
        if (!added) return std::unexpected{added.error()};
    }
    return elements;
}

}  // namespace pos::catalog::gs1
