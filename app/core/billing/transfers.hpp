#pragma once

#include <cstdint>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/refund.hpp"
#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/transfers.hpp"

/// Transfers: what customers have paid too much goes back to their bank accounts, by files for the
/// office's bank.
namespace app::core::billing {

/// A refund that goes to a bank account.
struct NewTransfer {
    NewRefund refund;
    std::string iban;    // empty: that of the account's latest mandate
    std::string bic;     // may be empty
    std::string holder;  // empty: the customer, or the mandate's
};
struct AskedTransfer {
    pos::store::billing::Transfer transfer;
    bool again{false};  // it was there already
};
/// Books a refund and lets it wait for the next file, both or neither. From now on the money is not
/// the customer's here: no bill takes it, no second refund.
///
/// errors: those of refund(); an account that is not in euro; no IBAN known, or a wrong one; a
///         refund of that id that was paid out by hand
Outcome<AskedTransfer> ask_transfer(BillingBooks& books, const NewTransfer& asked, pos::Instant now,
                                    pos::Random& random);

struct TransferReport {
    std::string message;  // what the file is known by; empty: nothing waits
    std::int64_t transfers{0};
    pos::Money sum{};
};
/// Puts everything that waits into one order; each refund is in one order at most.
///
/// errors: nobody said from where (`counterfoil sender`: IBAN); a day that has passed
Outcome<TransferReport> order_transfers(BillingBooks& books, pos::Date pay_on, pos::Instant now,
                                        pos::Random& random);

/// The file for the bank, pain.001: the same one each time.
///
/// errors: no such order, or one that was withdrawn
Outcome<std::string> transfer_file(pos::store::db::Connection& db, const std::string& message);

/// The bank has carried out an order. How many are new.
Outcome<std::int64_t> settle_transfers(BillingBooks& books, const std::string& message,
                                       pos::Instant now);

/// What the money of a transfer that came back is known by, whoever says so.
std::string homecoming_id(const pos::Ulid& transfer);
/// One came back, for the bank's reason: the money is the account's again, once.
///
/// `transfer`: what the bank calls end-to-end reference
/// errors: no such transfer, one that never was in a file, or that came back before
Outcome<pos::Money> return_transfer(BillingBooks& books, const std::string& transfer,
                                    const std::string& reason, pos::Instant now,
                                    pos::Random& random);
/// The money that is here again, as a payment of the account, to be taken in within the transaction
/// of note_returned().
///
/// `on`: a day; empty: today
NewPayment homecoming_of(const pos::store::billing::TransferRow& row, const std::string& reason,
                         const std::string& on);
/// One came back; within the caller's transaction. False: it came back before.
Outcome<bool> note_returned(BillingBooks& books, pos::store::billing::Transfer transfer,
                            const std::string& reason, pos::Instant now);
/// The bank says that one went out; within the caller's transaction. False: it knew.
Outcome<bool> note_paid(BillingBooks& books, pos::store::billing::Transfer transfer,
                        pos::Instant now);

/// An order, or one transfer that waits for one, never went to the bank and will not: the money is
/// the accounts' again. How many.
///
/// errors: no such order or transfer
Outcome<std::int64_t> withdraw_transfers(BillingBooks& books, const std::string& which,
                                         pos::Instant now, pos::Random& random);

}  // namespace app::core::billing
