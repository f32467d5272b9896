#include "app/core/billing/asked_payment.hpp"

#include <algorithm>
#include <utility>

#include "app/core/billing/in_transaction.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/feed/transfers.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::PayBy;
using pos::store::store_error;

/// What keeps a setting from being read keeps bills from being written.
std::unexpected<pos::store::StoreError> not_readable(const Failure& failure) {
    return store_error({pos::store::db::DbErrorKind::mistake, "", failure.words});
}

}  // namespace

Outcome<void> tell_tills_payee(pos::store::db::Connection& db) {
    const auto sender = read_sender(db);
    if (!sender) return std::unexpected{sender.error()};
    const auto told = pos::store::feed::tell_payee(
        db, {.name = holder_of(*sender), .iban = sender->iban, .bic = sender->bic});
    if (!told) return std::unexpected{database(told.error())};
    return {};
}

pos::store::Answer<PaymentAgreements> PaymentAgreements::read(pos::store::db::Connection& db,
                                                              std::span<const pos::Ulid> accounts) {
    PaymentAgreements agreed;
    auto sender = read_sender(db);
    if (!sender) return not_readable(sender.error());
    agreed.sender_ = std::move(*sender);
    auto provider = read_provider(db);
    if (!provider) return not_readable(provider.error());
    agreed.provider_ = std::move(*provider);
    auto mandates = stored::mandates_among(db, accounts);
    if (!mandates) return store_error(std::move(mandates.error()));
    std::vector<pos::Ulid> with_mandate;
    for (stored::Mandate& one : *mandates) {
        with_mandate.push_back(one.account);
        agreed.mandates_[one.account].push_back(std::move(one));
    }
    auto owing = stored::owing(db, with_mandate);
    if (!owing) return store_error(std::move(owing.error()));
    agreed.owing_ = std::move(*owing);
    auto methods = stored::payment_methods_among(db, accounts);
    if (!methods) return store_error(std::move(methods.error()));
    for (stored::PaymentMethod& one : *methods) {
        agreed.methods_.emplace(one.account, std::move(one));
    }
    return agreed;
}

AskedPayment PaymentAgreements::of(const pos::journal::DocumentIssued& issued) const {
    const bool owes =
        issued.kind == pos::journal::DocumentKind::invoice && issued.payable.minor > 0;
    if (!owes) return {.how = {PayBy::nothing, "", ""}};
    const pos::Date due = std::max(issued.issued_on, issued.due_on);
    if (const stored::Mandate* mandate = mandate_of(issued, due)) {
        return {.how = {PayBy::direct_debit, mandate->reference, sender_.creditor},
                .debited = mandate->holder.iban};
    }
    return {.how = {is_charged(issued.account, due) ? PayBy::provider : PayBy::transfer, "", ""}};
}

const stored::Mandate* PaymentAgreements::mandate_of(const pos::journal::DocumentIssued& issued,
                                                     pos::Date due) const {
    // Direct debit is in euro alone, by whoever has said what they are known by.
    const bool collects = !sender_.iban.empty() && !sender_.creditor.empty();
    const auto found = mandates_.find(issued.account);
    if (!collects || found == mandates_.end() || code_of(issued.currency) != "EUR") return nullptr;
    const stored::Mandate* mandate = stored::mandate_in_force(found->second, due);
    if (mandate == nullptr) return nullptr;
    const bool is_taken =
        (mandate->one_time || mandate->ends_with_next) && owing_.contains(issued.account);
    return is_taken ? nullptr : mandate;
}

bool PaymentAgreements::is_charged(const pos::Ulid& account, pos::Date due) const {
    const auto found = methods_.find(account);
    if (provider_.url.empty() || found == methods_.end()) return false;
    const stored::PaymentMethod& method = found->second;
    return method.collects && method.provider == provider_.name &&
           (!method.valid_until || *method.valid_until >= due);
}

}  // namespace app::core::billing
