#include "pos/store/billing/transfers.hpp"

#include <fmt/format.h>

namespace pos::store::billing {

namespace {

constexpr std::string_view kTransferRow =
    "SELECT t.transfer, t.account, t.refund, t.amount_minor, t.holder, t.iban, t.bic, t.reason, "
    "t.pay_on, t.message, t.state, t.said, t.asked_at, t.at, coalesce(a.number, ''), "
    "coalesce(p.name, '') FROM transfer t LEFT JOIN billing_account a ON a.account = t.account "
    "LEFT JOIN party p ON p.party = a.party ";

TransferRow read_transfer(const db::Row& row) {
    TransferRow one;
    row.get(0, one.transfer.transfer);
    row.get(1, one.transfer.account);
    row.get(2, one.transfer.refund);
    one.transfer.amount_minor = row.integer(3);
    row.get(4, one.transfer.to.name);
    row.get(5, one.transfer.to.iban);
    row.get(6, one.transfer.to.bic);
    row.get(7, one.transfer.reason);
    row.get(8, one.transfer.pay_on);
    row.get(9, one.transfer.message);
    one.transfer.state = static_cast<TransferState>(row.integer(10));
    row.get(11, one.transfer.said);
    row.get(12, one.transfer.asked_at);
    row.get(13, one.transfer.at);
    row.get(14, one.account);
    row.get(15, one.name);
    return one;
}

template <class Key>
Answer<std::optional<TransferRow>> one_transfer(db::Connection& db, std::string_view where,
                                                const Key& key) {
    std::optional<TransferRow> found;
    auto read = db.each(
        fmt::format("{}{}", kTransferRow, where),
        [&](const db::Row& row) { found = read_transfer(row); }, key);
    if (!read) return store_error(std::move(read.error()));
    return found;
}

}  // namespace

db::Result<bool> put_transfer(db::Connection& db, const Transfer& transfer) {
    auto put = db.exec(
        "INSERT INTO transfer (transfer, account, refund, amount_minor, holder, iban, bic, reason, "
        "pay_on, message, state, said, asked_at, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $11, $12, $13, $14) ON CONFLICT DO NOTHING",
        transfer.transfer, transfer.account, transfer.refund, transfer.amount_minor,
        transfer.to.name, transfer.to.iban, transfer.to.bic, transfer.reason, transfer.pay_on,
        transfer.message, transfer.state, transfer.said, transfer.asked_at, transfer.at);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put > 0;
}

db::Result<bool> change_transfer(db::Connection& db, const Transfer& transfer, TransferState was) {
    auto changed = db.exec(
        "UPDATE transfer SET pay_on = $2, message = $3, state = $4, said = $5, at = $6 WHERE "
        "transfer = $1 AND state = $7",
        transfer.transfer, transfer.pay_on, transfer.message, transfer.state, transfer.said,
        transfer.at, was);
    if (!changed) return std::unexpected{std::move(changed.error())};
    return *changed > 0;
}

Answer<std::vector<TransferRow>> transfers(db::Connection& db, const TransferFilter& filter) {
    std::vector<TransferRow> rows;
    auto read = db.each(
        fmt::format("{} WHERE (t.message = $1 OR $1 = '') AND (t.state = $2 OR CAST($2 AS BIGINT) "
                    "= 0) AND (t.account = $3 OR CAST($4 AS BIGINT) = 0) ORDER BY t.at DESC, "
                    "t.transfer DESC LIMIT $5 OFFSET $6",
                    kTransferRow),
        [&](const db::Row& row) { rows.push_back(read_transfer(row)); }, filter.message,
        filter.state ? static_cast<std::int64_t>(*filter.state) : 0,
        filter.account.value_or(Ulid{}), filter.account ? 1 : 0, filter.limit, filter.skip);
    if (!read) return store_error(std::move(read.error()));
    return rows;
}

Answer<std::optional<TransferRow>> transfer_of(db::Connection& db, const Ulid& transfer) {
    return one_transfer(db, "WHERE t.transfer = $1", transfer);
}
Answer<std::optional<TransferRow>> transfer_of_refund(db::Connection& db, std::string_view refund) {
    return one_transfer(db, "WHERE t.refund = $1", refund);
}

}  // namespace pos::store::billing
