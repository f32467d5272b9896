#include "pos/catalog/gs1/element.hpp"

#include <algorithm>

namespace pos::catalog::gs1 {

namespace {

constexpr std::string_view kFaults[] = {
#define FAULT(name) #name,
#include "pos/catalog/gs1/faults.inc"
#undef FAULT
};

constexpr std::size_t kUnknownValueMax = 90;

Lint check_part(const Part& part, std::string_view text) {
    if (const auto flaw = lint(part.characters, text)) return flaw;
    for (const Linter check : part.checks) {
        if (const auto flaw = lint(check, text)) return flaw;
    }
    return {};
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A value whose identifier we do not know may be what any value may be.
Result<void> check_unknown(std::string_view ai, std::string_view value) {
    if (ai.size() < 2 || ai.size() > 4 || !all_digits(ai)) {
        return refuse(Fault::unknown_identifier, ai);
    }
    // Identifiers that start with the same two digits have the same length.
    for (const Identifier& known : Dictionary::standard().identifiers()) {
        const bool alike = known.first.starts_with(ai.substr(0, 2));
        if (alike && known.first.size() != ai.size()) return refuse(Fault::unknown_identifier, ai);
    }
    static const Identifier any{
        .first = {},
        .last = {},
        .parts = {{.characters = Linter::cset82, .shortest = 1, .longest = kUnknownValueMax}}};
    return check_value(any, ai, value);
}

}  // namespace

std::string_view name_of(Fault fault) {
    return kFaults[static_cast<std::size_t>(fault)];
}

Result<void> check_value(const Identifier& identifier, std::string_view ai,
                         std::string_view value) {
    if (value.empty()) return refuse(Fault::no_value, ai);
    if (value.size() < identifier.shortest()) return refuse(Fault::value_too_short, ai);
    if (value.size() > identifier.longest()) return refuse(Fault::value_too_long, ai);
    std::size_t at = 0;
    for (const Part& part : identifier.parts) {
        const std::string_view text = value.substr(at, part.longest);
        if (text.empty() && part.optional) continue;
        if (text.size() < part.shortest) return refuse(Fault::value_too_short, ai);
        if (auto flaw = check_part(part, text)) {
            flaw->at += at;
            return std::unexpected{Error{Fault::bad_value, std::string{ai}, {}, flaw}};
        }
        at += text.size();
    }
    return {};
}

Result<void> add_element(Elements& elements, std::string_view ai, std::string_view value,
                         const Leniency& leniency) {
    const Identifier* identifier = Dictionary::standard().find(ai);
    if (identifier == nullptr && !leniency.unknown_identifiers) {
        return refuse(Fault::unknown_identifier, ai);
    }
    const auto sound =
        identifier != nullptr ? check_value(*identifier, ai, value) : check_unknown(ai, value);
    if (!sound) return sound;
    if (elements.size() == kElementsMax) return refuse(Fault::too_many_elements);
    elements.push_back({std::string{ai}, std::string{value}});
    return {};
}

}  // namespace pos::catalog::gs1
