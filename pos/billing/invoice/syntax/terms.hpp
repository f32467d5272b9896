#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pos/billing/invoice/invoice.hpp"
#include "pos/xml/write.hpp"

namespace pos::billing::invoice {

// Writing what is there and nothing where it is not.

inline void put(xml::Writer& xml, std::string_view name, std::string_view text) {
    if (!text.empty()) xml.element(name, text);
}

inline void put(xml::Writer& xml, std::string_view name, std::string_view attribute,
                std::string_view value, std::string_view text) {
    if (text.empty()) return;
    if (value.empty()) return xml.element(name, text);
    xml.element(name, attribute, value, text);
}

inline void put(xml::Writer& xml, std::string_view name, const Identifier& id) {
    put(xml, name, "schemeID", id.scheme, id.value);
}

inline void put(xml::Writer& xml, std::string_view name, const std::optional<Figure>& figure) {
    if (figure) xml.element(name, to_string(*figure));
}

inline void put(xml::Writer& xml, std::string_view name, std::string_view attribute,
                std::string_view value, const std::optional<Figure>& figure) {
    if (figure) put(xml, name, attribute, value, to_string(*figure));
}

inline void put(xml::Writer& xml, std::string_view name, const std::optional<Date>& date) {
    if (date) xml.element(name, pos::to_string(*date));
}

/// An element with the elements that `inside` writes.
template <class Inside>
void put_group(xml::Writer& xml, std::string_view name, const Inside& inside) {
    xml.open(name);
    inside();
    xml.close();
}

}  // namespace pos::billing::invoice
