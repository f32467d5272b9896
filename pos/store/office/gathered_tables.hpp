#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "pos/journal/projection.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/tables.hpp"

namespace pos::store::office {

/// What follows from a whole batch of one journal, gathered before it is written: tickets in bulk,
/// and every row of a roll-up once, however many tickets add to it, those of its branch among them.
/// What is rare or is read again goes to the tables at once.
///
/// requires: an open write transaction of the connection; one journal
/// threads:  that of its connection
class GatheredTables final : public journal::ProjectionReader, public journal::ProjectionWriter {
public:
    /// `branch` is the journal's.
    GatheredTables(db::Connection& connection, Tables& tables, std::string branch)
        : db_{connection}, tables_{tables}, branch_{std::move(branch)} {}

    void enter(const Ulid& journal, EntryKey key);
    /// Writes what was gathered.
    ///
    /// errors: the database's, those of rows that were written at once among them; its own for a
    ///         number out of range (22003) if a sum is
    db::Result<void> finish();

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
    void insert(const journal::BillPaymentRow& row) override { tables_.insert(row); }
    void insert(const journal::MeterReadRow& row) override { tables_.insert(row); }
    void insert(const journal::ReprintRow& row) override { tables_.insert(row); }
    void insert(const journal::TenderCorrectionRow& row) override { tables_.insert(row); }
    void insert(const journal::StockAdjustmentRow& row) override { tables_.insert(row); }
    void insert(const journal::CustomerEditRow& row) override { tables_.insert(row); }
    void insert(const journal::DocumentRow& row) override { tables_.insert(row); }
    void insert(const journal::DocumentLineRow& row) override { tables_.insert(row); }
    void insert(const journal::PaymentRow& row) override { tables_.insert(row); }
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
    void change(const journal::AttemptSentRow& row) override { tables_.change(row); }
    void change(const journal::AttemptUnclearRow& row) override { tables_.change(row); }
    void change(const journal::AttemptEndedRow& row) override { tables_.change(row); }
    void insert(const journal::LedgerRow& row) override { tables_.insert(row); }
    void insert(const journal::SaleRow& row) override { sales_.push_back({entry_, row}); }
    void insert(const journal::SaleLineRow& row) override { lines_.push_back({entry_, row}); }
    void insert(const journal::SaleTenderRow& row) override { tenders_.push_back({entry_, row}); }
    void insert(const journal::SaleTaxRow& row) override { taxes_.push_back({entry_, row}); }

    void put(const journal::ShiftRow& row) override { tables_.put(row); }
    void put(const journal::CardAttemptRow& row) override { tables_.put(row); }
    void put(const journal::ErasedRow& row) override { tables_.put(row); }
    void put(const journal::StockCountedRow& row) override { tables_.put(row); }

    void add(const journal::TakingsDelta& delta) override;
    void add(const journal::DepartmentDelta& delta) override;
    void add(const journal::TenderDelta& delta) override;
    void add(const journal::TaxDelta& delta) override;
    void add(const journal::StockDelta& delta) override;
    void add(const journal::ReturnedDelta& delta) override;
    void add(const journal::AllocationDelta& delta) override { tables_.add(delta); }
    void add(const journal::OpenItemDelta& delta) override { tables_.add(delta); }

private:
    template <class Row>
    struct Placed {
        std::int64_t entry;
        Row row;
    };
    template <class Figure>
    void add_up(Figure& sum, const Figure& more);
    db::Result<void> write_sales();
    db::Result<void> write_lines();
    db::Result<void> write_tenders();
    db::Result<void> write_taxes();

    using Key = journal::TakingsKey;
    db::Connection& db_;
    Tables& tables_;
    std::string branch_;
    std::int64_t entry_{0};
    bool too_much_{false};  // a sum passed what a column holds
    std::vector<Placed<journal::SaleRow>> sales_;
    std::vector<Placed<journal::SaleLineRow>> lines_;
    std::vector<Placed<journal::SaleTenderRow>> tenders_;
    std::vector<Placed<journal::SaleTaxRow>> taxes_;
    std::map<std::tuple<Key, int, Ulid>, journal::TakingsDelta> takings_;
    std::map<std::tuple<Key, std::string>, journal::DepartmentDelta> departments_;
    std::map<std::tuple<Key, journal::TenderKind, std::string>, journal::TenderDelta> by_tender_;
    std::map<std::tuple<Key, std::string, tax::TaxKind, std::int64_t, std::int64_t, bool>,
             journal::TaxDelta>
        by_tax_;
    std::map<Ulid, journal::StockDelta> stock_;
    std::map<std::pair<Ulid, std::uint32_t>, journal::ReturnedDelta> returned_;
};

}  // namespace pos::store::office
