#include <algorithm>

#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/findings.hpp"

// BR-01 to BR-05, references, notes, periods, allowances and charges, payment.
namespace pos::billing::invoice::check {

namespace {

bool ordered(const Period& period) {
    return !period.start || !period.end || *period.start <= *period.end;
}

void check_head(Findings& f) {
    const Invoice& invoice = f.invoice;
    f.require(!invoice.specification.empty(), "BR-01", "BT-24 specification identifier is missing");
    f.require(!invoice.number.empty(), "BR-02", "BT-1 invoice number is missing");
    f.require(invoice.issued.has_value(), "BR-03", "BT-2 issue date is missing");
    f.require(!invoice.type.empty(), "BR-04", "BT-3 invoice type is missing");
    f.require(!invoice.currency.empty(), "BR-05", "BT-5 currency is missing");
    f.require(!invoice.lines.empty(), "BR-16", "BG-25 there is no line");
    f.require(!invoice.tax_point || invoice.tax_point_code.empty(), "BR-CO-03",
              "BT-7 tax point date and BT-8 its code exclude one another");
}

void check_references(Findings& f) {
    for (const PrecedingInvoice& preceding : f.invoice.preceding)
        f.require(!preceding.number.empty(), "BR-55", "BT-25 number of the preceding invoice");
    for (const Attachment& attachment : f.invoice.attachments)
        f.require(!attachment.reference.empty(), "BR-52", "BT-122 reference of the document");
}

void check_period(Findings& f) {
    const auto& period = f.invoice.period;
    if (!period) return;
    f.require(ordered(*period), "BR-29", "BT-74 the invoicing period ends before it begins");
    f.require(period->start || period->end || !f.invoice.tax_point_code.empty(), "BR-CO-19",
              "BG-14 the invoicing period has neither start nor end");
}

void check_allowance(Findings& f, const AllowanceCharge& part) {
    const bool charge = part.is_charge;
    const bool has_reason = !part.reason.empty() || !part.reason_code.empty();
    f.require(part.amount.has_value(), charge ? "BR-36" : "BR-31",
              charge ? "BT-99 amount of the charge" : "BT-92 amount of the allowance");
    f.require(part.tax && !part.tax->code.empty() && is_vat(part.tax), charge ? "BR-37" : "BR-32",
              charge ? "BT-102 VAT category of the charge" : "BT-95 VAT category of the allowance");
    const char* const reason =
        charge ? "BT-104 reason of the charge" : "BT-97 reason of the allowance";
    f.require(has_reason, charge ? "BR-38" : "BR-33", reason);
    f.require(has_reason, charge ? "BR-CO-22" : "BR-CO-21", reason);
    const char* const decimals = "more than two decimals in an allowance or a charge";
    f.require(at_most_cents(part.amount), charge ? "BR-DEC-05" : "BR-DEC-01", decimals);
    f.require(at_most_cents(part.base), charge ? "BR-DEC-06" : "BR-DEC-02", decimals);
}

void check_payment(Findings& f) {
    for (const PaymentMeans& means : f.invoice.payment) {
        const bool transfer = means.code == "30" || means.code == "58";
        const bool account = means.transfer && !means.transfer->account.empty();
        f.require(!means.code.empty(), "BR-49", "BT-81 code of the payment means is missing");
        if (transfer && means.transfer)
            f.require(account, "BR-50", "BT-84 account of the credit transfer is missing");
        if (transfer && (f.ubl() || means.transfer))
            f.require(account, "BR-61", "BT-84 account of the credit transfer is missing");
        if (means.card)
            f.advise(means.card->number.size() <= 10, "BR-51",
                     "BT-87 shows more of the card's number than its last digits");
    }
}

}  // namespace

void check_document(Findings& f) {
    check_head(f);
    check_references(f);
    check_period(f);
    for (const AllowanceCharge& part : f.invoice.allowances) check_allowance(f, part);
    check_payment(f);
}

}  // namespace pos::billing::invoice::check
