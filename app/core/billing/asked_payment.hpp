#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/provider_setup.hpp"
#include "app/core/billing/sender.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/payment_methods.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace app::core::billing {

/// Tills are to hear to whom bills are transferred, where they have heard otherwise.
Outcome<void> tell_tills_payee(pos::store::db::Connection& db);

/// How a new document is asked to be paid.
struct AskedPayment {
    pos::journal::PaymentAsked how;
    std::string debited{};  // the account that it is collected from; else empty
};

/// What is agreed with some accounts about paying, as it is at the moment: what their new documents
/// are asked to be paid by, and say ever after.
class PaymentAgreements {
public:
    /// Nothing is agreed with anybody.
    PaymentAgreements() = default;
    static pos::store::Answer<PaymentAgreements> read(pos::store::db::Connection& db,
                                                      std::span<const pos::Ulid> accounts);

    /// A direct debit goes before a charge at a provider, and either before a transfer: what an
    /// order to the bank, or the provider, would do once the document is due. A mandate for one
    /// time, or for the last, is left to what its account owes already.
    ///
    /// requires: kind, account, currency, dates and sums are set; the account is one of those read
    AskedPayment of(const pos::journal::DocumentIssued& issued) const;

private:
    const pos::store::billing::Mandate* mandate_of(const pos::journal::DocumentIssued& issued,
                                                   pos::Date due) const;
    bool is_charged(const pos::Ulid& account, pos::Date due) const;

    Sender sender_;
    ProviderSetup provider_;
    std::map<pos::Ulid, std::vector<pos::store::billing::Mandate>> mandates_;
    std::map<pos::Ulid, pos::store::billing::PaymentMethod> methods_;
    std::set<pos::Ulid> owing_;  // those with a mandate that owe something already
};

}  // namespace app::core::billing
