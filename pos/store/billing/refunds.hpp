#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

/// Money that went out, told apart: what was paid back to a customer, and payments that bounced.
namespace pos::store::billing {

/// Says of an entry of the books' journal by which money goes out that it is paid back, within its
/// transaction. `external_id` is what whoever pays it calls it; it may be of several entries.
db::Result<void> note_refund(db::Connection& db, std::int64_t entry, std::string_view external_id);

/// What was paid back under one external id.
struct NotedRefund {
    Ulid account{};
    std::int64_t amount_minor{0};
};
db::Result<std::optional<NotedRefund>> refund_of_external_id(db::Connection& db,
                                                             std::string_view id);

/// How much of a payment or a credit note was paid back.
db::Result<std::int64_t> refunded_minor(db::Connection& db, const Ulid& about);

/// For queries of payments, which they call "p": whether one bounced or was undone.
std::string_view returned_sql();
/// Whether a payment bounced or was undone. One that was paid back was not.
db::Result<bool> was_returned(db::Connection& db, const Ulid& payment);

}  // namespace pos::store::billing
