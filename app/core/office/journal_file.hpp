#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/base/ulid.hpp"

/// A till's journal carried to head office in a file: the same signed batches, the same way in.
namespace app::core {

/// What is written into a file, and where to.
struct JournalExport {
    std::string file;
    bool replace{false};
    std::optional<pos::Ulid> journal;  // else all of them
    std::uint64_t after{0};            // of one journal: from the entry behind this one on
};

/// One journal's part in a file.
struct ExportedJournal {
    pos::Ulid journal{};
    std::uint64_t first_seq{0};
    std::uint64_t last_seq{0};
    std::uint64_t entries{0};
};
struct Exported {
    std::vector<ExportedJournal> journals;  // in the file's order; of an office one a stretch
    std::uint64_t batches{0};
    std::uint64_t bytes{0};
};

/// Writes what a till would send, beside its window.
///
/// ensures: the file is whole and on the disk, or not there
/// errors:  a file that is there already, no such journal, nothing behind `after`
Outcome<Exported> export_journal(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const JournalExport& what);

/// Writes what head office keeps beside its books, or has in them without rows, signed by itself.
Outcome<Exported> export_outside(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const JournalExport& what);

/// Entries of one of the till's journals that follow each other.
struct Stretch {
    pos::Ulid journal{};
    std::uint64_t first_seq{0};
    std::uint64_t last_seq{0};
};
/// At a till: writes those entries alone, signed by it, as head office may be given them again.
///
/// errors: as export_journal; a stretch that the till does not have is left out
Outcome<Exported> export_stretches(const std::string& where,
                                   const pos::store::StoreOptions& store_options,
                                   std::span<const Stretch> stretches, const JournalExport& what);

/// What became of one journal of a file.
struct ImportedJournal {
    enum class Fate { taken, elsewhere, other_key, other_terminal, unknown };
    pos::Ulid journal{};
    std::string branch;
    std::string terminal;
    Fate fate{Fate::taken};
    std::uint64_t wanted_after{0};  // of elsewhere: where the office wants it from
    std::uint64_t added{0};
    std::uint64_t again{0};
    std::uint64_t set_aside{0};
    std::uint64_t parked{0};  // of those added
};

struct JournalImport {
    std::string file;
    std::string code;  // with which the till that signed it joins, if it has not; may be empty
};

/// Takes a file in, exactly as if its batches had come over the network. The file is looked through
/// first: of a damaged one nothing is taken. It may be given again at any time.
///
/// errors: no file, a foreign or damaged one, a sender that is not welcome, the database; what was
///         taken until then stays
Outcome<std::vector<ImportedJournal>> import_journal(const std::string& where,
                                                     const JournalImport& what, pos::Instant now,
                                                     pos::Random& random);

}  // namespace app::core
