#include "sync/client/drain.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "sync/wire/batch.hpp"

namespace syncing::client {

namespace {

namespace office = pos::store::office;
using pos::journal::SealedEntry;

/// One journal on its way.
class Draining {
public:
    Draining(pos::store::db::Connection& db, OfficeClient& office,
             const pos::journal::SigningKey& key, SentNotes& notes, office::OwnJournal& journal,
             Drained& done)
        : db_{db},
          office_{office},
          key_{key},
          notes_{notes},
          journal_{journal},
          noted_{journal},
          done_{done} {}

    Outcome<void> run();
    /// Asks again what has become of it.
    Outcome<void> look_again();

private:
    /// Goes to where the office stands, if that is a place of this journal's.
    Outcome<bool> settle(const wire::JournalAnswer& answer);
    Outcome<wire::JournalAnswer> send(std::span<const SealedEntry> entries, std::size_t& count);
    Outcome<void> note();
    void count(const wire::JournalAnswer& answer) {
        journal_.parked = answer.parked_total;
        journal_.set_aside = answer.set_aside_total;
        journal_.resubmitted = answer.resubmitted_total;
    }

    pos::store::db::Connection& db_;
    OfficeClient& office_;
    const pos::journal::SigningKey& key_;
    SentNotes& notes_;
    office::OwnJournal& journal_;
    office::OwnJournal noted_;  // as it was last told to the notes
    Drained& done_;

    bool is_written() const { return journal_.public_key == key_.public_key(); }
};

Outcome<bool> Draining::settle(const wire::JournalAnswer& answer) {
    const bool lost = answer.set_aside_total + answer.resubmitted_total <
                      journal_.set_aside + journal_.resubmitted;
    count(answer);
    // What was sold since this began may have been sent by another process of this till.
    const auto hash = office::hash_at(db_, journal_, answer.head.seq);
    if (!hash) return trouble(hash.error());
    if (*hash == answer.head.hash) {
        if (answer.head.seq > journal_.last_seq) return false;
        if (journal_.sent == answer.head) return false;
        journal_.sent = answer.head;
        return true;
    }
    if (is_written()) done_.parted = true;
    // We are a copy. An office that was restored may lack some of what it had set aside of us, and
    // its head does not say how much: it is asked to look at everything.
    if (lost) journal_.sent = pos::journal::genesis(journal_.journal, journal_.public_key);
    return lost;
}

/// As many of the entries as a batch holds; `count` says how many.
Outcome<wire::JournalAnswer> Draining::send(std::span<const SealedEntry> entries,
                                            std::size_t& count) {
    const wire::Place place{journal_.journal, journal_.public_key, journal_.sent};
    const auto batch = wire::write_what_fits(place, entries, key_);
    if (!batch) {
        return trouble(Trouble::Kind::refused,
                       "An entry is too large to be sent. Tell the maker of this program.");
    }
    count = batch->count;
    return office_.send(batch->bytes);
}

Outcome<void> Draining::note() {
    if (journal_ == noted_) return {};
    if (auto noted = notes_.note(db_, journal_); !noted) return trouble(noted.error());
    noted_ = journal_;
    return {};
}

Outcome<void> Draining::look_again() {
    const auto standing = office_.standing(journal_, {});
    if (!standing) return std::unexpected{standing.error()};
    count(*standing);
    return note();
}

Outcome<void> Draining::run() {
    const auto last = office::hash_at(db_, journal_, journal_.last_seq);
    if (!last) return trouble(last.error());
    const auto standing = office_.standing(journal_, last->value_or(pos::Hash{}));
    if (!standing) return std::unexpected{standing.error()};
    if (auto settled = settle(*standing); !settled) return std::unexpected{settled.error()};
    bool from_the_beginning = false;
    while (journal_.to_send() > 0) {
        const auto entries = office::entries_behind(
            db_, journal_, journal_.sent.seq,
            {.entries_max = wire::kEntriesMax, .bytes_max = office_.portion().bytes()});
        if (!entries) return trouble(entries.error());
        if (entries->empty()) break;
        std::size_t count = 0;
        const auto answer = send(*entries, count);
        if (!answer) return std::unexpected{answer.error()};
        done_.sent += count;
        if (answer->reception == wire::JournalAnswer::Reception::elsewhere) {
            const auto settled = settle(*answer);
            if (!settled) return std::unexpected{settled.error()};
            if (*settled) continue;
            if (from_the_beginning) {
                return trouble(Trouble::Kind::refused,
                               "The head office does not say from where it wants this till's "
                               "books. Tell whoever runs it.");
            }
            from_the_beginning = true;
            journal_.sent = pos::journal::genesis(journal_.journal, journal_.public_key);
            continue;
        }
        done_.acknowledged += count;
        this->count(*answer);
        if (answer->reception == wire::JournalAnswer::Reception::set_aside && is_written()) {
            done_.parted = true;
        }
        const auto& end = (*entries)[count - 1].entry;
        journal_.sent = {end.seq, end.hash};
        if (auto noted = note(); !noted) return noted;
    }
    return note();
}

void add_up(const std::vector<office::OwnJournal>& journals, Drained& done) {
    done.to_send = done.parked = done.set_aside = 0;
    for (const auto& journal : journals) {
        done.to_send += journal.to_send();
        done.parked += journal.parked;
        done.set_aside += journal.set_aside;
    }
}

Outcome<void> drain_all(pos::store::db::Connection& db, OfficeClient& office,
                        const pos::journal::SigningKey& key, SentNotes& notes, Drained& done) {
    auto journals = office::own_journals(db);
    if (!journals) return trouble(journals.error());
    add_up(*journals, done);
    done.parted = false;
    std::optional<Trouble> refused;
    for (office::OwnJournal& journal : *journals) {
        auto drained = Draining{db, office, key, notes, journal, done}.run();
        add_up(*journals, done);
        if (drained) continue;
        // That the office takes nothing of one journal says nothing of those behind it.
        if (drained.error().kind != Trouble::Kind::refused) return drained;
        if (!refused) refused = std::move(drained.error());
    }
    // A later journal brings into the books what was set aside of an earlier one.
    for (office::OwnJournal& journal : *journals) {
        if (refused || done.sent == 0 || journal.set_aside == 0) continue;
        if (auto looked = Draining{db, office, key, notes, journal, done}.look_again(); !looked) {
            return looked;
        }
        add_up(*journals, done);
    }
    if (refused) return std::unexpected{std::move(*refused)};
    return {};
}

}  // namespace

Outcome<void> drain(pos::store::db::Connection& db, OfficeClient& office,
                    const pos::journal::SigningKey& key, SentNotes& notes, Drained& done) {
    auto drained = drain_all(db, office, key, notes, done);
    // Nobody may come by soon.
    if (!drained) (void)notes.write(db);
    return drained;
}

Outcome<Drained> left_to_send(pos::store::db::Connection& db) {
    const auto journals = office::own_journals(db);
    if (!journals) return trouble(journals.error());
    Drained left;
    add_up(*journals, left);
    return left;
}

}  // namespace syncing::client
