#include "app/core/invoice/verdict.hpp"

#include <algorithm>
#include <iterator>

#include "pos/billing/invoice/totals.hpp"

namespace app::core::invoice {

namespace {

namespace inv = pos::billing::invoice;
using inv::check::Finding;
using inv::check::Rules;

Asked named_by(const inv::Invoice& invoice) {
    if (invoice.specification.starts_with(inv::kPeppolBilling)) return Asked::peppol;
    if (invoice.specification.find("xrechnung") != std::string::npos) return Asked::xrechnung;
    return Asked::en16931;
}

void add(std::vector<Finding>& all, std::vector<Finding> more) {
    std::ranges::move(more, std::back_inserter(all));
}

std::string words_of(const std::optional<inv::Figure>& figure) {
    return figure ? to_string(*figure) : "nothing";
}

/// What is not to the cent; where totals cannot be computed the rules have said why.
std::vector<Finding> cents_off(const inv::Invoice& invoice) {
    std::vector<Finding> found;
    const auto differences = inv::differences(invoice);
    if (!differences) return found;
    for (const inv::Difference& difference : *differences) {
        found.push_back({.rule = "CF-CENTS",
                         .severity = inv::check::Severity::warning,
                         .words = difference.term + " says " + words_of(difference.stated) +
                                  ", the lines come to " + words_of(difference.computed),
                         .example = {}});
    }
    return found;
}

}  // namespace

Verdict judge(const inv::Reading& reading, Asked asked) {
    if (asked == Asked::named) asked = named_by(reading.invoice);
    Verdict verdict;
    add(verdict.findings, inv::check::check(reading, Rules::en16931));
    if (asked == Asked::xrechnung)
        add(verdict.findings, inv::check::check(reading, Rules::xrechnung));
    if (asked == Asked::peppol) add(verdict.findings, inv::check::check(reading, Rules::peppol));
    verdict.ok = !inv::check::is_fatal(verdict.findings);
    if (verdict.ok) add(verdict.findings, cents_off(reading.invoice));
    return verdict;
}

}  // namespace app::core::invoice
