#include "pos/billing/invoice/ubl/read.hpp"

#include "pos/base/assert.hpp"
#include "pos/billing/invoice/syntax/fields.hpp"
#include "pos/billing/invoice/ubl/names.hpp"
#include "pos/billing/invoice/ubl/read_parties.hpp"
#include "pos/billing/invoice/ubl/read_parts.hpp"

namespace pos::billing::invoice::ubl {

namespace {

bool is_credit_note_root(const xml::Element& root) {
    return root.name == "CreditNote" && root.space == kCreditNoteSpace;
}

/// "#AAI#Text" is a note with its subject.
Note note_of(const xml::Element& leaf) {
    std::string text = text_of(leaf);
    const std::string_view trimmed = leaf.trimmed();
    if (trimmed.size() > 5 && trimmed[0] == '#' && trimmed[4] == '#')
        return {.subject = std::string{trimmed.substr(1, 3)},
                .text = std::string{trimmed.substr(5)}};
    return {.subject = {}, .text = std::move(text)};
}

void read_head(Fields& root, Invoice& invoice, bool credit_note) {
    invoice.currency = root.code("DocumentCurrencyCode");
    invoice.tax_currency = root.code("TaxCurrencyCode");
    root.leaf("UBLVersionID");
    invoice.specification = root.code("CustomizationID");
    invoice.process = root.code("ProfileID");
    invoice.number = root.code("ID");
    invoice.issued = root.date("IssueDate");
    invoice.due = root.date("DueDate");
    invoice.type = root.code(credit_note ? "CreditNoteTypeCode" : "InvoiceTypeCode");
    for (const xml::Element* leaf : root.leaves("Note")) invoice.notes.push_back(note_of(*leaf));
    invoice.tax_point = root.date("TaxPointDate");
    invoice.buyer_account = root.text("AccountingCost");
    invoice.buyer_reference = root.text("BuyerReference");
    invoice.period = read_period(root, "UBL-SR-08", &invoice.tax_point_code);
}

void read_reference(Fields& root, std::string_view name, std::string& into, std::string_view rule) {
    root.group(name, [&](Fields& fields) { into = fields.code("ID", {}, rule); }, rule);
}

void read_attachment(Fields& fields, Attachment& attachment) {
    attachment.description = fields.text("DocumentDescription", "UBL-SR-33");
    fields.group("Attachment", [&](Fields& inner) {
        if (const xml::Element* leaf =
                inner.leaf("EmbeddedDocumentBinaryObject", {"mimeCode", "filename"})) {
            attachment.content = leaf->trimmed();
            attachment.mime_type = leaf->attribute("mimeCode").value_or("");
            attachment.filename = leaf->attribute("filename").value_or("");
            if (!leaf->attribute("mimeCode")) inner.broke("UBL-DT-06");
            if (!leaf->attribute("filename")) inner.broke("UBL-DT-07");
        }
        inner.group("ExternalReference",
                    [&](Fields& outside) { attachment.location = outside.code("URI"); });
    });
}

/// Attachments, the object invoiced, and in a credit note the project.
void read_additional(Fields& root, Invoice& invoice, bool credit_note) {
    int objects = 0;
    int projects = 0;
    root.each("AdditionalDocumentReference", [&](Fields& fields) {
        const std::string type = fields.code("DocumentTypeCode");
        const Identifier id = fields.identifier("ID");
        const bool object = type == kObjectReference;
        const bool project = credit_note && type == kProjectReference;
        if (!object && !project && (!id.scheme.empty() || !type.empty())) fields.broke("UBL-SR-43");
        if (object && ++objects > 1) fields.broke("UBL-SR-04");
        if (object && invoice.object.value.empty()) {
            invoice.object = id;
        } else if (project) {
            if (++projects > 1) fields.broke("PEPPOL-EN16931-R080");
            invoice.project = id.value;
        } else {
            Attachment attachment{.reference = id.value};
            read_attachment(fields, attachment);
            invoice.attachments.push_back(std::move(attachment));
        }
    });
}

void read_references(Fields& root, Invoice& invoice, bool credit_note) {
    root.group("OrderReference", [&](Fields& fields) {
        invoice.purchase_order = fields.code("ID");
        invoice.sales_order = fields.code("SalesOrderID");
    });
    root.each("BillingReference", [&](Fields& fields) {
        PrecedingInvoice preceding;
        bool named = false;
        fields.group(
            "InvoiceDocumentReference",
            [&](Fields& inner) {
                named = inner.has("ID");
                preceding.number = inner.code("ID");
                preceding.issued = inner.date("IssueDate");
            },
            "UBL-SR-06");
        if (!named) fields.broke("UBL-SR-07");
        invoice.preceding.push_back(std::move(preceding));
    });
    read_reference(root, "DespatchDocumentReference", invoice.despatch_advice, "UBL-SR-03");
    read_reference(root, "ReceiptDocumentReference", invoice.receiving_advice, "UBL-SR-02");
    read_reference(root, "OriginatorDocumentReference", invoice.tender, "UBL-SR-56");
    read_reference(root, "ContractDocumentReference", invoice.contract, "UBL-SR-01");
    read_additional(root, invoice, credit_note);
    if (!credit_note) read_reference(root, "ProjectReference", invoice.project, "UBL-SR-39");
}

void read_delivery(Fields& root, Invoice& invoice) {
    root.group(
        "Delivery",
        [&](Fields& fields) {
            Delivery& delivery = invoice.delivery.emplace();
            delivery.date = fields.date("ActualDeliveryDate");
            fields.group("DeliveryLocation", [&](Fields& inner) {
                delivery.location = inner.identifier("ID");
                delivery.address = read_address(inner, "Address");
            });
            fields.group("DeliveryParty", [&](Fields& party) {
                party.group(
                    "PartyName",
                    [&](Fields& inner) { delivery.name = inner.text("Name", "UBL-SR-25"); },
                    "UBL-SR-25");
            });
        },
        "UBL-SR-24");
}

/// What is left over is known when the fields end, before the reading is handed on.
void read_into(const xml::Element& root, Reading& reading) {
    Invoice& invoice = reading.invoice;
    const bool credit_note = is_credit_note_root(root);
    reading.root_is_credit_note = credit_note;
    Fields fields{root, reading, kSpaces};
    read_head(fields, invoice, credit_note);
    read_references(fields, invoice, credit_note);
    read_seller(fields, invoice);
    read_buyer(fields, invoice);
    read_payee(fields, invoice);
    read_tax_representative(fields, invoice);
    read_delivery(fields, invoice);
    read_payment(fields, invoice);
    read_allowances(fields, invoice.allowances, true);
    read_taxes(fields, invoice);
    read_totals(fields, invoice);
    read_lines(fields, invoice, credit_note);
}

}  // namespace

bool is_ubl(const xml::Element& root) {
    return is_credit_note_root(root) || (root.name == "Invoice" && root.space == kInvoiceSpace);
}

Reading read(const xml::Element& root) {
    POS_ASSERT(is_ubl(root));
    Reading reading{.syntax = Syntax::ubl};
    read_into(root, reading);
    return reading;
}

}  // namespace pos::billing::invoice::ubl
