#include <algorithm>
#include <array>
#include <charconv>

#include "pos/billing/invoice/check/findings.hpp"

// What the reader met in the file: rules of the two syntaxes, and what it could not take.
namespace pos::billing::invoice::check {

namespace {

/// UBL-DT-08 to 28 and some of CII's advise; the other rules forbid.
bool is_advice(std::string_view rule) {
    constexpr std::array<std::string_view, 5> kAdvice{"CII-SR-465", "CII-SR-466", "CII-SR-474",
                                                      "CII-SR-475", "CII-SR-476"};
    if (std::ranges::find(kAdvice, rule) != kAdvice.end()) return true;
    constexpr std::string_view kPrefix = "UBL-DT-";
    if (!rule.starts_with(kPrefix)) return false;
    int number = 0;
    std::from_chars(rule.data() + kPrefix.size(), rule.data() + rule.size(), number);
    return number >= 8;
}

void check_leftover(Findings& f, const Leftover& leftover) {
    const std::string where =
        leftover.path + (leftover.line == 0 ? "" : ", line " + std::to_string(leftover.line));
    switch (leftover.reason) {
        case Reason::no_figure:
            return f.require(false, "CF-FIGURE", "something else stands where a figure should",
                             where);
        case Reason::no_date:
            return f.require(false, "CF-DATE", "something else stands where a date should", where);
        case Reason::repeated:
            return f.advise(!leftover.rule.empty(), "CF-REPEATED",
                            "stands more than once; the first one counts", where);
        case Reason::no_place:
            return f.advise(!leftover.rule.empty() && !leftover.rule.starts_with("PEPPOL"),
                            "CF-UNUSED", "is not of EN 16931 and counts for nothing", where);
    }
}

}  // namespace

void check_syntax(Findings& f) {
    for (const std::string& rule : f.reading.shape.broken) {
        if (rule.starts_with("PEPPOL") || rule.starts_with("BR-TMP")) continue;
        f.note(rule, is_advice(rule) ? Severity::warning : Severity::fatal,
               "a rule of the file's syntax", {});
    }
    for (const Leftover& leftover : f.reading.leftovers) check_leftover(f, leftover);
}

}  // namespace pos::billing::invoice::check
