#include "pos/store/tail.hpp"

#include <cstring>

#include "pos/journal/hash.hpp"
#include "pos/store/db/migrate.hpp"

namespace pos::store {

namespace {

/// The step that made the table.
constexpr int kTailSchema = 9;

std::int64_t column(std::uint64_t seq) {
    return static_cast<std::int64_t>(seq);
}

}  // namespace

db::Result<std::vector<Tail>> read_tails(db::Connection& db) {
    std::vector<Tail> tails;
    const auto schema = db::schema_version(db);
    if (!schema) return std::unexpected{schema.error()};
    if (*schema < kTailSchema) return tails;
    auto done = db.each(
        "SELECT t.number, s.journal, t.root, t.origin, t.after_seq, t.after_hash, t.series "
        "FROM tail t JOIN sent_journal s ON s.number = t.number ORDER BY t.number",
        [&](const db::Row& row) {
            Tail& tail = tails.emplace_back();
            row.get(0, tail.number);
            row.get(1, tail.id);
            row.get(2, tail.root);
            row.get(3, tail.origin);
            tail.after.seq = static_cast<std::uint64_t>(row.integer(4));
            row.get(5, tail.after.hash);
            row.get(6, tail.series);
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return tails;
}

Ulid tail_id(const Hash& first) {
    journal::Hasher hasher;
    hasher.update(as_bytes("counterfoil tail v1"));
    hasher.update(first);
    const Hash hash = hasher.finish();
    Ulid id;
    std::memcpy(id.bytes.data(), hash.data(), id.bytes.size());
    return id;
}

db::Result<void> begin_tail(db::Connection& db, const Tail& tail) {
    auto done = db.exec(
        "INSERT INTO journal (id, journal, started_at, branch, terminal, series, public_key, "
        "currency, zone, program, predecessor) "
        "SELECT $1, $2, started_at, branch, terminal, series, public_key, currency, zone, program, "
        "journal FROM journal WHERE id = $3",
        tail.number, tail.id, tail.root);
    if (done) {
        done = db.exec(
            "INSERT INTO shift (journal, shift, opened_seq, opened_at, opened_local_s, "
            "opened_utc_offset_s, business_date, opened_by, opened_by_name, currency, "
            "opening_float_minor) "
            "SELECT $1, shift, opened_seq, opened_at, opened_local_s, opened_utc_offset_s, "
            "business_date, opened_by, opened_by_name, currency, opening_float_minor FROM shift "
            "WHERE journal = $2 AND (closed_seq IS NULL OR closed_seq > $3) AND opened_seq = "
            "(SELECT max(opened_seq) FROM shift WHERE journal = $2 AND opened_seq <= $3)",
            tail.number, tail.origin, column(tail.after.seq));
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

void number_in_tail(journal::Event& event, const std::string& series) {
    if (auto* record = journal::ticket_of(event)) record->number += "/" + series;
}

}  // namespace pos::store
