#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "pos/base/assert.hpp"
#include "pos/journal/projection.hpp"

namespace test {

/// The tables that follow from a journal, in memory. A key inserted twice stops the program.
class MemoryProjection : public pos::journal::ProjectionReader,
                         public pos::journal::ProjectionWriter {
public:
    using Position = std::pair<pos::Ulid, std::uint64_t>;
    using TaxKey = std::tuple<pos::journal::TakingsKey, std::string, pos::tax::TaxKind, pos::Rate,
                              std::int64_t, bool>;

    std::map<pos::Ulid, pos::journal::JournalRow> journals;
    std::map<std::pair<pos::Ulid, pos::Ulid>, pos::journal::ShiftRow> shifts;
    std::map<pos::Ulid, pos::journal::SaleRow> sales;
    std::map<Position, pos::journal::SaleLineRow> lines;
    std::map<Position, pos::journal::SaleTenderRow> sale_tenders;
    std::map<Position, pos::journal::SaleTaxRow> sale_taxes;
    std::map<pos::Ulid, pos::journal::BillPaymentRow> bill_payments;
    std::map<pos::Ulid, pos::journal::MeterReadRow> meter_reads;
    std::map<Position, pos::journal::ReprintRow> reprints;
    std::map<Position, pos::journal::TenderCorrectionRow> tender_corrections;
    std::map<pos::Ulid, pos::journal::StockAdjustmentRow> adjustments;
    std::map<std::pair<Position, pos::customer::Field>, pos::journal::CustomerEditRow>
        customer_edits;
    std::map<pos::Ulid, pos::journal::CardAttemptRow> card_attempts;
    std::map<pos::Hash, pos::journal::ErasedRow> erased;
    std::map<std::tuple<pos::journal::TakingsKey, int, pos::Ulid>, pos::journal::TakingsDelta>
        takings;
    std::map<std::pair<pos::journal::TakingsKey, std::string>, pos::journal::DepartmentDelta>
        departments;
    std::map<std::tuple<pos::journal::TakingsKey, pos::journal::TenderKind, std::string>,
             pos::journal::TenderDelta>
        tenders;
    std::map<TaxKey, pos::journal::TaxDelta> taxes;
    std::map<std::pair<pos::Ulid, pos::Ulid>, pos::Quantity> stock;
    std::map<std::tuple<std::string, pos::Ulid, pos::Ulid>, pos::Quantity> stock_of_branch;
    std::map<std::tuple<std::string, pos::Ulid, pos::Ulid>, pos::journal::StockCountedRow>
        stock_counted;
    std::map<Position, pos::Quantity> returned;
    std::map<pos::Ulid, pos::journal::DocumentRow> documents;
    std::map<pos::Ulid, pos::journal::DocumentLineRow> document_lines;
    std::map<pos::Ulid, pos::journal::PaymentRow> payments;
    std::vector<pos::journal::LedgerRow> ledger;
    std::vector<pos::journal::ConvertedRow> converted;
    std::map<pos::Ulid, pos::journal::ExchangeRow> rates;
    std::map<pos::Ulid, pos::journal::CouponRedemptionRow> redemptions;
    std::map<pos::Ulid, pos::journal::CouponStopRow> coupon_stops;
    std::vector<pos::journal::CouponUseRow> coupon_uses;
    std::map<pos::Ulid, pos::journal::AttemptRow> attempts;
    std::map<std::pair<pos::Ulid, pos::Ulid>, std::int64_t> allocations;
    std::map<pos::Ulid, pos::journal::OpenItemDelta> open_items;
    std::map<pos::Ulid, pos::journal::WalletLotRow> lots;
    std::vector<pos::journal::WalletMoveRow> moves;
    std::map<pos::Ulid, pos::journal::LeaseRow> leases;
    std::vector<pos::journal::LeaseMoveRow> lease_moves;
    std::map<pos::Ulid, pos::journal::LeaseEndRow> lease_ends;
    std::vector<pos::journal::LeaseUseRow> lease_uses;
    std::map<pos::Ulid, pos::journal::UnitLotRow> unit_lots;
    std::vector<pos::journal::UnitMoveRow> unit_moves;

    /// Every table, to be compared.
    auto rows() const {
        return std::tie(journals, shifts, sales, lines, sale_tenders, sale_taxes, reprints,
                        tender_corrections, adjustments, customer_edits, stock_of_branch,
                        stock_counted, card_attempts, erased, takings, departments, tenders, taxes,
                        stock, returned, documents, document_lines, payments, ledger, allocations,
                        open_items, lots, moves, unit_lots, unit_moves, bill_payments, meter_reads,
                        redemptions, coupon_stops, coupon_uses, attempts, leases, lease_moves,
                        lease_ends, lease_uses);
    }
    bool has_same_rows(const MemoryProjection& other) const { return rows() == other.rows(); }

    // ProjectionReader

    std::optional<pos::journal::JournalRow> journal(const pos::Ulid& id) override {
        const auto found = journals.find(id);
        if (found == journals.end()) return std::nullopt;
        return found->second;
    }
    std::optional<pos::journal::ShiftRow> open_shift(const pos::Ulid& id) override {
        const pos::journal::ShiftRow* last = nullptr;
        for (const auto& [key, row] : shifts) {
            if (key.first == id && (last == nullptr || row.seq > last->seq)) last = &row;
        }
        if (last == nullptr || last->closed) return std::nullopt;
        return *last;
    }
    std::optional<pos::journal::ShiftRow> shift(const pos::Ulid& id,
                                                const pos::Ulid& shift_id) override {
        const auto found = shifts.find({id, shift_id});
        if (found == shifts.end()) return std::nullopt;
        return found->second;
    }

    // ProjectionWriter

    void insert(const pos::journal::JournalRow& row) override { once(journals, row.journal, row); }
    void insert(const pos::journal::SaleRow& row) override { once(sales, row.sale, row); }
    void insert(const pos::journal::SaleLineRow& row) override {
        once(lines, {row.sale, row.line}, row);
    }
    void insert(const pos::journal::SaleTenderRow& row) override {
        once(sale_tenders, {row.sale, row.position}, row);
    }
    void insert(const pos::journal::SaleTaxRow& row) override {
        once(sale_taxes, {row.sale, row.position}, row);
    }
    void insert(const pos::journal::BillPaymentRow& row) override {
        once(bill_payments, row.sale, row);
    }
    void insert(const pos::journal::MeterReadRow& row) override {
        once(meter_reads, row.reading, row);
    }
    void insert(const pos::journal::ReprintRow& row) override {
        once(reprints, {row.journal, row.seq}, row);
    }
    void insert(const pos::journal::TenderCorrectionRow& row) override {
        once(tender_corrections, {row.journal, row.seq}, row);
    }
    void insert(const pos::journal::StockAdjustmentRow& row) override {
        once(adjustments, row.adjustment, row);
    }
    void insert(const pos::journal::CustomerEditRow& row) override {
        once(customer_edits, {{row.journal, row.seq}, row.field}, row);
    }

    void insert(const pos::journal::DocumentRow& row) override {
        once(documents, row.document, row);
    }
    void insert(const pos::journal::DocumentLineRow& row) override {
        once(document_lines, row.item, row);
    }
    void insert(const pos::journal::PaymentRow& row) override { once(payments, row.payment, row); }
    void insert(const pos::journal::LedgerRow& row) override { ledger.push_back(row); }
    void insert(const pos::journal::WalletLotRow& row) override { once(lots, row.lot, row); }
    void insert(const pos::journal::WalletMoveRow& row) override { moves.push_back(row); }
    void insert(const pos::journal::LeaseRow& row) override { once(leases, row.lease, row); }
    void insert(const pos::journal::LeaseMoveRow& row) override { lease_moves.push_back(row); }
    void insert(const pos::journal::LeaseEndRow& row) override { once(lease_ends, row.lease, row); }
    void insert(const pos::journal::LeaseUseRow& row) override { lease_uses.push_back(row); }
    void insert(const pos::journal::UnitLotRow& row) override { once(unit_lots, row.lot, row); }
    void insert(const pos::journal::UnitMoveRow& row) override { unit_moves.push_back(row); }
    void insert(const pos::journal::ConvertedRow& row) override { converted.push_back(row); }
    void insert(const pos::journal::ExchangeRow& row) override { once(rates, row.about, row); }
    void insert(const pos::journal::CouponRedemptionRow& row) override {
        once(redemptions, row.redemption, row);
    }
    void insert(const pos::journal::CouponStopRow& row) override {
        once(coupon_stops, row.redemption, row);
    }
    void insert(const pos::journal::CouponUseRow& row) override { coupon_uses.push_back(row); }

    void insert(const pos::journal::AttemptRow& row) override { once(attempts, row.attempt, row); }
    void change(const pos::journal::AttemptSentRow& row) override {
        const auto found = attempts.find(row.attempt);
        if (found == attempts.end()) return;
        auto& one = found->second;
        one.state = pos::billing::attempt::State::sent;
        one.sent = row.sent;
        one.asked = 0;
        one.sent_at = row.sent_at;
        one.due = row.due;
        one.at = row.at;
    }
    void change(const pos::journal::AttemptUnclearRow& row) override {
        const auto found = attempts.find(row.attempt);
        if (found == attempts.end()) return;
        auto& one = found->second;
        one.state = row.state;
        one.asked = row.asked;
        one.sent_at = row.sent_at;
        one.due = row.due;
        one.said = row.said;
        one.at = row.at;
    }
    void change(const pos::journal::AttemptEndedRow& row) override {
        const auto found = attempts.find(row.attempt);
        if (found == attempts.end()) return;
        auto& one = found->second;
        one.state = row.state;
        one.reference = row.reference;
        one.said = row.said;
        one.due = one.at = row.at;
    }

    void put(const pos::journal::ShiftRow& row) override { shifts[{row.journal, row.shift}] = row; }
    void put(const pos::journal::CardAttemptRow& row) override { card_attempts[row.attempt] = row; }
    void put(const pos::journal::ErasedRow& row) override { erased[row.attachment] = row; }
    void put(const pos::journal::StockCountedRow& row) override {
        stock_counted[{row.branch, row.item, row.journal}] = row;
    }

    void add(const pos::journal::TakingsDelta& delta) override {
        auto& row = takings[{delta.key, delta.hour, delta.cashier}];
        const auto [sum, counts] = std::pair{row.takings, row.counts};
        row = delta;
        row.takings += sum;
        row.counts += counts;
    }
    void add(const pos::journal::DepartmentDelta& delta) override {
        auto& row = departments[{delta.key, delta.department}];
        const auto [sum, quantity] = std::pair{row.takings, row.quantity};
        row = delta;
        row.takings += sum;
        row.quantity = row.quantity + quantity;
    }
    void add(const pos::journal::TenderDelta& delta) override {
        auto& row = tenders[{delta.key, delta.kind, delta.code}];
        const auto before = row;
        row = delta;
        row.payments += before.payments;
        row.sales += before.sales;
        row.refunds += before.refunds;
        row.gross_minor += before.gross_minor;
        row.refunded_minor += before.refunded_minor;
    }
    void add(const pos::journal::TaxDelta& delta) override {
        auto& row =
            taxes[{delta.key, delta.code, delta.kind, delta.rate, delta.amount_e8, delta.included}];
        const auto before = row;
        row = delta;
        row.base_minor += before.base_minor;
        row.tax_minor += before.tax_minor;
    }
    void add(const pos::journal::StockDelta& delta) override {
        auto& quantity = delta.branch.empty()
                             ? stock[{delta.journal, delta.item}]
                             : stock_of_branch[{delta.branch, delta.item, delta.journal}];
        quantity = quantity + delta.quantity;
    }
    void add(const pos::journal::ReturnedDelta& delta) override {
        auto& quantity = returned[{delta.sale, delta.line}];
        quantity = quantity + delta.quantity;
    }
    void add(const pos::journal::AllocationDelta& delta) override {
        allocations[{delta.from, delta.to}] += delta.amount_minor;
    }
    void add(const pos::journal::OpenItemDelta& delta) override {
        auto& row = open_items[delta.about];
        const auto before = row;
        row = delta;
        row.open_minor += before.open_minor;
        row.due_on = std::max(row.due_on, before.due_on);
    }

private:
    template <class Table>
    static void once(Table& table, const typename Table::key_type& key,
                     const typename Table::mapped_type& row) {
        POS_ASSERT(table.emplace(key, row).second);
    }
};

}  // namespace test
