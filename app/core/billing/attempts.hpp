#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "drivers/provider/provider.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/billing/attempts.hpp"

/// Attempts to collect by payers' methods at a payment provider. Each step stands in the books'
/// journal before the provider is called, and what came of it with the payment in one transaction.
namespace app::core::billing {

/// An invoice, or credit for an account.
struct NewCharge {
    std::string document;  // the invoice's number; else
    std::string account;   // whose credit is bought, by its number
    std::string amount;    // of credit; of an invoice empty: what is open and not disputed
    std::string key;       // of whoever asks: the same one is the same attempt; empty: made
};
struct PreparedCharge {
    pos::store::billing::StoredAttempt attempt;
    bool again{false};  // it was there already
};
/// Notes that it is to be charged; nothing is sent.
///
/// errors: neither or both of invoice and account, or none of that number; nothing to collect of
///         the invoice, or it is being collected by direct debit; no amount above zero; no method
///         that may be charged (usable_method()); another attempt for it is under way; a key that
///         is none, or another attempt's
Outcome<PreparedCharge> prepare_charge(BillingBooks& books, const NewCharge& asked,
                                       pos::Instant now, pos::Random& random);

/// The same by a rule, for an account's wallet, as the nth one.
Outcome<PreparedCharge> prepare_top_up(BillingBooks& books, const std::string& account,
                                       std::int64_t amount_minor, pos::Instant now,
                                       pos::Random& random);

/// One that was declined or withdrawn is tried anew, as another attempt: of an invoice for no more
/// than it was.
///
/// errors: those of prepare_charge(); it was paid, or nobody knows yet whether it was; another one
///         came after it, for the invoice or as credit that the account buys
Outcome<PreparedCharge> retry_charge(BillingBooks& books, const std::string& which,
                                     pos::Instant now, pos::Random& random);

/// What came of doing something about an attempt.
struct AttemptStep {
    pos::store::billing::StoredAttempt attempt;
    bool is_away{false};    // nobody was there
    std::string stopped{};  // a rule that buys credit was stopped by it: in a sentence
};
/// Does what is to be done next: sends one that is prepared, asks about one whose outcome nobody
/// knows. What was paid is booked; a declined one of a rule's stops the rule. One whose invoice was
/// paid meanwhile, whose wallet is not low any more, or whose method was taken back, is not sent.
/// One that is over stays as it is.
///
/// errors: no such attempt; somebody else has just sent it; the database, or what came of it cannot
///         be booked: then it is asked about
Outcome<AttemptStep> carry_on(BillingBooks& books, drivers::provider::Provider& provider,
                              const std::string& which, pos::Clock& clock, pos::Random& random);

/// What a person found out elsewhere of one whose outcome nobody knows.
struct ToldOutcome {
    bool paid{false};
    std::string reference;  // the provider's own number
    std::string reason;     // how they know, or why it was declined
};
/// errors: no such attempt; no reason; it is over; it was never sent; somebody has just sent it
Outcome<AttemptStep> tell_outcome(BillingBooks& books, const std::string& which,
                                  const ToldOutcome& told, pos::Instant now, pos::Random& random);

/// It is not to be sent.
///
/// errors: no such attempt; it is over; it may have got out
Outcome<void> withdraw_attempt(BillingBooks& books, const std::string& which, pos::Instant now);

/// By its key or id.
Outcome<pos::store::billing::StoredAttempt> find_attempt(pos::store::db::Connection& db,
                                                         const std::string& which);

/// Under which a payment or a lot stands that an attempt brought in.
std::string external_id_of(const pos::journal::AttemptRow& attempt);

}  // namespace app::core::billing
