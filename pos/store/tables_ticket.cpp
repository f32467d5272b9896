// The rows of one finished ticket.
#include "pos/base/assert.hpp"
#include "pos/store/tables.hpp"

namespace pos::store {

using namespace journal;

void Tables::insert(const SaleRow& row) {
    POS_ASSERT(row.journal == journal_ && row.seq == key_.seq);
    exec(
        "INSERT INTO sale (entry, sale, kind, number, external_number, at, local_s, utc_offset_s, "
        "business_date, shift, cashier, cashier_name, customer, currency, lines, discount_minor, "
        "tax_minor, total_minor, rounding_minor, payable_minor) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        entry_, row.sale, row.kind, row.number, row.external_number, row.at,
        local_seconds(row.local), row.local.utc_offset_s, row.business_date, row.shift, row.cashier,
        row.cashier_name, row.customer, currency_text(row.currency), row.lines, row.discount_minor,
        row.tax_minor, row.total_minor, row.rounding_minor, row.payable_minor);
}

void Tables::insert(const SaleLineRow& row) {
    exec(
        "INSERT INTO sale_line (entry, line, item, number, barcode, name, department, "
        "quantity_millionths, unit, unit_price_e8, cost_e8, gross_minor, discount_minor, "
        "net_minor, tax_minor, payable_minor, origin_sale, origin_line) VALUES ($1, $2, $3, $4, "
        "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        entry_, row.line, row.item, row.number, row.barcode, row.name, row.department,
        row.quantity.millionths, row.unit, row.unit_price_e8, row.cost_e8, row.gross_minor,
        row.discount_minor, row.net_minor, row.tax_minor, row.payable_minor, row.origin_sale,
        row.origin_line);
}

void Tables::insert(const SaleTenderRow& row) {
    exec(
        "INSERT INTO sale_tender (entry, position, kind, code, name, amount_minor, given_minor, "
        "change_minor, reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry_, row.position, row.kind, row.code, row.name, row.amount_minor, row.given_minor,
        row.change_minor, row.reference);
}

void Tables::insert(const SaleTaxRow& row) {
    exec(
        "INSERT INTO sale_tax (entry, position, code, name, kind, rate_e8, amount_e8, included, "
        "base_minor, tax_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        entry_, row.position, row.code, row.name, row.kind, row.rate.e8, row.amount_e8,
        row.included, row.base_minor, row.tax_minor);
}

}  // namespace pos::store
