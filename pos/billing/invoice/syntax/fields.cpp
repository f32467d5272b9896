#include "pos/billing/invoice/syntax/fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pos::billing::invoice {

namespace {

/// The rule of the UBL syntax that forbids an attribute wherever it stands.
std::string_view attribute_rule(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kRules{
        {{"schemeName", "UBL-DT-08"},
         {"schemeAgencyName", "UBL-DT-09"},
         {"schemeDataURI", "UBL-DT-10"},
         {"schemeURI", "UBL-DT-11"},
         {"format", "UBL-DT-12"},
         {"unitCodeListIdentifier", "UBL-DT-13"},
         {"unitCodeListAgencyIdentifier", "UBL-DT-14"},
         {"unitCodeListAgencyName", "UBL-DT-15"},
         {"listAgencyName", "UBL-DT-16"},
         {"listName", "UBL-DT-17"},
         {"name", "UBL-DT-18"},
         {"languageID", "UBL-DT-19"},
         {"listURI", "UBL-DT-20"},
         {"listSchemeURI", "UBL-DT-21"},
         {"languageLocaleID", "UBL-DT-22"},
         {"uri", "UBL-DT-23"},
         {"currencyCodeListVersionID", "UBL-DT-24"},
         {"characterSetCode", "UBL-DT-25"},
         {"encodingCode", "UBL-DT-26"},
         {"schemeAgencyID", "UBL-DT-27"},
         {"listAgencyID", "UBL-DT-28"}}};
    const auto* const found = std::ranges::find(kRules, name, &decltype(kRules)::value_type::first);
    return found == kRules.end() ? std::string_view{} : found->second;
}

/// What the rules say of every element counts for those that nobody reads, too.
void note_general_rules(const xml::Element& element, Reading& reading) {
    if (element.first_child == nullptr && element.trimmed().empty())
        reading.shape.has_empty_element = true;
    if (reading.syntax == Syntax::ubl) {
        for (const xml::Attribute& attribute : element.attributes) {
            const std::string_view rule =
                attribute.space.empty() ? attribute_rule(attribute.name) : std::string_view{};
            if (!rule.empty()) reading.shape.broken.emplace(rule);
        }
    }
    for (const xml::Element& child : element.children()) note_general_rules(child, reading);
}

std::size_t child_count(const xml::Element& element) {
    std::size_t count = 0;
    for (const xml::Element* child = element.first_child; child != nullptr; child = child->next)
        ++count;
    return count;
}

constexpr std::size_t kDateSize = 10;  // 2024-01-31

/// What XML lets stand behind a date: nothing, Z or +01:00. The model has no place for it.
bool is_zone(std::string_view text) {
    if (text.empty() || text == "Z") return true;
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && digit(1) && digit(2) &&
           text[3] == ':' && digit(4) && digit(5);
}

}  // namespace

std::string text_of(const xml::Element& leaf) {
    return leaf.trimmed().empty() ? std::string{} : std::string{leaf.text};
}

Fields::Fields(const xml::Element& element, Reading& reading, Spaces spaces, const Fields* parent)
    : element_{element},
      reading_{reading},
      spaces_{spaces},
      parent_{parent},
      taken_(child_count(element), false) {
    if (element.first_child == nullptr) reading_.shape.has_empty_element = true;
}

Fields::~Fields() {
    std::size_t index = 0;
    for (const xml::Element& child : element_.children()) {
        if (!taken_[index++]) note(child, Reason::no_place, {});
    }
}

std::string Fields::path_of(const xml::Element& child) const {
    std::vector<std::string_view> names{child.name};
    for (const Fields* at = this; at != nullptr; at = at->parent_)
        names.push_back(at->element_.name);
    std::string path;
    for (std::size_t i = names.size(); i > 0; --i) {
        path += names[i - 1];
        if (i > 1) path += '/';
    }
    return path;
}

void Fields::note(const xml::Element& child, Reason reason, std::string_view rule) {
    reading_.leftovers.push_back(
        {reason, path_of(child), child.line, std::string{child.trimmed()}, std::string{rule}});
    if (!rule.empty()) broke(rule);
    note_general_rules(child, reading_);
}

bool Fields::has(std::string_view name) const {
    return count(name) > 0;
}

int Fields::count(std::string_view name) const {
    int count = 0;
    for (const xml::Element& child : element_.children()) {
        if (child.name == name && (child.space == spaces_.leaf || child.space == spaces_.group))
            ++count;
    }
    return count;
}

const xml::Element* Fields::take(std::string_view space, std::string_view name,
                                 std::string_view rule) {
    const xml::Element* first = nullptr;
    std::size_t index = 0;
    for (const xml::Element& child : element_.children()) {
        if (child.name == name && child.space == space && !taken_[index]) {
            taken_[index] = true;
            if (first == nullptr) {
                first = &child;
            } else {
                note(child, Reason::repeated, rule);
            }
        }
        ++index;
    }
    return first;
}

void Fields::check_attributes(const xml::Element& leaf, Attributes attributes) {
    for (const xml::Attribute& attribute : leaf.attributes) {
        if (!attribute.space.empty()) continue;
        if (std::ranges::find(attributes, attribute.name) != attributes.end()) continue;
        const std::string_view rule =
            reading_.syntax == Syntax::ubl ? attribute_rule(attribute.name) : std::string_view{};
        reading_.leftovers.push_back({Reason::no_place,
                                      path_of(leaf) + "/@" + std::string{attribute.name}, leaf.line,
                                      std::string{attribute.value}, std::string{rule}});
        if (!rule.empty()) broke(rule);
    }
    if (leaf.trimmed().empty() && leaf.first_child == nullptr)
        reading_.shape.has_empty_element = true;
    for (const xml::Element& child : leaf.children()) note(child, Reason::no_place, {});
}

const xml::Element* Fields::leaf(std::string_view name, Attributes attributes,
                                 std::string_view rule) {
    const xml::Element* const child = take(spaces_.leaf, name, rule);
    if (child != nullptr) check_attributes(*child, attributes);
    return child;
}

std::vector<const xml::Element*> Fields::leaves(std::string_view name, Attributes attributes) {
    std::vector<const xml::Element*> found;
    std::size_t index = 0;
    for (const xml::Element& child : element_.children()) {
        if (child.name == name && child.space == spaces_.leaf && !taken_[index]) {
            taken_[index] = true;
            check_attributes(child, attributes);
            found.push_back(&child);
        }
        ++index;
    }
    return found;
}

std::string Fields::code(std::string_view name, Attributes attributes, std::string_view rule) {
    const xml::Element* const child = leaf(name, attributes, rule);
    return child == nullptr ? std::string{} : std::string{child->trimmed()};
}

std::string Fields::text(std::string_view name, std::string_view rule) {
    const xml::Element* const child = leaf(name, {}, rule);
    return child == nullptr ? std::string{} : text_of(*child);
}

Identifier Fields::identifier(std::string_view name, std::string_view rule) {
    const xml::Element* const child = leaf(name, {"schemeID"}, rule);
    if (child == nullptr) return {};
    return {
        std::string{child->trimmed()}, std::string{child->attribute("schemeID").value_or("")}, {}};
}

std::optional<Figure> Fields::figure_in(const xml::Element& child) {
    const auto figure = parse_figure(child.trimmed());
    if (figure) return *figure;
    note(child, Reason::no_figure, {});
    return std::nullopt;
}

std::optional<Figure> Fields::figure(std::string_view name, Attributes attributes,
                                     std::string_view rule) {
    const xml::Element* const child = leaf(name, attributes, rule);
    if (child == nullptr) return std::nullopt;
    return figure_in(*child);
}

std::optional<Figure> Fields::amount(std::string_view name, std::string_view rule) {
    const xml::Element* const child = leaf(name, {"currencyID"}, rule);
    if (child == nullptr) return std::nullopt;
    if (const auto currency = child->attribute("currencyID"))
        reading_.shape.currencies.emplace(*currency);
    if (reading_.syntax == Syntax::cii && child->attribute("currencyID")) broke("CII-DT-031");
    return figure_in(*child);
}

std::optional<Date> Fields::date(std::string_view name, std::string_view rule) {
    const xml::Element* const child = leaf(name, {}, rule);
    if (child == nullptr) return std::nullopt;
    const std::string_view text = child->trimmed();
    const auto date = parse_date(text.substr(0, kDateSize));
    if (!date || !is_zone(text.substr(std::min(kDateSize, text.size())))) {
        note(*child, Reason::no_date, {});
        return std::nullopt;
    }
    if (text.size() > kDateSize) note(*child, Reason::no_place, "PEPPOL-EN16931-F001");
    return date;
}

void Fields::group(std::string_view name, const Read& read, std::string_view rule,
                   std::optional<Spaces> spaces) {
    const xml::Element* const child = take(spaces_.group, name, rule);
    if (child == nullptr) return;
    Fields inner{*child, reading_, spaces.value_or(spaces_), this};
    read(inner);
}

void Fields::each(std::string_view name, const Read& read) {
    std::size_t index = 0;
    for (const xml::Element& child : element_.children()) {
        if (child.name == name && child.space == spaces_.group && !taken_[index]) {
            taken_[index] = true;
            Fields inner{child, reading_, spaces_, this};
            read(inner);
        }
        ++index;
    }
}

}  // namespace pos::billing::invoice
