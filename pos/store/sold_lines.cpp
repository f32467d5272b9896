#include "pos/store/sold_lines.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/base/saturate.hpp"
#include "pos/report/margin.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/entries.hpp"

namespace pos::store {

namespace {

using report::TakingsBy;
using report::TakingsRow;

#define SOLD_LINES                                                                         \
    "SELECT s.entry, s.currency, s.kind, l.number, l.department, l.name, "                 \
    "l.quantity_millionths, l.payable_minor, l.tax_minor, l.discount_minor, l.net_minor, " \
    "l.cost_e8 FROM sale s JOIN sale_line l ON l.entry = s.entry "
constexpr std::string_view kLines =
    SOLD_LINES "WHERE s.business_date BETWEEN $1 AND $2 ORDER BY s.business_date, s.entry, l.line";
constexpr std::string_view kLinesOfBranch = SOLD_LINES
    "JOIN journal j ON j.id = s.entry / $4 WHERE s.business_date BETWEEN $1 AND $2 "
    "AND j.branch = $3 ORDER BY s.business_date, s.entry, l.line";
#undef SOLD_LINES

struct SoldSum {
    TakingsRow row;
    std::int64_t last_entry{0};
};
using SoldSums = std::map<std::pair<std::string, Currency>, SoldSum>;

void add_line(SoldSums& sums, TakingsBy by, const db::Row& row) {
    const bool by_item = by == TakingsBy::item;
    const Currency currency = get_currency(row, 1);
    SoldSum& sum = sums[{std::string{row.text(by_item ? 3 : 4)}, currency}];
    TakingsRow& to = sum.row;
    to.currency = currency;
    const Quantity quantity{row.integer(6)};
    to.quantity.millionths = add_saturating(to.quantity.millionths, quantity.millionths);
    const bool counts = by_item || std::exchange(sum.last_entry, row.integer(0)) != row.integer(0);
    journal::Takings part{.tax_minor = row.integer(8), .discount_minor = row.integer(9)};
    if (static_cast<journal::TicketKind>(row.integer(2)) == journal::TicketKind::sale) {
        part.sales = counts ? 1 : 0;
        part.gross_minor = row.integer(7);
    } else {
        part.refunds = counts ? 1 : 0;
        part.refunded_minor = -row.integer(7);
    }
    to.figures += part;
    if (by_item) row.get(5, to.name);
    if (!row.is_null(11)) report::add(to.cost, row.integer(11), quantity, row.integer(10));
}

/// As the roll-ups by department have them: a line says no more than the code.
Answer<void> name_departments(db::Connection& db, report::Days days, SoldSums& sums) {
    const auto done = db.each(
        "SELECT department, currency, name FROM takings_department "
        "WHERE business_date BETWEEN $1 AND $2 ORDER BY business_date",
        [&](const db::Row& row) {
            const auto at = sums.find({std::string{row.text(0)}, get_currency(row, 1)});
            if (at != sums.end()) row.get(2, at->second.row.name);
        },
        days.from, days.to);
    if (!done) return store_error(done.error());
    return {};
}

}  // namespace

Answer<std::vector<TakingsRow>> sold_lines(db::Connection& db, report::Days days, TakingsBy by,
                                           std::string_view branch) {
    POS_ASSERT(by == TakingsBy::item || by == TakingsBy::department);
    SoldSums sums;
    const auto on_row = [&](const db::Row& row) { add_line(sums, by, row); };
    const auto done = branch.empty() ? db.each(kLines, on_row, days.from, days.to)
                                     : db.each(kLinesOfBranch, on_row, days.from, days.to, branch,
                                               entry_number({1, 0}));
    if (!done) return store_error(done.error());
    if (by == TakingsBy::department) {
        if (auto named = name_departments(db, days, sums); !named) {
            return std::unexpected{std::move(named.error())};
        }
    }
    std::vector<TakingsRow> rows;
    rows.reserve(sums.size());
    for (auto& [key, sum] : sums) {
        sum.row.code = key.first;
        rows.push_back(std::move(sum.row));
    }
    return rows;
}

}  // namespace pos::store
