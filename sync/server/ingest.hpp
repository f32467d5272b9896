#pragma once

#include <expected>
#include <mutex>
#include <variant>

#include "pos/store/office/take_in.hpp"
#include "pos/store/office/terminals.hpp"
#include "sync/wire/batch.hpp"

namespace syncing::server {

/// Why nothing was kept of a batch: what it is, or the database.
using IngestError = std::variant<wire::Refusal, pos::store::StoreError>;

/// Checks batches and takes them in, however they came here: over the network or in a file.
///
/// threads: any, each with a connection of its own; batches are checked side by side
class Ingest {
public:
    /// requires: `sender` is welcome; no open transaction on `db`
    /// ensures:  on success everything of it is durable
    std::expected<pos::store::office::Receipt, IngestError> take(
        pos::store::db::Connection& db, const pos::store::office::Terminal& sender,
        const pos::journal::PublicKey& signed_with, pos::BytesView bytes, pos::Instant now);

private:
    /// A file is written by one at a time, and SQLite itself lets the others sleep and ask again:
    /// here the next is woken at once. Other processes still wait there.
    std::mutex file_;
};

}  // namespace syncing::server
