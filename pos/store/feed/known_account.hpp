#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pos/store/feed/account_content.hpp"
#include "pos/store/feed/metered_content.hpp"
#include "pos/store/feed/transfer_content.hpp"

namespace pos::store::feed {

/// A counter as a till knows it: what was read here counts, if nobody has read it since.
struct KnownCounter {
    ToldCounter told;
    bool noted_here{false};  // the figure is this till's, and the office has not told of it
    bool operator==(const KnownCounter&) const = default;
};

/// Credit of an account's that this till may spend by itself, less what it spent of it.
struct KnownLease {
    Ulid lease{};
    Money amount{};  // as it was granted
    Money left{};
    Money floor_left{};  // above that
    std::optional<Instant> expires;
    bool until_close{false};
    bool operator==(const KnownLease&) const = default;
};

/// An account as a till may show it: less what was taken here since the office told of it.
struct KnownAccount {
    Ulid account{};
    std::string number;
    std::string customer;  // number; empty: not known here
    std::string name;
    std::string city;
    std::string phone;
    Money ahead{};
    std::vector<ToldBill> bills;  // open ones by their due days, then those paid last
    Money taken_here{};           // that the office has not told of yet
    std::vector<KnownCounter> counters;
    bool has_credit{false};  // or had some
    std::vector<ToldLot> lots;
    std::int64_t bought_here_minor{0};  // credit that the office has not told of yet

    std::vector<KnownLease> leases;  // by what expires first

    std::vector<ToldTransfer> transfers;  // of its bills, those that are to be transferred
    std::optional<PayeeContent> payee;    // to whom; the office may have told of nobody

    Money open() const;                 // of all bills
    Money credit_at(Instant at) const;  // that may be spent then
    Money leased_at(Instant at) const;  // that this till may spend by itself then
    bool operator==(const KnownAccount&) const = default;
};

}  // namespace pos::store::feed
