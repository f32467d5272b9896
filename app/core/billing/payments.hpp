#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/customer/account.hpp"
#include "pos/money/money.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::core::billing {

/// Money that came in for an account.
struct NewPayment {
    std::string account;   // its number; empty: that of the document
    std::string document;  // the number of the invoice that it is for, if it says so
    std::string amount;    // "119.00"
    std::string method{"bank"};
    std::string reference;          // what the payer wrote
    std::string external_id;        // of the bank or the terminal: taken once
    std::string received_on;        // a day; empty: today
    std::vector<std::string> also;  // further invoices of the account that it is for, in order
    std::vector<pos::Money> parts;  // how much of it is for each of these; empty: what is open
};
struct Payment {
    pos::Ulid payment{};
    std::string account;
    pos::Money amount{};
    pos::Money allocated{};  // of it: pays invoices now
    bool again{false};       // it was there already
};
/// Takes a payment in, and lets it pay what it names, then what has been due longest; what is left
/// is kept for the account's next bills.
///
/// errors: no such account or document, no amount above zero, a day to come, no such method, an
///         external id of another payment
Outcome<Payment> receive_payment(BillingBooks& books, const NewPayment& payment, pos::Instant now,
                                 pos::Random& random);
/// The same within the caller's transaction of the books, of which it is the only payment.
Outcome<Payment> take_payment(BillingBooks& books, const NewPayment& payment, pos::Instant now,
                              pos::Random& random);

/// A payment as it would be taken: looked at, and nothing written.
struct JudgedPayment {
    pos::customer::Account account{};
    pos::Money amount{};
    pos::Date on{};
    std::vector<pos::Ulid> documents{};  // that it names, in their order
    std::optional<pos::Ulid> before{};   // it was taken already
};
/// errors: as receive_payment()
Outcome<JudgedPayment> judge_payment(BillingBooks& books, const NewPayment& payment,
                                     pos::Instant now);

/// What is paid of an open item.
struct PaidPart {
    pos::store::billing::OpenItem of{};
    std::int64_t paid_minor{0};
};
/// How a payment is shared out among what is open: the documents named first, in their order and
/// each up to its part if there are parts, then the rest in the order given.
std::vector<PaidPart> share_out(std::span<const pos::store::billing::OpenItem> open,
                                std::span<const pos::Ulid> first, std::int64_t amount_minor,
                                std::span<const pos::Money> parts = {});

/// What the payments of one transaction have left of what is open: the transaction does not read
/// what it has written, so that the next one of it would pay the same again.
class PaidSoFar {
public:
    void note(std::span<const PaidPart> paid);
    /// What is open of these by now.
    void subtract(std::vector<pos::store::billing::OpenItem>& items) const;

private:
    std::map<pos::Ulid, std::int64_t> left_minor_;
};
/// take_payment() for whoever takes several in one transaction.
Outcome<Payment> take_payment(BillingBooks& books, const NewPayment& payment, pos::Instant now,
                              pos::Random& random, PaidSoFar& so_far);

/// What a payment or a credit note of an account pays: the documents named first, in their order
/// and each up to its part if there are parts, then what has been due longest.
Outcome<pos::journal::Allocated> allocation_of(BillingBooks& books, const pos::Ulid& account,
                                               const std::vector<pos::Ulid>& first,
                                               const pos::Ulid& from, pos::Money amount,
                                               pos::Instant now,
                                               const std::vector<pos::Money>& parts = {});

/// Lets what an account has ahead, or was credited, pay what is open of it: the longest due first.
Outcome<void> settle(BillingBooks& books, const pos::Ulid& account, pos::Instant now);

/// A payment that bounced: what it had paid is open again. If a direct debit became it, that came
/// back too: nothing collects it again but by collect_again().
///
/// errors: no such payment, or one that went back before
Outcome<pos::Money> return_payment(BillingBooks& books, const std::string& payment,
                                   const std::string& reason, pos::Instant now);
/// The payment alone, within the caller's transaction of the books; a direct debit that became it
/// stays as it was.
Outcome<pos::Money> write_return(BillingBooks& books, const std::string& payment,
                                 const std::string& reason, pos::Instant now);

/// Gives up what is open of an invoice.
///
/// errors: no such invoice, nothing open
Outcome<pos::Money> write_off(BillingBooks& books, const std::string& document,
                              const std::string& reason, pos::Instant now);

}  // namespace app::core::billing
