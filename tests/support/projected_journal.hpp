#pragma once

#include <expected>

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "tests/support/memory_projection.hpp"
#include "tests/support/sample_events.hpp"

namespace test {

/// A journal whose events are projected into memory as they are appended, without hashes.
class ProjectedJournal {
public:
    explicit ProjectedJournal(const pos::Ulid& journal = id(99)) : journal_{journal} {}

    std::expected<void, pos::journal::ProjectError> append(const pos::journal::Event& event) {
        const auto encoded = pos::journal::encode(event);
        const pos::journal::Entry entry{journal_,        ++seq_, time(), encoded.kind,
                                        encoded.version, {},     {},     {}};
        return pos::journal::project(entry, event, rows, rows);
    }
    /// When the last event was appended.
    pos::Instant time() const {
        return {1'795'000'000'000 + 1000 * static_cast<std::int64_t>(seq_)};
    }
    std::uint64_t seq() const { return seq_; }
    const pos::Ulid& journal() const { return journal_; }

    MemoryProjection rows;

private:
    pos::Ulid journal_;
    std::uint64_t seq_ = 0;
};

}  // namespace test
