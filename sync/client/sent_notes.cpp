#include "sync/client/sent_notes.hpp"

namespace syncing::client {

using Clock = std::chrono::steady_clock;

pos::store::Answer<void> SentNotes::note(pos::store::db::Connection& db,
                                         const pos::store::office::OwnJournal& journal) {
    kept_.insert_or_assign(journal.number, journal);
    if (written_at_ && Clock::now() - *written_at_ < apart_) return {};
    return write(db);
}

pos::store::Answer<void> SentNotes::write(pos::store::db::Connection& db) {
    while (!kept_.empty()) {
        const auto first = kept_.begin();
        if (auto written = pos::store::office::note_sent(db, first->second); !written) {
            return written;
        }
        kept_.erase(first);
        written_at_ = Clock::now();
    }
    return {};
}

}  // namespace syncing::client
