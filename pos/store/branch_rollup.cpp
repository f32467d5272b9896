#include "pos/store/branch_rollup.hpp"

#include <fmt/format.h>

#include "pos/report/margin.hpp"
#include "pos/store/add_up.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/utf8.hpp"
#include "pos/store/settled_takings.hpp"

namespace pos::store {

using namespace journal;

std::string hour_key(int hour) {
    return fmt::format("{:02}", hour);
}

std::string tender_key(TenderKind kind, const std::string& code) {
    return fmt::format("{}{}", static_cast<int>(kind), code);
}

namespace {

/// An index holds no longer key on either engine; a number is as long as it likes.
constexpr std::size_t kKeyBytesMax = 200;

std::string key_of(std::string_view text) {
    std::string key = db::storable_text(text);
    if (key.size() <= kKeyBytesMax) return key;
    std::size_t end = kKeyBytesMax;
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0) == 0x80) --end;
    key.resize(end);
    return key;
}

}  // namespace

BranchFigures& BranchRollup::row(BranchPart part, Date date, Currency currency,
                                 std::string_view key) {
    return rows_[{part, date, branch_, currency, key_of(key)}];
}

void BranchRollup::add(BranchFigures& to, const Takings& takings) {
    if (!add_to(to.takings, takings)) too_much_ = true;
}

void BranchRollup::add(const TakingsDelta& delta) {
    if (delta.takings == Takings{}) return;
    const auto& key = delta.key;
    add(row(BranchPart::day, key.business_date, key.currency, {}), delta.takings);
    add(row(BranchPart::hour, key.business_date, key.currency, hour_key(delta.hour)),
        delta.takings);
    auto& cashier =
        row(BranchPart::cashier, key.business_date, key.currency, to_string(delta.cashier));
    cashier.name = delta.cashier_name;
    add(cashier, delta.takings);
}

void BranchRollup::add(const DepartmentDelta& delta) {
    auto& to =
        row(BranchPart::department, delta.key.business_date, delta.key.currency, delta.department);
    to.name = delta.name;
    if (!add_to(to.quantity, delta.quantity)) too_much_ = true;
    add(to, delta.takings);
}

void BranchRollup::add(const TenderDelta& delta) {
    auto& to = row(BranchPart::tender, delta.key.business_date, delta.key.currency,
                   tender_key(delta.kind, delta.code));
    to.name = delta.name;
    if (!add_to(to.payments, delta.payments)) too_much_ = true;
    add(to, {.sales = delta.sales,
             .refunds = delta.refunds,
             .gross_minor = delta.gross_minor,
             .refunded_minor = delta.refunded_minor});
}

void BranchRollup::add(const SaleRow& sale, const SaleLineRow& line) {
    auto& to = row(BranchPart::item, sale.business_date, sale.currency, line.number);
    to.name = line.name;
    if (!add_to(to.quantity, line.quantity)) too_much_ = true;
    Takings takings{.tax_minor = line.tax_minor, .discount_minor = line.discount_minor};
    if (sale.kind == TicketKind::sale) {
        takings.sales = 1;
        takings.gross_minor = line.payable_minor;
    } else {
        takings.refunds = 1;
        takings.refunded_minor = -line.payable_minor;
    }
    add(to, takings);
    if (!line.cost_e8) return;
    report::add(to.cost, *line.cost_e8, line.quantity, line.net_minor);
    auto& department =
        row(BranchPart::department, sale.business_date, sale.currency, line.department);
    report::add(department.cost, *line.cost_e8, line.quantity, line.net_minor);
}

db::Result<void> add_branch_takings(db::Connection& db, const BranchRows& rows) {
    for (const auto& [key, row] : rows) {
        auto put = db.exec(
            "INSERT INTO branch_takings (part, business_date, branch, currency, key, name, "
            "quantity_millionths, payments, sales, refunds, gross_minor, refunded_minor, "
            "tax_minor, discount_minor, rounding_minor, cost_e8, costed_minor) VALUES ($1, $2, $3, "
            "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) "
            "ON CONFLICT (part, business_date, branch, currency, key) DO UPDATE SET "
            "name = excluded.name, quantity_millionths = "
            "branch_takings.quantity_millionths + excluded.quantity_millionths, "
            "payments = branch_takings.payments + excluded.payments, "
            "sales = branch_takings.sales + excluded.sales, "
            "refunds = branch_takings.refunds + excluded.refunds, "
            "gross_minor = branch_takings.gross_minor + excluded.gross_minor, "
            "refunded_minor = branch_takings.refunded_minor + excluded.refunded_minor, "
            "tax_minor = branch_takings.tax_minor + excluded.tax_minor, "
            "discount_minor = branch_takings.discount_minor + excluded.discount_minor, "
            "rounding_minor = branch_takings.rounding_minor + excluded.rounding_minor, "
            "cost_e8 = branch_takings.cost_e8 + excluded.cost_e8, "
            "costed_minor = branch_takings.costed_minor + excluded.costed_minor",
            key.part, key.business_date, key.branch, currency_text(key.currency), key.key,
            db::storable_text(row.name), row.quantity.millionths, row.payments, row.takings.sales,
            row.takings.refunds, row.takings.gross_minor, row.takings.refunded_minor,
            row.takings.tax_minor, row.takings.discount_minor, row.takings.rounding_minor,
            row.cost.cost_e8, row.cost.takings_minor);
        if (!put) return std::unexpected{std::move(put.error())};
    }
    return unsettle_takings(db, rows);
}

}  // namespace pos::store
