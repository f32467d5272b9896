#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pos/money/currency.hpp"
#include "pos/store/office/membership.hpp"

/// What a till itself says of entries that head office has in no takings.
namespace pos::store::office {

struct OwnStretch {
    /// The entries are this till's. Otherwise another copy of it wrote those that the office means.
    bool ours{false};
    std::uint64_t entries{0};
    std::int64_t tickets{0};
    std::int64_t payable_minor{0};  // of the tickets together
    Currency currency{};
    std::string first_number;  // of the tickets; empty: there are none
    std::string last_number;
};
/// `last_hash`: that of entry `last_seq` as the office has it.
Answer<OwnStretch> own_stretch(db::Connection& db, const OwnJournal& journal,
                               std::uint64_t first_seq, std::uint64_t last_seq,
                               const Hash& last_hash);

/// How the journal of that key began.
struct JournalOrigin {
    enum class Kind { first, put_back, replaced };
    Kind kind{Kind::first};
    std::string name;  // "B01-T1b"
    Instant since{};
};
Answer<std::optional<JournalOrigin>> origin_of(db::Connection& db, const journal::PublicKey& key);

}  // namespace pos::store::office
