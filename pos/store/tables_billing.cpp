#include "pos/store/tables.hpp"

namespace pos::store {

using namespace journal;

void Tables::insert(const DocumentRow& row) {
    exec(
        "INSERT INTO document (entry, document, kind, number, series, account, run, currency, "
        "issued_on, due_on, lines, net_minor, tax_minor, payable_minor, corrects, pay_by) "
        "VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        entry_, row.document, row.kind, row.number, row.series, row.account, row.run,
        currency_text(row.currency), row.issued_on, row.due_on, row.lines, row.net_minor,
        row.tax_minor, row.payable_minor, row.corrects, row.pay_by);
}

void Tables::insert(const DocumentLineRow& row) {
    static const BilledCharge kNone;
    const BilledCharge& charge = row.charge ? *row.charge : kNone;
    const std::optional<Ulid> subscription =
        row.charge ? std::optional{charge.subscription} : std::nullopt;
    exec(
        "INSERT INTO document_line (entry, line, item, kind, account, subscription, plan, version, "
        "phase, charge, from_day, to_day, revision, quantity, net_minor, tax_minor, of_item) "
        "VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        entry_, row.line, row.item, row.kind, row.account, subscription, charge.plan,
        charge.version, charge.phase, charge.charge, row.from, row.to, row.revision, row.quantity,
        row.net_minor, row.tax_minor, row.of);
}

void Tables::insert(const BillPaymentRow& row) {
    exec(
        "INSERT INTO bill_payment (entry, sale, shift, account, account_number, currency, bills, "
        "amount_minor, payable_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry_, row.sale, row.shift, row.account, row.account_number, currency_text(row.currency),
        row.bills, row.amount_minor, row.payable_minor);
}

void Tables::insert(const MeterReadRow& row) {
    exec(
        "INSERT INTO till_reading (entry, reading, account, account_number, point, meter, serial, "
        "figure, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry_, row.reading, row.account, row.account_number, row.point, row.meter, row.serial,
        row.figure, row.at);
}

void Tables::insert(const PaymentRow& row) {
    exec(
        "INSERT INTO payment (entry, payment, account, currency, amount_minor, method, reference, "
        "external_id, received_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry_, row.payment, row.account, currency_text(row.currency), row.amount_minor, row.method,
        row.reference, row.external_id, row.received_on);
}

void Tables::insert(const LedgerRow& row) {
    exec(
        "INSERT INTO ledger (entry, position, account, book, on_day, currency, amount_minor, "
        "about) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        entry_, row.position, row.account, row.book, row.on, currency_text(row.currency),
        row.amount_minor, row.about);
}

void Tables::insert(const ConvertedRow& row) {
    exec(
        "INSERT INTO converted (entry, position, account, book, on_day, about, other, currency, "
        "amount_minor, books, books_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        entry_, row.position, row.account, row.book, row.on, row.about, row.other,
        currency_text(row.amount.currency), row.amount.minor, currency_text(row.converted.currency),
        row.converted.minor);
}

void Tables::insert(const ExchangeRow& row) {
    exec(
        "INSERT INTO exchange (about, entry, currency, books, rate, rate_on) VALUES ($1, $2, $3, "
        "$4, $5, $6)",
        row.about, entry_, currency_text(row.currency), currency_text(row.books), row.rate,
        row.rate_on);
}

void Tables::insert(const CouponRedemptionRow& row) {
    const Money amount = row.amount.value_or(Money{});
    exec(
        "INSERT INTO coupon_redemption (redemption, entry, code, name, account, subscription, "
        "percent, amount_minor, currency, periods, plans, from_day) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, $11, $12)",
        row.redemption, entry_, row.code, row.name, row.account, row.subscription, row.percent,
        amount.minor, row.amount ? currency_text(amount.currency) : std::string{}, row.periods,
        plans_text(row.plans), row.from);
}

void Tables::insert(const CouponStopRow& row) {
    exec("INSERT INTO coupon_stop (redemption, entry, on_day, reason) VALUES ($1, $2, $3, $4)",
         row.redemption, entry_, row.on, row.reason);
}

void Tables::insert(const CouponUseRow& row) {
    exec(
        "INSERT INTO coupon_use (entry, position, redemption, document, item, period, currency, "
        "amount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        entry_, row.position, row.redemption, row.document, row.item, row.period,
        currency_text(row.amount.currency), row.amount.minor);
}

void Tables::insert(const AttemptRow& row) {
    exec(
        "INSERT INTO payment_attempt (attempt, entry, account, purpose, about, nth, attempt_key, "
        "provider, method, label, currency, amount_minor, on_day, state, sent, asked, sent_at, "
        "due_at, said, reference, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
        "$13, $14, $15, $16, $17, $18, $19, $20, $21)",
        row.attempt, entry_, row.account, row.purpose, row.about, row.nth, row.key, row.provider,
        row.method, row.label, currency_text(row.amount.currency), row.amount.minor, row.on,
        row.state, row.sent, row.asked, row.sent_at, row.due, row.said, row.reference, row.at);
}

void Tables::change(const AttemptSentRow& row) {
    exec(
        "UPDATE payment_attempt SET state = $2, sent = $3, asked = 0, sent_at = $4, due_at = $5, "
        "at = $6 WHERE attempt = $1",
        row.attempt, pos::billing::attempt::State::sent, row.sent, row.sent_at, row.due, row.at);
}

void Tables::change(const AttemptUnclearRow& row) {
    exec(
        "UPDATE payment_attempt SET state = $2, asked = $3, sent_at = $4, due_at = $5, said = $6, "
        "at = $7 WHERE attempt = $1",
        row.attempt, row.state, row.asked, row.sent_at, row.due, row.said, row.at);
}

void Tables::change(const AttemptEndedRow& row) {
    exec(
        "UPDATE payment_attempt SET state = $2, reference = $3, said = $4, due_at = $5, at = $5 "
        "WHERE attempt = $1",
        row.attempt, row.state, row.reference, row.said, row.at);
}

void Tables::insert(const WalletLotRow& row) {
    exec(
        "INSERT INTO wallet_lot (entry, lot, account, kind, currency, amount_minor, priority, "
        "effective_at, expires_at, scope, rollover_minor, from_lot, external_id, note, granted_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        entry_, row.lot, row.account, row.kind, currency_text(row.currency), row.amount_minor,
        row.priority, row.effective, row.expires, row.scope, row.rollover_minor, row.from,
        row.external_id, row.note, row.granted_at);
}

void Tables::insert(const WalletMoveRow& row) {
    exec(
        "INSERT INTO wallet_move (entry, position, lot, account, move, at, amount_minor, document, "
        "reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry_, row.position, row.lot, row.account, row.move, row.at, row.amount_minor,
        row.document, row.reason);
}

void Tables::insert(const LeaseRow& row) {
    exec(
        "INSERT INTO lease (entry, lease, account, terminal, branch, till, currency, amount_minor, "
        "floor_minor, expires_at, until_close, external_id, note, granted_at) VALUES ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        entry_, row.lease, row.account, row.terminal, row.branch, row.till,
        currency_text(row.amount.currency), row.amount.minor, row.floor.minor, row.expires,
        row.until_close ? 1 : 0, row.external_id, row.note, row.granted_at);
}

void Tables::insert(const LeaseMoveRow& row) {
    exec(
        "INSERT INTO lease_move (entry, position, lease, lot, account, move, at, amount_minor, "
        "beyond, sale, number, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        entry_, row.position, row.lease, row.lot, row.account, row.move, row.at, row.amount_minor,
        row.beyond ? 1 : 0, row.sale ? std::optional{row.sale} : std::nullopt, row.number,
        row.reason);
}

void Tables::insert(const LeaseEndRow& row) {
    exec("INSERT INTO lease_end (lease, entry, at, reason) VALUES ($1, $2, $3, $4)", row.lease,
         entry_, row.at, row.reason);
}

void Tables::insert(const LeaseUseRow& row) {
    exec(
        "INSERT INTO lease_use (entry, position, lease, account, sale, currency, amount_minor, "
        "over_minor, given_up) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry_, row.position, row.lease, row.account, row.sale, currency_text(row.amount.currency),
        row.amount.minor, row.over.minor, row.given_up ? 1 : 0);
}

void Tables::insert(const UnitLotRow& row) {
    exec(
        "INSERT INTO unit_lot (entry, lot, account, kind, unit, amount_millionths, priority, "
        "effective_at, expires_at, kept_millionths, kept_until, scope, external_id, note, "
        "granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        entry_, row.lot, row.account, row.kind, row.unit, row.amount.millionths, row.priority,
        row.effective, row.expires, row.kept_most.millionths, row.kept_until, row.scope,
        row.external_id, row.note, row.granted_at);
}

void Tables::insert(const UnitMoveRow& row) {
    exec(
        "INSERT INTO unit_move (entry, position, lot, account, move, at, amount_millionths, kept, "
        "document, item, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        entry_, row.position, row.lot, row.account, row.move, row.at, row.amount.millionths,
        row.kept ? 1 : 0, row.document, row.item, row.reason);
}

void Tables::add(const AllocationDelta& delta) {
    exec(
        "INSERT INTO allocation (from_item, to_item, amount_minor) VALUES ($1, $2, $3) "
        "ON CONFLICT (from_item, to_item) DO UPDATE SET "
        "amount_minor = allocation.amount_minor + excluded.amount_minor",
        delta.from, delta.to, delta.amount_minor);
}

void Tables::add(const OpenItemDelta& delta) {
    exec(
        "INSERT INTO open_item (about, account, currency, due_on, open_minor) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (about) DO UPDATE SET "
        "open_minor = open_item.open_minor + excluded.open_minor, due_on = CASE WHEN "
        "open_item.due_on > excluded.due_on THEN open_item.due_on ELSE excluded.due_on END",
        delta.about, delta.account, currency_text(delta.currency), delta.due_on, delta.open_minor);
}

}  // namespace pos::store
