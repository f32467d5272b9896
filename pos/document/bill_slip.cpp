#include "pos/document/bill_slip.hpp"

#include <algorithm>

namespace pos::document {

namespace {

/// What a Barcode takes.
bool can_be_scanned(const std::string& text) {
    constexpr std::size_t kMost = 80;
    return !text.empty() && text.size() <= kMost &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

void put_transfer(Writer& out, const Words& words, const BillTransfer& transfer) {
    out.text(words.pay_by_transfer, Align::start, kBold);
    if (!transfer.payee.empty()) out.row(words.payee, transfer.payee);
    out.row("IBAN", transfer.account);
    if (!transfer.bic.empty()) out.row("BIC", transfer.bic);
    out.row(words.transfer_reference, transfer.reference);
    if (!transfer.code.empty()) {
        out.block(QrCode{transfer.code});
        out.text(words.scan_to_pay, Align::centre);
    }
    out.rule();
}

}  // namespace

Document bill_slip(const BillSlip& bill, const House& house, const std::string& till) {
    Writer out{house};
    const Words& words = house.words;
    out.shop_head();
    out.blank();
    out.text(put_in(words.bill, bill.number), Align::centre, kTall);
    out.text(till, Align::centre);
    out.rule();
    out.row(house.locale.date(bill.at.date), house.locale.time(bill.at));
    if (!bill.customer.empty()) out.row(words.customer, bill.customer);
    out.row(words.account, bill.account_number);
    out.rule();
    out.amount(words.total, bill.payable);
    const bool paid = bill.open.minor <= 0;
    if (!paid) {
        out.text(put_in(words.bill_due, house.locale.date(bill.due_on)));
        if (bill.open.minor < bill.payable.minor) {
            out.amount(words.bill_paid, bill.open - bill.payable);
        }
    }
    out.total(paid ? words.bill_paid : words.bill_rest, paid ? bill.payable : bill.open, kTall);
    out.rule();
    if (!paid && bill.transfer) put_transfer(out, words, *bill.transfer);
    if (can_be_scanned(bill.number)) out.block(Barcode{bill.number});
    out.shop_footer();
    return out.finish();
}

}  // namespace pos::document
