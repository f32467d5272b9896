#include "pos/store/office/gathered_tables.hpp"

#include <array>
#include <deque>
#include <string>
#include <string_view>

#include "pos/base/assert.hpp"
#include "pos/store/add_up.hpp"
#include "pos/store/db/utf8.hpp"

namespace pos::store::office {

using namespace journal;

namespace {

/// Text as columns hold it; see Tables. Views live until the next row.
class Storable {
public:
    std::string_view operator()(const std::string& text) {
        if (db::is_storable_text(text)) return text;
        return cleaned_.emplace_back(db::storable_text(text));
    }
    void next_row() { cleaned_.clear(); }

private:
    std::deque<std::string> cleaned_;
};

/// Writes `rows` in bulk; `put` hands the columns of one to the table.
template <std::size_t N, class Rows, class Put>
db::Result<void> write(db::Connection& db, std::string_view table,
                       const std::array<std::string_view, N>& columns, const Rows& rows, Put put) {
    if (rows.empty()) return {};
    auto bulk = db.bulk_insert(table, columns);
    if (!bulk) return std::unexpected{std::move(bulk.error())};
    Storable text;
    for (const auto& placed : rows) {
        text.next_row();
        if (auto added = put(**bulk, placed.entry, placed.row, text); !added) return added;
    }
    return (*bulk)->finish();
}

/// Adds to what is gathered under the key; the name is the one that was seen last.
template <class Map, class Key, class Delta, class AddUp>
void gather(Map& map, Key&& key, const Delta& delta, AddUp add) {
    const auto [at, fresh] = map.try_emplace(std::forward<Key>(key), delta);
    if (!fresh) add(at->second);
}

}  // namespace

void GatheredTables::enter(const Ulid& journal, EntryKey key) {
    tables().enter(journal, key);
    entry_ = entry_number(key);
}

template <class Figure>
void GatheredTables::add_up(Figure& sum, const Figure& more) {
    if (!add_to(sum, more)) too_much_ = true;
}

void GatheredTables::add(const TakingsDelta& delta) {
    gather(takings_, std::tuple{delta.key, delta.hour, delta.cashier}, delta,
           [&](TakingsDelta& sum) {
               sum.cashier_name = delta.cashier_name;
               add_up(sum.takings, delta.takings);
               add_up(sum.counts, delta.counts);
           });
}

void GatheredTables::add(const DepartmentDelta& delta) {
    gather(departments_, std::tuple{delta.key, delta.department}, delta, [&](DepartmentDelta& sum) {
        sum.name = delta.name;
        add_up(sum.quantity, delta.quantity);
        add_up(sum.takings, delta.takings);
    });
}

void GatheredTables::add(const TenderDelta& delta) {
    gather(by_tender_, std::tuple{delta.key, delta.kind, delta.code}, delta, [&](TenderDelta& sum) {
        sum.name = delta.name;
        add_up(sum.payments, delta.payments);
        add_up(sum.sales, delta.sales);
        add_up(sum.refunds, delta.refunds);
        add_up(sum.gross_minor, delta.gross_minor);
        add_up(sum.refunded_minor, delta.refunded_minor);
    });
}

void GatheredTables::add(const TaxDelta& delta) {
    gather(by_tax_,
           std::tuple{delta.key, delta.code, delta.kind, delta.rate.e8, delta.amount_e8,
                      delta.included},
           delta, [&](TaxDelta& sum) {
               sum.name = delta.name;
               add_up(sum.base_minor, delta.base_minor);
               add_up(sum.tax_minor, delta.tax_minor);
           });
}

void GatheredTables::add(const StockDelta& delta) {
    if (!delta.branch.empty()) return tables().add(delta);
    gather(stock_, delta.item, delta,
           [&](StockDelta& sum) { add_up(sum.quantity, delta.quantity); });
}

void GatheredTables::add(const ReturnedDelta& delta) {
    gather(returned_, std::pair{delta.sale, delta.line}, delta,
           [&](ReturnedDelta& sum) { add_up(sum.quantity, delta.quantity); });
}

db::Result<void> GatheredTables::write_sales() {
    static constexpr std::array<std::string_view, 20> kColumns{
        "entry",           "sale",        "kind",           "number",
        "external_number", "at",          "local_s",        "utc_offset_s",
        "business_date",   "shift",       "cashier",        "cashier_name",
        "customer",        "currency",    "lines",          "discount_minor",
        "tax_minor",       "total_minor", "rounding_minor", "payable_minor"};
    return write(db_, "sale", kColumns, sales_,
                 [](db::BulkInsert& to, std::int64_t entry, const SaleRow& r, Storable& text) {
                     return to.row(entry, r.sale, r.kind, text(r.number), text(r.external_number),
                                   r.at, local_seconds(r.local), r.local.utc_offset_s,
                                   r.business_date, r.shift, r.cashier, text(r.cashier_name),
                                   text(r.customer), currency_text(r.currency), r.lines,
                                   r.discount_minor, r.tax_minor, r.total_minor, r.rounding_minor,
                                   r.payable_minor);
                 });
}

db::Result<void> GatheredTables::write_lines() {
    static constexpr std::array<std::string_view, 18> kColumns{
        "entry",          "line",          "item",       "number",
        "barcode",        "name",          "department", "quantity_millionths",
        "unit",           "unit_price_e8", "cost_e8",    "gross_minor",
        "discount_minor", "net_minor",     "tax_minor",  "payable_minor",
        "origin_sale",    "origin_line"};
    return write(db_, "sale_line", kColumns, lines_,
                 [](db::BulkInsert& to, std::int64_t entry, const SaleLineRow& r, Storable& text) {
                     return to.row(entry, r.line, r.item, text(r.number), text(r.barcode),
                                   text(r.name), text(r.department), r.quantity.millionths,
                                   text(r.unit), r.unit_price_e8, r.cost_e8, r.gross_minor,
                                   r.discount_minor, r.net_minor, r.tax_minor, r.payable_minor,
                                   r.origin_sale, r.origin_line);
                 });
}

db::Result<void> GatheredTables::write_tenders() {
    static constexpr std::array<std::string_view, 9> kColumns{
        "entry",        "position",    "kind",         "code",     "name",
        "amount_minor", "given_minor", "change_minor", "reference"};
    return write(
        db_, "sale_tender", kColumns, tenders_,
        [](db::BulkInsert& to, std::int64_t entry, const SaleTenderRow& r, Storable& text) {
            return to.row(entry, r.position, r.kind, text(r.code), text(r.name), r.amount_minor,
                          r.given_minor, r.change_minor, text(r.reference));
        });
}

db::Result<void> GatheredTables::write_taxes() {
    static constexpr std::array<std::string_view, 10> kColumns{
        "entry",   "position",  "code",     "name",       "kind",
        "rate_e8", "amount_e8", "included", "base_minor", "tax_minor"};
    return write(db_, "sale_tax", kColumns, taxes_,
                 [](db::BulkInsert& to, std::int64_t entry, const SaleTaxRow& r, Storable& text) {
                     return to.row(entry, r.position, text(r.code), text(r.name), r.kind, r.rate.e8,
                                   r.amount_e8, r.included, r.base_minor, r.tax_minor);
                 });
}

db::Result<void> GatheredTables::finish() {
    BranchRollup branch{branch_};
    for (const auto& [key, delta] : takings_) branch.add(delta);
    for (const auto& [key, delta] : departments_) branch.add(delta);
    for (const auto& [key, delta] : by_tender_) branch.add(delta);
    // Lines stand in the order of their sales.
    auto sale = sales_.begin();
    for (const auto& line : lines_) {
        while (sale != sales_.end() && sale->entry != line.entry) ++sale;
        POS_ASSERT(sale != sales_.end());
        branch.add(sale->row, line.row);
    }
    if (too_much_ || branch.too_much()) {
        return std::unexpected{
            db::DbError{db::DbErrorKind::mistake, "22003", "a sum is more than a column holds"}};
    }
    for (const auto& part : {&GatheredTables::write_sales, &GatheredTables::write_lines,
                             &GatheredTables::write_tenders, &GatheredTables::write_taxes}) {
        if (auto done = (this->*part)(); !done) return done;
    }
    for (const auto& [key, delta] : takings_) tables().add(delta);
    for (const auto& [key, delta] : departments_) tables().add(delta);
    for (const auto& [key, delta] : by_tender_) tables().add(delta);
    for (const auto& [key, delta] : by_tax_) tables().add(delta);
    for (const auto& [key, delta] : stock_) tables().add(delta);
    for (const auto& [key, delta] : returned_) tables().add(delta);
    if (tables().error()) return std::unexpected{*tables().error()};
    return add_branch_takings(db_, branch.rows());
}

}  // namespace pos::store::office
