#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/journal/events/wallet.hpp"

/// Credit that one till may spend while it hears of nobody: a lease. It leaves the wallet before
/// the till is told of it, and what the till does with it comes in its own journal.
namespace pos::journal {

// ---- Head office's ----

/// So much of an account's credit is one till's alone from now on.
///
/// ensures: sum(lots.amount) == amount
struct LeaseGranted {
    Ulid lease{};
    When when;
    Actor user;
    Ulid account{};
    Ulid terminal{};
    std::string branch;
    std::string till;  // "T1"
    Money amount{};    // > 0
    Money floor{};     // so much above it the merchant risks
    std::optional<Instant> expires;
    bool until_close{false};  // the till gives back what is left at the close of its day
    std::string external_id;  // of whoever grants; unique if not empty
    std::vector<LotSpent> lots;
    std::string note;
    bool operator==(const LeaseGranted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lease & when & user & account & terminal & branch & till & amount & floor;
        archive & expires & until_close & external_id & lots & note;
    }
};

/// What happens to a lease. Stored: never changed.
enum class LeaseMove : std::uint8_t {
    granted = 1,
    spent = 2,       // at the till
    given_back = 3,  // goods that it paid for came back
    returned = 4,    // to the wallet
};
constexpr bool in_range(LeaseMove move) {
    return move >= LeaseMove::granted && move <= LeaseMove::returned;
}

/// What a till said of a lease, or a clerk for it, in the books. `beyond` is what the lease does
/// not hold: it comes out of the wallet, or goes back there.
struct LeaseBooked {
    Ulid lease{};
    When when;
    Actor user;
    Ulid account{};
    LeaseMove move{LeaseMove::spent};
    Ulid sale{};         // that was paid; zero: none
    std::string number;  // of its receipt
    std::vector<LotSpent> lots;
    std::vector<LotSpent> beyond;
    bool ends{false};  // nothing more is to come of it
    std::string reason;
    bool operator==(const LeaseBooked&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lease & when & user & account & move & sale & number & lots & beyond & ends;
        archive & reason;
    }
};

// ---- Tills' ----

/// What a payment with leased credit is called in records; no shop has it among its own tenders.
inline constexpr std::string_view kCreditTender = "credit";

/// What one lease paid of a sale: of what was leased, and above it. Negative where goods came back.
struct CreditPart {
    Ulid lease{};
    Money amount{};
    Money over{};
    bool operator==(const CreditPart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lease & amount & over;
    }
};

/// A payment of a ticket with leased credit; it stands behind the ticket, in the same transaction.
struct CreditUsed {
    Ulid sale{};             // the ticket
    std::optional<Ulid> of;  // whose goods came back on it, paid for with this credit
    When when;
    Actor cashier;
    Ulid account{};
    std::string account_number;
    Instant known_at{};  // as of when the till knew its leases
    std::vector<CreditPart> parts;
    Money left{};  // leased and unspent afterwards
    bool operator==(const CreditUsed&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & of & when & cashier & account & account_number & known_at & parts & left;
    }
    /// What was paid.
    Money total() const {
        Money sum = zero(left.currency);
        for (const CreditPart& part : parts) sum += part.amount + part.over;
        return sum;
    }
};

/// A till spends nothing of these leases any more; what is left of each is the wallet's again.
struct GivenUpLease {
    Ulid lease{};
    Ulid account{};
    Money left{};
    bool operator==(const GivenUpLease&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lease & account & left;
    }
};
struct CreditGivenUp {
    When when;
    Actor user;
    std::vector<GivenUpLease> leases;
    bool operator==(const CreditGivenUp&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & leases;
    }
};

}  // namespace pos::journal
