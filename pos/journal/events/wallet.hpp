#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/journal/events/place.hpp"

/// Prepaid credit: money that stands ready to pay an account's documents, in lots.
namespace pos::journal {

enum class LotKind : std::uint8_t {
    paid = 1,         // the customer owes it from the moment it is granted, or has paid it
    promotional = 2,  // given
};
constexpr bool in_range(LotKind kind) {
    return kind == LotKind::paid || kind == LotKind::promotional;
}

/// A lot begins. One that was rolled over names the lot it was left of: it moves no money.
struct WalletGranted {
    Ulid lot{};
    When when;
    Actor user;
    Ulid account{};
    LotKind kind{LotKind::paid};
    Money amount{};
    std::int64_t priority{0};  // lower ones are used up first
    Instant effective{};
    std::optional<Instant> expires;
    std::vector<std::string> scope;  // codes of charges that it pays; empty: whatever is owed
    Money rollover_most{};           // so much of what is left at its expiry goes on
    std::optional<Ulid> from;        // the lot that it was rolled over from
    Date due_on{};                   // of paid: when the money is due
    std::string external_id;         // of whoever grants; unique if not empty
    std::string note;
    bool operator==(const WalletGranted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lot & when & user & account & kind & amount & priority & effective & expires;
        archive & scope & rollover_most & from & due_on & external_id & note;
    }
};

/// What a lot pays of a document; below zero what comes back to it, where that was on account.
struct LotSpent {
    Ulid lot{};
    Money amount{};
    bool operator==(const LotSpent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lot & amount;
    }
};
struct WalletSpent {
    When when;
    Actor user;
    Ulid account{};
    Ulid document{};
    std::vector<LotSpent> spent;
    bool operator==(const WalletSpent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & document & spent;
    }
};

enum class LotEnd : std::uint8_t { expired = 1, voided = 2 };
constexpr bool in_range(LotEnd end) {
    return end == LotEnd::expired || end == LotEnd::voided;
}

/// A lot ends with what was left of it.
struct WalletEnded {
    When when;
    Actor user;
    Ulid account{};
    Ulid lot{};
    LotKind kind{LotKind::paid};
    LotEnd end{LotEnd::expired};
    Instant at{};         // from when on it counts no more
    Money lost{};         // given up; what was paid of a voided one is the customer's again
    Money rolled_over{};  // goes on in another lot
    std::string reason;
    bool operator==(const WalletEnded&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & lot & kind & end & at & lost & rolled_over & reason;
    }
};

}  // namespace pos::journal
