// The roll-ups: each delta is added to its row, which starts from zero.
#include "pos/store/tables.hpp"

namespace pos::store {

using namespace journal;

void Tables::add(const TakingsDelta& delta) {
    const TakingsKey& key = delta.key;
    const Takings& t = delta.takings;
    const TillCounts& c = delta.counts;
    exec(
        "INSERT INTO takings (business_date, journal, shift, currency, hour, cashier, "
        "cashier_name, sales, refunds, gross_minor, refunded_minor, tax_minor, discount_minor, "
        "rounding_minor, cancelled, voided_lines, price_overrides, drawer_openings, "
        "cash_moved_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15, $16, $17, $18, $19) "
        "ON CONFLICT (business_date, journal, shift, currency, hour, cashier) DO UPDATE SET "
        "cashier_name = excluded.cashier_name, sales = takings.sales + excluded.sales, "
        "refunds = takings.refunds + excluded.refunds, "
        "gross_minor = takings.gross_minor + excluded.gross_minor, "
        "refunded_minor = takings.refunded_minor + excluded.refunded_minor, "
        "tax_minor = takings.tax_minor + excluded.tax_minor, "
        "discount_minor = takings.discount_minor + excluded.discount_minor, "
        "rounding_minor = takings.rounding_minor + excluded.rounding_minor, "
        "cancelled = takings.cancelled + excluded.cancelled, "
        "voided_lines = takings.voided_lines + excluded.voided_lines, "
        "price_overrides = takings.price_overrides + excluded.price_overrides, "
        "drawer_openings = takings.drawer_openings + excluded.drawer_openings, "
        "cash_moved_minor = takings.cash_moved_minor + excluded.cash_moved_minor",
        key.business_date, key_.journal, key.shift, currency_text(key.currency), delta.hour,
        delta.cashier, delta.cashier_name, t.sales, t.refunds, t.gross_minor, t.refunded_minor,
        t.tax_minor, t.discount_minor, t.rounding_minor, c.cancelled, c.voided_lines,
        c.price_overrides, c.drawer_openings, c.cash_moved_minor);
}

void Tables::add(const DepartmentDelta& delta) {
    const TakingsKey& key = delta.key;
    const Takings& t = delta.takings;
    exec(
        "INSERT INTO takings_department (business_date, journal, shift, currency, department, "
        "name, quantity_millionths, sales, refunds, gross_minor, refunded_minor, tax_minor, "
        "discount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
        "ON CONFLICT (business_date, journal, shift, currency, department) DO UPDATE SET "
        "name = excluded.name, quantity_millionths = "
        "takings_department.quantity_millionths + excluded.quantity_millionths, "
        "sales = takings_department.sales + excluded.sales, "
        "refunds = takings_department.refunds + excluded.refunds, "
        "gross_minor = takings_department.gross_minor + excluded.gross_minor, "
        "refunded_minor = takings_department.refunded_minor + excluded.refunded_minor, "
        "tax_minor = takings_department.tax_minor + excluded.tax_minor, "
        "discount_minor = takings_department.discount_minor + excluded.discount_minor",
        key.business_date, key_.journal, key.shift, currency_text(key.currency), delta.department,
        delta.name, delta.quantity.millionths, t.sales, t.refunds, t.gross_minor, t.refunded_minor,
        t.tax_minor, t.discount_minor);
}

void Tables::add(const TenderDelta& delta) {
    const TakingsKey& key = delta.key;
    exec(
        "INSERT INTO takings_tender (business_date, journal, shift, currency, kind, code, name, "
        "payments, sales, refunds, gross_minor, refunded_minor) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11, $12) "
        "ON CONFLICT (business_date, journal, shift, currency, kind, code) DO UPDATE SET "
        "name = excluded.name, payments = takings_tender.payments + excluded.payments, "
        "sales = takings_tender.sales + excluded.sales, "
        "refunds = takings_tender.refunds + excluded.refunds, "
        "gross_minor = takings_tender.gross_minor + excluded.gross_minor, "
        "refunded_minor = takings_tender.refunded_minor + excluded.refunded_minor",
        key.business_date, key_.journal, key.shift, currency_text(key.currency), delta.kind,
        delta.code, delta.name, delta.payments, delta.sales, delta.refunds, delta.gross_minor,
        delta.refunded_minor);
}

void Tables::add(const TaxDelta& delta) {
    const TakingsKey& key = delta.key;
    exec(
        "INSERT INTO takings_tax (business_date, journal, shift, currency, code, kind, rate_e8, "
        "amount_e8, included, name, base_minor, tax_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, $11, $12) "
        "ON CONFLICT (business_date, journal, shift, currency, code, kind, rate_e8, amount_e8, "
        "included) DO UPDATE SET name = excluded.name, "
        "base_minor = takings_tax.base_minor + excluded.base_minor, "
        "tax_minor = takings_tax.tax_minor + excluded.tax_minor",
        key.business_date, key_.journal, key.shift, currency_text(key.currency), delta.code,
        delta.kind, delta.rate.e8, delta.amount_e8, delta.included, delta.name, delta.base_minor,
        delta.tax_minor);
}

}  // namespace pos::store
