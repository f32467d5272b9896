#include "pos/billing/invoice/cii/names.hpp"
#include "pos/billing/invoice/cii/write_parts.hpp"
#include "pos/billing/invoice/syntax/terms.hpp"

namespace pos::billing::invoice::cii {

namespace {

/// Two letters, two digits: an IBAN; any other account number is the bank's own.
bool looks_like_iban(std::string_view account) {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return account.size() > 14 && letter(account[0]) && letter(account[1]) && digit(account[2]) &&
           digit(account[3]);
}

void write_payee(xml::Writer& xml, const Payee& payee) {
    put_group(xml, "ram:PayeeTradeParty", [&] {
        put(xml, payee.id.scheme.empty() ? "ram:ID" : "ram:GlobalID", payee.id);
        put(xml, "ram:Name", payee.name);
        if (!payee.registration.value.empty())
            put_group(xml, "ram:SpecifiedLegalOrganization",
                      [&] { put(xml, "ram:ID", payee.registration); });
    });
}

void write_means(xml::Writer& xml, const PaymentMeans& means) {
    put_group(xml, "ram:SpecifiedTradeSettlementPaymentMeans", [&] {
        put(xml, "ram:TypeCode", means.code.empty() ? kNoDefinedMeans : means.code);
        put(xml, "ram:Information", means.text);
        if (means.card)
            put_group(xml, "ram:ApplicableTradeSettlementFinancialCard", [&] {
                put(xml, "ram:ID", means.card->number);
                put(xml, "ram:CardholderName", means.card->holder);
            });
        if (means.debit && !means.debit->account.empty())
            put_group(xml, "ram:PayerPartyDebtorFinancialAccount",
                      [&] { put(xml, "ram:IBANID", means.debit->account); });
        if (!means.transfer) return;
        const CreditTransfer& transfer = *means.transfer;
        if (!transfer.account.empty() || !transfer.name.empty())
            put_group(xml, "ram:PayeePartyCreditorFinancialAccount", [&] {
                const bool iban = looks_like_iban(transfer.account);
                if (iban) put(xml, "ram:IBANID", transfer.account);
                put(xml, "ram:AccountName", transfer.name);
                if (!iban) put(xml, "ram:ProprietaryID", transfer.account);
            });
        if (!transfer.provider.empty())
            put_group(xml, "ram:PayeeSpecifiedCreditorFinancialInstitution",
                      [&] { put(xml, "ram:BICID", transfer.provider); });
    });
}

void write_tax(xml::Writer& xml, const TaxSubtotal& group, const Invoice& invoice) {
    put_group(xml, "ram:ApplicableTradeTax", [&] {
        put(xml, "ram:CalculatedAmount", group.tax);
        put(xml, "ram:TypeCode", group.category.scheme);
        put(xml, "ram:ExemptionReason", group.exemption_reason);
        put(xml, "ram:BasisAmount", group.taxable);
        put(xml, "ram:CategoryCode", group.category.code);
        put(xml, "ram:ExemptionReasonCode", group.exemption_code);
        // It stands there once.
        if (&group == invoice.taxes.data())
            put_date(xml, "ram:TaxPointDate", invoice.tax_point, "udt:DateString");
        put(xml, "ram:DueDateTypeCode", written_tax_point(invoice.tax_point_code));
        put(xml, "ram:RateApplicablePercent", group.category.rate);
    });
}

void write_terms(xml::Writer& xml, const Invoice& invoice) {
    std::string_view mandate;
    for (const PaymentMeans& means : invoice.payment) {
        if (means.debit && mandate.empty()) mandate = means.debit->mandate;
    }
    if (invoice.payment_terms.empty() && !invoice.due && mandate.empty()) return;
    put_group(xml, "ram:SpecifiedTradePaymentTerms", [&] {
        put(xml, "ram:Description", invoice.payment_terms);
        put_date(xml, "ram:DueDateDateTime", invoice.due);
        put(xml, "ram:DirectDebitMandateID", mandate);
    });
}

void write_totals(xml::Writer& xml, const Invoice& invoice) {
    const Totals& totals = invoice.totals;
    put_group(xml, "ram:SpecifiedTradeSettlementHeaderMonetarySummation", [&] {
        put(xml, "ram:LineTotalAmount", totals.lines);
        put(xml, "ram:ChargeTotalAmount", totals.charges);
        put(xml, "ram:AllowanceTotalAmount", totals.allowances);
        put(xml, "ram:TaxBasisTotalAmount", totals.net);
        put(xml, "ram:TaxTotalAmount", "currencyID", invoice.currency, totals.tax);
        put(xml, "ram:TaxTotalAmount", "currencyID", invoice.tax_currency, totals.tax_accounting);
        put(xml, "ram:RoundingAmount", totals.rounding);
        put(xml, "ram:GrandTotalAmount", totals.gross);
        put(xml, "ram:TotalPrepaidAmount", totals.prepaid);
        put(xml, "ram:DuePayableAmount", totals.payable);
    });
}

}  // namespace

void write_settlement(xml::Writer& xml, const Invoice& invoice) {
    put_group(xml, "ram:ApplicableHeaderTradeSettlement", [&] {
        put(xml, "ram:CreditorReferenceID", invoice.creditor);
        put(xml, "ram:PaymentReference", invoice.payment_reference);
        // Only another currency than the invoice's may stand there.
        if (invoice.tax_currency != invoice.currency)
            put(xml, "ram:TaxCurrencyCode", invoice.tax_currency);
        put(xml, "ram:InvoiceCurrencyCode", invoice.currency);
        if (invoice.payee) write_payee(xml, *invoice.payee);
        for (const PaymentMeans& means : invoice.payment) write_means(xml, means);
        for (const TaxSubtotal& group : invoice.taxes) write_tax(xml, group, invoice);
        write_period(xml, invoice.period);
        for (const AllowanceCharge& part : invoice.allowances) write_allowance(xml, part);
        write_terms(xml, invoice);
        write_totals(xml, invoice);
        for (const PrecedingInvoice& preceding : invoice.preceding) {
            put_group(xml, "ram:InvoiceReferencedDocument", [&] {
                put(xml, "ram:IssuerAssignedID", preceding.number);
                put_date(xml, "ram:FormattedIssueDateTime", preceding.issued, "qdt:DateTimeString");
            });
        }
        if (!invoice.buyer_account.empty())
            put_group(xml, "ram:ReceivableSpecifiedTradeAccountingAccount",
                      [&] { put(xml, "ram:ID", invoice.buyer_account); });
    });
}

}  // namespace pos::billing::invoice::cii
