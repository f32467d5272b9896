#include "pos/billing/invoice/ubl/read_parts.hpp"

#include <algorithm>

#include "pos/billing/invoice/ubl/names.hpp"

namespace pos::billing::invoice::ubl {

std::optional<TaxCategory> read_category(Fields& fields) {
    TaxCategory category{.scheme = ""};
    category.code = fields.code("ID");
    category.rate = fields.figure("Percent");
    fields.group("TaxScheme", [&](Fields& inner) { category.scheme = inner.code("ID"); });
    return category;
}

std::optional<Period> read_period(Fields& holder, std::string_view rule, std::string* code) {
    std::optional<Period> period;
    holder.group(
        "InvoicePeriod",
        [&](Fields& fields) {
            period = Period{.start = fields.date("StartDate"), .end = fields.date("EndDate")};
            if (code != nullptr) *code = fields.code("DescriptionCode", {}, "UBL-SR-49");
            if (code != nullptr && !code->empty() && *period == Period{}) period.reset();
        },
        rule);
    return period;
}

namespace {

PaymentMeans read_means(Fields& fields, Invoice& invoice) {
    PaymentMeans means;
    if (const xml::Element* code = fields.leaf("PaymentMeansCode", {"name"}, "UBL-SR-27")) {
        means.code = code->trimmed();
        means.text = code->attribute("name").value_or("");
    }
    if (!invoice.due) invoice.due = fields.date("PaymentDueDate");
    const std::string reference = fields.code("PaymentID", {}, "UBL-SR-26");
    if (!reference.empty()) {
        if (!invoice.payment_reference.empty() && invoice.payment_reference != reference)
            fields.broke("UBL-SR-44");
        if (invoice.payment_reference.empty()) invoice.payment_reference = reference;
    }
    fields.group("CardAccount", [&](Fields& inner) {
        means.card = PaymentCard{.number = inner.code("PrimaryAccountNumberID"),
                                 .holder = inner.text("HolderName")};
        inner.leaf("NetworkID");  // UBL demands one; the model has none
    });
    fields.group("PayeeFinancialAccount", [&](Fields& inner) {
        means.transfer =
            CreditTransfer{.account = inner.code("ID"), .name = inner.text("Name"), .provider = {}};
        inner.group("FinancialInstitutionBranch",
                    [&](Fields& branch) { means.transfer->provider = branch.code("ID"); });
    });
    fields.group("PaymentMandate", [&](Fields& inner) {
        means.debit = DirectDebit{.mandate = inner.code("ID", {}, "UBL-SR-28"), .account = {}};
        inner.group("PayerFinancialAccount",
                    [&](Fields& account) { means.debit->account = account.code("ID"); });
    });
    return means;
}

}  // namespace

void read_payment(Fields& root, Invoice& invoice) {
    int cards = 0;
    int mandates = 0;
    int names = 0;
    root.each("PaymentMeans", [&](Fields& fields) {
        PaymentMeans means = read_means(fields, invoice);
        cards += means.card ? 1 : 0;
        mandates += means.debit ? 1 : 0;
        names += means.text.empty() ? 0 : 1;
        if (!invoice.payment.empty() && invoice.payment.front().code != means.code)
            root.broke("UBL-SR-47");
        invoice.payment.push_back(std::move(means));
    });
    if (cards > 1) root.broke("UBL-SR-54");
    if (mandates > 1) root.broke("UBL-SR-55");
    if (names > 1) root.broke("UBL-SR-46");
    root.group(
        "PaymentTerms",
        [&](Fields& fields) { invoice.payment_terms = fields.text("Note", "UBL-SR-05"); },
        "UBL-SR-05");
}

void read_allowances(Fields& holder, std::vector<AllowanceCharge>& allowances, bool of_document) {
    holder.each("AllowanceCharge", [&](Fields& fields) {
        AllowanceCharge part;
        const std::string indicator = fields.code("ChargeIndicator");
        fields.reading().shape.charge_indicators.push_back(indicator);
        part.is_charge = indicator == "true" || indicator == "1";
        part.reason_code = fields.code("AllowanceChargeReasonCode");
        part.reason =
            fields.text("AllowanceChargeReason", part.is_charge ? "UBL-SR-31" : "UBL-SR-30");
        part.percent = fields.figure("MultiplierFactorNumeric");
        part.amount = fields.amount("Amount");
        part.base = fields.amount("BaseAmount");
        if (of_document)
            fields.group("TaxCategory", [&](Fields& inner) { part.tax = read_category(inner); });
        for (const auto& amount : {part.amount, part.base}) {
            if (amount && amount->decimals > 2) fields.broke("UBL-DT-01");
        }
        allowances.push_back(std::move(part));
    });
}

namespace {

TaxSubtotal read_subtotal(Fields& fields) {
    TaxSubtotal group{.category = {.scheme = ""}};
    group.taxable = fields.amount("TaxableAmount");
    group.tax = fields.amount("TaxAmount");
    fields.group("TaxCategory", [&](Fields& inner) {
        group.exemption_code = inner.code("TaxExemptionReasonCode");
        group.exemption_reason = inner.text("TaxExemptionReason", "UBL-SR-32");
        group.category = read_category(inner).value_or(TaxCategory{});
    });
    for (const auto& amount : {group.taxable, group.tax}) {
        if (amount && amount->decimals > 2) fields.broke("UBL-DT-01");
    }
    return group;
}

/// One TaxTotal: the tax of the document (BT-110) or in the accounting currency (BT-111).
void read_tax_total(Fields& fields, Invoice& invoice) {
    Shape& shape = fields.reading().shape;
    ++shape.tax_totals;
    ++(fields.has("TaxSubtotal") ? shape.tax_totals_with_groups : shape.tax_totals_without_groups);
    if (const xml::Element* leaf = fields.leaf("TaxAmount", {"currencyID"})) {
        const std::string currency{leaf->attribute("currencyID").value_or("")};
        shape.tax_total_currencies.insert(currency);
        const auto amount = fields.figure_in(*leaf);
        if (amount && amount->decimals > 2) fields.broke("UBL-DT-01");
        if (currency == invoice.currency || invoice.currency.empty()) {
            ++shape.tax_totals_in_currency;
            if (!invoice.totals.tax) invoice.totals.tax = amount;
        } else if (currency == invoice.tax_currency) {
            if (!invoice.totals.tax_accounting) invoice.totals.tax_accounting = amount;
        }
        if (currency == invoice.tax_currency) ++shape.tax_totals_in_tax_currency;
    }
    fields.each("TaxSubtotal",
                [&](Fields& inner) { invoice.taxes.push_back(read_subtotal(inner)); });
}

}  // namespace

void read_taxes(Fields& root, Invoice& invoice) {
    root.each("TaxTotal", [&](Fields& fields) { read_tax_total(fields, invoice); });
}

void read_totals(Fields& root, Invoice& invoice) {
    root.group("LegalMonetaryTotal", [&](Fields& fields) {
        Totals& totals = invoice.totals;
        fields.reading().shape.has_totals = true;
        totals.lines = fields.amount("LineExtensionAmount");
        totals.net = fields.amount("TaxExclusiveAmount");
        totals.gross = fields.amount("TaxInclusiveAmount");
        totals.allowances = fields.amount("AllowanceTotalAmount");
        totals.charges = fields.amount("ChargeTotalAmount");
        totals.prepaid = fields.amount("PrepaidAmount");
        totals.rounding = fields.amount("PayableRoundingAmount");
        totals.payable = fields.amount("PayableAmount");
        for (const auto& amount :
             {totals.lines, totals.net, totals.gross, totals.allowances, totals.charges,
              totals.prepaid, totals.rounding, totals.payable}) {
            if (amount && amount->decimals > 2) fields.broke("UBL-DT-01");
        }
    });
}

namespace {

Item read_item(Fields& fields, Line& line) {
    Item item;
    item.description = fields.text("Description", "UBL-SR-50");
    item.name = fields.text("Name");
    fields.group("BuyersItemIdentification",
                 [&](Fields& inner) { item.buyers_id = inner.code("ID"); });
    fields.group("SellersItemIdentification",
                 [&](Fields& inner) { item.sellers_id = inner.code("ID"); });
    fields.group("StandardItemIdentification",
                 [&](Fields& inner) { item.standard_id = inner.identifier("ID"); });
    fields.group("OriginCountry",
                 [&](Fields& inner) { item.origin_country = inner.code("IdentificationCode"); });
    fields.each("CommodityClassification", [&](Fields& inner) {
        for (const xml::Element* code :
             inner.leaves("ItemClassificationCode", {"listID", "listVersionID"})) {
            item.classifications.push_back(
                {std::string{code->trimmed()}, std::string{code->attribute("listID").value_or("")},
                 std::string{code->attribute("listVersionID").value_or("")}});
        }
    });
    if (fields.count("ClassifiedTaxCategory") != 1) fields.broke("UBL-SR-48");
    fields.group("ClassifiedTaxCategory", [&](Fields& inner) { line.tax = read_category(inner); });
    fields.each("AdditionalItemProperty", [&](Fields& inner) {
        item.attributes.push_back({.name = inner.text("Name"), .value = inner.text("Value")});
    });
    return item;
}

Price read_price(Fields& fields) {
    Price price;
    price.net = fields.amount("PriceAmount");
    if (const xml::Element* base = fields.leaf("BaseQuantity", {"unitCode"})) {
        price.base_quantity = fields.figure_in(*base);
        price.base_unit = base->attribute("unitCode").value_or("");
    }
    fields.group("AllowanceCharge", [&](Fields& inner) {
        const std::string indicator = inner.code("ChargeIndicator");
        if (indicator != "false") inner.broke("PEPPOL-EN16931-R044");
        inner.reading().shape.charge_indicators.push_back(indicator);
        price.discount = inner.amount("Amount", "UBL-SR-37");
        price.gross = inner.amount("BaseAmount");
    });
    return price;
}

Line read_line(Fields& fields, bool credit_note) {
    Line line;
    line.id = fields.code("ID");
    line.note = fields.text("Note", "UBL-SR-34");
    if (const xml::Element* quantity =
            fields.leaf(credit_note ? "CreditedQuantity" : "InvoicedQuantity", {"unitCode"})) {
        line.quantity = fields.figure_in(*quantity);
        line.unit = quantity->attribute("unitCode").value_or("");
    }
    line.net = fields.amount("LineExtensionAmount");
    if (line.net && line.net->decimals > 2) fields.broke("UBL-DT-01");
    line.buyer_account = fields.text("AccountingCost");
    line.period = read_period(fields, "UBL-SR-36", nullptr);
    fields.group(
        "OrderLineReference",
        [&](Fields& inner) { line.order_line = inner.code("LineID", {}, "UBL-SR-35"); },
        "UBL-SR-35");
    fields.group(
        "DocumentReference",
        [&](Fields& inner) {
            line.object = inner.identifier("ID");
            if (inner.code("DocumentTypeCode") != kObjectReference)
                inner.reading().shape.object_has_type = false;
        },
        "UBL-SR-52");
    read_allowances(fields, line.allowances, false);
    bool has_item = false;
    fields.group("Item", [&](Fields& inner) {
        has_item = true;
        line.item = read_item(inner, line);
    });
    if (!has_item) fields.broke("UBL-SR-48");
    fields.group("Price", [&](Fields& inner) { line.price = read_price(inner); });
    return line;
}

}  // namespace

void read_lines(Fields& root, Invoice& invoice, bool credit_note) {
    root.each(credit_note ? "CreditNoteLine" : "InvoiceLine",
              [&](Fields& fields) { invoice.lines.push_back(read_line(fields, credit_note)); });
}

}  // namespace pos::billing::invoice::ubl
