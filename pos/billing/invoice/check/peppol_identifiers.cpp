#include <algorithm>
#include <array>

#include "pos/billing/invoice/check/findings.hpp"
#include "pos/billing/invoice/check/forms.hpp"

// PEPPOL-COMMON: check digits of identifiers, told by their scheme.
namespace pos::billing::invoice::check {

namespace {

struct Scheme {
    std::string_view scheme;
    std::string_view rule;
    bool (*is_right)(std::string_view);
    Severity severity;
    bool addresses_only;
};
constexpr std::array kSchemes{
    Scheme{"0088", "PEPPOL-COMMON-R040", is_gln, Severity::fatal, false},
    Scheme{"0192", "PEPPOL-COMMON-R041", is_norwegian_number, Severity::fatal, false},
    Scheme{"0184", "PEPPOL-COMMON-R042", is_danish_number, Severity::fatal, false},
    Scheme{"0208", "PEPPOL-COMMON-R043", is_belgian_number, Severity::fatal, false},
    Scheme{"0201", "PEPPOL-COMMON-R044", is_italian_office, Severity::warning, false},
    Scheme{"0210", "PEPPOL-COMMON-R045", is_italian_tax_code, Severity::warning, false},
    Scheme{"9907", "PEPPOL-COMMON-R046", is_italian_tax_code, Severity::warning, true},
    Scheme{"0211", "PEPPOL-COMMON-R047", is_italian_vat, Severity::warning, false},
    Scheme{"0007", "PEPPOL-COMMON-R049", is_swedish_number, Severity::fatal, false},
    Scheme{"0151", "PEPPOL-COMMON-R050", is_australian_number, Severity::fatal, false}};

void check_id(Findings& f, const Identifier& id, bool address) {
    if (id.value.empty()) return;
    const auto* const found = std::ranges::find(kSchemes, id.scheme, &Scheme::scheme);
    if (found == kSchemes.end() || (found->addresses_only && !address)) return;
    if (found->is_right(id.value)) return;
    f.note(found->rule, found->severity, "an identifier is not of its scheme, " + id.scheme,
           id.value);
}

}  // namespace

void check_peppol_identifiers(Findings& f) {
    const Invoice& invoice = f.invoice;
    for (const Party* party : {&invoice.seller, &invoice.buyer}) {
        check_id(f, party->endpoint, true);
        for (const Identifier& id : party->ids) check_id(f, id, false);
        check_id(f, party->registration, false);
    }
    if (invoice.payee) {
        check_id(f, invoice.payee->id, false);
        check_id(f, invoice.payee->registration, false);
    }
    if (f.ubl()) return;
    // CII writes the identifiers of places and goods with the same elements.
    if (invoice.delivery) check_id(f, invoice.delivery->location, false);
    for (const Line& line : invoice.lines) check_id(f, line.item.standard_id, false);
}

}  // namespace pos::billing::invoice::check
