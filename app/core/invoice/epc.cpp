#include "app/core/invoice/epc.hpp"

#include <algorithm>

#include "pos/billing/invoice/check/forms.hpp"

namespace app::core::invoice {

namespace {

namespace inv = pos::billing::invoice;

constexpr std::size_t kNameBytesMax = 70;
constexpr std::size_t kReferenceBytesMax = 140;
constexpr std::int64_t kEuroMax = 999'999'999;

/// Cut at a character's end, without line breaks.
std::string bounded(std::string text, std::size_t bytes) {
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

std::string packed(std::string text) {
    std::erase(text, ' ');
    return text;
}

/// "RF18…": a creditor reference, which is checked by the bank.
bool is_structured(const std::string& reference) {
    return reference.size() <= 25 && reference.starts_with("RF") && inv::check::is_iban(reference);
}

}  // namespace

std::optional<std::string> epc_payload(const inv::Invoice& invoice) {
    const auto means = std::ranges::find_if(invoice.payment, [](const inv::PaymentMeans& one) {
        return (one.code == inv::kSepaTransfer || one.code == inv::kTransferMeans) &&
               one.transfer && inv::check::is_iban(one.transfer->account);
    });
    const auto& payable = invoice.totals.payable;
    if (means == invoice.payment.end() || invoice.currency != "EUR" || !payable)
        return std::nullopt;
    if (inv::is_credit_note(invoice.type) || payable->value <= pos::Exact{} ||
        payable->value > pos::exactly(kEuroMax) ||
        payable->value.e14 % (pos::kExactScale / 100) != 0)
        return std::nullopt;
    const inv::CreditTransfer& transfer = *means->transfer;
    const std::string& payee = !transfer.name.empty() ? transfer.name
                               : invoice.payee        ? invoice.payee->name
                                                      : invoice.seller.name;
    const std::string reference =
        invoice.payment_reference.empty() ? invoice.number : invoice.payment_reference;
    const bool structured = is_structured(packed(reference));
    return "BCD\n002\n1\nSCT\n" + packed(transfer.provider) + "\n" + bounded(payee, kNameBytesMax) +
           "\n" + packed(transfer.account) + "\nEUR" + pos::to_string(payable->value, 2) + "\n\n" +
           (structured ? packed(reference) + "\n" : "\n" + bounded(reference, kReferenceBytesMax));
}

}  // namespace app::core::invoice
