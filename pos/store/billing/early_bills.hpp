#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/money.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Accounts that are billed before their period is over.
namespace pos::store::billing {

struct EarlyBill {
    Ulid account{};
    std::int64_t amount_minor{0};  // as soon as unbilled usage comes to so much; 0: never
    bool on_expiry{false};         // as soon as credit has expired
    Instant looked_at{};           // for credit that expired since
    Instant noted_at{};
    std::string noted_by;
};
/// In place of what was said before; one that says neither takes it away. Within the caller's
/// transaction.
db::Result<void> put_early_bill(db::Connection& db, const EarlyBill& rule);

struct EarlyBillRow {
    EarlyBill rule;
    std::string number;  // the account's
    std::string name;
    Currency currency{};
    bool has_expired{false};  // some of its credit, since it was looked at
};
/// By the accounts' numbers.
db::Result<std::vector<EarlyBillRow>> early_bills(db::Connection& db, Instant now);
db::Result<void> note_looked(db::Connection& db, const Ulid& account, Instant at);

/// Up to which batch of usage accounts were looked at; nothing: never.
db::Result<std::optional<std::int64_t>> early_batch(db::Connection& db);
db::Result<void> put_early_batch(db::Connection& db, std::int64_t batch);

}  // namespace pos::store::billing
