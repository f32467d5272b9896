#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/core/may_write.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/office/journal_file.hpp"
#include "app/core/office/own_till.hpp"
#include "pos/store/office/outside_entries.hpp"
#include "sync/client/office_client.hpp"
#include "sync/wire/journal_file.hpp"

namespace app::core {

namespace {

namespace fs = std::filesystem;
namespace office = pos::store::office;
namespace wire = syncing::wire;
using pos::journal::Head;
using Entries = std::vector<pos::journal::SealedEntry>;
using Read = std::function<pos::store::Answer<Entries>(std::uint64_t, const office::Portion&)>;

std::unexpected<Failure> cannot_write(const std::string& file, int code) {
    return std::unexpected{
        Failure{FailureKind::environment,
                fmt::format("{} cannot be written: {}", file, std::strerror(code)), Why::other,
                code == ENOSPC ? "disk_full" : "cannot_write"}};
}

/// A new file at that path, for this user alone: what was sold, and to whom, is in it.
int make_private_file(const std::string& path) {
    ::unlink(path.c_str());  // of an export that was cut off
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) ::close(file);
    return file < 0 ? errno : 0;
}

/// What was done to a file or folder outlives a power cut; else the error's number.
int sync_to_disk(const std::string& path) {
    const int open = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int failed = open < 0 || ::fsync(open) != 0 ? errno : 0;
    if (open >= 0) ::close(open);
    return failed;
}

/// A file that takes its name once it is whole and on the disk.
class Part {
public:
    Part(const std::string& file, const pos::journal::SigningKey& key)
        : file_{file},
          part_{file + ".part"},
          key_{key},
          made_{make_private_file(part_)},
          out_{part_, std::ios::binary | std::ios::trunc},
          writer_{out_, key.public_key()} {}
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    ~Part() {
        std::error_code ignored;
        if (!kept_) fs::remove(part_, ignored);
    }

    /// A journal's entries behind `after`, until there are no more.
    Outcome<void> add(wire::Place place, const Read& read);
    Outcome<Exported> keep();

private:
    std::string file_;
    std::string part_;
    const pos::journal::SigningKey& key_;
    int made_{0};  // why it could not be made
    std::ofstream out_;
    wire::JournalFileWriter writer_;
    Exported done_;
    bool kept_{false};
};

Outcome<void> Part::add(wire::Place place, const Read& read) {
    if (made_ != 0) return cannot_write(file_, made_);
    ExportedJournal journal{place.journal, place.after.seq + 1, place.after.seq, 0};
    for (;;) {
        const auto entries = read(
            place.after.seq,
            {.entries_max = wire::kEntriesMax, .bytes_max = syncing::client::PortionSize::kMost});
        if (!entries) return std::unexpected{failure(entries.error())};
        if (entries->empty()) break;
        const auto batch = wire::write_what_fits(place, *entries, key_);
        if (!batch) {
            return refuse(fmt::format("Entry {} of journal {} is larger than a batch may be.",
                                      entries->front().entry.seq, to_string(place.journal)));
        }
        writer_.add(batch->bytes);
        if (!out_) return cannot_write(file_, errno);
        const auto& last = (*entries)[batch->count - 1].entry;
        place.after = {last.seq, last.hash};
        journal.last_seq = last.seq;
        journal.entries += batch->count;
    }
    if (journal.entries > 0) done_.journals.push_back(journal);
    return {};
}

Outcome<Exported> Part::keep() {
    if (made_ != 0) return cannot_write(file_, made_);
    writer_.finish();
    out_.flush();
    done_.bytes = static_cast<std::uint64_t>(out_.tellp());
    done_.batches = writer_.batches();
    if (!out_) return cannot_write(file_, errno);
    out_.close();
    if (const int failed = sync_to_disk(part_); failed != 0) return cannot_write(file_, failed);
    std::error_code error;
    fs::rename(part_, file_, error);
    if (error) return cannot_write(file_, error.value());
    kept_ = true;
    const fs::path folder = fs::path{file_}.parent_path();
    if (const int failed = sync_to_disk(folder.empty() ? "." : folder.string()); failed != 0) {
        return cannot_write(file_, failed);
    }
    return std::move(done_);
}

Outcome<void> check_free(const JournalExport& what) {
    if (auto may = may_write(what.file); !may) return may;
    if (what.replace || !fs::exists(what.file)) return {};
    return refuse(what.file + " exists already. Choose another name, or say --replace.");
}

Outcome<std::vector<office::OwnJournal>> chosen(pos::store::db::Connection& db,
                                                const JournalExport& what) {
    auto journals = office::own_journals(db);
    if (!journals) return std::unexpected{failure(journals.error())};
    if (what.journal) {
        std::erase_if(*journals, [&](const auto& j) { return j.journal != *what.journal; });
        if (journals->empty()) {
            return refuse("This till has no journal " + to_string(*what.journal) + '.');
        }
    }
    if (what.after > 0 && journals->size() > 1) {
        std::string known;
        for (const auto& journal : *journals) known += ' ' + to_string(journal.journal);
        return misuse("This till has several journals. Say --journal beside --after:" + known);
    }
    return std::move(*journals);
}

}  // namespace

Outcome<Exported> export_journal(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const JournalExport& what) {
    if (auto is_free = check_free(what); !is_free) return std::unexpected{is_free.error()};
    auto db = open_till_database(where);
    if (!db) return std::unexpected{db.error()};
    const auto is_office = office::read_office(**db);
    if (!is_office) return std::unexpected{failure(is_office.error())};
    if (*is_office) {
        return refuse(shown_database(where) +
                      " is a head office's. What it keeps beside its books is exported with "
                      "--outside.");
    }
    const auto till = read_own_till(std::move(*db), where, store_options);
    if (!till) return std::unexpected{till.error()};
    const auto journals = chosen(*till->db, what);
    if (!journals) return std::unexpected{journals.error()};
    Part part{what.file, *till->key};
    for (const office::OwnJournal& journal : *journals) {
        const auto hash = office::hash_at(*till->db, journal, what.after);
        if (!hash) return std::unexpected{failure(hash.error())};
        if (!*hash || what.after >= journal.last_seq) {
            return refuse(fmt::format("Nothing is behind entry {}: journal {} ends at {}.",
                                      what.after, to_string(journal.journal), journal.last_seq));
        }
        auto added = part.add({journal.journal, journal.public_key, Head{what.after, **hash}},
                              [&](std::uint64_t after, const office::Portion& portion) {
                                  return office::entries_behind(*till->db, journal, after, portion);
                              });
        if (!added) return std::unexpected{added.error()};
    }
    return part.keep();
}

Outcome<Exported> export_outside(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const JournalExport& what) {
    if (auto is_free = check_free(what); !is_free) return std::unexpected{is_free.error()};
    const auto opened = open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    auto& db = *opened->db;
    const auto key = load_own_key(where, store_options);
    if (!key) return std::unexpected{key.error()};
    auto runs = office::outside_runs(db);
    if (!runs) return std::unexpected{failure(runs.error())};
    std::erase_if(*runs, [&](const auto& r) { return what.journal && r.journal != *what.journal; });
    if (runs->empty()) return refuse("Everything that came is in the books: nothing is written.");
    Part part{what.file, *key};
    for (const office::OutsideRun& run : *runs) {
        auto added = part.add({run.journal, run.journal_key, run.after},
                              [&](std::uint64_t after, const office::Portion& portion) {
                                  return office::entries_of(db, run, after, portion);
                              });
        if (!added) return std::unexpected{added.error()};
    }
    return part.keep();
}

Outcome<Exported> export_stretches(const std::string& where,
                                   const pos::store::StoreOptions& store_options,
                                   std::span<const Stretch> stretches, const JournalExport& what) {
    if (auto is_free = check_free(what); !is_free) return std::unexpected{is_free.error()};
    auto db = open_till_database(where);
    if (!db) return std::unexpected{db.error()};
    const auto till = read_own_till(std::move(*db), where, store_options);
    if (!till) return std::unexpected{till.error()};
    const auto journals = office::own_journals(*till->db);
    if (!journals) return std::unexpected{failure(journals.error())};
    Part part{what.file, *till->key};
    for (const Stretch& stretch : stretches) {
        const auto own =
            std::ranges::find(*journals, stretch.journal, &office::OwnJournal::journal);
        if (own == journals->end() || stretch.first_seq == 0) continue;
        const auto before = office::hash_at(*till->db, *own, stretch.first_seq - 1);
        if (!before) return std::unexpected{failure(before.error())};
        if (!*before) continue;
        const auto read = [&](std::uint64_t after,
                              office::Portion portion) -> pos::store::Answer<Entries> {
            if (after >= stretch.last_seq) return Entries{};
            portion.entries_max =
                std::min<std::size_t>(portion.entries_max, stretch.last_seq - after);
            return office::entries_behind(*till->db, *own, after, portion);
        };
        auto added =
            part.add({own->journal, own->public_key, Head{stretch.first_seq - 1, **before}}, read);
        if (!added) return std::unexpected{added.error()};
    }
    return part.keep();
}

}  // namespace app::core
