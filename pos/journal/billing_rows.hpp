#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/events/attempt.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/journal/events/units.hpp"
#include "pos/journal/events/wallet.hpp"

/// The tables of head office's books that follow from the journal alone, as projection.hpp has
/// those of tills.
namespace pos::journal {

/// Key: document. What is open of it stands in open_item.
struct DocumentRow {
    Ulid document{};
    DocumentKind kind{DocumentKind::invoice};
    std::string number;  // unique
    std::string series;
    Ulid account{};
    Ulid run{};
    Currency currency{};
    Date issued_on{};
    Date due_on{};
    std::uint32_t lines{0};
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
    std::int64_t payable_minor{0};  // negative on a credit note
    std::optional<Ulid> corrects;
    std::uint8_t pay_by{0};  // PayBy; 0: nobody said it
    bool operator==(const DocumentRow&) const = default;
};

/// Key: item. What is for a charge is unique by its subscription, plan, version, phase, charge,
/// kind, beginning and revision: nothing is billed twice.
struct DocumentLineRow {
    Ulid document{};
    std::uint32_t line{0};
    Ulid item{};
    std::uint8_t kind{0};
    Ulid account{};
    std::optional<BilledCharge> charge;
    Date from{};
    Date to{};
    std::uint32_t revision{0};
    std::string quantity;
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
    std::optional<Ulid> of;
    bool operator==(const DocumentLineRow&) const = default;
};

/// Key: payment.
struct PaymentRow {
    Ulid payment{};
    Ulid account{};
    Currency currency{};
    std::int64_t amount_minor{0};
    std::string method;
    std::string reference;
    std::string external_id;  // unique if not empty
    Date received_on{};
    bool operator==(const PaymentRow&) const = default;
};

/// The books of receivables. Stored: never changed.
enum class Book : std::uint8_t {
    receivable = 1,
    revenue = 2,
    tax = 3,
    money = 4,  // bank, drawer, card
    bad_debt = 5,
    wallet = 6,       // prepaid credit that customers may still spend
    promotion = 7,    // credit that was given
    lapsed = 8,       // credit that was paid and not spent in time
    leased = 14,      // credit that customers may spend at one till alone
    at_tills = 15,    // credit that was spent at tills: the takings hold the sales
    on_account = 16,  // level payments, without tax, until the settlement takes them back
};

/// Key: journal, seq, position. The amounts of one entry add up to nothing.
struct LedgerRow {
    std::uint32_t position{0};
    Ulid account{};
    Book book{Book::receivable};
    Date on{};
    Currency currency{};
    std::int64_t amount_minor{0};  // debit is positive
    Ulid about{};                  // document or payment
    bool operator==(const LedgerRow&) const = default;
};

/// Key: journal, seq, position. What a row of the ledger comes to in the books' currency; those of
/// one entry add up to nothing in it.
struct ConvertedRow {
    std::uint32_t position{0};
    Ulid account{};
    Book book{Book::receivable};
    Date on{};
    Ulid about{};
    std::optional<Ulid> other;
    Money amount{};
    Money converted{};
    bool operator==(const ConvertedRow&) const = default;
};

/// Key: about. The rate at which it was taken into the books.
struct ExchangeRow {
    Ulid about{};
    Currency currency{};
    Currency books{};
    std::string rate;
    Date rate_on{};
    bool operator==(const ExchangeRow&) const = default;
};

/// Key: redemption.
struct CouponRedemptionRow {
    Ulid redemption{};
    std::string code;
    std::string name;
    Ulid account{};
    Ulid subscription{};
    std::string percent;
    std::optional<Money> amount;
    std::uint32_t periods{0};
    std::vector<std::string> plans;
    Date from{};
    bool operator==(const CouponRedemptionRow&) const = default;
};

/// Key: redemption. From which day on it takes nothing off.
struct CouponStopRow {
    Ulid redemption{};
    Date on{};
    std::string reason;
    bool operator==(const CouponStopRow&) const = default;
};

/// Key: journal, seq, position.
struct CouponUseRow {
    std::uint32_t position{0};
    Ulid redemption{};
    Ulid document{};
    Ulid item{};
    Date period{};
    Money amount{};
    bool operator==(const CouponUseRow&) const = default;
};

/// Key: from, to.
struct AllocationDelta {
    Ulid from{};
    Ulid to{};
    std::int64_t amount_minor{0};
    bool operator==(const AllocationDelta&) const = default;
};

/// Key: about, a document or a payment. What an account owes is the sum of its open items.
struct OpenItemDelta {
    Ulid about{};
    Ulid account{};
    Currency currency{};
    Date due_on{};
    std::int64_t open_minor{0};  // what is owed is positive, what is paid ahead negative
    bool operator==(const OpenItemDelta&) const = default;
};

/// Key: lot. Prepaid credit as it was granted.
struct WalletLotRow {
    Ulid lot{};
    Ulid account{};
    LotKind kind{LotKind::paid};
    Currency currency{};
    std::int64_t amount_minor{0};
    std::int64_t priority{0};
    Instant effective{};
    std::optional<Instant> expires;
    std::string scope;  // codes of charges, a line each
    std::int64_t rollover_minor{0};
    std::optional<Ulid> from;
    std::string external_id;  // unique if not empty
    std::string note;
    Instant granted_at{};
    bool operator==(const WalletLotRow&) const = default;
};

/// Stored: never changed.
enum class WalletMove : std::uint8_t {
    spent = 1,
    expired = 2,
    voided = 3,
    rolled_over = 4,
    leased = 5,    // to one till
    returned = 6,  // from there: negative
};

/// Key: journal, seq, position. What was taken out of a lot: of no lot more than it held.
struct WalletMoveRow {
    std::uint32_t position{0};
    Ulid lot{};
    Ulid account{};
    WalletMove move{WalletMove::spent};
    Instant at{};
    std::int64_t amount_minor{0};
    std::optional<Ulid> document;  // that was paid
    std::string reason;
    bool operator==(const WalletMoveRow&) const = default;
};

/// Key: lease. Credit that one till may spend alone, as it was granted.
struct LeaseRow {
    Ulid lease{};
    Ulid account{};
    Ulid terminal{};
    std::string branch;
    std::string till;
    Money amount{};
    Money floor{};
    std::optional<Instant> expires;
    bool until_close{false};
    std::string external_id;  // unique if not empty
    std::string note;
    Instant granted_at{};
    bool operator==(const LeaseRow&) const = default;
};

/// Key: journal, seq, position. Of which lots a lease is made, and what became of them: granted and
/// given back less spent and returned is what is left, beside what is beyond the lease.
struct LeaseMoveRow {
    std::uint32_t position{0};
    Ulid lease{};
    Ulid lot{};
    Ulid account{};
    LeaseMove move{LeaseMove::spent};
    Instant at{};
    std::int64_t amount_minor{0};  // > 0
    bool beyond{false};
    Ulid sale{};
    std::string number;
    std::string reason;
    bool operator==(const LeaseMoveRow&) const = default;
};

/// Key: lease. Nothing more is to come of it.
struct LeaseEndRow {
    Ulid lease{};
    Instant at{};
    std::string reason;
    bool operator==(const LeaseEndRow&) const = default;
};

/// Key: journal, seq, position. What a till did with a lease of its own.
struct LeaseUseRow {
    std::uint32_t position{0};
    Ulid lease{};
    Ulid account{};
    std::optional<Ulid> sale;  // that was paid, or of which goods came back
    Money amount{};
    Money over{};
    bool given_up{false};  // amount is what was left
    bool operator==(const LeaseUseRow&) const = default;
};

/// Key: lot. Prepaid units as they were granted.
struct UnitLotRow {
    Ulid lot{};
    Ulid account{};
    LotKind kind{LotKind::promotional};
    std::string unit;
    Quantity amount{};
    std::int64_t priority{0};
    Instant effective{};
    std::optional<Instant> expires;
    Quantity kept_most{};
    std::optional<Instant> kept_until;
    std::string scope;        // codes of charges, a line each
    std::string external_id;  // unique if not empty
    std::string note;
    Instant granted_at{};
    bool operator==(const UnitLotRow&) const = default;
};

/// Key: journal, seq, position. What was taken out of a lot of units.
struct UnitMoveRow {
    std::uint32_t position{0};
    Ulid lot{};
    Ulid account{};
    UnitsMove move{UnitsMove::used};
    Instant at{};
    Quantity amount{};  // negative where it came back
    bool kept{false};   // of what went on when the lot expired
    std::optional<Ulid> document;
    std::optional<Ulid> item;
    std::string reason;
    bool operator==(const UnitMoveRow&) const = default;
};

/// Key: attempt. Of what is about one thing for one purpose one is not over, at most.
struct AttemptRow {
    Ulid attempt{};
    Ulid account{};
    Purpose purpose{Purpose::invoice};
    Ulid about{};          // the invoice; else the account
    std::uint32_t nth{0};  // of what it is about and for
    std::string key;       // unique
    std::string provider;
    Ulid method{};
    std::string label;
    Money amount{};
    Date on{};  // the day on which it was prepared
    pos::billing::attempt::State state{pos::billing::attempt::State::prepared};
    std::uint32_t sent{0};
    std::uint32_t asked{0};
    std::optional<Instant> sent_at;
    Instant due{};
    std::string said;
    std::string reference;
    Instant at{};  // when that changed last
    bool operator==(const AttemptRow&) const = default;
};
/// What becomes of the row with that key.
struct AttemptSentRow {
    Ulid attempt{};
    std::uint32_t sent{0};
    Instant sent_at{};
    Instant due{};
    Instant at{};
};
struct AttemptUnclearRow {
    Ulid attempt{};
    pos::billing::attempt::State state{pos::billing::attempt::State::unknown};
    std::uint32_t asked{0};
    std::optional<Instant> sent_at;
    Instant due{};
    std::string said;
    Instant at{};
};
struct AttemptEndedRow {
    Ulid attempt{};
    pos::billing::attempt::State state{pos::billing::attempt::State::paid};
    std::string reference;
    std::string said;
    Instant at{};
};

}  // namespace pos::journal
