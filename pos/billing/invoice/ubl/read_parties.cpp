#include "pos/billing/invoice/ubl/read_parties.hpp"

#include <algorithm>

#include "pos/billing/invoice/ubl/names.hpp"

namespace pos::billing::invoice::ubl {

namespace {

bool is(std::string_view code, std::string_view upper) {
    return std::ranges::equal(code, upper, [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
    });
}

/// The rules that the party's repetitions break.
struct PartyRules {
    std::string_view name, trading_name, registration, vat_id, tax_id, legal_form;
};
constexpr PartyRules kSellerRules{"UBL-SR-09", "UBL-SR-10", "UBL-SR-11",
                                  "UBL-SR-12", "UBL-SR-13", "UBL-SR-14"};
constexpr PartyRules kBuyerRules{"UBL-SR-15", "UBL-SR-40", "UBL-SR-17", "UBL-SR-18", "", ""};

void read_tax_scheme(Fields& fields, Party& party, const PartyRules& rules) {
    std::string scheme;
    std::string id = fields.code("CompanyID");
    bool has_scheme = false;
    fields.group("TaxScheme", [&](Fields& inner) {
        has_scheme = inner.has("ID");
        scheme = inner.code("ID");
    });
    if (id.empty() || !has_scheme) fields.broke("UBL-SR-53");
    const bool vat = is(scheme, "VAT");
    std::string& place = vat ? party.vat_id : party.tax_registration;
    if (place.empty()) {
        place = std::move(id);
    } else if (!id.empty()) {
        const std::string_view rule = vat ? rules.vat_id : rules.tax_id;
        fields.reading().leftovers.push_back({Reason::repeated, "PartyTaxScheme/CompanyID",
                                              fields.element().line, id, std::string{rule}});
        if (!rule.empty()) fields.broke(rule);
    }
}

void read_legal_entity(Fields& fields, Party& party, const PartyRules& rules) {
    if (party.name.empty()) party.name = fields.text("RegistrationName", rules.name);
    if (party.registration.value.empty())
        party.registration = fields.identifier("CompanyID", rules.registration);
    if (party.legal_information.empty() && !rules.legal_form.empty())
        party.legal_information = fields.text("CompanyLegalForm", rules.legal_form);
}

/// Identifiers of a party; the creditor's is one of them.
void read_ids(Fields& party, std::vector<Identifier>& ids, std::string& creditor) {
    party.each("PartyIdentification", [&](Fields& fields) {
        Identifier id = fields.identifier("ID");
        if (is(id.scheme, kSepa)) {
            if (!creditor.empty()) fields.broke("UBL-SR-29");
            creditor = std::move(id.value);
        } else if (!id.value.empty()) {
            ids.push_back(std::move(id));
        }
    });
}

void read_party(Fields& fields, Party& party, std::string& creditor, const PartyRules& rules) {
    party.endpoint = fields.identifier("EndpointID");
    read_ids(fields, party.ids, creditor);
    fields.group(
        "PartyName",
        [&](Fields& inner) { party.trading_name = inner.text("Name", rules.trading_name); },
        rules.trading_name);
    party.address = read_address(fields, "PostalAddress");
    if (fields.count("PartyTaxScheme") > 2 && !rules.tax_id.empty()) fields.broke("UBL-SR-42");
    fields.each("PartyTaxScheme", [&](Fields& inner) { read_tax_scheme(inner, party, rules); });
    fields.each("PartyLegalEntity", [&](Fields& inner) { read_legal_entity(inner, party, rules); });
    fields.group("Contact", [&](Fields& inner) {
        party.contact = Contact{.name = inner.text("Name"),
                                .phone = inner.code("Telephone"),
                                .email = inner.code("ElectronicMail")};
    });
}

}  // namespace

std::optional<Address> read_address(Fields& holder, std::string_view name) {
    std::optional<Address> address;
    holder.group(name, [&](Fields& fields) {
        address.emplace();
        address->line1 = fields.text("StreetName");
        address->line2 = fields.text("AdditionalStreetName");
        address->city = fields.text("CityName");
        address->postal_code = fields.code("PostalZone");
        address->subdivision = fields.text("CountrySubentity");
        fields.group(
            "AddressLine", [&](Fields& inner) { address->line3 = inner.text("Line"); },
            "UBL-SR-51");
        fields.group("Country",
                     [&](Fields& inner) { address->country = inner.code("IdentificationCode"); });
    });
    return address;
}

void read_seller(Fields& root, Invoice& invoice) {
    root.group("AccountingSupplierParty", [&](Fields& fields) {
        fields.reading().shape.has_seller = true;
        fields.group("Party", [&](Fields& party) {
            read_party(party, invoice.seller, invoice.creditor, kSellerRules);
        });
    });
}

void read_buyer(Fields& root, Invoice& invoice) {
    root.group("AccountingCustomerParty", [&](Fields& fields) {
        fields.group("Party", [&](Fields& party) {
            if (party.count("PartyIdentification") > 1) party.broke("UBL-SR-16");
            read_party(party, invoice.buyer, invoice.creditor, kBuyerRules);
        });
    });
}

void read_payee(Fields& root, Invoice& invoice) {
    root.group("PayeeParty", [&](Fields& fields) {
        Payee& payee = invoice.payee.emplace();
        std::vector<Identifier> ids;
        read_ids(fields, ids, invoice.creditor);
        if (!ids.empty()) payee.id = ids.front();
        if (ids.size() > 1) fields.broke("UBL-SR-20");
        fields.group(
            "PartyName", [&](Fields& inner) { payee.name = inner.text("Name", "UBL-SR-19"); },
            "UBL-SR-19");
        fields.group("PartyLegalEntity", [&](Fields& inner) {
            payee.registration = inner.identifier("CompanyID", "UBL-SR-21");
        });
        if (payee.name.empty() || payee.name == invoice.seller.name) {
            for (const char* const rule : {"UBL-SR-19", "UBL-SR-20", "UBL-SR-21"})
                fields.broke(rule);
        }
    });
}

void read_tax_representative(Fields& root, Invoice& invoice) {
    root.group("TaxRepresentativeParty", [&](Fields& fields) {
        TaxRepresentative& party = invoice.tax_representative.emplace();
        fields.group(
            "PartyName", [&](Fields& inner) { party.name = inner.text("Name", "UBL-SR-22"); },
            "UBL-SR-22");
        party.address = read_address(fields, "PostalAddress");
        fields.group(
            "PartyTaxScheme",
            [&](Fields& inner) {
                Party as_party;
                read_tax_scheme(inner, as_party, kBuyerRules);
                party.vat_id = as_party.vat_id;
            },
            "UBL-SR-23");
    });
}

}  // namespace pos::billing::invoice::ubl
