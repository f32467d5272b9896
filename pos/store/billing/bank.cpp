#include "pos/store/billing/bank.hpp"

namespace pos::store::billing {

static_assert(kBankId.size() == 5);

db::Result<std::vector<std::string>> invoice_series(db::Connection& db) {
    std::vector<std::string> series;
    auto done = db.each(
        "SELECT series FROM number_series WHERE substr(series, 1, 1) IN ('I', 'B') "
        "ORDER BY series",
        [&](const db::Row& row) { series.emplace_back(row.text(0)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return series;
}

db::Result<std::vector<OpenInvoice>> open_invoices_of(db::Connection& db,
                                                      std::string_view currency_code,
                                                      std::int64_t open_minor, std::int64_t limit) {
    std::vector<OpenInvoice> found;
    auto done = db.each(
        "SELECT d.number, a.number FROM open_item o JOIN document d ON d.document = o.about JOIN "
        "billing_account a ON a.account = o.account WHERE o.open_minor = $1 AND "
        "substr(o.currency, 1, 3) = $2 ORDER BY d.number LIMIT $3",
        [&](const db::Row& row) {
            found.push_back({std::string{row.text(0)}, std::string{row.text(1)}});
        },
        open_minor, currency_code, limit);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<KnownPayment>> payments_of_files(db::Connection& db) {
    std::vector<KnownPayment> found;
    auto done = db.each(
        "SELECT p.external_id, a.number FROM payment p JOIN billing_account a ON a.account = "
        "p.account WHERE substr(p.external_id, 1, 5) = $1",
        [&](const db::Row& row) {
            found.push_back({std::string{row.text(0)}, std::string{row.text(1)}});
        },
        kBankId);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace pos::store::billing
