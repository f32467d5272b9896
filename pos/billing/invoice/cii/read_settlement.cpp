#include "pos/billing/invoice/cii/read_settlement.hpp"

#include "pos/billing/invoice/cii/names.hpp"
#include "pos/billing/invoice/cii/read_parts.hpp"

namespace pos::billing::invoice::cii {

namespace {

PaymentMeans read_means(Fields& fields, std::string& mandate_account) {
    PaymentMeans means;
    means.code = fields.code("TypeCode");
    means.text = fields.text("Information");
    fields.group("ApplicableTradeSettlementFinancialCard", [&](Fields& inner) {
        means.card =
            PaymentCard{.number = inner.code("ID"), .holder = inner.text("CardholderName")};
    });
    fields.group("PayerPartyDebtorFinancialAccount", [&](Fields& inner) {
        mandate_account = inner.code("IBANID");
        means.debit = DirectDebit{.mandate = {}, .account = mandate_account};
    });
    fields.group("PayeePartyCreditorFinancialAccount", [&](Fields& inner) {
        means.transfer.emplace();
        means.transfer->account = inner.code("IBANID");
        if (means.transfer->account.empty()) means.transfer->account = inner.code("ProprietaryID");
        means.transfer->name = inner.text("AccountName");
    });
    fields.group("PayeeSpecifiedCreditorFinancialInstitution", [&](Fields& inner) {
        if (!means.transfer) means.transfer.emplace();
        means.transfer->provider = inner.code("BICID");
    });
    return means;
}

/// The mandate (BT-89) stands among the terms; the way to pay that it belongs to is a debit.
void give_mandate(Invoice& invoice, std::string mandate) {
    if (mandate.empty()) return;
    for (PaymentMeans& means : invoice.payment) {
        if (means.debit || means.code == "59" || means.code == "49") {
            if (!means.debit) means.debit.emplace();
            means.debit->mandate = std::move(mandate);
            return;
        }
    }
    if (invoice.payment.empty()) invoice.payment.emplace_back();
    invoice.payment.front().debit = DirectDebit{.mandate = std::move(mandate), .account = {}};
}

void read_terms(Fields& fields, Invoice& invoice) {
    std::string mandate;
    fields.group("SpecifiedTradePaymentTerms", [&](Fields& inner) {
        invoice.payment_terms = inner.text("Description");
        invoice.due = read_date(inner, "DueDateDateTime");
        mandate = inner.code("DirectDebitMandateID");
    });
    give_mandate(invoice, std::move(mandate));
}

void read_tax(Fields& fields, Invoice& invoice) {
    TaxSubtotal group;
    group.tax = fields.amount("CalculatedAmount");
    group.category.scheme = fields.code("TypeCode");
    group.exemption_reason = fields.text("ExemptionReason");
    group.taxable = fields.amount("BasisAmount");
    group.category.code = fields.code("CategoryCode");
    group.exemption_code = fields.code("ExemptionReasonCode");
    if (const auto date = read_date(fields, "TaxPointDate")) {
        if (invoice.tax_point) fields.broke("CII-SR-461");
        if (!invoice.tax_point) invoice.tax_point = date;
    }
    const std::string written = fields.code("DueDateTypeCode");
    if (!written.empty()) {
        const std::string code{tax_point_of(written)};
        if (code.empty()) fields.broke("BR-CL-06");
        if (!invoice.tax_point_code.empty() && invoice.tax_point_code != code)
            fields.broke("CII-SR-462");
        invoice.tax_point_code = code.empty() ? written : code;
    }
    group.category.rate = fields.figure("RateApplicablePercent");
    invoice.taxes.push_back(std::move(group));
}

void read_tax_totals(Fields& fields, Invoice& invoice) {
    Shape& shape = fields.reading().shape;
    const std::vector<const xml::Element*> leaves = fields.leaves("TaxTotalAmount", {"currencyID"});
    for (const xml::Element* leaf : leaves) {
        const std::string currency{leaf->attribute("currencyID").value_or("")};
        const auto amount = fields.figure_in(*leaf);
        ++shape.tax_totals;
        shape.tax_total_currencies.insert(currency);
        if (currency == invoice.tax_currency) ++shape.tax_totals_in_tax_currency;
        if (currency == invoice.currency) {
            ++shape.tax_totals_in_currency;
            if (!invoice.totals.tax) invoice.totals.tax = amount;
        } else if (currency == invoice.tax_currency) {
            if (!invoice.totals.tax_accounting) invoice.totals.tax_accounting = amount;
        }
    }
}

void read_totals(Fields& root, Invoice& invoice) {
    root.group("SpecifiedTradeSettlementHeaderMonetarySummation", [&](Fields& fields) {
        Totals& totals = invoice.totals;
        fields.reading().shape.has_totals = true;
        totals.lines = fields.amount("LineTotalAmount", "CII-SR-477");
        totals.charges = fields.amount("ChargeTotalAmount", "CII-SR-478");
        totals.allowances = fields.amount("AllowanceTotalAmount", "CII-SR-479");
        totals.net = fields.amount("TaxBasisTotalAmount", "CII-SR-480");
        totals.rounding = fields.amount("RoundingAmount", "CII-SR-481");
        totals.gross = fields.amount("GrandTotalAmount", "CII-SR-482");
        totals.prepaid = fields.amount("TotalPrepaidAmount", "CII-SR-484");
        totals.payable = fields.amount("DuePayableAmount", "CII-SR-487");
        read_tax_totals(fields, invoice);
    });
}

void read_preceding(Fields& fields, Invoice& invoice) {
    fields.each("InvoiceReferencedDocument", [&](Fields& inner) {
        invoice.preceding.push_back({.number = inner.code("IssuerAssignedID"),
                                     .issued = read_date(inner, "FormattedIssueDateTime")});
    });
}

void check_means(Fields& fields, const Invoice& invoice) {
    for (const PaymentMeans& means : invoice.payment) {
        if (means.code != invoice.payment.front().code) fields.broke("CII-SR-467");
        if ((means.code == "30" || means.code == "58") &&
            (!means.transfer || means.transfer->account.empty()))
            fields.broke("CII-SR-470");
    }
}

}  // namespace

void read_settlement(Fields& fields, Invoice& invoice) {
    invoice.currency = fields.code("InvoiceCurrencyCode");
    invoice.tax_currency = fields.code("TaxCurrencyCode");
    invoice.creditor = fields.code("CreditorReferenceID");
    invoice.payment_reference = fields.code("PaymentReference", {}, "CII-SR-469");
    fields.group("PayeeTradeParty", [&](Fields& inner) { invoice.payee = read_payee(inner); });
    fields.each("SpecifiedTradeSettlementPaymentMeans", [&](Fields& inner) {
        std::string account;
        invoice.payment.push_back(read_means(inner, account));
    });
    check_means(fields, invoice);
    fields.each("ApplicableTradeTax", [&](Fields& inner) { read_tax(inner, invoice); });
    invoice.period = read_period(fields);
    read_allowances(fields, invoice.allowances, true);
    read_terms(fields, invoice);
    read_totals(fields, invoice);
    read_preceding(fields, invoice);
    fields.group("ReceivableSpecifiedTradeAccountingAccount",
                 [&](Fields& inner) { invoice.buyer_account = inner.text("ID"); });
}

}  // namespace pos::billing::invoice::cii
