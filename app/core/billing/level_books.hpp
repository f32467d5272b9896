#pragma once

#include "app/core/billing/issue.hpp"
#include "app/core/billing/prepare_level.hpp"

/// What is written of level payments beside their documents, within the transaction that issues
/// these.
namespace app::core::billing {

/// Which payments a document asked for: each once, whoever bills.
pos::store::Answer<void> note_requests(BillingBooks& books, const LevelPart& level,
                                       const pos::Ulid& document);

/// That a term was settled, by which documents, and the next where it renews. What was disputed of
/// its requests is settled with them.
pos::store::Answer<void> note_settled(BillingBooks& books, const Prepared& settled, pos::Date as_of,
                                      pos::Instant now);

/// Lets the credit note pay what is open of the requests, and what was given up of them, then the
/// bill, then what else is open; what is left of credit that was given goes back to its lots. Then
/// credit of the wallet and what the account has ahead pay the rest of the bill.
///
/// requires: settled.level->taken_back was issued in this transaction, and the document if any
pos::store::Answer<void> pay_settlement(BillingBooks& books, const Prepared& settled, MayPay has,
                                        pos::Instant now, pos::Random& random);

}  // namespace app::core::billing
