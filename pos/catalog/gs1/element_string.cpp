#include "pos/catalog/gs1/element_string.hpp"

#include <algorithm>

namespace pos::catalog::gs1 {

namespace {

bool needs_separator(std::string_view ai) {
    const Identifier* identifier = Dictionary::standard().find(ai);
    return identifier == nullptr || !identifier->fixed_length;
}

/// A value up to the next bracket that is not its own.
std::string take_value(std::string_view& text) {
    std::string value;
    while (true) {
        const std::size_t bracket = text.find('(');
        const bool own =
            bracket != std::string_view::npos && bracket > 0 && text[bracket - 1] == '\\';
        if (!own) {
            value += text.substr(0, bracket);
            text.remove_prefix(std::min(bracket, text.size()));
            return value;
        }
        value += text.substr(0, bracket - 1);
        value += '(';
        text.remove_prefix(bracket + 1);
    }
}

}  // namespace

Result<Elements> parse_elements(std::string_view text, char fnc1) {
    if (text.empty()) return refuse(Fault::no_elements);
    if (text.size() > kTextBytesMax) return refuse(Fault::too_long);
    const Dictionary& dictionary = Dictionary::standard();
    Elements elements;
    while (!text.empty()) {
        const std::string_view ai = dictionary.at_start_of(text);
        if (ai.empty()) return refuse(Fault::unknown_identifier, text.substr(0, 4));
        text.remove_prefix(ai.size());
        std::string_view value = text.substr(0, text.find(fnc1));
        const Identifier& identifier = *dictionary.find(ai);
        if (identifier.fixed_length) value = value.substr(0, identifier.longest());
        if (const auto added = add_element(elements, ai, value, {}); !added) {
            return std::unexpected{added.error()};
        }
        text.remove_prefix(value.size());
        if (text.starts_with(fnc1)) text.remove_prefix(1);
    }
    return elements;
}

Result<Elements> parse_bracketed(std::string_view text, const Leniency& leniency) {
    if (text.empty()) return refuse(Fault::no_elements);
    if (text.size() > kTextBytesMax) return refuse(Fault::too_long);
    Elements elements;
    while (!text.empty()) {
        const std::size_t end = text.find(')');
        if (text.front() != '(' || end == std::string_view::npos) {
            return refuse(Fault::bad_brackets);
        }
        const std::string_view ai = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        const std::string value = take_value(text);
        if (const auto added = add_element(elements, ai, value, leniency); !added) {
            return std::unexpected{added.error()};
        }
    }
    return elements;
}

std::string unbracketed(const Elements& elements, char fnc1) {
    std::string text;
    bool separate = true;
    for (const Element& element : elements) {
        if (separate) text += fnc1;
        text += element.ai + element.value;
        separate = needs_separator(element.ai);
    }
    return text;
}

std::string bracketed(const Elements& elements) {
    std::string text;
    for (const Element& element : elements) {
        text += '(' + element.ai + ')';
        for (const char c : element.value) {
            if (c == '(') text += '\\';
            text += c;
        }
    }
    return text;
}

}  // namespace pos::catalog::gs1
