#include "pos/billing/invoice/cii/write_parts.hpp"

#include <algorithm>

#include "pos/billing/invoice/cii/names.hpp"
#include "pos/billing/invoice/syntax/terms.hpp"

namespace pos::billing::invoice::cii {

void put_date(xml::Writer& xml, std::string_view name, const std::optional<Date>& date,
              std::string_view kind) {
    if (!date) return;
    std::string text = pos::to_string(*date);
    std::erase(text, '-');
    put_group(xml, name, [&] { xml.element(kind, "format", kDateFormat, text); });
}

void write_period(xml::Writer& xml, const std::optional<Period>& period) {
    if (!period) return;
    put_group(xml, "ram:BillingSpecifiedPeriod", [&] {
        put_date(xml, "ram:StartDateTime", period->start);
        put_date(xml, "ram:EndDateTime", period->end);
    });
}

namespace {

void put_in(xml::Writer& xml, std::string_view group, std::string_view leaf,
            std::string_view text) {
    if (!text.empty()) put_group(xml, group, [&] { put(xml, leaf, text); });
}

void put_id(xml::Writer& xml, const Identifier& id) {
    put(xml, id.scheme.empty() ? "ram:ID" : "ram:GlobalID", id);
}

void write_tax_id(xml::Writer& xml, std::string_view id, std::string_view scheme) {
    if (id.empty()) return;
    put_group(xml, "ram:SpecifiedTaxRegistration",
              [&] { put(xml, "ram:ID", "schemeID", scheme, id); });
}

void write_party(xml::Writer& xml, std::string_view role, const Party& party) {
    if (party == Party{}) return;
    put_group(xml, role, [&] {
        for (const Identifier& id : party.ids) {
            if (id.scheme.empty()) put_id(xml, id);
        }
        for (const Identifier& id : party.ids) {
            if (!id.scheme.empty()) put_id(xml, id);
        }
        put(xml, "ram:Name", party.name);
        put(xml, "ram:Description", party.legal_information);
        if (!party.registration.value.empty() || !party.trading_name.empty())
            put_group(xml, "ram:SpecifiedLegalOrganization", [&] {
                put(xml, "ram:ID", party.registration);
                put(xml, "ram:TradingBusinessName", party.trading_name);
            });
        if (party.contact) {
            put_group(xml, "ram:DefinedTradeContact", [&] {
                put(xml, "ram:PersonName", party.contact->name);
                put_in(xml, "ram:TelephoneUniversalCommunication", "ram:CompleteNumber",
                       party.contact->phone);
                put_in(xml, "ram:EmailURIUniversalCommunication", "ram:URIID",
                       party.contact->email);
            });
        }
        write_address(xml, party.address);
        if (!party.endpoint.value.empty())
            put_group(xml, "ram:URIUniversalCommunication",
                      [&] { put(xml, "ram:URIID", party.endpoint); });
        write_tax_id(xml, party.vat_id, kVatId);
        write_tax_id(xml, party.tax_registration, kTaxId);
    });
}

void write_additional(xml::Writer& xml, const Invoice& invoice) {
    constexpr std::string_view kGroup = "ram:AdditionalReferencedDocument";
    if (!invoice.tender.empty())
        put_group(xml, kGroup, [&] {
            put(xml, "ram:IssuerAssignedID", invoice.tender);
            put(xml, "ram:TypeCode", kTender);
        });
    if (!invoice.object.value.empty())
        put_group(xml, kGroup, [&] {
            put(xml, "ram:IssuerAssignedID", invoice.object.value);
            put(xml, "ram:TypeCode", kObject);
            put(xml, "ram:ReferenceTypeCode", invoice.object.scheme);
        });
    for (const Attachment& attachment : invoice.attachments) {
        put_group(xml, kGroup, [&] {
            put(xml, "ram:IssuerAssignedID", attachment.reference);
            put(xml, "ram:URIID", attachment.location);
            put(xml, "ram:TypeCode", kAttachment);
            put(xml, "ram:Name", attachment.description);
            if (attachment.content.empty()) return;
            xml.open("ram:AttachmentBinaryObject");
            if (!attachment.mime_type.empty()) xml.attribute("mimeCode", attachment.mime_type);
            if (!attachment.filename.empty()) xml.attribute("filename", attachment.filename);
            xml.text(attachment.content);
            xml.close();
        });
    }
}

}  // namespace

void write_address(xml::Writer& xml, const std::optional<Address>& address) {
    if (!address) return;
    put_group(xml, "ram:PostalTradeAddress", [&] {
        put(xml, "ram:PostcodeCode", address->postal_code);
        put(xml, "ram:LineOne", address->line1);
        put(xml, "ram:LineTwo", address->line2);
        put(xml, "ram:LineThree", address->line3);
        put(xml, "ram:CityName", address->city);
        put(xml, "ram:CountryID", address->country);
        put(xml, "ram:CountrySubDivisionName", address->subdivision);
    });
}

void write_agreement(xml::Writer& xml, const Invoice& invoice) {
    put_group(xml, "ram:ApplicableHeaderTradeAgreement", [&] {
        put(xml, "ram:BuyerReference", invoice.buyer_reference);
        write_party(xml, "ram:SellerTradeParty", invoice.seller);
        write_party(xml, "ram:BuyerTradeParty", invoice.buyer);
        if (const auto& party = invoice.tax_representative) {
            put_group(xml, "ram:SellerTaxRepresentativeTradeParty", [&] {
                put(xml, "ram:Name", party->name);
                write_address(xml, party->address);
                write_tax_id(xml, party->vat_id, kVatId);
            });
        }
        constexpr std::string_view kId = "ram:IssuerAssignedID";
        put_in(xml, "ram:SellerOrderReferencedDocument", kId, invoice.sales_order);
        put_in(xml, "ram:BuyerOrderReferencedDocument", kId, invoice.purchase_order);
        put_in(xml, "ram:ContractReferencedDocument", kId, invoice.contract);
        write_additional(xml, invoice);
        if (!invoice.project.empty())
            put_group(xml, "ram:SpecifiedProcuringProject", [&] {
                put(xml, "ram:ID", invoice.project);
                put(xml, "ram:Name", invoice.project);
            });
    });
}

void write_delivery(xml::Writer& xml, const Invoice& invoice) {
    put_group(xml, "ram:ApplicableHeaderTradeDelivery", [&] {
        if (const auto& delivery = invoice.delivery) {
            if (!delivery->location.value.empty() || !delivery->name.empty() || delivery->address)
                put_group(xml, "ram:ShipToTradeParty", [&] {
                    put_id(xml, delivery->location);
                    put(xml, "ram:Name", delivery->name);
                    write_address(xml, delivery->address);
                });
            if (delivery->date)
                put_group(xml, "ram:ActualDeliverySupplyChainEvent",
                          [&] { put_date(xml, "ram:OccurrenceDateTime", delivery->date); });
        }
        constexpr std::string_view kId = "ram:IssuerAssignedID";
        put_in(xml, "ram:DespatchAdviceReferencedDocument", kId, invoice.despatch_advice);
        put_in(xml, "ram:ReceivingAdviceReferencedDocument", kId, invoice.receiving_advice);
    });
}

void write_allowance(xml::Writer& xml, const AllowanceCharge& part) {
    put_group(xml, "ram:SpecifiedTradeAllowanceCharge", [&] {
        put_in(xml, "ram:ChargeIndicator", "udt:Indicator", part.is_charge ? "true" : "false");
        put(xml, "ram:CalculationPercent", part.percent);
        put(xml, "ram:BasisAmount", part.base);
        put(xml, "ram:ActualAmount", part.amount);
        put(xml, "ram:ReasonCode", part.reason_code);
        put(xml, "ram:Reason", part.reason);
        if (part.tax)
            put_group(xml, "ram:CategoryTradeTax", [&] {
                put(xml, "ram:TypeCode", part.tax->scheme);
                put(xml, "ram:CategoryCode", part.tax->code);
                put(xml, "ram:RateApplicablePercent", part.tax->rate);
            });
    });
}

namespace {

void write_product(xml::Writer& xml, const Item& item) {
    put_group(xml, "ram:SpecifiedTradeProduct", [&] {
        put(xml, "ram:GlobalID", item.standard_id);
        put(xml, "ram:SellerAssignedID", item.sellers_id);
        put(xml, "ram:BuyerAssignedID", item.buyers_id);
        put(xml, "ram:Name", item.name);
        put(xml, "ram:Description", item.description);
        for (const Attribute& attribute : item.attributes) {
            put_group(xml, "ram:ApplicableProductCharacteristic", [&] {
                put(xml, "ram:Description", attribute.name);
                put(xml, "ram:Value", attribute.value);
            });
        }
        for (const Identifier& code : item.classifications) {
            put_group(xml, "ram:DesignatedProductClassification", [&] {
                xml.open("ram:ClassCode");
                if (!code.scheme.empty()) xml.attribute("listID", code.scheme);
                if (!code.version.empty()) xml.attribute("listVersionID", code.version);
                xml.text(code.value);
                xml.close();
            });
        }
        put_in(xml, "ram:OriginTradeCountry", "ram:ID", item.origin_country);
    });
}

/// CII demands the gross price (BT-148) beside a discount: it is the net price and the discount.
std::optional<Figure> gross_of(const Price& price) {
    if (price.gross || !price.net || !price.discount) return price.gross;
    return Figure{price.net->value + price.discount->value,
                  std::max(price.net->decimals, price.discount->decimals)};
}

void write_prices(xml::Writer& xml, const Line& line) {
    const Price& price = line.price;
    put_group(xml, "ram:SpecifiedLineTradeAgreement", [&] {
        put_in(xml, "ram:BuyerOrderReferencedDocument", "ram:LineID", line.order_line);
        if (price.gross || price.discount) {
            put_group(xml, "ram:GrossPriceProductTradePrice", [&] {
                put(xml, "ram:ChargeAmount", gross_of(price));
                put(xml, "ram:BasisQuantity", "unitCode", price.base_unit, price.base_quantity);
                if (price.discount)
                    put_group(xml, "ram:AppliedTradeAllowanceCharge", [&] {
                        put_in(xml, "ram:ChargeIndicator", "udt:Indicator", "false");
                        put(xml, "ram:ActualAmount", price.discount);
                    });
            });
        }
        if (price.net)
            put_group(xml, "ram:NetPriceProductTradePrice", [&] {
                put(xml, "ram:ChargeAmount", price.net);
                put(xml, "ram:BasisQuantity", "unitCode", price.base_unit, price.base_quantity);
            });
    });
}

void write_line_settlement(xml::Writer& xml, const Line& line) {
    put_group(xml, "ram:SpecifiedLineTradeSettlement", [&] {
        if (line.tax)
            put_group(xml, "ram:ApplicableTradeTax", [&] {
                put(xml, "ram:TypeCode", line.tax->scheme);
                put(xml, "ram:CategoryCode", line.tax->code);
                put(xml, "ram:RateApplicablePercent", line.tax->rate);
            });
        write_period(xml, line.period);
        for (const AllowanceCharge& part : line.allowances) write_allowance(xml, part);
        put_group(xml, "ram:SpecifiedTradeSettlementLineMonetarySummation",
                  [&] { put(xml, "ram:LineTotalAmount", line.net); });
        if (!line.object.value.empty())
            put_group(xml, "ram:AdditionalReferencedDocument", [&] {
                put(xml, "ram:IssuerAssignedID", line.object.value);
                put(xml, "ram:TypeCode", kObject);
                put(xml, "ram:ReferenceTypeCode", line.object.scheme);
            });
        put_in(xml, "ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID", line.buyer_account);
    });
}

}  // namespace

void write_lines(xml::Writer& xml, const Invoice& invoice) {
    for (const Line& line : invoice.lines) {
        put_group(xml, "ram:IncludedSupplyChainTradeLineItem", [&] {
            put_group(xml, "ram:AssociatedDocumentLineDocument", [&] {
                put(xml, "ram:LineID", line.id);
                put_in(xml, "ram:IncludedNote", "ram:Content", line.note);
            });
            write_product(xml, line.item);
            write_prices(xml, line);
            put_group(xml, "ram:SpecifiedLineTradeDelivery", [&] {
                put(xml, "ram:BilledQuantity", "unitCode", line.unit, line.quantity);
            });
            write_line_settlement(xml, line);
        });
    }
}

}  // namespace pos::billing::invoice::cii
