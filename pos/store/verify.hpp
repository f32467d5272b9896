#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pos/journal/chain.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store {

/// A value in a table that does not follow from the journal.
struct Difference {
    std::string table;
    std::string key;     // "entry 1/42, line 3"
    std::string column;  // empty: the whole row is missing or should not be there
    std::string stored;  // empty if the row is missing
    std::string rebuilt;
    bool operator==(const Difference&) const = default;
};

/// What is wrong with an entry.
enum class EntryFault : std::uint8_t {
    chain,            // `chain` says what; nothing behind it in this journal can be vouched for
    payload,          // its bytes say nothing, although the chain holds
    not_projected,    // `project` says what: its rows cannot follow from it
    number,           // a receipt's or Z report's number is not the next one
    journal_unknown,  // its journal has no row
};
struct EntryFinding {
    std::string journal;  // ULID; the number in this database if it has no row
    std::uint64_t seq{0};
    EntryFault fault{EntryFault::chain};
    std::optional<journal::ChainFault> chain;
    std::optional<journal::ProjectError> project;
    bool operator==(const EntryFinding&) const = default;
};

/// One journal that was walked.
struct VerifiedJournal {
    Ulid journal{};
    std::string name;  // "B01-T1"
    std::uint64_t entries{0};
    std::uint64_t not_understood{0};  // written by a newer program; the chain holds for them too
    std::uint64_t parked{0};          // at head office: kept, but no rows follow from them yet
    journal::Head head;               // up to here the chain holds
};

/// How many differences are named where nobody says.
inline constexpr std::size_t kDifferencesNamed = 100;

struct VerifyReport {
    std::vector<VerifiedJournal> journals;
    std::vector<EntryFinding> entries;
    std::vector<Difference> differences;  // the first of them
    std::uint64_t differences_total{0};
    std::vector<std::string> attachments;  // hashes of those whose bytes are not what was sealed
    std::vector<std::string> pages;        // SQLite's own findings about the file

    /// Counts it, and names it unless enough are.
    void add(Difference difference) {
        ++differences_total;
        if (differences.size() < kDifferencesNamed) differences.push_back(std::move(difference));
    }
    bool is_good() const {
        return entries.empty() && differences_total == 0 && attachments.empty() && pages.empty();
    }
};

struct VerifyOptions {
    bool pages{true};  // SQLite: every page and index of the file
    std::size_t differences_max{kDifferencesNamed};
};

struct VerifyProgress {
    std::uint64_t entries_done{0};
    std::uint64_t entries_total{0};
};
/// False stops the work, which then answers `cancelled`.
using OnVerify = db::FunctionRef<bool(const VerifyProgress&)>;

/// Walks every journal, rebuilds all that follows from it in a scratch database by the same
/// projectors, and names what is different here. Of one moment, while selling goes on.
///
/// threads: that of the connection, which is busy until the end
Answer<VerifyReport> verify(db::Connection& db, const VerifyOptions& options, OnVerify on_progress);

}  // namespace pos::store
