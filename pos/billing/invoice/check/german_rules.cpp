#include "pos/billing/invoice/check/german_rules.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "pos/billing/invoice/check/forms.hpp"

namespace pos::billing::invoice::check {

namespace {

/// Gives each rule the id by which it goes here.
class German {
public:
    German(Findings& findings, GermanIds ids) : f_{findings}, ids_{ids} {}

    void require(bool holds, int number, std::string_view words, char part = 0) {
        f_.require(holds, id(number, part), words);
    }
    void advise(bool holds, int number, std::string_view words) {
        f_.advise(holds, id(number, 0), words);
    }
    const Invoice& invoice() const { return f_.invoice; }
    bool has_seller() const { return f_.reading.shape.has_seller; }
    bool ubl() const { return f_.ubl(); }
    bool peppol() const { return ids_ == GermanIds::peppol; }

private:
    std::string id(int number, char part) const {
        std::string digits = std::to_string(number);
        if (ids_ == GermanIds::xrechnung) {
            std::string id = "BR-DE-" + digits;
            if (part != 0) id += {'-', part};
            return id;
        }
        digits.insert(0, 3 - digits.size(), '0');
        std::string id = "DE-R-" + digits;
        if (part != 0) id += {'-', static_cast<char>(part - 'a' + '1')};
        return id;
    }

    Findings& f_;
    GermanIds ids_;
};

/// One of the categories for which somebody must be known to a tax office.
bool needs_tax_number(const std::optional<TaxCategory>& tax) {
    constexpr std::array<std::string_view, 8> kCategories{"S", "Z", "E", "AE", "K", "G", "L", "M"};
    return tax && std::ranges::find(kCategories, tax->code) != kCategories.end();
}

void check_document(German& rules) {
    const Invoice& invoice = rules.invoice();
    rules.require(!invoice.payment.empty(), 1, "BG-16 payment instructions are missing");
    rules.require(!invoice.buyer_reference.empty(), 15, "BT-10 buyer reference is missing");
    const bool asked =
        std::ranges::any_of(invoice.lines, needs_tax_number, &Line::tax) ||
        std::ranges::any_of(invoice.allowances, needs_tax_number, &AllowanceCharge::tax);
    rules.require(!asked || invoice.tax_representative || !invoice.seller.vat_id.empty() ||
                      !invoice.seller.tax_registration.empty(),
                  16, "BT-31, BT-32 or BG-11: the seller has no tax number");
    constexpr std::array<std::string_view, 8> kTypes{"326", "380", "384", "389",
                                                     "381", "875", "876", "877"};
    rules.advise(std::ranges::find(kTypes, invoice.type) != kTypes.end(), 17,
                 "BT-3 type of invoice is none of those meant here");
    rules.require(are_discount_terms(invoice.payment_terms, rules.peppol()), 18,
                  "BT-20 a line that begins with # is no #SKONTO#TAGE=…#PROZENT=…#");
    const bool names_one = std::ranges::any_of(
        invoice.preceding, [](const PrecedingInvoice& one) { return !one.number.empty(); });
    rules.advise(invoice.type != kCorrectedInvoice || names_one, 26,
                 "BG-3 a corrected invoice names none before it");
    std::set<std::string_view> names;
    for (const Attachment& attachment : invoice.attachments) {
        const std::string_view name = attachment.filename;
        rules.require(name.empty() || names.insert(name).second, 22,
                      "BT-125-2 two documents have one file name");
    }
    for (const TaxSubtotal& group : invoice.taxes)
        rules.require(group.category.rate.has_value(), 14, "BT-119 VAT rate is missing");
}

void check_parties(German& rules) {
    const Invoice& invoice = rules.invoice();
    const Party& seller = invoice.seller;
    if (rules.has_seller()) rules.require(seller.contact.has_value(), 2, "BG-6 seller's contact");
    if (seller.address) {
        rules.require(!seller.address->city.empty(), 3, "BT-37 seller's city is missing");
        rules.require(!seller.address->postal_code.empty(), 4, "BT-38 seller's postal code");
    }
    if (seller.contact) {
        const Contact& contact = *seller.contact;
        rules.require(!contact.name.empty(), 5, "BT-41 seller's contact point is missing");
        rules.require(!contact.phone.empty(), 6, "BT-42 seller's telephone is missing");
        rules.require(!contact.email.empty(), 7, "BT-43 seller's email is missing");
        rules.advise(is_phone(contact.phone), 27, "BT-42 telephone has fewer than three digits");
        rules.advise(rules.peppol() ? is_plain_email(contact.email) : is_email(contact.email), 28,
                     "BT-43 is no email address");
    }
    if (invoice.buyer.address) {
        rules.require(!invoice.buyer.address->city.empty(), 8, "BT-52 buyer's city is missing");
        rules.require(!invoice.buyer.address->postal_code.empty(), 9, "BT-53 buyer's postal code");
    }
    if (invoice.delivery && invoice.delivery->address) {
        const Address& address = *invoice.delivery->address;
        rules.require(!address.city.empty(), 10, "BT-77 city delivered to is missing");
        rules.require(!address.postal_code.empty(), 11, "BT-78 postal code delivered to");
    }
}

/// `others`: a mandate or a creditor that CII names for the invoice as a whole.
void check_means(German& rules, const PaymentMeans& means, bool others) {
    const bool transfer = means.transfer.has_value();
    const bool card = means.card.has_value();
    const bool debit = means.debit.has_value() || others;
    if (means.code == "30" || means.code == "58") {
        rules.require(transfer, 23, "BG-17 a transfer without an account", 'a');
        rules.require(!card && !debit, 23, "BG-18, BG-19 beside a transfer", 'b');
        if (means.code == "58")
            rules.advise(transfer && is_iban(means.transfer->account), 19, "BT-84 is no IBAN");
    } else if (means.code == "48" || means.code == "54" || means.code == "55") {
        rules.require(card, 24, "BG-18 a payment by card without a card", 'a');
        rules.require(!transfer && !debit, 24, "BG-17, BG-19 beside a card", 'b');
    } else if (means.code == "59") {
        rules.advise(means.debit && is_iban(means.debit->account), 20, "BT-91 is no IBAN");
        rules.require(debit, 25, "BG-19 a direct debit without a mandate", 'a');
        rules.require(!transfer && !card, 25, "BG-17, BG-18 beside a direct debit", 'b');
    }
}

void check_payment(German& rules) {
    const Invoice& invoice = rules.invoice();
    bool mandate = false;
    bool account = false;
    bool debit = false;
    for (const PaymentMeans& means : invoice.payment) {
        if (!means.debit) continue;
        debit = true;
        mandate = mandate || !means.debit->mandate.empty();
        account = account || !means.debit->account.empty();
    }
    const bool creditor = !invoice.creditor.empty();
    // In CII the parts of a direct debit stand in three places, each of which makes it one.
    const bool others = !rules.ubl() && (mandate || creditor);
    for (const PaymentMeans& means : invoice.payment) check_means(rules, means, others);
    constexpr std::string_view kCreditor = "BT-90 creditor's identifier is missing";
    constexpr std::string_view kAccount = "BT-91 account that is debited is missing";
    if (rules.ubl()) {
        rules.require(!debit || creditor, 30, kCreditor);
        rules.require(!debit || account, 31, kAccount);
    } else if (mandate || creditor || account) {
        rules.require(creditor && (mandate || account), 30, kCreditor);
        rules.require(account && (mandate || creditor), 31, kAccount);
    }
}

}  // namespace

void check_german(Findings& findings, GermanIds ids) {
    German rules{findings, ids};
    check_document(rules);
    check_parties(rules);
    check_payment(rules);
}

}  // namespace pos::billing::invoice::check
