#include "pos/billing/invoice/cii/write.hpp"

#include "pos/billing/invoice/cii/names.hpp"
#include "pos/billing/invoice/cii/write_parts.hpp"
#include "pos/billing/invoice/syntax/terms.hpp"

namespace pos::billing::invoice::cii {

namespace {

void write_context(xml::Writer& xml, const Invoice& invoice) {
    put_group(xml, "rsm:ExchangedDocumentContext", [&] {
        if (!invoice.process.empty())
            put_group(xml, "ram:BusinessProcessSpecifiedDocumentContextParameter",
                      [&] { put(xml, "ram:ID", invoice.process); });
        put_group(xml, "ram:GuidelineSpecifiedDocumentContextParameter",
                  [&] { put(xml, "ram:ID", invoice.specification); });
    });
}

void write_document(xml::Writer& xml, const Invoice& invoice) {
    put_group(xml, "rsm:ExchangedDocument", [&] {
        put(xml, "ram:ID", invoice.number);
        put(xml, "ram:TypeCode", invoice.type);
        put_date(xml, "ram:IssueDateTime", invoice.issued);
        for (const Note& note : invoice.notes) {
            put_group(xml, "ram:IncludedNote", [&] {
                put(xml, "ram:Content", note.text);
                put(xml, "ram:SubjectCode", note.subject);
            });
        }
    });
}

}  // namespace

std::string write(const Invoice& invoice) {
    xml::Writer xml{"rsm:CrossIndustryInvoice"};
    xml.attribute("xmlns:rsm", kRootSpace);
    xml.attribute("xmlns:ram", kPartSpace);
    xml.attribute("xmlns:udt", kValueSpace);
    xml.attribute("xmlns:qdt", kQualifiedSpace);
    write_context(xml, invoice);
    write_document(xml, invoice);
    put_group(xml, "rsm:SupplyChainTradeTransaction", [&] {
        write_lines(xml, invoice);
        write_agreement(xml, invoice);
        write_delivery(xml, invoice);
        write_settlement(xml, invoice);
    });
    return std::move(xml).finish();
}

}  // namespace pos::billing::invoice::cii
