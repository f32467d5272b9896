#include "pos/billing/invoice/ubl/write_parts.hpp"

#include <algorithm>

#include "pos/billing/invoice/syntax/terms.hpp"
#include "pos/billing/invoice/ubl/names.hpp"

namespace pos::billing::invoice::ubl {

namespace {

/// UBL demands a card's network, which EN 16931 does not know.
constexpr const char* kNoNetwork = "NA";

void put_amount(xml::Writer& xml, std::string_view name, std::string_view currency,
                const std::optional<Figure>& amount) {
    put(xml, name, "currencyID", currency, amount);
}

void write_category(xml::Writer& xml, std::string_view name, const TaxCategory& category,
                    const TaxSubtotal* reasons) {
    put_group(xml, name, [&] {
        put(xml, "cbc:ID", category.code);
        put(xml, "cbc:Percent", category.rate);
        if (reasons != nullptr) {
            put(xml, "cbc:TaxExemptionReasonCode", reasons->exemption_code);
            put(xml, "cbc:TaxExemptionReason", reasons->exemption_reason);
        }
        if (!category.scheme.empty())
            put_group(xml, "cac:TaxScheme", [&] { put(xml, "cbc:ID", category.scheme); });
    });
}

void write_means(xml::Writer& xml, const PaymentMeans& means, const Invoice& invoice,
                 const std::optional<Date>& due) {
    put_group(xml, "cac:PaymentMeans", [&] {
        put(xml, "cbc:PaymentMeansCode", "name", means.text, means.code);
        put(xml, "cbc:PaymentDueDate", due);
        put(xml, "cbc:PaymentID", invoice.payment_reference);
        if (means.card) {
            put_group(xml, "cac:CardAccount", [&] {
                put(xml, "cbc:PrimaryAccountNumberID", means.card->number);
                put(xml, "cbc:NetworkID", kNoNetwork);
                put(xml, "cbc:HolderName", means.card->holder);
            });
        }
        if (means.transfer) {
            put_group(xml, "cac:PayeeFinancialAccount", [&] {
                put(xml, "cbc:ID", means.transfer->account);
                put(xml, "cbc:Name", means.transfer->name);
                if (!means.transfer->provider.empty())
                    put_group(xml, "cac:FinancialInstitutionBranch",
                              [&] { put(xml, "cbc:ID", means.transfer->provider); });
            });
        }
        if (means.debit) {
            put_group(xml, "cac:PaymentMandate", [&] {
                put(xml, "cbc:ID", means.debit->mandate);
                if (!means.debit->account.empty())
                    put_group(xml, "cac:PayerFinancialAccount",
                              [&] { put(xml, "cbc:ID", means.debit->account); });
            });
        }
    });
}

}  // namespace

void write_period(xml::Writer& xml, const std::optional<Period>& period, std::string_view code) {
    if (!period && code.empty()) return;
    put_group(xml, "cac:InvoicePeriod", [&] {
        put(xml, "cbc:StartDate", period ? period->start : std::nullopt);
        put(xml, "cbc:EndDate", period ? period->end : std::nullopt);
        put(xml, "cbc:DescriptionCode", code);
    });
}

void write_payment(xml::Writer& xml, const Invoice& invoice, bool credit_note) {
    std::optional<Date> due = credit_note ? invoice.due : std::nullopt;
    for (const PaymentMeans& means : invoice.payment) {
        write_means(xml, means, invoice, due);
        due.reset();
    }
    if (invoice.payment.empty() && (due || !invoice.payment_reference.empty()))
        write_means(xml, {.code = kNoDefinedMeans}, invoice, due);
    if (!invoice.payment_terms.empty())
        put_group(xml, "cac:PaymentTerms", [&] { put(xml, "cbc:Note", invoice.payment_terms); });
}

void write_allowances(xml::Writer& xml, const std::vector<AllowanceCharge>& allowances,
                      std::string_view currency) {
    for (const AllowanceCharge& part : allowances) {
        put_group(xml, "cac:AllowanceCharge", [&] {
            put(xml, "cbc:ChargeIndicator", part.is_charge ? "true" : "false");
            put(xml, "cbc:AllowanceChargeReasonCode", part.reason_code);
            put(xml, "cbc:AllowanceChargeReason", part.reason);
            put(xml, "cbc:MultiplierFactorNumeric", part.percent);
            put_amount(xml, "cbc:Amount", currency, part.amount);
            put_amount(xml, "cbc:BaseAmount", currency, part.base);
            if (part.tax) write_category(xml, "cac:TaxCategory", *part.tax, nullptr);
        });
    }
}

namespace {

/// UBL demands the total (BT-110) where there are groups: it is their sum.
std::optional<Figure> tax_total_of(const Invoice& invoice) {
    if (invoice.totals.tax) return invoice.totals.tax;
    Figure sum{};
    for (const TaxSubtotal& group : invoice.taxes) {
        if (!group.tax) return std::nullopt;
        sum.value += group.tax->value;
        sum.decimals = std::max(sum.decimals, group.tax->decimals);
    }
    return sum;
}

}  // namespace

void write_taxes(xml::Writer& xml, const Invoice& invoice) {
    if (invoice.totals.tax || !invoice.taxes.empty()) {
        put_group(xml, "cac:TaxTotal", [&] {
            put_amount(xml, "cbc:TaxAmount", invoice.currency, tax_total_of(invoice));
            for (const TaxSubtotal& group : invoice.taxes) {
                put_group(xml, "cac:TaxSubtotal", [&] {
                    put_amount(xml, "cbc:TaxableAmount", invoice.currency, group.taxable);
                    put_amount(xml, "cbc:TaxAmount", invoice.currency, group.tax);
                    write_category(xml, "cac:TaxCategory", group.category, &group);
                });
            }
        });
    }
    if (invoice.totals.tax_accounting) {
        put_group(xml, "cac:TaxTotal", [&] {
            put_amount(xml, "cbc:TaxAmount", invoice.tax_currency, invoice.totals.tax_accounting);
        });
    }
}

void write_totals(xml::Writer& xml, const Invoice& invoice) {
    const Totals& totals = invoice.totals;
    const std::string_view currency = invoice.currency;
    put_group(xml, "cac:LegalMonetaryTotal", [&] {
        put_amount(xml, "cbc:LineExtensionAmount", currency, totals.lines);
        put_amount(xml, "cbc:TaxExclusiveAmount", currency, totals.net);
        put_amount(xml, "cbc:TaxInclusiveAmount", currency, totals.gross);
        put_amount(xml, "cbc:AllowanceTotalAmount", currency, totals.allowances);
        put_amount(xml, "cbc:ChargeTotalAmount", currency, totals.charges);
        put_amount(xml, "cbc:PrepaidAmount", currency, totals.prepaid);
        put_amount(xml, "cbc:PayableRoundingAmount", currency, totals.rounding);
        put_amount(xml, "cbc:PayableAmount", currency, totals.payable);
    });
}

namespace {

void put_id(xml::Writer& xml, std::string_view group, const Identifier& id) {
    if (!id.value.empty()) put_group(xml, group, [&] { put(xml, "cbc:ID", id); });
}

void write_item(xml::Writer& xml, const Item& item, const std::optional<TaxCategory>& tax) {
    put_group(xml, "cac:Item", [&] {
        put(xml, "cbc:Description", item.description);
        put(xml, "cbc:Name", item.name);
        put_id(xml, "cac:BuyersItemIdentification", {.value = item.buyers_id});
        put_id(xml, "cac:SellersItemIdentification", {.value = item.sellers_id});
        put_id(xml, "cac:StandardItemIdentification", item.standard_id);
        if (!item.origin_country.empty())
            put_group(xml, "cac:OriginCountry",
                      [&] { put(xml, "cbc:IdentificationCode", item.origin_country); });
        for (const Identifier& code : item.classifications) {
            put_group(xml, "cac:CommodityClassification", [&] {
                xml.open("cbc:ItemClassificationCode");
                if (!code.scheme.empty()) xml.attribute("listID", code.scheme);
                if (!code.version.empty()) xml.attribute("listVersionID", code.version);
                xml.text(code.value);
                xml.close();
            });
        }
        if (tax) write_category(xml, "cac:ClassifiedTaxCategory", *tax, nullptr);
        for (const Attribute& attribute : item.attributes) {
            put_group(xml, "cac:AdditionalItemProperty", [&] {
                put(xml, "cbc:Name", attribute.name);
                put(xml, "cbc:Value", attribute.value);
            });
        }
    });
}

void write_price(xml::Writer& xml, const Price& price, std::string_view currency) {
    if (price == Price{}) return;
    put_group(xml, "cac:Price", [&] {
        put_amount(xml, "cbc:PriceAmount", currency, price.net);
        put(xml, "cbc:BaseQuantity", "unitCode", price.base_unit, price.base_quantity);
        if (!price.discount && !price.gross) return;
        put_group(xml, "cac:AllowanceCharge", [&] {
            put(xml, "cbc:ChargeIndicator", "false");
            // UBL demands the amount; a gross price alone is one less nothing.
            put_amount(xml, "cbc:Amount", currency, price.discount ? price.discount : Figure{});
            put_amount(xml, "cbc:BaseAmount", currency, price.gross);
        });
    });
}

}  // namespace

void write_lines(xml::Writer& xml, const Invoice& invoice, bool credit_note) {
    const std::string_view currency = invoice.currency;
    for (const Line& line : invoice.lines) {
        put_group(xml, credit_note ? "cac:CreditNoteLine" : "cac:InvoiceLine", [&] {
            put(xml, "cbc:ID", line.id);
            put(xml, "cbc:Note", line.note);
            put(xml, credit_note ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", "unitCode",
                line.unit, line.quantity);
            put_amount(xml, "cbc:LineExtensionAmount", currency, line.net);
            put(xml, "cbc:AccountingCost", line.buyer_account);
            write_period(xml, line.period, {});
            if (!line.order_line.empty())
                put_group(xml, "cac:OrderLineReference",
                          [&] { put(xml, "cbc:LineID", line.order_line); });
            if (!line.object.value.empty())
                put_group(xml, "cac:DocumentReference", [&] {
                    put(xml, "cbc:ID", line.object);
                    put(xml, "cbc:DocumentTypeCode", kObjectReference);
                });
            write_allowances(xml, line.allowances, currency);
            write_item(xml, line.item, line.tax);
            write_price(xml, line.price, currency);
        });
    }
}

}  // namespace pos::billing::invoice::ubl
