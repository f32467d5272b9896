#include "pos/billing/invoice/check/codes.hpp"
#include "pos/billing/invoice/check/findings.hpp"

// Codes that stand in no list: BR-CL-*.
namespace pos::billing::invoice::check {

namespace {

class CodeCheck {
public:
    explicit CodeCheck(Findings& findings) : f_{findings} {}

    /// A code that is there must stand in the list.
    void code(std::string_view rule, std::string_view list, std::string_view code,
              std::string_view words) {
        if (code.empty()) return;
        f_.require(is_code(list, code), rule,
                   std::string{words} + ": no such code: " + std::string{code.substr(0, 40)});
    }
    void scheme(std::string_view rule, std::string_view list, const Identifier& id,
                std::string_view words) {
        code(rule, list, id.scheme, words);
    }
    void country(const std::optional<Address>& address) {
        if (address) code("BR-CL-14", "iso3166", address->country, "country");
    }

private:
    Findings& f_;
};

void check_type(Findings& f) {
    const std::string& type = f.invoice.type;
    if (type.empty()) return;
    const bool invoice = is_code("untdid1001-invoice", type);
    const bool credit = is_code("untdid1001-credit", type);
    // A UBL file has a root of its own for credit notes, whose types stand in a list of their own.
    const bool root_is_credit_note = f.reading.root_is_credit_note;
    f.require(f.ubl() ? (root_is_credit_note ? credit : invoice) : invoice || credit, "BR-CL-01",
              "BT-3 no such type of invoice: " + type.substr(0, 40));
}

/// "…#AAI#…": what stands between the first two signs.
void check_note(Findings& f, CodeCheck& codes, const Note& note) {
    if (!note.subject.empty())
        return codes.code("BR-CL-08", "untdid4451", note.subject, "BT-21 subject of a note");
    if (!f.ubl()) return;
    const std::size_t first = note.text.find('#');
    if (first == std::string::npos) return;
    const std::size_t second = note.text.find('#', first + 1);
    if (second == std::string::npos || second - first != 4) return;
    codes.code("BR-CL-08", "untdid4451", note.text.substr(first + 1, 3), "BT-21 subject of a note");
}

void check_currencies(Findings& f, CodeCheck& codes) {
    const Shape& shape = f.reading.shape;
    codes.code("BR-CL-04", "iso4217", f.invoice.currency, "BT-5 currency");
    codes.code("BR-CL-05", "iso4217", f.invoice.tax_currency, "BT-6 currency");
    for (const std::string& currency : shape.tax_total_currencies)
        f.require(is_code("iso4217", currency), "BR-CL-03", "an amount's currency: " + currency);
    if (!f.ubl()) return;
    for (const std::string& currency : shape.currencies)
        f.require(is_code("iso4217", currency), "BR-CL-03", "an amount's currency: " + currency);
}

void check_party_codes(CodeCheck& codes, const Invoice& invoice) {
    for (const Party* party : {&invoice.seller, &invoice.buyer}) {
        for (const Identifier& id : party->ids)
            codes.scheme("BR-CL-10", "iso6523", id, "scheme of a party's identifier");
        codes.scheme("BR-CL-11", "iso6523", party->registration, "scheme of a registration");
        codes.scheme("BR-CL-25", "eas", party->endpoint, "scheme of an electronic address");
        codes.country(party->address);
    }
    if (invoice.payee) {
        codes.scheme("BR-CL-10", "iso6523", invoice.payee->id, "BT-60-1 scheme");
        codes.scheme("BR-CL-11", "iso6523", invoice.payee->registration, "BT-61-1 scheme");
    }
    if (invoice.tax_representative) codes.country(invoice.tax_representative->address);
    if (invoice.delivery) {
        codes.scheme("BR-CL-26", "iso6523", invoice.delivery->location, "BT-71-1 scheme");
        codes.country(invoice.delivery->address);
    }
}

void check_allowance_codes(CodeCheck& codes, const AllowanceCharge& part) {
    if (part.is_charge) {
        codes.code("BR-CL-20", "untdid7161", part.reason_code, "reason of a charge");
    } else {
        codes.code("BR-CL-19", "untdid5189", part.reason_code, "reason of an allowance");
    }
    if (part.tax) codes.code("BR-CL-17", "untdid5305", part.tax->code, "VAT category");
}

void check_line_codes(CodeCheck& codes, const Line& line) {
    codes.code("BR-CL-23", "rec20", line.unit, "BT-130 unit");
    codes.code("BR-CL-23", "rec20", line.price.base_unit, "BT-150 unit");
    codes.scheme("BR-CL-07", "untdid1153", line.object, "BT-128-1 scheme");
    if (line.tax) codes.code("BR-CL-18", "untdid5305", line.tax->code, "BT-151 VAT category");
    codes.scheme("BR-CL-21", "iso6523", line.item.standard_id, "BT-157-1 scheme");
    codes.code("BR-CL-15", "iso3166", line.item.origin_country, "BT-159 country");
    for (const Identifier& code : line.item.classifications)
        codes.scheme("BR-CL-13", "untdid7143", code, "BT-158-1 scheme");
    for (const AllowanceCharge& part : line.allowances) check_allowance_codes(codes, part);
}

std::string upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

}  // namespace

void check_codes(Findings& f) {
    const Invoice& invoice = f.invoice;
    CodeCheck codes{f};
    check_type(f);
    check_currencies(f, codes);
    codes.code("BR-CL-06", "untdid2005", invoice.tax_point_code, "BT-8 code of the tax point");
    codes.scheme("BR-CL-07", "untdid1153", invoice.object, "BT-18-1 scheme");
    for (const Note& note : invoice.notes) check_note(f, codes, note);
    check_party_codes(codes, invoice);
    for (const PaymentMeans& means : invoice.payment)
        codes.code("BR-CL-16", "untdid4461", means.code, "BT-81 payment means");
    for (const AllowanceCharge& part : invoice.allowances) check_allowance_codes(codes, part);
    for (const TaxSubtotal& group : invoice.taxes) {
        codes.code("BR-CL-17", "untdid5305", group.category.code, "BT-118 VAT category");
        codes.code("BR-CL-22", "vatex", upper(group.exemption_code), "BT-121 reason");
    }
    for (const Attachment& attachment : invoice.attachments)
        codes.code("BR-CL-24", "mime", attachment.mime_type, "BT-125-1 type of a document");
    for (const Line& line : invoice.lines) check_line_codes(codes, line);
}

}  // namespace pos::billing::invoice::check
