#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/journal/chain.hpp"
#include "pos/journal/codec.hpp"
#include "sync/wire/batch.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// A journal with one of each event, as it stands on a till.
struct SampleJournal {
    pos::journal::SigningKey key;
    syncing::wire::Place place;  // at its beginning
    std::vector<pos::journal::SealedEntry> entries;
};

inline void append(SampleJournal& journal, pos::journal::EncodedEvent event) {
    const auto head = journal.entries.empty()
                          ? journal.place.after
                          : pos::journal::Head{journal.entries.back().entry.seq,
                                               journal.entries.back().entry.hash};
    const pos::Instant at{1'795'354'300'000 + static_cast<std::int64_t>(head.seq) * 1'000};
    journal.entries.push_back(
        {pos::journal::next_entry(journal.place.journal, head, at, std::move(event), journal.key),
         {}});
}

inline SampleJournal empty_journal(std::uint64_t seed = 1) {
    SeededRandom random{seed};
    SampleJournal journal{pos::journal::SigningKey::generate(random), {}, {}};
    journal.place.journal = id(99);
    journal.place.journal_key = journal.key.public_key();
    journal.place.after = pos::journal::genesis(journal.place.journal, journal.place.journal_key);
    return journal;
}

/// Whether tills write such events: head office alone decides of customers and billing.
inline bool written_by_tills(pos::journal::EventKind kind) {
    using pos::journal::EventKind;
    return kind < EventKind::customer_edited;
}

/// With personal data beside its second entry.
inline SampleJournal sample_journal() {
    SampleJournal journal = empty_journal();
    for (const auto& event : sample_events()) {
        if (!written_by_tills(pos::journal::kind_of(event))) continue;
        append(journal, pos::journal::encode(event));
    }
    SeededRandom random{2};
    for (const std::string_view person : {"Otto M.", "+49 170 0000000"}) {
        const auto view = pos::as_bytes(person);
        journal.entries[1].attachments.push_back(
            pos::journal::seal({view.begin(), view.end()}, random).attachment);
    }
    return journal;
}

/// The two entries of the worked example in sync/wire/README.md.
inline SampleJournal worked_example() {
    SampleJournal journal = empty_journal();
    append(journal, {1, 1, {std::byte{0xca}, std::byte{0xfe}}});
    append(journal, {20, 1, {std::byte{0xbe}}});
    return journal;
}

}  // namespace test
