#include "app/core/billing/e_invoice.hpp"

#include <algorithm>

#include "app/core/billing/line_words.hpp"
#include "app/core/billing/open_balance.hpp"
#include "pos/billing/invoice/check/check.hpp"
#include "pos/customer/party.hpp"
#include "pos/journal/level.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

namespace {

namespace inv = pos::billing::invoice;
using pos::journal::DocumentIssued;
using pos::journal::DocumentLine;
using pos::journal::DocumentTax;

inv::Party seller_of(const Sender& sender) {
    inv::Party seller;
    seller.name = sender.name;
    seller.registration.value = sender.registration;
    seller.vat_id = sender.vat_id;
    seller.tax_registration = sender.tax_number;
    if (!sender.e_address.empty()) {
        seller.endpoint = {sender.e_address, sender.e_address_scheme, ""};
    } else if (!sender.email.empty()) {
        seller.endpoint = {sender.email, "EM", ""};
    }
    seller.address = inv::Address{.line1 = sender.street,
                                  .city = sender.city,
                                  .postal_code = sender.postcode,
                                  .country = sender.country};
    if (!sender.contact.empty() || !sender.phone.empty() || !sender.email.empty()) {
        seller.contact = inv::Contact{sender.contact.empty() ? sender.name : sender.contact,
                                      sender.phone, sender.email};
    }
    return seller;
}

inv::Party buyer_of(const pos::store::billing::Billed& billed) {
    const pos::customer::Party& party = billed.party;
    inv::Party buyer;
    buyer.name = party.name;
    buyer.ids.push_back({party.number, "", ""});
    buyer.vat_id = party.tax_number;
    if (!billed.references.e_address.empty()) {
        buyer.endpoint = {billed.references.e_address, billed.references.e_address_scheme, ""};
    } else if (!party.email.empty()) {
        buyer.endpoint = {party.email, "EM", ""};
    }
    buyer.address = inv::Address{.line1 = party.street,
                                 .city = party.city,
                                 .postal_code = party.postcode,
                                 .subdivision = party.region,
                                 .country = party.country};
    return buyer;
}

/// VATEX, the code list of reasons; none is defined for what is exempt at large.
std::string exemption_code(const std::string& category) {
    if (category == "AE") return "VATEX-EU-AE";
    if (category == "K") return "VATEX-EU-IC";
    if (category == "G") return "VATEX-EU-G";
    if (category == "O") return "VATEX-EU-O";
    return {};
}

inv::TaxCategory category_of(const DocumentTax& tax) {
    inv::TaxCategory category{.code = tax.category, .rate = {}};
    if (tax.category != "O") category.rate = inv::percent_figure(tax.rate);
    return category;
}

/// What a document's amounts are multiplied by, so that a credit note's are positive.
pos::Money signed_as(const DocumentIssued& issued, pos::Money amount) {
    if (issued.kind == pos::journal::DocumentKind::credit_note) amount.minor = -amount.minor;
    return amount;
}

inv::Line line_of(const DocumentIssued& issued, const DocumentLine& from, std::size_t position) {
    inv::Line line;
    line.id = std::to_string(position);
    line.note = plain_note(from);
    const pos::Money net = signed_as(issued, from.net);
    const bool back = net.minor < 0;
    line.quantity = inv::figure(pos::pieces(back ? -1 : 1));
    line.unit = "C62";
    line.net = inv::figure(net);
    line.price.net = inv::figure(pos::Money{back ? -net.minor : net.minor, net.currency});
    line.tax = category_of(issued.taxes[from.tax_group]);
    line.item.name = from.name;
    if (from.charge) line.item.sellers_id = from.charge->charge;
    if (from.from < from.to) {
        line.period = inv::Period{from.from, pos::Date{from.to.days - 1}};
    }
    return line;
}

/// Whether one rule book finds nothing that it does not allow.
bool keeps(const inv::Invoice& invoice, inv::check::Rules rules) {
    return !is_fatal(inv::check::check(inv::check::as_reading(invoice), rules));
}

void ask_for_transfer(inv::Invoice& invoice, const Sender& sender) {
    inv::PaymentMeans means;
    means.code = invoice.currency == "EUR" ? inv::kSepaTransfer : inv::kTransferMeans;
    if (sender.iban.empty()) {
        means.code = inv::kNoDefinedMeans;
    } else {
        means.transfer = inv::CreditTransfer{sender.iban, holder_of(sender), sender.bic};
    }
    invoice.payment_reference = invoice.number;
    invoice.payment.push_back(std::move(means));
}

/// As it was asked when it was issued. What was issued before anybody said it asks for a transfer.
void ask_for_payment(inv::Invoice& invoice, const Sender& sender, const DocumentIssued& issued,
                     const std::string& debited) {
    using pos::journal::PayBy;
    const pos::journal::PaymentAsked asked =
        issued.asked.value_or(pos::journal::PaymentAsked{PayBy::transfer, "", ""});
    inv::PaymentMeans means;
    switch (asked.by) {
        case PayBy::transfer:
            return ask_for_transfer(invoice, sender);
        case PayBy::direct_debit:
            means.code = inv::kSepaDebit;
            means.debit = inv::DirectDebit{asked.mandate, debited};
            invoice.creditor = asked.creditor;
            invoice.payment_reference = invoice.number;
            break;
        case PayBy::provider:
            means.code = inv::kStandingAgreement;
            invoice.payment_reference = invoice.number;
            break;
        case PayBy::nothing:
            means.code = inv::kNoDefinedMeans;
            break;
    }
    invoice.payment.push_back(std::move(means));
}

/// What is not subject to VAT may stand neither beside something else nor under a VAT number
/// (EN 16931, BR-O-02 and BR-O-11): it is called exempt there, for the same reason.
void call_exempt_what_is_not_alone(inv::Invoice& invoice) {
    const auto is_outside = [](const inv::TaxSubtotal& one) { return one.category.code == "O"; };
    const bool alone = std::ranges::all_of(invoice.taxes, is_outside) &&
                       invoice.seller.vat_id.empty() && invoice.buyer.vat_id.empty();
    if (alone) return;
    const inv::TaxCategory exempt{.code = "E", .rate = inv::percent_figure(pos::Rate{})};
    for (auto& tax : invoice.taxes) {
        if (!is_outside(tax)) continue;
        tax.category = exempt;
        tax.exemption_code.clear();
    }
    for (auto& line : invoice.lines) {
        if (line.tax && line.tax->code == "O") line.tax = exempt;
    }
}

/// The requests that a settlement deducts, and its credit note takes back (BG-3).
///
/// source: EN 16931-1, BG-3: to be used where a final invoice refers to prepayment invoices
Outcome<void> name_what_was_on_account(pos::store::db::Connection& db,
                                       const pos::store::billing::StoredDocument& document,
                                       inv::Invoice& invoice) {
    const auto behind = pos::store::billing::levels_behind(db, document.issued.document);
    if (!behind) return std::unexpected{failure(pos::store::to_store_error(behind.error()))};
    for (const auto& one : *behind) invoice.preceding.push_back({one.number, one.issued_on});
    return {};
}

}  // namespace

inv::Invoice e_invoice(const pos::store::billing::StoredDocument& document, const Sender& sender,
                       const std::string& corrected) {
    const DocumentIssued& issued = document.issued;
    const bool credit = issued.kind == pos::journal::DocumentKind::credit_note;
    const pos::store::billing::Billed billed = pos::store::billing::billed_of(document.party);
    inv::Invoice invoice;
    invoice.number = issued.number;
    invoice.issued = issued.issued_on;
    const bool on_account =
        !issued.lines.empty() && issued.lines.front().kind == pos::journal::kLevelLine;
    invoice.type = credit       ? inv::kCreditNote
                   : on_account ? inv::kPrepaymentInvoice
                                : inv::kCommercialInvoice;
    invoice.currency = code_of(issued.currency);
    if (!credit) invoice.due = issued.due_on;
    const pos::customer::InvoiceReferences& references = billed.references;
    invoice.buyer_reference =
        references.buyer_reference.empty() ? issued.account_number : references.buyer_reference;
    invoice.purchase_order = references.order_reference;
    invoice.contract = references.contract_reference;
    if (!issued.note.empty()) invoice.notes.push_back({"", issued.note});
    if (!corrected.empty()) invoice.preceding.push_back({corrected, {}});
    invoice.seller = seller_of(sender);
    invoice.buyer = buyer_of(billed);
    if (credit) {
        invoice.payment_terms = "Credited to the account.";
    } else {
        ask_for_payment(invoice, sender, issued, billed.debited);
    }
    std::optional<pos::Date> first;
    std::optional<pos::Date> last;
    for (std::size_t i = 0; i < issued.lines.size(); ++i) {
        const DocumentLine& line = issued.lines[i];
        invoice.lines.push_back(line_of(issued, line, i + 1));
        if (!first || line.from < *first) first = line.from;
        if (!last || *last < line.to) last = line.to;
    }
    if (first && last && *first < *last) {
        invoice.period = inv::Period{*first, pos::Date{last->days - 1}};
    }
    for (const DocumentTax& tax : issued.taxes) {
        inv::TaxSubtotal subtotal;
        subtotal.taxable = inv::figure(signed_as(issued, tax.base));
        subtotal.tax = inv::figure(signed_as(issued, tax.tax));
        subtotal.category = category_of(tax);
        subtotal.exemption_reason = tax.exemption;
        subtotal.exemption_code = exemption_code(tax.category);
        invoice.taxes.push_back(std::move(subtotal));
    }
    call_exempt_what_is_not_alone(invoice);
    const auto figure = [&](pos::Money amount) { return inv::figure(signed_as(issued, amount)); };
    invoice.totals.lines = figure(issued.net);
    invoice.totals.net = figure(issued.net);
    invoice.totals.tax = figure(issued.tax);
    invoice.totals.gross = figure(issued.payable);
    invoice.totals.payable = figure(issued.payable);
    return invoice;
}

inv::Invoice letterhead(const pos::customer::Party& party, const Sender& sender,
                        pos::Currency currency, const std::string& number) {
    inv::Invoice invoice;
    invoice.currency = code_of(currency);
    invoice.seller = seller_of(sender);
    invoice.buyer = buyer_of({party, {}});
    if (!number.empty()) {
        invoice.number = number;
        ask_for_transfer(invoice, sender);
    }
    return invoice;
}

void declare_rules(inv::Invoice& invoice) {
    const auto is_german = [](const inv::Party& party) {
        return party.address && party.address->country == "DE";
    };
    const bool german = is_german(invoice.seller) && is_german(invoice.buyer);
    invoice.process = inv::kPeppolProcess;
    invoice.specification = german ? inv::kXRechnung : inv::kPeppolBilling;
    if (keeps(invoice, german ? inv::check::Rules::xrechnung : inv::check::Rules::peppol)) return;
    invoice.process.clear();
    invoice.specification = inv::kEn16931;
}

Outcome<inv::Invoice> invoice_of(pos::store::db::Connection& db,
                                 const pos::store::billing::StoredDocument& document,
                                 const Sender& sender) {
    if (is_opening_balance(document.issued)) {
        return refuse(document.issued.number +
                      " is an opening balance: its customer has the bill from before.");
    }
    std::string corrected;
    if (const auto& of = document.issued.corrects) {
        const auto before = pos::store::billing::document_of(db, *of);
        if (!before) return std::unexpected{failure(before.error())};
        if (*before) corrected = (*before)->issued.number;
    }
    auto invoice = e_invoice(document, sender, corrected);
    if (auto named = name_what_was_on_account(db, document, invoice); !named) {
        return std::unexpected{named.error()};
    }
    const auto left = left_to_ask(db, document.issued);
    if (!left) return std::unexpected{left.error()};
    if (*left == document.issued.payable) return invoice;
    invoice.totals.prepaid = inv::figure(document.issued.payable - *left);
    invoice.totals.payable = inv::figure(*left);
    if (left->minor == 0) {
        invoice.payment.clear();
        invoice.creditor.clear();
    }
    return invoice;
}

Outcome<pos::Money> left_to_ask(pos::store::db::Connection& db, const DocumentIssued& issued) {
    const auto paid = pos::store::billing::paid_by_lots(db, issued.document);
    if (!paid) return std::unexpected{failure(pos::store::to_store_error(paid.error()))};
    const auto deducted = pos::store::billing::deducted_by_level(db, issued.document);
    if (!deducted) return std::unexpected{failure(pos::store::to_store_error(deducted.error()))};
    pos::Money left = issued.payable;
    left.minor -= *deducted;
    for (const auto& one : *paid) left.minor -= one.amount_minor;
    return left;
}

}  // namespace app::core::billing
