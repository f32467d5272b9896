#include "pos/billing/invoice/ubl/write.hpp"

#include "pos/billing/invoice/syntax/terms.hpp"
#include "pos/billing/invoice/ubl/names.hpp"
#include "pos/billing/invoice/ubl/write_parties.hpp"
#include "pos/billing/invoice/ubl/write_parts.hpp"

namespace pos::billing::invoice::ubl {

namespace {

void write_notes(xml::Writer& xml, const Invoice& invoice) {
    for (const Note& note : invoice.notes) {
        put(xml, "cbc:Note",
            note.subject.empty() ? note.text : "#" + note.subject + "#" + note.text);
    }
}

void write_head(xml::Writer& xml, const Invoice& invoice, bool credit_note) {
    put(xml, "cbc:CustomizationID", invoice.specification);
    put(xml, "cbc:ProfileID", invoice.process);
    put(xml, "cbc:ID", invoice.number);
    put(xml, "cbc:IssueDate", invoice.issued);
    if (credit_note) {
        put(xml, "cbc:TaxPointDate", invoice.tax_point);
        put(xml, "cbc:CreditNoteTypeCode", invoice.type);
        write_notes(xml, invoice);
    } else {
        put(xml, "cbc:DueDate", invoice.due);
        put(xml, "cbc:InvoiceTypeCode", invoice.type);
        write_notes(xml, invoice);
        put(xml, "cbc:TaxPointDate", invoice.tax_point);
    }
    put(xml, "cbc:DocumentCurrencyCode", invoice.currency);
    put(xml, "cbc:TaxCurrencyCode", invoice.tax_currency);
    put(xml, "cbc:AccountingCost", invoice.buyer_account);
    put(xml, "cbc:BuyerReference", invoice.buyer_reference);
    write_period(xml, invoice.period, invoice.tax_point_code);
}

void put_reference(xml::Writer& xml, std::string_view group, std::string_view id) {
    if (!id.empty()) put_group(xml, group, [&] { put(xml, "cbc:ID", id); });
}

void put_reference(xml::Writer& xml, const Identifier& id, std::string_view type) {
    if (id.value.empty()) return;
    put_group(xml, "cac:AdditionalDocumentReference", [&] {
        put(xml, "cbc:ID", id);
        put(xml, "cbc:DocumentTypeCode", type);
    });
}

void write_attachment(xml::Writer& xml, const Attachment& attachment) {
    put_group(xml, "cac:AdditionalDocumentReference", [&] {
        put(xml, "cbc:ID", attachment.reference);
        put(xml, "cbc:DocumentDescription", attachment.description);
        if (attachment.content.empty() && attachment.location.empty()) return;
        put_group(xml, "cac:Attachment", [&] {
            if (!attachment.content.empty()) {
                xml.open("cbc:EmbeddedDocumentBinaryObject");
                if (!attachment.mime_type.empty()) xml.attribute("mimeCode", attachment.mime_type);
                if (!attachment.filename.empty()) xml.attribute("filename", attachment.filename);
                xml.text(attachment.content);
                xml.close();
            }
            if (!attachment.location.empty())
                put_group(xml, "cac:ExternalReference",
                          [&] { put(xml, "cbc:URI", attachment.location); });
        });
    });
}

void write_additional(xml::Writer& xml, const Invoice& invoice, bool credit_note) {
    put_reference(xml, invoice.object, kObjectReference);
    if (credit_note) put_reference(xml, {.value = invoice.project}, kProjectReference);
    for (const Attachment& attachment : invoice.attachments) write_attachment(xml, attachment);
}

void write_references(xml::Writer& xml, const Invoice& invoice, bool credit_note) {
    if (!invoice.purchase_order.empty() || !invoice.sales_order.empty())
        put_group(xml, "cac:OrderReference", [&] {
            // UBL demands the purchase order.
            put(xml, "cbc:ID", invoice.purchase_order.empty() ? "NA" : invoice.purchase_order);
            put(xml, "cbc:SalesOrderID", invoice.sales_order);
        });
    for (const PrecedingInvoice& preceding : invoice.preceding) {
        put_group(xml, "cac:BillingReference", [&] {
            put_group(xml, "cac:InvoiceDocumentReference", [&] {
                put(xml, "cbc:ID", preceding.number);
                put(xml, "cbc:IssueDate", preceding.issued);
            });
        });
    }
    put_reference(xml, "cac:DespatchDocumentReference", invoice.despatch_advice);
    put_reference(xml, "cac:ReceiptDocumentReference", invoice.receiving_advice);
    if (!credit_note) put_reference(xml, "cac:OriginatorDocumentReference", invoice.tender);
    put_reference(xml, "cac:ContractDocumentReference", invoice.contract);
    write_additional(xml, invoice, credit_note);
    if (credit_note) put_reference(xml, "cac:OriginatorDocumentReference", invoice.tender);
    if (!credit_note) put_reference(xml, "cac:ProjectReference", invoice.project);
}

void write_delivery(xml::Writer& xml, const Delivery& delivery) {
    put_group(xml, "cac:Delivery", [&] {
        put(xml, "cbc:ActualDeliveryDate", delivery.date);
        if (!delivery.location.value.empty() || delivery.address)
            put_group(xml, "cac:DeliveryLocation", [&] {
                put(xml, "cbc:ID", delivery.location);
                write_address(xml, "cac:Address", delivery.address);
            });
        if (!delivery.name.empty())
            put_group(xml, "cac:DeliveryParty", [&] {
                put_group(xml, "cac:PartyName", [&] { put(xml, "cbc:Name", delivery.name); });
            });
    });
}

}  // namespace

std::string write(const Invoice& invoice) {
    const bool credit_note = is_credit_note(invoice.type);
    xml::Writer xml{credit_note ? "CreditNote" : "Invoice"};
    xml.attribute("xmlns", credit_note ? kCreditNoteSpace : kInvoiceSpace);
    xml.attribute("xmlns:cac", kGroupSpace);
    xml.attribute("xmlns:cbc", kLeafSpace);
    write_head(xml, invoice, credit_note);
    write_references(xml, invoice, credit_note);
    write_parties(xml, invoice);
    if (invoice.delivery) write_delivery(xml, *invoice.delivery);
    write_payment(xml, invoice, credit_note);
    write_allowances(xml, invoice.allowances, invoice.currency);
    write_taxes(xml, invoice);
    write_totals(xml, invoice);
    write_lines(xml, invoice, credit_note);
    return std::move(xml).finish();
}

}  // namespace pos::billing::invoice::ubl
