#include "pos/catalog/gs1/associations.hpp"

#include <algorithm>

namespace pos::catalog::gs1 {

namespace {

/// The first element that the pattern names, other than those of `ai` itself.
const Element* find_other(const Elements& elements, std::string_view pattern, std::string_view ai) {
    const auto found = std::ranges::find_if(elements, [&](const Element& element) {
        return element.ai != ai && names(pattern, element.ai);
    });
    return found == elements.end() ? nullptr : &*found;
}

bool holds(const std::vector<std::string>& group, const Elements& elements, std::string_view ai) {
    return std::ranges::all_of(group, [&](const std::string& pattern) {
        return find_other(elements, pattern, ai) != nullptr;
    });
}

/// "01+21,03+21"
std::string text_of(const std::vector<std::vector<std::string>>& groups) {
    std::string text;
    for (const auto& group : groups) {
        if (!text.empty()) text += ',';
        for (std::size_t at = 0; at < group.size(); ++at) text += (at > 0 ? "+" : "") + group[at];
    }
    return text;
}

}  // namespace

Result<void> check_apart(const Elements& elements) {
    for (const Element& element : elements) {
        const Identifier* identifier = Dictionary::standard().find(element.ai);
        if (identifier == nullptr) continue;
        for (const std::string& pattern : identifier->apart) {
            const Element* other = find_other(elements, pattern, element.ai);
            if (other != nullptr) return refuse(Fault::not_together, element.ai, other->ai);
        }
    }
    return {};
}

Result<void> check_repeats(const Elements& elements) {
    for (std::size_t at = 0; at < elements.size(); ++at) {
        const auto first = std::ranges::find(elements, elements[at].ai, &Element::ai);
        if (first->value != elements[at].value) {
            return refuse(Fault::repeated_differently, elements[at].ai);
        }
    }
    return {};
}

Result<void> check_signed_serial(const Elements& elements) {
    constexpr std::string_view kSignature = "8030";
    constexpr std::string_view kSerialised[] = {"253", "255", "8003"};
    if (std::ranges::find(elements, kSignature, &Element::ai) == elements.end()) return {};
    for (const std::string_view ai : kSerialised) {
        const auto key = std::ranges::find(elements, ai, &Element::ai);
        if (key == elements.end()) continue;
        if (key->value.size() == Dictionary::standard().find(ai)->shortest()) {
            return refuse(Fault::serial_needed, ai);
        }
    }
    return {};
}

Result<void> check_needs(const Elements& elements) {
    for (const Element& element : elements) {
        const Identifier* identifier = Dictionary::standard().find(element.ai);
        if (identifier == nullptr) continue;
        for (const auto& groups : identifier->needs) {
            const bool met = std::ranges::any_of(
                groups, [&](const auto& group) { return holds(group, elements, element.ai); });
            if (!met) return refuse(Fault::others_needed, element.ai, text_of(groups));
        }
    }
    return {};
}

Result<void> check_contradictions(const Elements& elements) {
    for (const auto check : {check_apart, check_repeats, check_signed_serial}) {
        if (const auto sound = check(elements); !sound) return sound;
    }
    return {};
}

}  // namespace pos::catalog::gs1
