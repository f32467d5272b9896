#include "pos/store/billing/bank_payments.hpp"

#include <fmt/format.h>

#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/refunds.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

Answer<std::vector<BankPayment>> list_bank_payments(db::Connection& db, std::int64_t skip,
                                                    std::int64_t limit) {
    std::vector<BankPayment> payments;
    auto done = db.each(
        fmt::format("SELECT p.payment, p.account, p.currency, p.amount_minor, p.method, "
                    "p.reference, p.external_id, p.received_on, a.number, y.name, CAST(CASE WHEN "
                    "{} THEN 1 ELSE 0 END AS BIGINT) FROM payment p JOIN billing_account a ON "
                    "a.account = p.account JOIN party y ON y.party = a.party WHERE "
                    "substr(p.external_id, 1, 5) = $1 ORDER BY p.entry DESC LIMIT $2 OFFSET $3",
                    returned_sql()),
        [&](const db::Row& row) {
            BankPayment& one = payments.emplace_back();
            row.get(0, one.row.payment);
            row.get(1, one.row.account);
            one.row.currency = get_currency(row, 2);
            one.row.amount_minor = row.integer(3);
            row.get(4, one.row.method);
            row.get(5, one.row.reference);
            row.get(6, one.row.external_id);
            row.get(7, one.row.received_on);
            row.get(8, one.account_number);
            row.get(9, one.name);
            one.returned = row.integer(10) != 0;
        },
        kBankId, limit, skip);
    if (!done) return store_error(std::move(done.error()));
    return payments;
}

}  // namespace pos::store::billing
