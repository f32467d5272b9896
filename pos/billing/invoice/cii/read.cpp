#include "pos/billing/invoice/cii/read.hpp"

#include "pos/base/assert.hpp"
#include "pos/billing/invoice/cii/names.hpp"
#include "pos/billing/invoice/cii/read_parts.hpp"
#include "pos/billing/invoice/cii/read_settlement.hpp"
#include "pos/billing/invoice/syntax/fields.hpp"

namespace pos::billing::invoice::cii {

namespace {

void read_context(Fields& root, Invoice& invoice) {
    root.group(
        "ExchangedDocumentContext",
        [&](Fields& fields) {
            fields.group("BusinessProcessSpecifiedDocumentContextParameter",
                         [&](Fields& inner) { invoice.process = inner.code("ID"); });
            if (fields.count("GuidelineSpecifiedDocumentContextParameter") != 1)
                fields.broke("CII-SR-009");
            fields.group(
                "GuidelineSpecifiedDocumentContextParameter",
                [&](Fields& inner) {
                    if (inner.count("ID") != 1) inner.broke("CII-SR-010");
                    invoice.specification = inner.code("ID");
                },
                "CII-SR-009");
        },
        {}, kParts);
}

void read_document(Fields& root, Invoice& invoice) {
    root.group(
        "ExchangedDocument",
        [&](Fields& fields) {
            if (fields.count("TypeCode") != 1) fields.broke("CII-SR-014");
            invoice.number = fields.code("ID");
            invoice.type = fields.code("TypeCode");
            invoice.issued = read_date(fields, "IssueDateTime");
            fields.each("IncludedNote", [&](Fields& inner) {
                invoice.notes.push_back(
                    {.subject = inner.code("SubjectCode"), .text = inner.text("Content")});
            });
        },
        {}, kParts);
}

std::string read_reference(Fields& fields, std::string_view name) {
    std::string id;
    fields.group(name, [&](Fields& inner) { id = inner.code("IssuerAssignedID"); });
    return id;
}

/// The tender, the object invoiced and attachments are told apart by a type, which is returned.
std::string read_additional(Fields& fields, Invoice& invoice) {
    const std::string type = fields.code("TypeCode");
    const std::string id = fields.code("IssuerAssignedID");
    if (type == kTender && invoice.tender.empty()) {
        invoice.tender = id;
    } else if (type == kObject && invoice.object.value.empty()) {
        invoice.object = {id, fields.code("ReferenceTypeCode"), {}};
    } else {
        Attachment attachment{
            .reference = id, .description = fields.text("Name"), .location = fields.code("URIID")};
        if (const xml::Element* leaf =
                fields.leaf("AttachmentBinaryObject", {"mimeCode", "filename"})) {
            attachment.content = leaf->trimmed();
            attachment.mime_type = leaf->attribute("mimeCode").value_or("");
            attachment.filename = leaf->attribute("filename").value_or("");
        }
        invoice.attachments.push_back(std::move(attachment));
    }
    return type;
}

void check_party(Fields& fields, std::string_view contact_rule, std::string_view endpoint_rule) {
    if (fields.count("DefinedTradeContact") > 1) fields.broke(contact_rule);
    if (fields.count("URIUniversalCommunication") > 1) fields.broke(endpoint_rule);
}

/// Read literally, these two rules let an invoice have one document with a name, and one with a
/// file.
void check_attachments(Fields& fields, const Invoice& invoice) {
    int names = 0;
    int files = 0;
    for (const Attachment& attachment : invoice.attachments) {
        if (!attachment.description.empty() && ++names > 1) fields.broke("CII-SR-475");
        if (!attachment.content.empty() && ++files > 1) fields.broke("CII-SR-476");
    }
}

void read_agreement(Fields& fields, Invoice& invoice) {
    invoice.buyer_reference = fields.text("BuyerReference");
    fields.group("SellerTradeParty", [&](Fields& inner) {
        inner.reading().shape.has_seller = true;
        check_party(inner, "CII-SR-455", "CII-SR-459");
        invoice.seller = read_party(inner, "CII-SR-465");
    });
    fields.group("BuyerTradeParty", [&](Fields& inner) {
        check_party(inner, "CII-SR-456", "CII-SR-460");
        invoice.buyer = read_party(inner, "CII-SR-466");
    });
    fields.group("SellerTaxRepresentativeTradeParty",
                 [&](Fields& inner) { invoice.tax_representative = read_representative(inner); });
    invoice.sales_order = read_reference(fields, "SellerOrderReferencedDocument");
    invoice.purchase_order = read_reference(fields, "BuyerOrderReferencedDocument");
    invoice.contract = read_reference(fields, "ContractReferencedDocument");
    int tenders = 0;
    int objects = 0;
    fields.each("AdditionalReferencedDocument", [&](Fields& inner) {
        const std::string type = read_additional(inner, invoice);
        if (type == kTender && ++tenders > 1) fields.broke("PEPPOL-EN16931-R080");
        if (type == kObject && ++objects > 1) fields.broke("PEPPOL-EN16931-R006");
    });
    check_attachments(fields, invoice);
    fields.group("SpecifiedProcuringProject", [&](Fields& inner) {
        invoice.project = inner.code("ID");
        inner.leaf("Name");  // CII demands one; the model has none
    });
}

void read_delivery(Fields& fields, Invoice& invoice) {
    Delivery delivery;
    fields.group("ShipToTradeParty", [&](Fields& inner) {
        delivery.location = read_id(inner);
        delivery.name = inner.text("Name");
        delivery.address = read_address(inner);
    });
    fields.group("ActualDeliverySupplyChainEvent",
                 [&](Fields& inner) { delivery.date = read_date(inner, "OccurrenceDateTime"); });
    invoice.despatch_advice = read_reference(fields, "DespatchAdviceReferencedDocument");
    invoice.receiving_advice = read_reference(fields, "ReceivingAdviceReferencedDocument");
    if (delivery != Delivery{}) invoice.delivery = std::move(delivery);
}

/// What is left over is known when the fields end, before the reading is handed on.
void read_into(const xml::Element& root, Reading& reading) {
    Invoice& invoice = reading.invoice;
    Fields fields{root, reading, kRoot};
    invoice.specification.clear();
    read_context(fields, invoice);
    read_document(fields, invoice);
    fields.group(
        "SupplyChainTradeTransaction",
        [&](Fields& inner) {
            inner.group("ApplicableHeaderTradeAgreement",
                        [&](Fields& part) { read_agreement(part, invoice); });
            inner.group("ApplicableHeaderTradeDelivery",
                        [&](Fields& part) { read_delivery(part, invoice); });
            inner.group("ApplicableHeaderTradeSettlement",
                        [&](Fields& part) { read_settlement(part, invoice); });
            read_lines(inner, invoice);
        },
        {}, kParts);
}

}  // namespace

bool is_cii(const xml::Element& root) {
    return root.name == "CrossIndustryInvoice" && root.space == kRootSpace;
}

Reading read(const xml::Element& root) {
    POS_ASSERT(is_cii(root));
    Reading reading{.syntax = Syntax::cii};
    read_into(root, reading);
    return reading;
}

}  // namespace pos::billing::invoice::cii
