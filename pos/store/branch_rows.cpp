// The rows of a day: as they stand, and as they follow from what is finer.
#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"

namespace pos::store {

using namespace journal;

namespace {

/// Adds up the finer rows of one day, branch by branch.
class Expected {
public:
    Expected(db::Connection& db, Date day) : db_{db}, day_{day} {}

    db::Result<BranchRows> read() {
        for (const auto part :
             {&Expected::tickets, &Expected::departments, &Expected::tenders, &Expected::items}) {
            if (auto done = (this->*part)(); !done) return std::unexpected{std::move(done.error())};
        }
        BranchRows all;
        for (auto& [branch, rollup] : rollups_) {
            if (rollup.too_much()) {
                return std::unexpected{db::DbError{db::DbErrorKind::mistake, "22003",
                                                   "a sum is more than a column holds"}};
            }
            all.insert(rollup.rows().begin(), rollup.rows().end());
        }
        return all;
    }

private:
    BranchRollup& of(const db::Row& row, int column) {
        std::string branch{row.text(column)};
        return rollups_.try_emplace(branch, branch).first->second;
    }
    static Takings takings(const db::Row& row, int from) {
        return {.sales = row.integer(from),
                .refunds = row.integer(from + 1),
                .gross_minor = row.integer(from + 2),
                .refunded_minor = row.integer(from + 3),
                .tax_minor = row.integer(from + 4),
                .discount_minor = row.integer(from + 5)};
    }
    TakingsKey key(const db::Row& row) const { return {{}, day_, {}, get_currency(row, 1)}; }

    db::Result<void> tickets() {
        return each(
            "SELECT j.branch, t.currency, t.hour, t.cashier, t.cashier_name, t.sales, t.refunds, "
            "t.gross_minor, t.refunded_minor, t.tax_minor, t.discount_minor, t.rounding_minor "
            "FROM takings t JOIN journal j ON j.id = t.journal WHERE t.business_date = $1",
            [&](const db::Row& row) {
                TakingsDelta delta{key(row),         row.get<int>(2),
                                   row.get<Ulid>(3), std::string{row.text(4)},
                                   takings(row, 5),  {}};
                delta.takings.rounding_minor = row.integer(11);
                of(row, 0).add(delta);
            });
    }
    db::Result<void> departments() {
        return each(
            "SELECT j.branch, t.currency, t.department, t.name, t.quantity_millionths, t.sales, "
            "t.refunds, t.gross_minor, t.refunded_minor, t.tax_minor, t.discount_minor "
            "FROM takings_department t JOIN journal j ON j.id = t.journal "
            "WHERE t.business_date = $1",
            [&](const db::Row& row) {
                of(row, 0).add(DepartmentDelta{key(row), std::string{row.text(2)},
                                               std::string{row.text(3)}, Quantity{row.integer(4)},
                                               takings(row, 5)});
            });
    }
    db::Result<void> tenders() {
        return each(
            "SELECT j.branch, t.currency, t.kind, t.code, t.name, t.payments, t.sales, t.refunds, "
            "t.gross_minor, t.refunded_minor "
            "FROM takings_tender t JOIN journal j ON j.id = t.journal WHERE t.business_date = $1",
            [&](const db::Row& row) {
                of(row, 0).add(TenderDelta{.key = key(row),
                                           .kind = static_cast<TenderKind>(row.integer(2)),
                                           .code = std::string{row.text(3)},
                                           .name = std::string{row.text(4)},
                                           .payments = row.integer(5),
                                           .sales = row.integer(6),
                                           .refunds = row.integer(7),
                                           .gross_minor = row.integer(8),
                                           .refunded_minor = row.integer(9)});
            });
    }
    db::Result<void> items() {
        SaleRow sale;
        SaleLineRow line;
        sale.business_date = day_;
        return each(
            "SELECT j.branch, s.currency, s.kind, l.number, l.name, l.quantity_millionths, "
            "l.payable_minor, l.tax_minor, l.discount_minor, l.department, l.net_minor, l.cost_e8 "
            "FROM sale s "
            "JOIN sale_line l ON l.entry = s.entry JOIN journal j ON j.id = s.entry / $2 "
            "WHERE s.business_date = $1 ORDER BY s.entry, l.line",
            [&](const db::Row& row) {
                sale.currency = get_currency(row, 1);
                sale.kind = static_cast<TicketKind>(row.integer(2));
                row.get(3, line.number);
                row.get(4, line.name);
                line.quantity = Quantity{row.integer(5)};
                line.payable_minor = row.integer(6);
                line.tax_minor = row.integer(7);
                line.discount_minor = row.integer(8);
                row.get(9, line.department);
                line.net_minor = row.integer(10);
                row.get(11, line.cost_e8);
                of(row, 0).add(sale, line);
            },
            entry_number({1, 0}));
    }
    template <class OnRow, class... More>
    db::Result<void> each(std::string_view sql, OnRow on_row, More... more) {
        auto done = db_.each(sql, on_row, day_, more...);
        if (!done) return std::unexpected{std::move(done.error())};
        return {};
    }

    db::Connection& db_;
    Date day_;
    std::map<std::string, BranchRollup, std::less<>> rollups_;
};

}  // namespace

db::Result<BranchRows> expected_branch_takings(db::Connection& db, Date day) {
    return Expected{db, day}.read();
}

db::Result<BranchRows> stored_branch_takings(db::Connection& db, Date day) {
    BranchRows rows;
    for (int part = 0; part < kBranchParts; ++part) {
        auto done = db.each(
            "SELECT branch, currency, key, name, quantity_millionths, payments, sales, refunds, "
            "gross_minor, refunded_minor, tax_minor, discount_minor, rounding_minor, cost_e8, "
            "costed_minor FROM branch_takings WHERE part = $1 AND business_date = $2",
            [&](const db::Row& row) {
                auto& stored = rows[{static_cast<BranchPart>(part), day, std::string{row.text(0)},
                                     get_currency(row, 1), std::string{row.text(2)}}];
                row.get(3, stored.name);
                stored.quantity = Quantity{row.integer(4)};
                stored.payments = row.integer(5);
                stored.takings = {row.integer(6),  row.integer(7),  row.integer(8), row.integer(9),
                                  row.integer(10), row.integer(11), row.integer(12)};
                stored.cost = {row.integer(13), row.integer(14)};
            },
            part, day);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return rows;
}

db::Result<void> fill_branch_takings(db::Connection& db) {
    constexpr std::string_view kLacks =
        "SELECT 1 FROM sent_journal WHERE EXISTS (SELECT 1 FROM takings) AND NOT EXISTS "
        "(SELECT 1 FROM branch_takings) LIMIT 1";
    auto lacks = db.value<std::int64_t>(kLacks);
    if (!lacks) return std::unexpected{std::move(lacks.error())};
    if (!*lacks) return {};
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    if (db.engine() == db::Engine::postgresql) {
        // Whoever takes in a batch meanwhile waits, and then adds to what was filled.
        auto locked = db.script("LOCK TABLE branch_takings IN ACCESS EXCLUSIVE MODE");
        if (!locked) return locked;
    }
    // Another process may have been faster.
    lacks = db.value<std::int64_t>(kLacks);
    if (!lacks) return std::unexpected{std::move(lacks.error())};
    if (!*lacks) return {};
    std::vector<Date> days;
    auto read = db.each("SELECT DISTINCT business_date FROM takings",
                        [&](const db::Row& row) { days.push_back(row.get<Date>(0)); });
    if (!read) return std::unexpected{std::move(read.error())};
    for (const Date day : days) {
        const auto rows = expected_branch_takings(db, day);
        if (!rows) return std::unexpected{rows.error()};
        if (auto put = add_branch_takings(db, *rows); !put) return put;
    }
    return begun->commit();
}

}  // namespace pos::store
