#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/entry.hpp"
#include "pos/journal/projection.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/tables.hpp"

namespace pos::store::office {

/// What one transaction of a stream writes, gathered until its end and then written in bulk:
/// entries, what is sealed beside them, and the rows of documents and of money. What is rare goes
/// to the tables at once. Until write() none of it is there to be read.
///
/// requires: an open write transaction of the connection from the first row to write()
/// threads:  that of its connection
class StreamRows final : public journal::ProjectionReader, public journal::ProjectionWriter {
public:
    StreamRows(db::Connection& connection, Tables& tables) : db_{connection}, tables_{tables} {}

    void enter(const Ulid& journal, EntryKey key);
    void add_entry(EntryKey key, const journal::Entry& entry);
    void add_attachment(EntryKey key, const journal::Sealed& sealed);
    db::Result<void> write();
    void clear();

    std::optional<journal::JournalRow> journal(const Ulid& journal) override {
        return tables_.journal(journal);
    }
    std::optional<journal::ShiftRow> open_shift(const Ulid& journal) override {
        return tables_.open_shift(journal);
    }
    std::optional<journal::ShiftRow> shift(const Ulid& journal, const Ulid& shift) override {
        return tables_.shift(journal, shift);
    }

    void insert(const journal::DocumentRow& row) override { documents_.push_back({entry_, row}); }
    void insert(const journal::DocumentLineRow& row) override { lines_.push_back({entry_, row}); }
    void insert(const journal::LedgerRow& row) override { ledger_.push_back({entry_, row}); }
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
    void add(const journal::OpenItemDelta& delta) override;
    void add(const journal::AllocationDelta& delta) override { tables_.add(delta); }

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
    void put(const journal::ShiftRow& row) override { tables_.put(row); }
    void put(const journal::CardAttemptRow& row) override { tables_.put(row); }
    void put(const journal::ErasedRow& row) override { tables_.put(row); }
    void put(const journal::StockCountedRow& row) override { tables_.put(row); }
    void add(const journal::TakingsDelta& delta) override { tables_.add(delta); }
    void add(const journal::DepartmentDelta& delta) override { tables_.add(delta); }
    void add(const journal::TenderDelta& delta) override { tables_.add(delta); }
    void add(const journal::TaxDelta& delta) override { tables_.add(delta); }
    void add(const journal::StockDelta& delta) override { tables_.add(delta); }
    void add(const journal::ReturnedDelta& delta) override { tables_.add(delta); }

private:
    template <class Row>
    struct Placed {
        std::int64_t entry;
        Row row;
    };
    struct Sealed {
        std::int64_t entry;
        Hash hash;
        journal::Attachment attachment;
    };
    db::Result<void> write_entries();
    db::Result<void> write_documents();
    db::Result<void> write_lines();
    db::Result<void> write_ledger();
    db::Result<void> write_attachments();
    db::Result<void> write_open_items();

    db::Connection& db_;
    Tables& tables_;
    std::int64_t entry_{0};
    std::vector<Placed<journal::Entry>> entries_;
    std::vector<Sealed> attachments_;
    std::vector<Placed<journal::DocumentRow>> documents_;
    std::vector<Placed<journal::DocumentLineRow>> lines_;
    std::vector<Placed<journal::LedgerRow>> ledger_;
    std::map<Ulid, journal::OpenItemDelta> open_items_;
};

}  // namespace pos::store::office
