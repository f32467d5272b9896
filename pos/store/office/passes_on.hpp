#pragma once

#include <optional>

#include "pos/journal/projection.hpp"
#include "pos/store/tables.hpp"

namespace pos::store::office {

/// Hands every row to the tables at once, and reads from them. Whoever gathers some kinds of rows
/// first says so of those alone.
///
/// threads: that of the tables' connection
class PassesOn : public journal::ProjectionReader, public journal::ProjectionWriter {
public:
    std::optional<journal::JournalRow> journal(const Ulid& journal) override {
        return tables_.journal(journal);
    }
    std::optional<journal::ShiftRow> open_shift(const Ulid& journal) override {
        return tables_.open_shift(journal);
    }
    std::optional<journal::ShiftRow> shift(const Ulid& journal, const Ulid& shift) override {
        return tables_.shift(journal, shift);
    }

    void insert(const journal::JournalRow& row) override { tables_.insert(row); }
    void insert(const journal::SaleRow& row) override { tables_.insert(row); }
    void insert(const journal::SaleLineRow& row) override { tables_.insert(row); }
    void insert(const journal::SaleTenderRow& row) override { tables_.insert(row); }
    void insert(const journal::SaleTaxRow& row) override { tables_.insert(row); }
    void insert(const journal::BillPaymentRow& row) override { tables_.insert(row); }
    void insert(const journal::MeterReadRow& row) override { tables_.insert(row); }
    void insert(const journal::ReprintRow& row) override { tables_.insert(row); }
    void insert(const journal::TenderCorrectionRow& row) override { tables_.insert(row); }
    void insert(const journal::StockAdjustmentRow& row) override { tables_.insert(row); }
    void insert(const journal::CustomerEditRow& row) override { tables_.insert(row); }
    void insert(const journal::DocumentRow& row) override { tables_.insert(row); }
    void insert(const journal::DocumentLineRow& row) override { tables_.insert(row); }
    void insert(const journal::PaymentRow& row) override { tables_.insert(row); }
    void insert(const journal::LedgerRow& row) override { tables_.insert(row); }
    void insert(const journal::WalletLotRow& row) override { tables_.insert(row); }
    void insert(const journal::WalletMoveRow& row) override { tables_.insert(row); }
    void insert(const journal::LeaseRow& row) override { tables_.insert(row); }
    void insert(const journal::LeaseMoveRow& row) override { tables_.insert(row); }
    void insert(const journal::LeaseEndRow& row) override { tables_.insert(row); }
    void insert(const journal::LeaseUseRow& row) override { tables_.insert(row); }
    void insert(const journal::UnitLotRow& row) override { tables_.insert(row); }
    void insert(const journal::UnitMoveRow& row) override { tables_.insert(row); }
    void insert(const journal::ConvertedRow& row) override { tables_.insert(row); }
    void insert(const journal::ExchangeRow& row) override { tables_.insert(row); }
    void insert(const journal::CouponRedemptionRow& row) override { tables_.insert(row); }
    void insert(const journal::CouponStopRow& row) override { tables_.insert(row); }
    void insert(const journal::CouponUseRow& row) override { tables_.insert(row); }
    void insert(const journal::AttemptRow& row) override { tables_.insert(row); }

    void put(const journal::ShiftRow& row) override { tables_.put(row); }
    void put(const journal::CardAttemptRow& row) override { tables_.put(row); }
    void put(const journal::ErasedRow& row) override { tables_.put(row); }
    void put(const journal::StockCountedRow& row) override { tables_.put(row); }

    void change(const journal::AttemptSentRow& row) override { tables_.change(row); }
    void change(const journal::AttemptUnclearRow& row) override { tables_.change(row); }
    void change(const journal::AttemptEndedRow& row) override { tables_.change(row); }

    void add(const journal::TakingsDelta& delta) override { tables_.add(delta); }
    void add(const journal::DepartmentDelta& delta) override { tables_.add(delta); }
    void add(const journal::TenderDelta& delta) override { tables_.add(delta); }
    void add(const journal::TaxDelta& delta) override { tables_.add(delta); }
    void add(const journal::StockDelta& delta) override { tables_.add(delta); }
    void add(const journal::ReturnedDelta& delta) override { tables_.add(delta); }
    void add(const journal::AllocationDelta& delta) override { tables_.add(delta); }
    void add(const journal::OpenItemDelta& delta) override { tables_.add(delta); }

protected:
    /// `tables` outlive it.
    explicit PassesOn(Tables& tables) : tables_{tables} {}
    Tables& tables() { return tables_; }

private:
    Tables& tables_;
};

}  // namespace pos::store::office
