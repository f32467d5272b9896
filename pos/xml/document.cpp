#include "pos/xml/document.hpp"

#include <algorithm>

namespace pos::xml {

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string_view Element::trimmed() const {
    return trim(text);
}

std::optional<std::string_view> Element::attribute(std::string_view attribute_name) const {
    const auto found = std::ranges::find_if(attributes, [&](const Attribute& attribute) {
        return attribute.space.empty() && attribute.name == attribute_name;
    });
    if (found == attributes.end()) return std::nullopt;
    return found->value;
}

Children Element::children() const {
    return Children{first_child};
}

const Element* Element::child(std::string_view child_space, std::string_view child_name) const {
    for (const Element& element : children()) {
        if (element.name == child_name && element.space == child_space) return &element;
    }
    return nullptr;
}

}  // namespace pos::xml
