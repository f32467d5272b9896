#pragma once

#include <expected>
#include <variant>

#include "pos/store/office/take_in.hpp"
#include "pos/store/office/terminals.hpp"
#include "sync/wire/batch.hpp"

namespace syncing::server {

/// Why nothing was kept of a batch: what it is, or the database.
using IngestError = std::variant<wire::Refusal, pos::store::StoreError>;

/// Checks a batch and takes it in, however it came here: over the network or in a file.
///
/// requires: `sender` is welcome; no open transaction on `db`
/// ensures:  on success everything of it is durable
std::expected<pos::store::office::Receipt, IngestError> ingest(
    pos::store::db::Connection& db, const pos::store::office::Terminal& sender,
    const pos::journal::PublicKey& signed_with, pos::BytesView bytes, pos::Instant now);

}  // namespace syncing::server
