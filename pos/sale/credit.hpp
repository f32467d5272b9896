#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/wallet/lease.hpp"
#include "pos/journal/events/lease.hpp"
#include "pos/money/money.hpp"

namespace pos::sale {

using journal::kCreditTender;

/// A lease of this till's, less what was spent of it.
struct HeldCredit {
    Ulid lease{};
    billing::wallet::HeldLease held;
    bool operator==(const HeldCredit&) const = default;
};

/// How a sale was paid with credit whose goods may come back, less what came back of it.
struct CreditPaid {
    Ulid sale{};
    Ulid account{};
    std::string account_number;
    std::vector<journal::CreditPart> parts;
    bool operator==(const CreditPaid&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & account & account_number & parts;
    }
};

/// What is there to give back.
///
/// units: minor units of the sale's currency
std::int64_t paid_minor(const CreditPaid& paid);

/// So much of it, with the sign of money that goes back.
///
/// requires: 0 < minor <= paid_minor(paid)
std::vector<journal::CreditPart> credit_back(const CreditPaid& paid, Money amount);

/// So much of these leases.
///
/// errors: those of billing::wallet::spend()
std::expected<std::vector<journal::CreditPart>, billing::wallet::LeaseRefusal> credit_spent(
    const std::vector<HeldCredit>& leases, Money amount, Instant at);

}  // namespace pos::sale
