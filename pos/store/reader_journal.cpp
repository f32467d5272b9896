// Journals and their entries as they were written.
#include <fmt/format.h>

#include "pos/store/entries.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/require_shop.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

Reader::Reader(db::Connection& connection) : db_{connection} {}

Catalogue& Reader::catalogue() {
    if (!catalogue_) {
        Currency currency{};
        (void)db_.each("SELECT currency FROM journal ORDER BY id LIMIT 1",
                       [&](const db::Row& row) { currency = get_currency(row, 0); });
        catalogue_.emplace(db_, currency);
    }
    return *catalogue_;
}

Answer<std::vector<journal::JournalRow>> Reader::journals() {
    std::vector<journal::JournalRow> rows;
    const auto done = db_.each(fmt::format("SELECT {} FROM journal ORDER BY id", kJournalColumns),
                               [&](const db::Row& row) { rows.push_back(read_journal(row, 0)); });
    if (!done) return store_error(done.error());
    return rows;
}

Answer<std::optional<journal::Entry>> Reader::entry(const Ulid& journal, std::uint64_t seq) {
    const auto number = journal_number(db_, journal);
    if (!number) return store_error(number.error());
    std::optional<journal::Entry> found;
    if (!*number) return found;
    const auto done = db_.each(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "WHERE entry = $1",
        [&](const db::Row& row) { found = read_entry(row, journal); },
        entry_number({**number, seq}));
    if (!done) return store_error(done.error());
    return found;
}

Answer<void> Reader::walk(const Ulid& journal, std::uint64_t after,
                          db::FunctionRef<bool(const journal::Entry&)> on_entry) {
    const auto number = journal_number(db_, journal);
    if (!number) return store_error(number.error());
    if (!*number) return {};
    const db::Param range[] = {entry_number({**number, after}), entry_number({**number + 1, 0})};
    const auto done = db_.stream(
        "SELECT entry, at, kind, version, payload, hash, signature FROM journal_entry "
        "WHERE entry > $1 AND entry < $2 ORDER BY entry",
        range, [&](const db::Row& row) {
            const journal::Entry entry = read_entry(row, journal);
            return row.fault_text() ? false : on_entry(entry);
        });
    if (!done) return store_error(done.error());
    return {};
}

std::expected<std::unique_ptr<db::Connection>, OpenError> open_for_reading(
    const db::DbTarget& target) {
    auto opened = db::open(target, {.mode = db::OpenMode::read_only});
    if (!opened) return std::unexpected{to_open_error(std::move(opened.error()))};
    if (auto there = require_shop(**opened); !there) {
        return std::unexpected{std::move(there.error())};
    }
    return std::move(*opened);
}

}  // namespace pos::store
