#include "pos/store/entries.hpp"

#include <fmt/format.h>

#include <charconv>

namespace pos::store {

db::Result<void> insert_entry(db::Connection& db, EntryKey key, const journal::Entry& entry) {
    auto done = db.exec(
        "INSERT INTO journal_entry (entry, at, kind, version, payload, hash, signature) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        entry_number(key), entry.at, entry.kind, entry.version, entry.payload, entry.hash,
        entry.signature);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

void read_entry_columns(const db::Row& row, journal::Entry& entry) {
    row.get(1, entry.at);
    row.get(2, entry.kind);
    row.get(3, entry.version);
    row.get(4, entry.payload);
    row.get(5, entry.hash);
    row.get(6, entry.signature);
}

journal::Entry read_entry(const db::Row& row, const Ulid& journal) {
    journal::Entry entry;
    entry.journal_id = journal;
    entry.seq = entry_key(row.integer(0)).seq;
    read_entry_columns(row, entry);
    return entry;
}

db::Result<bool> has_entry(db::Connection& db, std::int64_t journal, const journal::Head& entry) {
    const auto hash = db.value<Hash>("SELECT hash FROM journal_entry WHERE entry = $1",
                                     entry_number({journal, entry.seq}));
    if (!hash) return std::unexpected{hash.error()};
    return *hash == entry.hash;
}

std::string receipt_number(std::string_view branch, std::string_view series,
                           std::uint64_t counter) {
    return fmt::format("{}-{}-{:06}", branch, series, counter);
}

std::uint64_t counter_of(std::string_view number) {
    const std::string_view digits = number.substr(number.rfind('-') + 1);
    const char* end = digits.data() + digits.size();
    std::uint64_t counter = 0;
    const auto read = std::from_chars(digits.data(), end, counter);
    return read.ec == std::errc{} && read.ptr == end ? counter : 0;
}

db::Result<std::optional<std::int64_t>> journal_number(db::Connection& db, const Ulid& journal) {
    return db.value<std::int64_t>("SELECT id FROM journal WHERE journal = $1", journal);
}

}  // namespace pos::store
