#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

/// What payers have left at a payment provider to be charged: one an account at a time.
namespace pos::store::billing {

struct PaymentMethod {
    Ulid method{};
    Ulid account{};
    std::string provider;
    std::string token;                // as the provider calls it; never a card's number
    std::string label;                // as people do
    std::optional<Date> valid_until;  // its last day
    bool collects{false};             // invoices that are due are charged
    std::optional<Instant> ended_at;
    Instant noted_at{};
    std::string noted_by;
};

/// The account's one that has not ended.
db::Result<std::optional<PaymentMethod>> payment_method_of(db::Connection& db, const Ulid& account);
/// Those of these accounts that have not ended.
db::Result<std::vector<PaymentMethod>> payment_methods_among(db::Connection& db,
                                                             std::span<const Ulid> accounts);
db::Result<std::optional<PaymentMethod>> payment_method(db::Connection& db, const Ulid& method);
/// Adds it, or puts it in place of the one with its id. Within the caller's transaction.
///
/// requires: of its account no other one that has not ended
db::Result<void> put_payment_method(db::Connection& db, const PaymentMethod& method);

}  // namespace pos::store::billing
