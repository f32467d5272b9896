// Shifts: opened, looked at by every event that is no ticket, closed once.
#include "pos/base/assert.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

using namespace journal;

namespace {

#define SHIFT_COLUMNS                                                                      \
    "SELECT s.shift, s.opened_seq, s.opened_at, s.opened_local_s, s.opened_utc_offset_s, " \
    "s.business_date, s.opened_by, s.opened_by_name, s.currency, s.opening_float_minor, "  \
    "s.closed_seq, s.z_number, s.closed_at, s.closed_local_s, s.closed_utc_offset_s, "     \
    "s.closed_by, s.closed_by_name, s.net_minor, s.grand_total_minor FROM shift s "

ShiftRow read_shift(const db::Row& row, const Ulid& journal) {
    ShiftRow shift;
    shift.journal = journal;
    row.get(0, shift.shift);
    shift.seq = static_cast<std::uint64_t>(row.integer(1));
    row.get(2, shift.opened_at);
    shift.opened_local = get_local(row, 3);
    row.get(5, shift.business_date);
    row.get(6, shift.user);
    row.get(7, shift.user_name);
    shift.currency = get_currency(row, 8);
    row.get(9, shift.opening_float_minor);
    if (row.is_null(10)) return shift;
    ShiftClose& close = shift.closed.emplace();
    close.seq = static_cast<std::uint64_t>(row.integer(10));
    row.get(11, close.z_number);
    row.get(12, close.at);
    close.local = get_local(row, 13);
    row.get(15, close.user);
    row.get(16, close.user_name);
    row.get(17, close.net_minor);
    row.get(18, close.grand_total_minor);
    return shift;
}

}  // namespace

std::optional<ShiftRow> Tables::open_shift(const Ulid& journal) {
    POS_ASSERT(journal == journal_);
    if (error_) return std::nullopt;
    if (!open_shift_) {
        std::optional<ShiftRow> last;
        auto done = db_.each(
            SHIFT_COLUMNS "WHERE s.journal = $1 ORDER BY s.opened_seq DESC LIMIT 1",
            [&](const db::Row& row) { last = read_shift(row, journal); }, key_.journal);
        if (!done) {
            error_ = std::move(done.error());
            return std::nullopt;
        }
        if (last && last->closed) last.reset();
        open_shift_ = std::move(last);
    }
    return *open_shift_;
}

std::optional<ShiftRow> Tables::shift(const Ulid& journal, const Ulid& shift) {
    POS_ASSERT(journal == journal_);
    std::optional<ShiftRow> found;
    if (error_) return found;
    auto done = db_.each(
        SHIFT_COLUMNS "WHERE s.journal = $1 AND s.shift = $2",
        [&](const db::Row& row) { found = read_shift(row, journal); }, key_.journal, shift);
    if (!done) error_ = std::move(done.error());
    return found;
}

void Tables::put(const ShiftRow& row) {
    POS_ASSERT(row.journal == journal_);
    open_shift_.reset();
    exec(
        "INSERT INTO shift (journal, shift, opened_seq, opened_at, opened_local_s, "
        "opened_utc_offset_s, business_date, opened_by, opened_by_name, currency, "
        "opening_float_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT (journal, shift) DO UPDATE SET opened_seq = excluded.opened_seq, "
        "opened_at = excluded.opened_at, opened_local_s = excluded.opened_local_s, "
        "opened_utc_offset_s = excluded.opened_utc_offset_s, "
        "business_date = excluded.business_date, opened_by = excluded.opened_by, "
        "opened_by_name = excluded.opened_by_name, currency = excluded.currency, "
        "opening_float_minor = excluded.opening_float_minor, closed_seq = NULL, z_number = NULL, "
        "closed_at = NULL, closed_local_s = NULL, closed_utc_offset_s = NULL, closed_by = NULL, "
        "closed_by_name = NULL, net_minor = NULL, grand_total_minor = NULL",
        key_.journal, row.shift, static_cast<std::int64_t>(row.seq), row.opened_at,
        local_seconds(row.opened_local), row.opened_local.utc_offset_s, row.business_date, row.user,
        row.user_name, currency_text(row.currency), row.opening_float_minor);
    if (!row.closed) return;
    const ShiftClose& close = *row.closed;
    exec(
        "UPDATE shift SET closed_seq = $3, z_number = $4, closed_at = $5, closed_local_s = $6, "
        "closed_utc_offset_s = $7, closed_by = $8, closed_by_name = $9, net_minor = $10, "
        "grand_total_minor = $11 WHERE journal = $1 AND shift = $2",
        key_.journal, row.shift, static_cast<std::int64_t>(close.seq), close.z_number, close.at,
        local_seconds(close.local), close.local.utc_offset_s, close.user, close.user_name,
        close.net_minor, close.grand_total_minor);
}

}  // namespace pos::store
