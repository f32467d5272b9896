#include "app/core/invoice/epc.hpp"

#include <algorithm>

#include "pos/billing/bank/transfer_code.hpp"
#include "pos/billing/invoice/check/forms.hpp"
#include "pos/money/exact.hpp"

namespace app::core::invoice {

namespace inv = pos::billing::invoice;

std::optional<std::string> epc_payload(const inv::Invoice& invoice) {
    const auto means = std::ranges::find_if(invoice.payment, [](const inv::PaymentMeans& one) {
        return (one.code == inv::kSepaTransfer || one.code == inv::kTransferMeans) &&
               one.transfer && inv::check::is_iban(one.transfer->account);
    });
    const auto& payable = invoice.totals.payable;
    if (means == invoice.payment.end() || invoice.currency != "EUR" || !payable ||
        inv::is_credit_note(invoice.type))
        return std::nullopt;
    const auto amount =
        pos::rounded(payable->value, pos::currency_of("EUR").value(), pos::RoundingMode::half_away);
    if (!amount || pos::exact(*amount) != payable->value) return std::nullopt;
    const inv::CreditTransfer& transfer = *means->transfer;
    return pos::billing::bank::transfer_code({.payee = !transfer.name.empty() ? transfer.name
                                                       : invoice.payee        ? invoice.payee->name
                                                                              : invoice.seller.name,
                                              .iban = transfer.account,
                                              .bic = transfer.provider,
                                              .amount = *amount,
                                              .reference = invoice.payment_reference.empty()
                                                               ? invoice.number
                                                               : invoice.payment_reference});
}

}  // namespace app::core::invoice
