#include <algorithm>
#include <array>

#include "pos/billing/invoice/check/address.hpp"
#include "pos/billing/invoice/check/codes.hpp"
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

/// The scheme that the value is not of; none where it is, or no check digits are known of it.
const Scheme* broken_scheme(const Identifier& id, bool address) {
    const auto* const found = std::ranges::find(kSchemes, id.scheme, &Scheme::scheme);
    if (found == kSchemes.end() || (found->addresses_only && !address)) return nullptr;
    return found->is_right(id.value) ? nullptr : found;
}

void check_id(Findings& f, const Identifier& id, bool address) {
    if (id.value.empty()) return;
    const Scheme* const found = broken_scheme(id, address);
    if (found == nullptr) return;
    f.note(found->rule, found->severity, "an identifier is not of its scheme, " + id.scheme,
           id.value);
}

/// Those of which the rule books ask nothing, but whose forms are known.
bool has_form(const Identifier& id) {
    if (id.scheme == "0204") return is_leitweg_id(id.value);
    if (id.scheme == "9930") return is_german_vat(id.value);
    if (id.scheme == "EM") return is_email(id.value);
    return true;
}

}  // namespace

std::optional<AddressFault> fault_of(const Identifier& address) {
    if (address.value.empty()) return AddressFault::value_missing;
    if (address.scheme.empty()) return AddressFault::scheme_missing;
    if (!is_code("eas", address.scheme)) return AddressFault::scheme_unknown;
    const Scheme* const broken = broken_scheme(address, true);
    const bool fatal = broken != nullptr && broken->severity == Severity::fatal;
    if (fatal || !has_form(address)) return AddressFault::not_of_scheme;
    return std::nullopt;
}

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
