#include "pos/store/billing/payment_methods.hpp"

#include <fmt/format.h>

#include <string_view>

#include "pos/store/billing/in_list.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kMethod =
    "SELECT m.method, m.account, m.provider, m.token, m.label, m.valid_until, m.collects, "
    "m.ended_at, m.noted_at, m.noted_by FROM payment_method m WHERE ";

PaymentMethod read_method(const db::Row& row) {
    PaymentMethod one;
    row.get(0, one.method);
    row.get(1, one.account);
    row.get(2, one.provider);
    row.get(3, one.token);
    row.get(4, one.label);
    row.get(5, one.valid_until);
    one.collects = row.integer(6) != 0;
    row.get(7, one.ended_at);
    row.get(8, one.noted_at);
    row.get(9, one.noted_by);
    return one;
}

db::Result<std::optional<PaymentMethod>> one_method(db::Connection& db, std::string_view where,
                                                    const Ulid& id) {
    std::optional<PaymentMethod> found;
    auto done = db.each(
        fmt::format("{}{}", kMethod, where), [&](const db::Row& row) { found = read_method(row); },
        id);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace

db::Result<std::optional<PaymentMethod>> payment_method_of(db::Connection& db,
                                                           const Ulid& account) {
    return one_method(db, "m.account = $1 AND m.ended_at IS NULL", account);
}

db::Result<std::vector<PaymentMethod>> payment_methods_among(db::Connection& db,
                                                             std::span<const Ulid> accounts) {
    std::vector<PaymentMethod> all;
    auto done = each_of(db, fmt::format("{}m.ended_at IS NULL AND m.account IN (", kMethod),
                        ") ORDER BY m.account", accounts,
                        [&](const db::Row& row) { all.push_back(read_method(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return all;
}

db::Result<std::optional<PaymentMethod>> payment_method(db::Connection& db, const Ulid& method) {
    return one_method(db, "m.method = $1", method);
}

db::Result<void> put_payment_method(db::Connection& db, const PaymentMethod& method) {
    auto done = db.exec(
        "INSERT INTO payment_method (method, account, provider, token, label, valid_until, "
        "collects, ended_at, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "ON CONFLICT (method) DO UPDATE SET provider = excluded.provider, token = excluded.token, "
        "label = excluded.label, valid_until = excluded.valid_until, collects = "
        "excluded.collects, ended_at = excluded.ended_at, noted_at = excluded.noted_at, noted_by = "
        "excluded.noted_by",
        method.method, method.account, method.provider, method.token, method.label,
        method.valid_until, method.collects ? 1 : 0, method.ended_at, method.noted_at,
        method.noted_by);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace pos::store::billing
