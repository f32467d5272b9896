#include "pos/store/billing/customers.hpp"

#include "pos/store/billing/in_list.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/parties/parties.hpp"
#include "pos/store/parties/search_text.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kColumns =
    "SELECT a.account, a.number, a.payer, a.currency, a.zone, a.bill_day, a.terms_days, "
    "a.tax_profile, a.delivery, a.grace_days, a.version, a.next_bill_on, p.party, p.number, "
    "p.kind, p.name, p.street, p.postcode, p.city, p.region, p.country, p.email, p.phone, "
    "p.tax_number, p.language, a.buyer_reference, a.order_reference, a.contract_reference, "
    "a.e_address, a.e_address_scheme, a.closed_on FROM billing_account a JOIN party p ON p.party = "
    "a.party ";

Customer read_customer(const db::Row& row) {
    Customer found;
    customer::Account& account = found.stored.account;
    row.get(0, account.id);
    row.get(1, account.number);
    row.get(2, account.payer);
    account.currency = get_currency(row, 3);
    row.get(4, account.zone);
    account.bill_day = static_cast<unsigned>(row.integer(5));
    account.terms_days = static_cast<int>(row.integer(6));
    account.tax = static_cast<customer::TaxProfile>(row.integer(7));
    account.delivery = static_cast<customer::Delivery>(row.integer(8));
    account.grace_days = static_cast<int>(row.integer(9));
    found.stored.version = row.integer(10);
    row.get(11, found.stored.next_bill);
    found.party = parties::read_party(row, 12);
    customer::InvoiceReferences& references = account.references;
    row.get(25, references.buyer_reference);
    row.get(26, references.order_reference);
    row.get(27, references.contract_reference);
    row.get(28, references.e_address);
    row.get(29, references.e_address_scheme);
    row.get(30, found.stored.closed_on);
    account.party = found.party.id;
    return found;
}

template <class... In>
db::Result<std::vector<Customer>> customers(db::Connection& db, std::string_view where,
                                            const In&... in) {
    std::vector<Customer> found;
    auto done = db.each(
        std::string{kColumns} + std::string{where},
        [&](const db::Row& row) { found.push_back(read_customer(row)); }, in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

template <class... In>
db::Result<std::optional<Customer>> one(db::Connection& db, std::string_view where,
                                        const In&... in) {
    auto found = customers(db, where, in...);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<Customer>{};
    return std::optional{std::move(found->front())};
}

/// Those that are asked for; $1 is what their words are like.
std::string from_accounts(const AccountQuestion& asked) {
    return std::string{
               "FROM billing_account a JOIN party p ON p.party = a.party WHERE (p.search LIKE $1 "
               "ESCAPE '\\' OR a.number LIKE $1 ESCAPE '\\') "} +
           (asked.closed_too ? "" : "AND a.closed_on IS NULL ");
}

db::Result<std::map<Ulid, std::string>> numbers_by_id(db::Connection& db, std::string_view select,
                                                      std::span<const Ulid> ids) {
    std::map<Ulid, std::string> numbers;
    auto done = each_of(db, select, ")", ids, [&](const db::Row& row) {
        numbers.insert_or_assign(row.get<Ulid>(0), row.get<std::string>(1));
    });
    if (!done) return std::unexpected{std::move(done.error())};
    return numbers;
}

db::Result<bool> is_free(db::Connection& db, std::string_view sql, std::string_view number,
                         const Ulid& id) {
    const auto others = db.value<std::int64_t>(sql, number, id);
    if (!others) return std::unexpected{others.error()};
    return others->value_or(0) == 0;
}

}  // namespace

db::Result<bool> put_account(db::Connection& db, const customer::Account& account, Instant now) {
    const auto free =
        is_free(db, "SELECT count(*) FROM billing_account WHERE number = $1 AND account <> $2",
                account.number, account.id);
    if (!free || !*free) return free;
    const customer::InvoiceReferences& references = account.references;
    auto done = db.exec(
        "INSERT INTO billing_account (account, number, party, payer, currency, zone, bill_day, "
        "terms_days, tax_profile, delivery, grace_days, opened_at, version, next_bill_on, "
        "buyer_reference, order_reference, contract_reference, e_address, e_address_scheme) VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, NULL, $13, $14, $15, $16, $17) "
        "ON CONFLICT (account) DO UPDATE SET number = excluded.number, party = excluded.party, "
        "payer = excluded.payer, currency = excluded.currency, zone = excluded.zone, "
        "bill_day = excluded.bill_day, terms_days = excluded.terms_days, "
        "tax_profile = excluded.tax_profile, delivery = excluded.delivery, "
        "grace_days = excluded.grace_days, buyer_reference = excluded.buyer_reference, "
        "order_reference = excluded.order_reference, "
        "contract_reference = excluded.contract_reference, e_address = excluded.e_address, "
        "e_address_scheme = excluded.e_address_scheme, version = billing_account.version + 1",
        account.id, account.number, account.party, account.payer, currency_text(account.currency),
        account.zone, static_cast<std::int64_t>(account.bill_day), account.terms_days, account.tax,
        account.delivery, account.grace_days, now, references.buyer_reference,
        references.order_reference, references.contract_reference, references.e_address,
        references.e_address_scheme);
    if (!done) return std::unexpected{std::move(done.error())};
    return true;
}

db::Result<void> touch_account(db::Connection& db, const Ulid& account, Date due) {
    auto done = db.exec(
        "UPDATE billing_account SET version = version + 1, next_bill_on = CASE WHEN next_bill_on "
        "IS NULL OR next_bill_on > $2 THEN $2 ELSE next_bill_on END WHERE account = $1 OR "
        "account = (SELECT payer FROM billing_account WHERE account = $1)",
        account, due);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> put_account_closed(db::Connection& db, const Ulid& account,
                                    std::optional<Date> closed_on) {
    auto done = db.exec(
        "UPDATE billing_account SET closed_on = $2, version = version + 1 WHERE account = $1",
        account, closed_on);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<bool> was_billed(db::Connection& db, const Ulid& account) {
    const auto lines = db.value<std::int64_t>(
        "SELECT count(*) FROM document_line WHERE subscription IN (SELECT subscription FROM "
        "subscription WHERE account = $1)",
        account);
    if (!lines) return std::unexpected{lines.error()};
    return lines->value_or(0) > 0;
}

db::Result<std::optional<Customer>> account_of_number(db::Connection& db, std::string_view number) {
    return one(db, "WHERE a.number = $1", number);
}
db::Result<std::optional<Customer>> account_of(db::Connection& db, const Ulid& account) {
    return one(db, "WHERE a.account = $1", account);
}

db::Result<std::vector<Customer>> accounts_of(db::Connection& db, std::span<const Ulid> ids) {
    std::vector<Customer> found;
    auto done = each_of(db, std::string{kColumns} + "WHERE a.account IN (", ") ORDER BY a.account",
                        ids, [&](const db::Row& row) { found.push_back(read_customer(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::map<Ulid, std::string>> account_numbers(db::Connection& db,
                                                        std::span<const Ulid> accounts) {
    return numbers_by_id(db, "SELECT account, number FROM billing_account WHERE account IN (",
                         accounts);
}

db::Result<std::map<Ulid, std::string>> party_numbers(db::Connection& db,
                                                      std::span<const Ulid> parties) {
    return numbers_by_id(db, "SELECT party, number FROM party WHERE party IN (", parties);
}

db::Result<std::vector<Customer>> accounts_of_party(db::Connection& db, const Ulid& party) {
    return customers(db, "WHERE a.party = $1 ORDER BY a.account", party);
}

db::Result<std::vector<Customer>> paid_by(db::Connection& db, std::span<const Ulid> payers) {
    std::vector<Customer> found;
    auto done = each_of(db, std::string{kColumns} + "WHERE a.payer IN (", ") ORDER BY a.account",
                        payers, [&](const db::Row& row) { found.push_back(read_customer(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

Answer<std::vector<AccountRow>> list_accounts(db::Connection& db, const AccountQuestion& asked) {
    std::vector<AccountRow> rows;
    auto done = db.each(
        std::string{
            "SELECT a.account, a.number, p.name, p.city, a.currency, coalesce((SELECT "
            "CAST(sum(open_minor) AS BIGINT) FROM open_item o WHERE o.account = a.account AND "
            "o.open_minor <> 0), 0), coalesce((SELECT CAST(sum(open_minor) AS BIGINT) FROM "
            "open_item o "
            "WHERE o.account = a.account AND o.open_minor > 0 AND o.due_on < $2), 0), "
            "a.next_bill_on, "
            "(SELECT count(*) FROM bill_parked b WHERE b.account = a.account), a.closed_on "} +
            from_accounts(asked) + "ORDER BY a.number LIMIT $3 OFFSET $4",
        [&](const db::Row& row) {
            AccountRow& one = rows.emplace_back();
            row.get(0, one.account);
            row.get(1, one.number);
            row.get(2, one.name);
            row.get(3, one.city);
            row.get(4, one.currency);
            one.open_minor = row.integer(5);
            one.overdue_minor = row.integer(6);
            row.get(7, one.next_bill);
            one.parked = row.integer(8) > 0;
            row.get(9, one.closed_on);
        },
        parties::pattern_of(asked.words), asked.today, asked.limit, asked.skip);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

Answer<std::int64_t> count_accounts(db::Connection& db, const AccountQuestion& asked) {
    const auto count = db.value<std::int64_t>("SELECT count(*) " + from_accounts(asked),
                                              parties::pattern_of(asked.words));
    if (!count) return store_error(count.error());
    return count->value_or(0);
}

}  // namespace pos::store::billing
