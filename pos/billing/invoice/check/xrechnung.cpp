#include <algorithm>
#include <array>

#include "pos/billing/invoice/check/codes.hpp"
#include "pos/billing/invoice/check/findings.hpp"
#include "pos/billing/invoice/check/forms.hpp"
#include "pos/billing/invoice/check/german_rules.hpp"

// XRechnung 3.0: the German rules, its extension's and those for clean vehicles.
namespace pos::billing::invoice::check {

namespace {

const std::string kExtension =
    std::string{kXRechnung} + "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0";
const std::string kCleanVehicles =
    std::string{kXRechnung} + "#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9";

void check_own(Findings& f) {
    const Invoice& invoice = f.invoice;
    f.advise(invoice.specification == kXRechnung || invoice.specification == kExtension ||
                 invoice.specification == kCleanVehicles,
             "BR-DE-21", "BT-24 does not say XRechnung 3.0");
    const bool lines = !std::ranges::any_of(
        invoice.lines, [](const Line& line) { return !line.period.has_value(); });
    f.advise((invoice.delivery && invoice.delivery->date) || invoice.period ||
                 (f.ubl() && !invoice.tax_point_code.empty()) || lines,
             "BR-DE-TMP-32", "BT-72, BG-14 or BG-26: when it was delivered");
    f.require(!f.reading.shape.broken.contains("BR-TMP-3"), "BR-TMP-3",
              "BT-149 gross and net price have different base quantities");
    for (const Attachment& attachment : invoice.attachments) {
        if (!attachment.location.empty())
            f.advise(is_url(attachment.location), "BR-TMP-2", "BT-124 is no address with a scheme");
    }
}

/// Codes of digital health applications, which the extension knows besides.
bool is_extended(std::string_view list, std::string_view code) {
    return code == "XR01" || code == "XR02" || code == "XR03" || is_code(list, code);
}

void require_scheme(Findings& f, const Identifier& id, std::string_view rule,
                    std::string_view list) {
    if (id.scheme.empty()) return;
    f.require(is_extended(list, id.scheme), rule, "no such scheme: " + id.scheme.substr(0, 40));
}

void check_extension(Findings& f) {
    const Invoice& invoice = f.invoice;
    for (const Attachment& attachment : invoice.attachments) {
        if (!attachment.content.empty())
            f.require(
                attachment.mime_type == "application/xml" || is_code("mime", attachment.mime_type),
                "BR-DEX-01", "BT-125-1 type of a document");
    }
    for (const Party* party : {&invoice.seller, &invoice.buyer}) {
        for (const Identifier& id : party->ids) require_scheme(f, id, "BR-DEX-04", "iso6523");
        require_scheme(f, party->registration, "BR-DEX-05", "iso6523");
        require_scheme(f, party->endpoint, "BR-DEX-07", "eas");
    }
    if (invoice.payee) {
        require_scheme(f, invoice.payee->id, "BR-DEX-04", "iso6523");
        require_scheme(f, invoice.payee->registration, "BR-DEX-05", "iso6523");
    }
    for (const Line& line : invoice.lines)
        require_scheme(f, line.item.standard_id, "BR-DEX-06", "iso6523");
    if (invoice.delivery) require_scheme(f, invoice.delivery->location, "BR-DEX-08", "iso6523");
}

void check_vehicle(Findings& f, const Item& item, bool& any) {
    constexpr std::array<std::string_view, 6> kCategories{"M1", "M2", "M3", "N1", "N2", "N3"};
    constexpr std::array<std::string_view, 3> kValues{"clean", "zero-emission", "other"};
    std::ptrdiff_t classes = 0;
    std::ptrdiff_t attributes = 0;
    for (const Identifier& code : item.classifications) {
        f.require(code.scheme == "CVD" || is_code("untdid7143", code.scheme), "BR-TMP-CVD-01",
                  "BT-158-1 scheme");
        if (code.scheme != "CVD") continue;
        ++classes;
        f.require(std::ranges::find(kCategories, code.value) != kCategories.end(), "BR-DE-CVD-04",
                  "BT-158 category of the vehicle");
    }
    for (const Attribute& attribute : item.attributes) {
        if (attribute.name != "cva") continue;
        ++attributes;
        f.require(std::ranges::find(kValues, attribute.value) != kValues.end(), "BR-DE-CVD-05",
                  "BT-161 of a vehicle: clean, zero-emission or other");
    }
    f.require(classes == 0 || attributes == 1, "BR-DE-CVD-06-a", "BT-160 cva stands there once");
    f.require(attributes == 0 || classes == 1, "BR-DE-CVD-06-b", "BT-158 CVD stands there once");
    any = any || (classes > 0 && attributes > 0);
}

void check_clean_vehicles(Findings& f) {
    f.require(!f.invoice.contract.empty(), "BR-DE-CVD-01", "BT-12 contract is missing");
    f.require(!f.invoice.tender.empty(), "BR-DE-CVD-02", "BT-17 tender is missing");
    bool any = false;
    for (const Line& line : f.invoice.lines) check_vehicle(f, line.item, any);
    f.require(any, "BR-DE-CVD-03", "BG-31 no item is a vehicle");
}

}  // namespace

void check_xrechnung(Findings& f) {
    check_german(f, GermanIds::xrechnung);
    check_own(f);
    if (f.invoice.specification == kExtension) check_extension(f);
    if (f.invoice.specification == kCleanVehicles) check_clean_vehicles(f);
}

}  // namespace pos::billing::invoice::check
