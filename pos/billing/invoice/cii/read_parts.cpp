#include "pos/billing/invoice/cii/read_parts.hpp"

#include <algorithm>

#include "pos/billing/invoice/cii/names.hpp"

namespace pos::billing::invoice::cii {

namespace {

std::optional<Date> parse_compact(std::string_view text) {
    if (text.size() != 8) return std::nullopt;
    return parse_date(std::string{text.substr(0, 4)} + "-" + std::string{text.substr(4, 2)} + "-" +
                      std::string{text.substr(6, 2)});
}

std::optional<Date> read_date_in(Fields& fields, std::string_view name) {
    const xml::Element* const leaf = fields.leaf(name, {"format"});
    if (leaf == nullptr) return std::nullopt;
    const auto date = parse_compact(leaf->trimmed());
    if (!date || leaf->attribute("format") != kDateFormat) {
        fields.broke("CII-DT-097");
        fields.leave(*leaf, Reason::no_date);
    }
    return leaf->attribute("format") == kDateFormat ? date : std::nullopt;
}

}  // namespace

std::optional<Date> read_date(Fields& fields, std::string_view name) {
    std::optional<Date> date;
    const auto read = [&](Fields& inner) {
        date = read_date_in(inner, inner.has("DateString") ? "DateString" : "DateTimeString");
    };
    fields.group(name, read, {}, name == "FormattedIssueDateTime" ? kQualifieds : kValues);
    return date;
}

std::optional<Period> read_period(Fields& fields) {
    std::optional<Period> period;
    fields.group("BillingSpecifiedPeriod", [&](Fields& inner) {
        period.emplace();
        period->start = read_date(inner, "StartDateTime");
        period->end = read_date(inner, "EndDateTime");
    });
    return period;
}

std::optional<Address> read_address(Fields& fields) {
    std::optional<Address> address;
    fields.group("PostalTradeAddress", [&](Fields& inner) {
        address = Address{.line1 = inner.text("LineOne"),
                          .line2 = inner.text("LineTwo"),
                          .line3 = inner.text("LineThree"),
                          .city = inner.text("CityName"),
                          .postal_code = inner.code("PostcodeCode"),
                          .subdivision = inner.text("CountrySubDivisionName"),
                          .country = inner.code("CountryID")};
    });
    return address;
}

Identifier read_id(Fields& fields) {
    const Identifier global = fields.identifier("GlobalID");
    if (!global.value.empty()) return global;
    return fields.identifier("ID");
}

namespace {

void read_tax_registrations(Fields& fields, std::string& vat_id, std::string* tax_id) {
    fields.each("SpecifiedTaxRegistration", [&](Fields& inner) {
        const xml::Element* const leaf = inner.leaf("ID", {"schemeID"});
        if (leaf == nullptr) return;
        const std::string_view scheme = leaf->attribute("schemeID").value_or("");
        std::string* const place = scheme == kVatId                        ? &vat_id
                                   : scheme == kTaxId && tax_id != nullptr ? tax_id
                                                                           : nullptr;
        if (place == nullptr) return inner.leave(*leaf, Reason::no_place);
        if (!place->empty()) return inner.leave(*leaf, Reason::repeated);
        *place = leaf->trimmed();
    });
}

std::string read_channel(Fields& fields, std::string_view group, std::string_view leaf) {
    std::string text;
    fields.group(group, [&](Fields& inner) { text = inner.code(leaf); });
    return text;
}

std::optional<Contact> read_contact(Fields& fields, std::string_view rule) {
    std::optional<Contact> contact;
    fields.group("DefinedTradeContact", [&](Fields& inner) {
        contact.emplace();
        contact->name = inner.text("PersonName");
        const std::string department = inner.text("DepartmentName");
        if (contact->name.empty()) {
            contact->name = department;
        } else if (!department.empty()) {
            contact->name += ", " + department;
            inner.broke(rule);
        }
        contact->phone = read_channel(inner, "TelephoneUniversalCommunication", "CompleteNumber");
        contact->email = read_channel(inner, "EmailURIUniversalCommunication", "URIID");
    });
    return contact;
}

}  // namespace

Party read_party(Fields& fields, std::string_view contact_rule) {
    Party party;
    for (const char* const name : {"ID", "GlobalID"}) {
        for (const xml::Element* id : fields.leaves(name, {"schemeID"})) {
            party.ids.push_back({std::string{id->trimmed()},
                                 std::string{id->attribute("schemeID").value_or("")},
                                 {}});
        }
    }
    party.name = fields.text("Name");
    party.legal_information = fields.text("Description");
    fields.group("SpecifiedLegalOrganization", [&](Fields& inner) {
        party.registration = inner.identifier("ID");
        party.trading_name = inner.text("TradingBusinessName");
    });
    party.contact = read_contact(fields, contact_rule);
    party.address = read_address(fields);
    fields.group("URIUniversalCommunication",
                 [&](Fields& inner) { party.endpoint = inner.identifier("URIID"); });
    read_tax_registrations(fields, party.vat_id, &party.tax_registration);
    return party;
}

Payee read_payee(Fields& fields) {
    Payee payee{.name = fields.text("Name"), .id = read_id(fields), .registration = {}};
    fields.group("SpecifiedLegalOrganization",
                 [&](Fields& inner) { payee.registration = inner.identifier("ID"); });
    return payee;
}

TaxRepresentative read_representative(Fields& fields) {
    TaxRepresentative party{.name = fields.text("Name"), .vat_id = {}, .address = {}};
    party.address = read_address(fields);
    read_tax_registrations(fields, party.vat_id, nullptr);
    return party;
}

namespace {

std::string read_indicator(Fields& fields) {
    std::string indicator;
    fields.group(
        "ChargeIndicator", [&](Fields& inner) { indicator = inner.code("Indicator"); }, {},
        kValues);
    fields.reading().shape.charge_indicators.push_back(indicator);
    return indicator;
}

bool is_true(std::string_view indicator) {
    return indicator == "true" || indicator == "1";
}

TaxCategory read_category(Fields& fields) {
    TaxCategory category{.scheme = fields.code("TypeCode")};
    category.code = fields.code("CategoryCode");
    category.rate = fields.figure("RateApplicablePercent", {}, "CII-SR-471");
    return category;
}

}  // namespace

void read_allowances(Fields& holder, std::vector<AllowanceCharge>& allowances, bool of_document) {
    holder.each("SpecifiedTradeAllowanceCharge", [&](Fields& fields) {
        AllowanceCharge part;
        if (!fields.has("ChargeIndicator")) fields.broke("CII-SR-463");
        part.is_charge = is_true(read_indicator(fields));
        part.percent = fields.figure("CalculationPercent");
        part.base = fields.amount("BasisAmount");
        part.amount = fields.amount("ActualAmount", "CII-SR-473");
        part.reason_code = fields.code("ReasonCode");
        part.reason = fields.text("Reason");
        if (of_document)
            fields.group(
                "CategoryTradeTax", [&](Fields& inner) { part.tax = read_category(inner); },
                "CII-SR-472");
        allowances.push_back(std::move(part));
    });
}

namespace {

Item read_item(Fields& fields) {
    Item item;
    item.standard_id = fields.identifier("GlobalID");
    item.sellers_id = fields.code("SellerAssignedID");
    item.buyers_id = fields.code("BuyerAssignedID");
    item.name = fields.text("Name");
    item.description = fields.text("Description");
    fields.each("ApplicableProductCharacteristic", [&](Fields& inner) {
        item.attributes.push_back(
            {.name = inner.text("Description"), .value = inner.text("Value")});
    });
    fields.each("DesignatedProductClassification", [&](Fields& inner) {
        if (const xml::Element* code = inner.leaf("ClassCode", {"listID", "listVersionID"})) {
            item.classifications.push_back(
                {std::string{code->trimmed()}, std::string{code->attribute("listID").value_or("")},
                 std::string{code->attribute("listVersionID").value_or("")}});
        }
    });
    fields.group("OriginTradeCountry",
                 [&](Fields& inner) { item.origin_country = inner.code("ID"); });
    return item;
}

void read_base_quantity(Fields& fields, Price& price) {
    const xml::Element* const leaf = fields.leaf("BasisQuantity", {"unitCode"});
    if (leaf == nullptr) return;
    price.base_quantity = fields.figure_in(*leaf);
    price.base_unit = leaf->attribute("unitCode").value_or("");
}

/// The gross price has a base quantity of its own, which must be that of the net price.
void check_base_quantity(Fields& fields, const Price& price) {
    const xml::Element* const leaf = fields.leaf("BasisQuantity", {"unitCode"});
    if (leaf == nullptr) return;
    const auto quantity = fields.figure_in(*leaf);
    const std::string_view unit = leaf->attribute("unitCode").value_or("");
    const bool same_unit = unit.empty() || price.base_unit.empty() || unit == price.base_unit;
    if (price.base_quantity && (quantity != price.base_quantity || !same_unit))
        fields.broke("BR-TMP-3");
    if (quantity != price.base_quantity || !same_unit) fields.leave(*leaf, Reason::repeated);
}

void read_agreement(Fields& fields, Line& line) {
    fields.group("BuyerOrderReferencedDocument",
                 [&](Fields& inner) { line.order_line = inner.code("LineID"); });
    Price& price = line.price;
    fields.group("NetPriceProductTradePrice", [&](Fields& inner) {
        price.net = inner.amount("ChargeAmount", "CII-SR-439");
        read_base_quantity(inner, price);
    });
    fields.group("GrossPriceProductTradePrice", [&](Fields& inner) {
        price.gross = inner.amount("ChargeAmount");
        check_base_quantity(inner, price);
        inner.group("AppliedTradeAllowanceCharge", [&](Fields& allowance) {
            read_indicator(allowance);
            price.discount = allowance.amount("ActualAmount", "CII-SR-440");
        });
    });
}

void read_settlement(Fields& fields, Line& line) {
    fields.group("ApplicableTradeTax", [&](Fields& inner) { line.tax = read_category(inner); });
    line.period = read_period(fields);
    read_allowances(fields, line.allowances, false);
    fields.group("SpecifiedTradeSettlementLineMonetarySummation",
                 [&](Fields& inner) { line.net = inner.amount("LineTotalAmount"); });
    fields.group(
        "AdditionalReferencedDocument",
        [&](Fields& inner) {
            line.object = {inner.code("IssuerAssignedID"), inner.code("ReferenceTypeCode"), {}};
            if (inner.code("TypeCode") != kObject) inner.reading().shape.object_has_type = false;
        },
        "CII-SR-474");
    fields.group("ReceivableSpecifiedTradeAccountingAccount",
                 [&](Fields& inner) { line.buyer_account = inner.text("ID"); });
}

Line read_line(Fields& fields) {
    Line line;
    fields.group("AssociatedDocumentLineDocument", [&](Fields& inner) {
        line.id = inner.code("LineID");
        inner.group("IncludedNote", [&](Fields& note) { line.note = note.text("Content"); });
    });
    fields.group("SpecifiedTradeProduct", [&](Fields& inner) { line.item = read_item(inner); });
    fields.group("SpecifiedLineTradeAgreement",
                 [&](Fields& inner) { read_agreement(inner, line); });
    fields.group("SpecifiedLineTradeDelivery", [&](Fields& inner) {
        if (const xml::Element* leaf = inner.leaf("BilledQuantity", {"unitCode"})) {
            line.quantity = inner.figure_in(*leaf);
            line.unit = leaf->attribute("unitCode").value_or("");
        }
    });
    fields.group("SpecifiedLineTradeSettlement",
                 [&](Fields& inner) { read_settlement(inner, line); });
    return line;
}

}  // namespace

void read_lines(Fields& transaction, Invoice& invoice) {
    transaction.each("IncludedSupplyChainTradeLineItem",
                     [&](Fields& fields) { invoice.lines.push_back(read_line(fields)); });
}

}  // namespace pos::billing::invoice::cii
