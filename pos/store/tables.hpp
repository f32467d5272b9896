#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "pos/journal/projection.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::store {

/// The tables that follow from the journal, as projectors write and read them.
///
/// All rows of one project() call belong to the entry that enter() named. The first error is kept,
/// nothing is done after it, and error() tells of it before the transaction is committed.
///
/// requires: an open write transaction of the connection
/// threads:  that of its connection
class Tables final : public journal::ProjectionReader, public journal::ProjectionWriter {
public:
    explicit Tables(db::Connection& connection) : db_{connection} {}

    /// Which entry the next rows follow from.
    void enter(const Ulid& journal, EntryKey key);
    const std::optional<db::DbError>& error() const { return error_; }
    /// Forgets the error, and what it kept of rows: after a rollback.
    void reset();

    std::optional<journal::JournalRow> journal(const Ulid& journal) override;
    std::optional<journal::ShiftRow> open_shift(const Ulid& journal) override;
    std::optional<journal::ShiftRow> shift(const Ulid& journal, const Ulid& shift) override;

    void insert(const journal::JournalRow& row) override;
    void insert(const journal::SaleRow& row) override;
    void insert(const journal::SaleLineRow& row) override;
    void insert(const journal::SaleTenderRow& row) override;
    void insert(const journal::SaleTaxRow& row) override;
    void insert(const journal::BillPaymentRow& row) override;
    void insert(const journal::MeterReadRow& row) override;
    void insert(const journal::ReprintRow& row) override;
    void insert(const journal::TenderCorrectionRow& row) override;
    void insert(const journal::StockAdjustmentRow& row) override;
    void insert(const journal::CustomerEditRow& row) override;
    void insert(const journal::DocumentRow& row) override;
    void insert(const journal::DocumentLineRow& row) override;
    void insert(const journal::PaymentRow& row) override;
    void insert(const journal::WalletLotRow& row) override;
    void insert(const journal::WalletMoveRow& row) override;
    void insert(const journal::LeaseRow& row) override;
    void insert(const journal::LeaseMoveRow& row) override;
    void insert(const journal::LeaseEndRow& row) override;
    void insert(const journal::LeaseUseRow& row) override;
    void insert(const journal::UnitLotRow& row) override;
    void insert(const journal::UnitMoveRow& row) override;
    void insert(const journal::LedgerRow& row) override;
    void insert(const journal::ConvertedRow& row) override;
    void insert(const journal::ExchangeRow& row) override;
    void insert(const journal::CouponRedemptionRow& row) override;
    void insert(const journal::CouponStopRow& row) override;
    void insert(const journal::CouponUseRow& row) override;
    void insert(const journal::AttemptRow& row) override;

    void change(const journal::AttemptSentRow& row) override;
    void change(const journal::AttemptUnclearRow& row) override;
    void change(const journal::AttemptEndedRow& row) override;

    void put(const journal::ShiftRow& row) override;
    void put(const journal::CardAttemptRow& row) override;
    void put(const journal::ErasedRow& row) override;
    void put(const journal::StockCountedRow& row) override;

    void add(const journal::TakingsDelta& delta) override;
    void add(const journal::DepartmentDelta& delta) override;
    void add(const journal::TenderDelta& delta) override;
    void add(const journal::TaxDelta& delta) override;
    void add(const journal::StockDelta& delta) override;
    void add(const journal::ReturnedDelta& delta) override;
    void add(const journal::AllocationDelta& delta) override;
    void add(const journal::OpenItemDelta& delta) override;

private:
    template <class... In>
    void exec(std::string_view sql, const In&... in) {
        if (error_) return;
        auto done = db_.exec(sql, storable(in)...);
        if (!done) error_ = std::move(done.error());
        cleaned_.clear();
    }
    template <class T>
    static const T& storable(const T& value) {
        return value;
    }
    /// An entry's text may hold what no column does (a NUL, bytes that are no UTF-8): that stands
    /// in the tables as U+FFFD, so that it neither stops a sale nor differs in a rebuild.
    std::string_view storable(const std::string& text);

    db::Connection& db_;
    Ulid journal_{};
    EntryKey key_{};
    std::int64_t entry_{0};
    std::optional<db::DbError> error_;
    std::deque<std::string> cleaned_;
    // The shift opened last, once it was looked for: every event that is no ticket asks for it.
    std::optional<std::optional<journal::ShiftRow>> open_shift_;
};

/// The columns of `journal` in the order in which read_journal() reads them.
inline constexpr std::string_view kJournalColumns =
    "journal, started_at, branch, terminal, series, public_key, currency, zone, program, "
    "predecessor";
journal::JournalRow read_journal(const db::Row& row, int column);

}  // namespace pos::store
