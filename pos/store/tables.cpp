#include "pos/store/tables.hpp"

#include <fmt/format.h>

#include "pos/base/assert.hpp"
#include "pos/store/db/utf8.hpp"

namespace pos::store {

using namespace journal;

void Tables::enter(const Ulid& journal, EntryKey key) {
    if (journal != journal_) open_shift_.reset();
    journal_ = journal;
    key_ = key;
    entry_ = entry_number(key);
}

void Tables::reset() {
    error_.reset();
    open_shift_.reset();
}

std::string_view Tables::storable(const std::string& text) {
    if (db::is_storable_text(text)) return text;
    return cleaned_.emplace_back(db::storable_text(text));
}

JournalRow read_journal(const db::Row& row, int column) {
    JournalRow journal;
    row.get(column, journal.journal);
    row.get(column + 1, journal.started_at);
    row.get(column + 2, journal.branch);
    row.get(column + 3, journal.terminal);
    row.get(column + 4, journal.series);
    row.get(column + 5, journal.public_key);
    journal.currency = get_currency(row, column + 6);
    row.get(column + 7, journal.zone);
    row.get(column + 8, journal.program);
    row.get(column + 9, journal.predecessor);
    return journal;
}

std::optional<JournalRow> Tables::journal(const Ulid& journal) {
    std::optional<JournalRow> found;
    if (error_) return found;
    auto done = db_.each(
        fmt::format("SELECT {} FROM journal WHERE journal = $1", kJournalColumns),
        [&](const db::Row& row) { found = read_journal(row, 0); }, journal);
    if (!done) error_ = std::move(done.error());
    return found;
}

void Tables::insert(const JournalRow& row) {
    POS_ASSERT(row.journal == journal_);
    exec(
        "INSERT INTO journal (id, journal, started_at, branch, terminal, series, public_key, "
        "currency, zone, program, predecessor) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        key_.journal, row.journal, row.started_at, row.branch, row.terminal, row.series,
        row.public_key, currency_text(row.currency), row.zone, row.program, row.predecessor);
}

void Tables::insert(const ReprintRow& row) {
    exec("INSERT INTO reprint (entry, sale, copy, at, cashier) VALUES ($1, $2, $3, $4, $5)", entry_,
         row.sale, row.copy, row.at, row.cashier);
}

void Tables::insert(const TenderCorrectionRow& row) {
    exec(
        "INSERT INTO tender_correction (entry, sale, position, kind, code, name, reference, "
        "amount_minor, at, cashier) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        entry_, row.sale, row.position, row.kind, row.code, row.name, row.reference,
        row.amount_minor, row.at, row.cashier);
}

void Tables::insert(const StockAdjustmentRow& row) {
    exec(
        "INSERT INTO stock_adjustment (adjustment, entry, external_number, at, business_date, "
        "reason, lines) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row.adjustment, entry_, row.external_number, row.at, row.business_date, row.reason,
        row.lines);
}

void Tables::insert(const CustomerEditRow& row) {
    exec(
        "INSERT INTO customer_edit (entry, field, customer, at, content, into_customer) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        entry_, row.field, row.customer, row.at, row.content, row.into);
}

void Tables::put(const CardAttemptRow& row) {
    exec(
        "INSERT INTO card_attempt (attempt, sale, entry, at, state, currency, amount_minor, "
        "reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        "ON CONFLICT (attempt) DO UPDATE SET sale = excluded.sale, entry = excluded.entry, "
        "at = excluded.at, state = excluded.state, currency = excluded.currency, "
        "amount_minor = excluded.amount_minor, reference = excluded.reference",
        row.attempt, row.sale, entry_, row.at, row.state, currency_text(row.currency),
        row.amount_minor, row.reference);
}

void Tables::put(const ErasedRow& row) {
    exec(
        "INSERT INTO erased (attachment, entry) VALUES ($1, $2) "
        "ON CONFLICT (attachment) DO UPDATE SET entry = excluded.entry",
        row.attachment, entry_);
}

void Tables::put(const StockCountedRow& row) {
    exec(
        "INSERT INTO stock_counted (item, branch, journal, entry) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (item, branch, journal) DO UPDATE SET entry = excluded.entry "
        "WHERE excluded.entry > stock_counted.entry",
        row.item, row.branch, key_.journal, entry_);
}

void Tables::add(const StockDelta& delta) {
    if (!delta.branch.empty()) {
        exec(
            "INSERT INTO stock_of_branch (branch, item, journal, quantity_millionths) "
            "VALUES ($1, $2, $3, $4) ON CONFLICT (branch, item, journal) DO UPDATE SET "
            "quantity_millionths = stock_of_branch.quantity_millionths + "
            "excluded.quantity_millionths",
            delta.branch, delta.item, key_.journal, delta.quantity.millionths);
        return;
    }
    exec(
        "INSERT INTO stock (item, journal, quantity_millionths) VALUES ($1, $2, $3) "
        "ON CONFLICT (item, journal) DO UPDATE SET "
        "quantity_millionths = stock.quantity_millionths + excluded.quantity_millionths",
        delta.item, key_.journal, delta.quantity.millionths);
}

void Tables::add(const ReturnedDelta& delta) {
    exec(
        "INSERT INTO returned (sale, line, quantity_millionths) VALUES ($1, $2, $3) "
        "ON CONFLICT (sale, line) DO UPDATE SET "
        "quantity_millionths = returned.quantity_millionths + excluded.quantity_millionths",
        delta.sale, delta.line, delta.quantity.millionths);
}

}  // namespace pos::store
