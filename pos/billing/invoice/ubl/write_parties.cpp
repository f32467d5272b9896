#include "pos/billing/invoice/ubl/write_parties.hpp"

#include "pos/billing/invoice/syntax/terms.hpp"
#include "pos/billing/invoice/ubl/names.hpp"

namespace pos::billing::invoice::ubl {

namespace {

/// Any scheme but VAT says that a number is a tax registration (BT-32).
constexpr const char* kTaxRegistration = "FC";

void write_identification(xml::Writer& xml, const Identifier& id) {
    if (id.value.empty()) return;
    put_group(xml, "cac:PartyIdentification", [&] { put(xml, "cbc:ID", id); });
}

void write_name(xml::Writer& xml, std::string_view name) {
    if (name.empty()) return;
    put_group(xml, "cac:PartyName", [&] { put(xml, "cbc:Name", name); });
}

void write_tax(xml::Writer& xml, std::string_view id, std::string_view scheme) {
    if (id.empty()) return;
    put_group(xml, "cac:PartyTaxScheme", [&] {
        put(xml, "cbc:CompanyID", id);
        put_group(xml, "cac:TaxScheme", [&] { put(xml, "cbc:ID", scheme); });
    });
}

void write_legal_entity(xml::Writer& xml, std::string_view name, const Identifier& registration,
                        std::string_view legal_form) {
    if (name.empty() && registration.value.empty() && legal_form.empty()) return;
    put_group(xml, "cac:PartyLegalEntity", [&] {
        put(xml, "cbc:RegistrationName", name);
        put(xml, "cbc:CompanyID", registration);
        put(xml, "cbc:CompanyLegalForm", legal_form);
    });
}

void write_party(xml::Writer& xml, std::string_view role, const Party& party,
                 std::string_view creditor) {
    if (party == Party{} && creditor.empty()) return;
    xml.open(role);
    xml.open("cac:Party");
    put(xml, "cbc:EndpointID", party.endpoint);
    for (const Identifier& id : party.ids) write_identification(xml, id);
    write_identification(xml, {.value = std::string{creditor}, .scheme = kSepa});
    write_name(xml, party.trading_name);
    write_address(xml, "cac:PostalAddress", party.address);
    write_tax(xml, party.vat_id, "VAT");
    write_tax(xml, party.tax_registration, kTaxRegistration);
    write_legal_entity(xml, party.name, party.registration, party.legal_information);
    if (party.contact) {
        put_group(xml, "cac:Contact", [&] {
            put(xml, "cbc:Name", party.contact->name);
            put(xml, "cbc:Telephone", party.contact->phone);
            put(xml, "cbc:ElectronicMail", party.contact->email);
        });
    }
    xml.close();
    xml.close();
}

void write_payee(xml::Writer& xml, const Payee& payee, std::string_view creditor) {
    put_group(xml, "cac:PayeeParty", [&] {
        write_identification(xml, payee.id);
        write_identification(xml, {.value = std::string{creditor}, .scheme = kSepa});
        write_name(xml, payee.name);
        write_legal_entity(xml, {}, payee.registration, {});
    });
}

void write_representative(xml::Writer& xml, const TaxRepresentative& party) {
    put_group(xml, "cac:TaxRepresentativeParty", [&] {
        write_name(xml, party.name);
        write_address(xml, "cac:PostalAddress", party.address);
        write_tax(xml, party.vat_id, "VAT");
    });
}

}  // namespace

void write_address(xml::Writer& xml, std::string_view name, const std::optional<Address>& address) {
    if (!address) return;
    put_group(xml, name, [&] {
        put(xml, "cbc:StreetName", address->line1);
        put(xml, "cbc:AdditionalStreetName", address->line2);
        put(xml, "cbc:CityName", address->city);
        put(xml, "cbc:PostalZone", address->postal_code);
        put(xml, "cbc:CountrySubentity", address->subdivision);
        if (!address->line3.empty())
            put_group(xml, "cac:AddressLine", [&] { put(xml, "cbc:Line", address->line3); });
        if (!address->country.empty())
            put_group(xml, "cac:Country",
                      [&] { put(xml, "cbc:IdentificationCode", address->country); });
    });
}

void write_parties(xml::Writer& xml, const Invoice& invoice) {
    const std::string_view creditor = invoice.creditor;
    write_party(xml, "cac:AccountingSupplierParty", invoice.seller,
                invoice.payee ? std::string_view{} : creditor);
    write_party(xml, "cac:AccountingCustomerParty", invoice.buyer, {});
    if (invoice.payee) write_payee(xml, *invoice.payee, creditor);
    if (invoice.tax_representative) write_representative(xml, *invoice.tax_representative);
}

}  // namespace pos::billing::invoice::ubl
