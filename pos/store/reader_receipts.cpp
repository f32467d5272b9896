// Finished tickets: one row to find each, its journal entry to read it.
#include <optional>

#include "pos/journal/codec.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/signed.hpp"

namespace pos::store {

namespace {

#define RECEIPT_QUERY                                                                       \
    "SELECT e.entry, e.at, e.kind, e.version, e.payload, e.hash, e.signature, j.journal, "  \
    "s.kind, (SELECT count(*) FROM reprint r WHERE r.sale = s.sale), b.hash, j.public_key " \
    "FROM sale s JOIN journal_entry e ON e.entry = s.entry "                                \
    "LEFT JOIN journal_entry b ON b.entry = s.entry - 1 "                                   \
    "JOIN journal j ON j.id = (s.entry >> 40) "

Receipt read_receipt(const db::Row& row, Signed& one) {
    one = {read_entry(row, row.get<Ulid>(7)), row.get<journal::PublicKey>(11),
           row.is_null(10) ? std::nullopt : std::optional{row.get<Hash>(10)}};
    const journal::Entry& entry = one.entry;
    Receipt receipt{.journal = entry.journal_id,
                    .seq = entry.seq,
                    .at = entry.at,
                    .hash = entry.hash,
                    .signature = entry.signature};
    receipt.kind = ticket_kind(row.integer(8));
    row.get(9, receipt.copies);
    auto event = journal::decode(entry.kind, entry.version, entry.payload);
    if (auto* record = event ? journal::ticket_of(*event) : nullptr) {
        receipt.record = std::move(*record);
    } else {
        row.fault(4, "no ticket");
    }
    return receipt;
}

template <class... In>
Answer<std::optional<Receipt>> one_receipt(db::Connection& db, std::string_view sql,
                                           const In&... in) {
    std::optional<Receipt> found;
    Signed one;
    std::int64_t number = 0;
    const auto done = db.each(
        sql,
        [&](const db::Row& row) {
            found = read_receipt(row, one);
            number = row.integer(0);
            return false;
        },
        in...);
    if (!done) return store_error(done.error());
    if (!found) return found;
    const auto good = is_as_signed(db, one, entry_key(number).journal);
    if (!good) return store_error(good.error());
    if (!*good) {
        return store_error(db::DbError{db::DbErrorKind::damaged, "", "an entry that was changed"});
    }
    return found;
}

}  // namespace

Answer<std::optional<Receipt>> Reader::receipt(const Ulid& sale) {
    return one_receipt(db_, RECEIPT_QUERY "WHERE s.sale = $1", sale);
}

Answer<std::optional<Receipt>> Reader::receipt(std::string_view number) {
    if (number.empty()) return std::optional<Receipt>{};
    auto found = one_receipt(db_, RECEIPT_QUERY "WHERE s.number = $1", number);
    if (!found || *found) return found;
    return one_receipt(db_,
                       RECEIPT_QUERY
                       "WHERE s.external_number = $1 AND s.external_number <> '' ORDER BY s.entry",
                       number);
}

Answer<std::optional<Receipt>> Reader::last_receipt(const Ulid& journal) {
    const auto number = journal_number(db_, journal);
    if (!number) return store_error(number.error());
    if (!*number) return std::optional<Receipt>{};
    return one_receipt(
        db_, RECEIPT_QUERY "WHERE s.entry > $1 AND s.entry < $2 ORDER BY s.entry DESC LIMIT 1",
        entry_number({**number, 0}), entry_number({**number + 1, 0}));
}

Answer<bool> Reader::has_external_number(std::string_view number) {
    if (number.empty()) return false;
    bool found = false;
    const auto note = [&](const db::Row&) { return !(found = true); };
    auto done =
        db_.each("SELECT entry FROM sale WHERE external_number = $1 AND external_number <> ''",
                 note, number);
    if (done && !found) {
        done = db_.each(
            "SELECT entry FROM stock_adjustment "
            "WHERE external_number = $1 AND external_number <> ''",
            note, number);
    }
    if (!done) return store_error(done.error());
    return found;
}

Answer<std::vector<Reader::ReturnedLine>> Reader::returned(const Ulid& sale) {
    std::vector<ReturnedLine> lines;
    const auto done = db_.each(
        "SELECT line, quantity_millionths FROM returned WHERE sale = $1 ORDER BY line",
        [&](const db::Row& row) {
            auto& line = lines.emplace_back();
            row.get(0, line.line);
            line.quantity = Quantity{row.integer(1)};
        },
        sale);
    if (!done) return store_error(done.error());
    return lines;
}

Answer<Quantity> Reader::stock(const Ulid& item) {
    Quantity sum;
    const auto done = db_.each(
        "SELECT quantity_millionths FROM stock WHERE item = $1",
        [&](const db::Row& row) { sum = sum + Quantity{row.integer(0)}; }, item);
    if (!done) return store_error(done.error());
    return sum;
}

}  // namespace pos::store
