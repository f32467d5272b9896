#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/asked_payment.hpp"
#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/prepare.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

/// What became of one prepared account.
enum class Issued : std::uint8_t {
    document,
    nothing,      // there was nothing to bill
    parked,       // it cannot be billed
    out_of_date,  // something changed since it was prepared: prepare it again
};

/// Makes a drafted document final, within an open transaction of the books: gives it, unless it has
/// one, and its lines their ids and its number, says how it is asked to be paid, chains and signs
/// it, and seals who is billed, and their references, beside it.
///
/// requires: account, dates, kind, lines and sums are set
pos::store::Answer<void> issue_document(BillingBooks& books, pos::journal::DocumentIssued& issued,
                                        const pos::store::billing::Billed& whose, pos::Instant now,
                                        pos::Random& random);
/// The same by what was read of agreements with this account, among others.
pos::store::Answer<void> issue_document(BillingBooks& books, pos::journal::DocumentIssued& issued,
                                        const pos::store::billing::Billed& whose,
                                        const PaymentAgreements& agreed, pos::Instant now,
                                        pos::Random& random);

/// What an account has that may pay a new document.
struct MayPay {
    bool wallet{true};
    bool open_items{true};
};
/// What the account has ahead pays a new invoice, and a new credit note what is open, within the
/// transaction that issued it: credit of the wallet first, as it may expire; the oldest first.
pos::store::Answer<void> pay_at_once(BillingBooks& books,
                                     const pos::journal::DocumentIssued& issued, MayPay has,
                                     pos::Instant now, pos::Random& random);

/// Writes what was prepared.
class Issuer {
public:
    Issuer(BillingBooks& books, const pos::Ulid& run, pos::Date as_of, pos::Random& random)
        : books_{books}, run_{run}, as_of_{as_of}, random_{random} {}

    /// Writes several accounts in one transaction; if one of them cannot be written, each half of
    /// them in one of its own, and so on until that one alone is left and parked. Numbers, ids and
    /// dates are filled in.
    ///
    /// errors: those of the database that concern every account
    pos::store::Answer<std::vector<Issued>> issue(std::span<Prepared> accounts, pos::Instant now);

    /// The same within the caller's transaction of the books, in which they were prepared: after an
    /// error nothing of it may stay.
    pos::store::Answer<std::vector<Issued>> within(std::span<Prepared> accounts, pos::Instant now);

private:
    pos::store::Answer<std::vector<Issued>> in_one(std::span<Prepared> accounts, pos::Instant now);
    pos::store::Answer<void> look_at(std::span<const Prepared> accounts);
    pos::store::Answer<Issued> write(Prepared& one, pos::Instant now);
    pos::store::Answer<Issued> out_of_date(const Prepared& one);
    pos::store::Answer<void> issue_whole(Prepared& one, pos::Instant now);
    pos::store::Answer<void> write_document(Prepared& one, pos::Instant now);
    pos::store::Answer<void> write_settlement(Prepared& one, pos::Instant now);
    pos::store::Answer<void> park(const Prepared& one, const std::string& reason, pos::Instant now);

    BillingBooks& books_;
    pos::Ulid run_;
    pos::Date as_of_;
    pos::Random& random_;
    std::int64_t usage_batch_{0};  // the latest, held by the transaction under way
    // Of the transaction's accounts.
    std::set<pos::Ulid> wallets_;     // which have credit
    std::set<pos::Ulid> open_items_;  // which owe or have paid ahead
    std::set<pos::Ulid> as_prepared_;
    PaymentAgreements agreed_;
    pos::store::billing::BilledUntil billed_;
};

}  // namespace app::core::billing
