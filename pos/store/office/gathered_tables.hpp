#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/office/passes_on.hpp"

namespace pos::store::office {

/// What follows from a whole batch of one journal, gathered before it is written: tickets in bulk,
/// and every row of a roll-up once, however many tickets add to it, those of its branch among them.
/// What is rare or is read again goes to the tables at once.
///
/// requires: an open write transaction of the connection; one journal
/// threads:  that of its connection
class GatheredTables final : public PassesOn {
public:
    /// `branch` is the journal's.
    GatheredTables(db::Connection& connection, Tables& tables, std::string branch)
        : PassesOn{tables}, db_{connection}, branch_{std::move(branch)} {}

    void enter(const Ulid& journal, EntryKey key);
    /// Writes what was gathered.
    ///
    /// errors: the database's, those of rows that were written at once among them; its own for a
    ///         number out of range (22003) if a sum is
    db::Result<void> finish();

    using PassesOn::add;
    using PassesOn::insert;
    void insert(const journal::SaleRow& row) override { sales_.push_back({entry_, row}); }
    void insert(const journal::SaleLineRow& row) override { lines_.push_back({entry_, row}); }
    void insert(const journal::SaleTenderRow& row) override { tenders_.push_back({entry_, row}); }
    void insert(const journal::SaleTaxRow& row) override { taxes_.push_back({entry_, row}); }

    void add(const journal::TakingsDelta& delta) override;
    void add(const journal::DepartmentDelta& delta) override;
    void add(const journal::TenderDelta& delta) override;
    void add(const journal::TaxDelta& delta) override;
    void add(const journal::StockDelta& delta) override;
    void add(const journal::ReturnedDelta& delta) override;

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
