#include "pos/billing/invoice/check/findings.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace pos::billing::invoice::check {

void Findings::note(std::string_view rule, Severity severity, std::string_view words,
                    std::string_view example) {
    const auto found = std::ranges::find(findings_, rule, &Finding::rule);
    if (found != findings_.end()) {
        ++found->count;
        return;
    }
    findings_.push_back({std::string{rule}, severity, std::string{words}, std::string{example}, 1});
}

std::vector<Finding> check(const Reading& reading, Rules rules) {
    Findings findings{reading};
    switch (rules) {
        case Rules::en16931:
            check_document(findings);
            check_parties(findings);
            check_lines(findings);
            check_totals(findings);
            check_taxes(findings);
            check_codes(findings);
            check_syntax(findings);
            return findings.take();
        case Rules::xrechnung:
            check_xrechnung(findings);
            return findings.take();
        case Rules::peppol:
            check_peppol(findings);
            check_peppol_identifiers(findings);
            return findings.take();
    }
    POS_ASSERT(!"rules");
    return {};
}

bool is_fatal(const std::vector<Finding>& findings) {
    return std::ranges::any_of(
        findings, [](const Finding& finding) { return finding.severity == Severity::fatal; });
}

Reading as_reading(const Invoice& invoice) {
    Reading reading{.syntax = Syntax::ubl, .root_is_credit_note = is_credit_note(invoice.type)};
    reading.invoice = invoice;
    Shape& shape = reading.shape;
    shape.has_seller = invoice.seller != Party{};
    shape.has_totals = true;
    shape.currencies = {invoice.currency};
    if (invoice.totals.tax || !invoice.taxes.empty()) {
        shape.tax_totals_in_currency = 1;
        shape.tax_total_currencies.insert(invoice.currency);
        ++(invoice.taxes.empty() ? shape.tax_totals_without_groups : shape.tax_totals_with_groups);
    }
    if (invoice.totals.tax_accounting) {
        shape.tax_totals_in_tax_currency = 1;
        shape.tax_total_currencies.insert(invoice.tax_currency);
        ++shape.tax_totals_without_groups;
    }
    shape.tax_totals = shape.tax_totals_with_groups + shape.tax_totals_without_groups;
    return reading;
}

}  // namespace pos::billing::invoice::check
