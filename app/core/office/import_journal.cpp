#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "app/core/office/head_office.hpp"
#include "app/core/office/journal_file.hpp"
#include "pos/journal/codec.hpp"
#include "pos/money/currency.hpp"
#include "sync/server/ingest.hpp"
#include "sync/server/service.hpp"
#include "sync/wire/batch.hpp"
#include "sync/wire/journal_file.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;
namespace wire = syncing::wire;
using Fate = ImportedJournal::Fate;

std::string words_of(const wire::FileError& error) {
    using wire::FileDefect;
    switch (error.defect) {
        case FileDefect::not_a_journal_file:
            return "it is no journal file. Make one at the till: counterfoil journal export";
        case FileDefect::newer_version:
            return "it was written by a newer program. Upgrade the head office, and import it then";
        case FileDefect::reserved_bytes:
            return "its header has bytes that no program of ours writes";
        case FileDefect::batch_too_large:
            return "it is larger than a batch may be";
        case FileDefect::cut_off:
            return "the file ends too early";
        case FileDefect::batches_differ:
            return "the file's end names another number of batches than lie before it";
        case FileDefect::trailing_bytes:
            return "something lies behind the file's end";
        case FileDefect::batch_refused:
            break;
    }
    switch (error.refusal.value_or(wire::Refusal::not_a_batch)) {
        case wire::Refusal::wrong_signature:
            return "it was not signed by the till that the file names, or was changed since";
        case wire::Refusal::newer_version:
            return "it was written by a newer program. Upgrade the head office, and import it then";
        default:
            return fmt::format("its contents are wrong ({})",
                               refusal_name(error.refusal.value_or(wire::Refusal::not_a_batch)));
    }
}

/// What is wrong with a file, and where.
std::unexpected<Failure> defect(const std::string& file, const wire::FileError& error) {
    const std::string place = error.batch == 0
                                  ? fmt::format("byte {}", error.at)
                                  : fmt::format("batch {}, byte {}", error.batch, error.at);
    return refuse(fmt::format("{}: {}: {}.", file, place, words_of(error)));
}

std::unexpected<Failure> cannot_read(const std::string& file) {
    return std::unexpected{
        Failure{FailureKind::environment,
                fmt::format("{} cannot be read: {}", file, std::strerror(errno))}};
}

/// What the journal counts in that a batch begins; empty where it begins none.
std::string currency_in(const pos::Bytes& batch, const pos::journal::PublicKey& sender) {
    const auto read = wire::read_batch(batch, sender);
    if (!read || read->entries.empty() || read->place.after.seq > 0) return {};
    const auto& entry = read->entries.front().entry;
    const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
    const auto* const started =
        event ? std::get_if<pos::journal::JournalStarted>(&*event) : nullptr;
    return started ? pos::code_of(started->currency) : std::string{};
}

/// Who signed a file.
struct Signer {
    std::optional<office::Terminal> terminal;  // nothing: this office
    pos::journal::PublicKey key{};
};

class Importing {
public:
    Importing(pos::store::db::Connection& db, const JournalImport& what, pos::Instant now,
              pos::Random& random)
        : db_{db}, what_{what}, now_{now}, random_{random} {}

    Outcome<std::vector<ImportedJournal>> run() {
        if (auto looked = look_through(); !looked) return std::unexpected{looked.error()};
        if (auto taken = take_all(); !taken) return std::unexpected{taken.error()};
        return std::move(journals_);
    }

private:
    Outcome<void> each_batch(auto on_batch);
    Outcome<void> look_through();
    /// `first` is the file's first batch.
    Outcome<Signer> signer_of(const pos::journal::PublicKey& key, const pos::Bytes& first);
    Outcome<Signer> join(const pos::journal::PublicKey& key, const std::string& currency);
    Outcome<void> take_all();
    Outcome<void> take(const wire::JournalFileReader& reader, const pos::Bytes& batch);
    ImportedJournal& journal_of(const pos::Ulid& id);

    pos::store::db::Connection& db_;
    const JournalImport& what_;
    const std::string& file_{what_.file};
    pos::Instant now_;
    pos::Random& random_;
    Signer signer_;
    syncing::server::Ingest ingest_;
    std::vector<ImportedJournal> journals_;
};

/// `on_batch` takes the reader and a batch.
Outcome<void> Importing::each_batch(auto on_batch) {
    std::ifstream in{file_, std::ios::binary};
    if (!in) return cannot_read(file_);
    auto reader = wire::JournalFileReader::open(in);
    if (in.bad()) return cannot_read(file_);
    if (!reader) return defect(file_, reader.error());
    for (;;) {
        const auto batch = reader->next();
        if (in.bad()) return cannot_read(file_);
        if (!batch) return defect(file_, batch.error());
        if (auto done = on_batch(*reader, *batch); !done) return done;
        if (!*batch) return {};
    }
}

Outcome<void> Importing::look_through() {
    bool known = false;
    return each_batch([&](const wire::JournalFileReader& reader,
                          const std::optional<pos::Bytes>& batch) -> Outcome<void> {
        if (!batch || std::exchange(known, true)) return {};
        auto signer = signer_of(reader.sender(), *batch);
        if (!signer) return std::unexpected{signer.error()};
        signer_ = std::move(*signer);
        signer_.key = reader.sender();
        return {};
    });
}

Outcome<Signer> Importing::signer_of(const pos::journal::PublicKey& key, const pos::Bytes& first) {
    auto terminal = office::terminal_with_key(db_, key);
    if (!terminal) return std::unexpected{failure(terminal.error())};
    if (!*terminal) {
        const auto ours = office::is_key_of_office(db_, key);
        if (!ours) return std::unexpected{failure(ours.error())};
        if (*ours) return Signer{};
        if (!what_.code.empty()) return join(key, currency_in(first, key));
        return refuse(
            fmt::format("{}: this head office does not know the till that signed it. Let "
                        "it join: counterfoil enrol there, or here --code with what "
                        "counterfoil enrol-code gives out for it.",
                        file_));
    }
    if ((*terminal)->revoked_at) {
        return refuse(fmt::format("{}: the head office has revoked {}-{}, which signed it.", file_,
                                  (*terminal)->branch, (*terminal)->code));
    }
    return Signer{std::move(*terminal)};
}

/// The signature over the first batch, which held, shows that whoever wrote the file has the key.
Outcome<Signer> Importing::join(const pos::journal::PublicKey& key, const std::string& currency) {
    auto joined = office::join(db_,
                               {.code_hash = syncing::server::enrol_code_hash(what_.code),
                                .public_key = key,
                                .branch = {},
                                .terminal = {},
                                .program = "by a file",
                                .where_the_code_says = true,
                                .currency = currency},
                               pos::make_ulid(now_, random_), now_);
    if (!joined) return std::unexpected{failure(joined.error())};
    if (!*joined && joined->error().why == office::JoinRefusal::other_currency) {
        return refuse(
            fmt::format("{}: the till that signed it counts in {}, this head office in "
                        "{}: neither prices nor takings would fit.",
                        file_, currency, joined->error().currency));
    }
    if (!*joined) {
        return refuse(file_ +
                      ": the code is unknown, used or has run out. Ask for another one: "
                      "counterfoil enrol-code.");
    }
    return Signer{std::move(**joined)};
}

ImportedJournal& Importing::journal_of(const pos::Ulid& id) {
    const auto known = std::ranges::find(journals_, id, &ImportedJournal::journal);
    if (known != journals_.end()) return *known;
    return journals_.emplace_back(ImportedJournal{.journal = id});
}

Outcome<void> Importing::take(const wire::JournalFileReader& reader, const pos::Bytes& batch) {
    // It is read a second time, and may be another one by now.
    if (reader.sender() != signer_.key) {
        return refuse(file_ + " was changed while it was read. Import it again.");
    }
    const auto envelope = wire::read_envelope(batch);
    if (!envelope) return defect(file_, reader.place(wire::FileDefect::batch_refused));
    ImportedJournal& journal = journal_of(envelope->place.journal);
    auto sender = signer_.terminal;
    if (!sender) {
        auto known = office::terminal_of_journal(db_, journal.journal);
        if (!known) return std::unexpected{failure(known.error())};
        if (!*known) {
            journal.fate = Fate::unknown;
            return {};
        }
        sender = std::move(*known);
    }
    journal.branch = sender->branch;
    journal.terminal = sender->code;
    const auto receipt = ingest_.take(db_, *sender, reader.sender(), batch, now_);
    if (!receipt) {
        if (const auto* refusal = std::get_if<wire::Refusal>(&receipt.error())) {
            wire::FileError error = reader.place(wire::FileDefect::batch_refused);
            error.refusal = *refusal;
            return defect(file_, error);
        }
        return std::unexpected{failure(std::get<pos::store::StoreError>(receipt.error()))};
    }
    journal.added += receipt->added;
    journal.again += receipt->again;
    journal.set_aside += receipt->set_aside;
    journal.parked += receipt->parked;
    switch (receipt->reception) {
        case office::Reception::taken:
        case office::Reception::set_aside:
            break;
        case office::Reception::elsewhere:
            journal.fate = Fate::elsewhere;
            journal.wanted_after = receipt->head.seq;
            break;
        case office::Reception::other_key:
            journal.fate = Fate::other_key;
            break;
        case office::Reception::other_terminal:
            journal.fate = Fate::other_terminal;
            break;
    }
    return {};
}

Outcome<void> Importing::take_all() {
    return each_batch([&](const wire::JournalFileReader& reader,
                          const std::optional<pos::Bytes>& batch) -> Outcome<void> {
        return batch ? take(reader, *batch) : Outcome<void>{};
    });
}

}  // namespace

Outcome<std::vector<ImportedJournal>> import_journal(const std::string& where,
                                                     const JournalImport& what, pos::Instant now,
                                                     pos::Random& random) {
    const auto opened = open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    return Importing{*opened->db, what, now, random}.run();
}

}  // namespace app::core
