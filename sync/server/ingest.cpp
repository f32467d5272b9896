#include "sync/server/ingest.hpp"

#include <utility>

namespace syncing::server {

std::expected<pos::store::office::Receipt, IngestError> Ingest::take(
    pos::store::db::Connection& db, const pos::store::office::Terminal& sender,
    const pos::journal::PublicKey& signed_with, pos::BytesView bytes, pos::Instant now) {
    const auto batch = wire::read_batch(bytes, signed_with);
    if (!batch) return std::unexpected{IngestError{batch.error()}};
    std::unique_lock turn{file_, std::defer_lock};
    if (db.engine() == pos::store::db::Engine::sqlite) turn.lock();
    auto receipt = pos::store::office::take_in(
        db,
        {sender.terminal, sender.branch, sender.code, batch->place.journal,
         batch->place.journal_key, batch->place.after, batch->entries},
        now);
    if (!receipt) return std::unexpected{IngestError{std::move(receipt.error())}};
    return *receipt;
}

}  // namespace syncing::server
