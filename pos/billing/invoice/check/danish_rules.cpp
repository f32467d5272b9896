#include <algorithm>
#include <array>

#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/forms.hpp"
#include "pos/billing/invoice/check/national_rules.hpp"

// What Peppol adds for sellers in Denmark: numbers, and the Danish ways to pay by card code.
namespace pos::billing::invoice::check {

namespace {

bool begins_with_one(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    return std::ranges::any_of(prefixes,
                               [&](std::string_view prefix) { return text.starts_with(prefix); });
}

/// FIK (93) and giro (50): the reference begins with the code of a card and has its length.
void check_card_codes(Findings& f, const PaymentMeans& means, std::string_view account) {
    const std::string_view reference = f.invoice.payment_reference;
    if (means.code == "50") {
        const bool size =
            f.ubl() ? account.size() == 7 || account.size() == 8 : account.size() == 7;
        f.require(begins_with_one(reference, {"01#", "04#", "15#"}) && size &&
                      (!f.ubl() || is_digits(account)),
                  "DK-R-008", "BT-83, BT-84: no giro payment by card code 01, 04 or 15");
        f.require(!begins_with_one(reference, {"04#", "15#"}) || reference.size() == 19, "DK-R-009",
                  "BT-83 of card codes 04 and 15 has 16 digits");
    } else if (means.code == "93") {
        f.require(begins_with_one(reference, {"71#", "73#", "75#"}) && account.size() == 8,
                  "DK-R-010", "BT-83, BT-84: no FIK payment by card code 71, 73 or 75");
        f.require(!begins_with_one(reference, {"71#", "75#"}) || reference.size() == 18 ||
                      reference.size() == 19,
                  "DK-R-011", "BT-83 of card codes 71 and 75 has 15 or 16 digits");
    }
}

void check_means(Findings& f, const PaymentMeans& means) {
    constexpr std::array<std::string_view, 11> kMeans{"1",  "10", "31", "42", "48", "49",
                                                      "50", "58", "59", "93", "97"};
    f.require(std::ranges::find(kMeans, means.code) != kMeans.end(), "DK-R-005",
              "BT-81 is not used in Denmark");
    const CreditTransfer transfer = means.transfer.value_or(CreditTransfer{});
    if (means.code == "31" || means.code == "42")
        f.require(!transfer.account.empty() && !transfer.provider.empty(), "DK-R-006",
                  "BT-84 and BT-86: account and bank of the transfer");
    if (means.code == "49")
        f.require(means.debit && !means.debit->mandate.empty() && !means.debit->account.empty(),
                  "DK-R-007", "BT-89 and BT-91: mandate and account of the direct debit");
    check_card_codes(f, means, transfer.account);
}

/// Four digits, or two parts with # between them.
bool is_special_reason(std::string_view reason) {
    if (reason.size() == 4 && is_digits(reason)) return true;
    return reason.find('#') != std::string_view::npos && !reason.starts_with('#') &&
           !reason.ends_with('#');
}

void check_reason(Findings& f, const AllowanceCharge& part) {
    f.require(part.reason_code != "ZZZ" || is_special_reason(part.reason), "DK-R-004",
              "BT-97, BT-104: a reason of code ZZZ is a Danish tax");
}

void check_inside(Findings& f) {
    const Invoice& invoice = f.invoice;
    for (const Party* party : {&invoice.seller, &invoice.buyer}) {
        for (const Identifier& id : party->ids)
            f.require(!f.ubl() || !id.scheme.empty(), "DK-R-013", "BT-29-1, BT-46-1: scheme");
    }
    if (!f.reading.root_is_credit_note)
        for (const PaymentMeans& means : invoice.payment) check_means(f, means);
    for (const AllowanceCharge& part : invoice.allowances) check_reason(f, part);
    for (const Line& line : invoice.lines) {
        for (const AllowanceCharge& part : line.allowances) check_reason(f, part);
        for (const Identifier& code : line.item.classifications)
            f.advise(code.scheme != "TST" || code.version == "19.05.01" ||
                         code.version == "19.0501" || code.version == "26.08.01" ||
                         code.version == "26.0801",
                     "DK-R-003", "BT-158-2 version of UNSPSC");
    }
    const bool credit = f.ubl() ? f.reading.root_is_credit_note : invoice.type == kCreditNote;
    f.require(!credit || !invoice.totals.payable || invoice.totals.payable->value >= Exact{},
              "DK-R-016", "BT-115 of a credit note is negative");
}

}  // namespace

void check_denmark(Findings& f) {
    const Identifier& number = f.invoice.seller.registration;
    f.require(!number.value.empty(), "DK-R-002", "BT-30 seller's CVR number is missing");
    f.require(number.value.empty() || number.scheme == "0184", "DK-R-014",
              "BT-30-1 seller's number is no CVR number");
    if (country_of(f.invoice.buyer.address) == "DK") check_inside(f);
}

}  // namespace pos::billing::invoice::check
