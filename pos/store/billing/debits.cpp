#include "pos/store/billing/debits.hpp"

#include <fmt/format.h>

#include <tuple>

#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/disputes.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/one_or_all.hpp"
#include "pos/store/came_back.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kMandate =
    "m.reference, m.account, m.holder, m.iban, m.bic, m.scheme, m.one_time, m.signed_on, "
    "m.collected, m.ended_on, m.ends_with_next, m.at";
constexpr int kMandateColumns = 12;

Mandate read_mandate(const db::Row& row, int at) {
    Mandate one;
    row.get(at, one.reference);
    row.get(at + 1, one.account);
    row.get(at + 2, one.holder.name);
    row.get(at + 3, one.holder.iban);
    row.get(at + 4, one.holder.bic);
    one.scheme = static_cast<pos::billing::bank::DebitScheme>(row.integer(at + 5));
    one.one_time = row.integer(at + 6) != 0;
    row.get(at + 7, one.signed_on);
    one.collected = row.integer(at + 8);
    row.get(at + 9, one.ended_on);
    one.ends_with_next = row.integer(at + 10) != 0;
    row.get(at + 11, one.at);
    return one;
}

constexpr std::string_view kDebitRow =
    "SELECT e.debit, e.document, e.mandate, e.sequence, e.amount_minor, e.collect_on, e.message, "
    "e.state, e.said, e.at, d.number, coalesce(a.number, ''), coalesce(p.name, ''), "
    "coalesce(o.open_minor, 0), (SELECT count(*) FROM debit z WHERE z.document = e.document AND "
    "z.state = 1), (SELECT count(*) FROM debit y WHERE y.document = e.document AND y.state = 3 AND "
    "y.again = 0) FROM debit e JOIN document d ON d.document = e.document LEFT JOIN open_item o ON "
    "o.about = e.document LEFT JOIN billing_account a ON a.account = d.account LEFT JOIN party p "
    "ON p.party = a.party";

/// Whether what SQL says of `d.document` is so of that one.
db::Result<bool> is_so(db::Connection& db, std::string_view sql, const Ulid& document) {
    const auto any = db.value<std::int64_t>(
        fmt::format("SELECT count(*) FROM document d WHERE d.document = $1 AND {}", sql), document);
    if (!any) return std::unexpected{any.error()};
    return any->value_or(0) > 0;
}

AfterReturn after_return(DebitState state, std::int64_t open_minor, bool ordered, bool waits) {
    if (state != DebitState::returned) return AfterReturn::nothing;
    if (ordered) return AfterReturn::with_bank;
    if (open_minor <= 0) return AfterReturn::settled;
    return waits ? AfterReturn::transfer : AfterReturn::next_file;
}

DebitRow read_debit(const db::Row& row) {
    DebitRow one;
    row.get(0, one.debit.debit);
    row.get(1, one.debit.document);
    row.get(2, one.debit.mandate);
    one.debit.sequence = static_cast<pos::billing::bank::Sequence>(row.integer(3));
    one.debit.amount_minor = row.integer(4);
    row.get(5, one.debit.collect_on);
    row.get(6, one.debit.message);
    one.debit.state = static_cast<DebitState>(row.integer(7));
    row.get(8, one.debit.said);
    row.get(9, one.debit.at);
    row.get(10, one.number);
    row.get(11, one.account);
    row.get(12, one.name);
    one.open_minor = row.integer(13);
    one.after =
        after_return(one.debit.state, one.open_minor, row.integer(14) > 0, row.integer(15) > 0);
    return one;
}

/// Those that came back, of which it was said so or not, and whose document is open and as the SQL
/// has it: the latest of each document, the latest first.
Answer<std::vector<DebitRow>> latest_back(db::Connection& db, int again, std::string_view document,
                                          std::string_view message, std::int64_t limit) {
    std::vector<DebitRow> rows;
    auto read = db.each(
        fmt::format("{0} WHERE e.state = 3 AND e.again = {1} AND o.open_minor > 0 AND (e.message = "
                    "$1 OR $1 = '') AND {2} AND NOT EXISTS (SELECT 1 FROM debit v WHERE v.document "
                    "= e.document AND v.state = 3 AND v.again = {1} AND v.debit > e.debit) ORDER "
                    "BY e.at DESC, d.number LIMIT $2",
                    kDebitRow, again, document),
        [&](const db::Row& row) { rows.push_back(read_debit(row)); }, message, limit);
    if (!read) return store_error(std::move(read.error()));
    return rows;
}

}  // namespace

db::Result<bool> put_mandate(db::Connection& db, const Mandate& mandate) {
    auto put = db.exec(
        "INSERT INTO mandate (reference, account, holder, iban, bic, scheme, one_time, signed_on, "
        "collected, ended_on, ends_with_next, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12) ON CONFLICT (reference) DO UPDATE SET holder = excluded.holder, iban = "
        "excluded.iban, "
        "bic = excluded.bic, scheme = excluded.scheme, one_time = excluded.one_time, "
        "signed_on = excluded.signed_on, collected = excluded.collected, "
        "ended_on = excluded.ended_on, ends_with_next = excluded.ends_with_next, at = excluded.at "
        "WHERE mandate.account = excluded.account",
        mandate.reference, mandate.account, mandate.holder.name, mandate.holder.iban,
        mandate.holder.bic, mandate.scheme, mandate.one_time ? 1 : 0, mandate.signed_on,
        mandate.collected, mandate.ended_on, mandate.ends_with_next ? 1 : 0, mandate.at);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put > 0;
}

db::Result<std::optional<Mandate>> mandate_of(db::Connection& db, std::string_view reference) {
    std::optional<Mandate> found;
    auto read = db.each(
        fmt::format("SELECT {} FROM mandate m WHERE m.reference = $1", kMandate),
        [&](const db::Row& row) { found = read_mandate(row, 0); }, reference);
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

db::Result<std::vector<Mandate>> mandates(db::Connection& db, std::optional<Ulid> account,
                                          std::int64_t limit) {
    std::vector<Mandate> all;
    auto read = db.each(
        fmt::format("SELECT {} FROM mandate m WHERE {} ORDER BY m.reference LIMIT $3", kMandate,
                    one_or_all(account.has_value(), "m.account", 1, 2)),
        [&](const db::Row& row) { all.push_back(read_mandate(row, 0)); }, account.value_or(Ulid{}),
        account ? 1 : 0, limit);
    if (!read) return std::unexpected{std::move(read.error())};
    return all;
}

db::Result<std::vector<Mandate>> mandates_among(db::Connection& db,
                                                std::span<const Ulid> accounts) {
    std::vector<Mandate> all;
    auto read = each_of(db, fmt::format("SELECT {} FROM mandate m WHERE m.account IN (", kMandate),
                        ") ORDER BY m.account, m.reference", accounts,
                        [&](const db::Row& row) { all.push_back(read_mandate(row, 0)); });
    if (!read) return std::unexpected{std::move(read.error())};
    return all;
}

std::string_view key_of(AfterReturn after) {
    switch (after) {
        case AfterReturn::nothing:
            return {};
        case AfterReturn::transfer:
            return "transfer";
        case AfterReturn::next_file:
            return "next_file";
        case AfterReturn::with_bank:
            return "with_bank";
        case AfterReturn::settled:
            return "settled";
    }
    return {};
}

const Mandate* mandate_in_force(std::span<const Mandate> mandates, Date on) {
    const Mandate* newest = nullptr;
    for (const Mandate& one : mandates) {
        if (!one.is_in_force(on) || one.signed_on > on) continue;
        if (newest == nullptr || std::tie(newest->signed_on, newest->reference) <
                                     std::tie(one.signed_on, one.reference)) {
            newest = &one;
        }
    }
    return newest;
}

db::Result<std::vector<Collectable>> collectable(db::Connection& db, Date due_by,
                                                 pos::billing::bank::DebitScheme scheme, Date today,
                                                 std::int64_t limit) {
    std::vector<Collectable> all;
    auto read = db.each(
        fmt::format(
            "SELECT {0}, d.document, d.number, o.open_minor - {1} FROM open_item o JOIN document d "
            "ON d.document = o.about JOIN mandate m ON m.account = d.account WHERE o.open_minor > "
            "{1} AND o.open_minor > 0 "
            "AND d.currency = 'EUR2' AND d.due_on <= $1 AND m.scheme = $2 AND (m.ended_on IS NULL "
            "OR m.ended_on > $3) AND NOT (m.one_time = 1 AND m.collected > 0) AND m.reference = "
            "(SELECT n.reference FROM mandate n WHERE n.account = m.account AND (n.ended_on IS "
            "NULL OR n.ended_on > $3) AND NOT (n.one_time = 1 AND n.collected > 0) ORDER BY "
            "n.signed_on DESC, n.reference DESC LIMIT 1) AND NOT {4} AND NOT ({3}) AND {2} "
            "ORDER BY d.number LIMIT $4",
            kMandate, disputed_sql(), no_attempt_sql(), kCameBack, kWithBank),
        [&](const db::Row& row) {
            Collectable& one = all.emplace_back();
            one.mandate = read_mandate(row, 0);
            row.get(kMandateColumns, one.document);
            row.get(kMandateColumns + 1, one.number);
            one.open_minor = row.integer(kMandateColumns + 2);
        },
        due_by, scheme, today, limit);
    if (!read) return std::unexpected{std::move(read.error())};
    return all;
}

db::Result<std::vector<NotCollectable>> not_collectable(db::Connection& db, Date due_by,
                                                        pos::billing::bank::DebitScheme scheme,
                                                        Date today, std::int64_t limit) {
    std::vector<NotCollectable> all;
    auto read = db.each(
        fmt::format(
            "SELECT q.number, coalesce(a.number, ''), coalesce(p.name, ''), q.open_minor, q.reason "
            "FROM (SELECT d.number, d.account, o.open_minor, CASE WHEN EXISTS (SELECT 1 FROM debit "
            "e WHERE e.document = d.document AND e.state = 1) THEN 'on_its_way' WHEN o.open_minor "
            "<= {0} THEN 'disputed' WHEN NOT ({1}) THEN 'charged' ELSE CASE coalesce((SELECT "
            "n.scheme FROM mandate n WHERE n.account = d.account AND (n.ended_on IS NULL OR "
            "n.ended_on > $3) AND NOT (n.one_time = 1 AND n.collected > 0) ORDER BY n.signed_on "
            "DESC, n.reference DESC LIMIT 1), -1) WHEN -1 THEN 'mandate_over' WHEN CAST($2 AS "
            "BIGINT) "
            "THEN CASE WHEN {2} THEN 'came_back' ELSE '' END ELSE 'other_scheme' END END AS reason "
            "FROM open_item o JOIN document d ON "
            "d.document = "
            "o.about WHERE o.open_minor > 0 AND d.currency = 'EUR2' AND d.due_on <= $1 AND EXISTS "
            "(SELECT 1 FROM mandate m WHERE m.account = d.account)) AS q LEFT JOIN "
            "billing_account a ON a.account = q.account LEFT JOIN party p ON p.party = a.party "
            "WHERE q.reason <> '' ORDER BY q.number LIMIT $4",
            disputed_sql(), no_attempt_sql(), kCameBack),
        [&](const db::Row& row) {
            NotCollectable& one = all.emplace_back();
            row.get(0, one.number);
            row.get(1, one.account);
            row.get(2, one.name);
            one.open_minor = row.integer(3);
            row.get(4, one.reason);
        },
        due_by, scheme, today, limit);
    if (!read) return std::unexpected{std::move(read.error())};
    return all;
}

db::Result<std::map<Ulid, std::string>> with_bank(db::Connection& db,
                                                  std::span<const Ulid> documents) {
    std::map<Ulid, std::string> found;
    auto read = each_of(
        db, "SELECT e.document, e.mandate FROM debit e WHERE e.state = 1 AND e.document IN (", ")",
        documents, [&](const db::Row& row) { row.get(1, found[row.get<Ulid>(0)]); });
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

db::Result<std::set<Ulid>> came_back(db::Connection& db, std::span<const Ulid> documents) {
    std::set<Ulid> found;
    auto read = each_of(
        db,
        fmt::format("SELECT d.document FROM document d WHERE {} AND d.document IN (", kCameBack),
        ")", documents, [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); });
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

db::Result<bool> ever_came_back(db::Connection& db, const Ulid& document) {
    return is_so(db, kEverCameBack, document);
}

db::Result<bool> is_collected_again(db::Connection& db, const Ulid& document) {
    return is_so(db, kCollectedAgain, document);
}

db::Result<void> collect_again(db::Connection& db, const Ulid& document, bool again) {
    auto said = db.exec("UPDATE debit SET again = $2 WHERE document = $1 AND state = 3", document,
                        again ? 1 : 0);
    if (!said) return std::unexpected{std::move(said.error())};
    return {};
}

db::Result<bool> put_debit(db::Connection& db, const Debit& debit) {
    auto put = db.exec(
        "INSERT INTO debit (debit, document, mandate, sequence, amount_minor, collect_on, message, "
        "state, said, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        debit.debit, debit.document, debit.mandate, debit.sequence, debit.amount_minor,
        debit.collect_on, debit.message, debit.state, debit.said, debit.at);
    if (!put) return std::unexpected{std::move(put.error())};
    return *put > 0;
}

db::Result<bool> change_debit(db::Connection& db, const Debit& debit, DebitState was) {
    auto changed =
        db.exec("UPDATE debit SET state = $2, said = $3, at = $4 WHERE debit = $1 AND state = $5",
                debit.debit, debit.state, debit.said, debit.at, was);
    if (!changed) return std::unexpected{std::move(changed.error())};
    return *changed > 0;
}

Answer<std::vector<DebitRow>> debits(db::Connection& db, std::string_view message,
                                     std::int64_t limit) {
    std::vector<DebitRow> rows;
    auto read = db.each(
        fmt::format("{} WHERE e.message = $1 OR $1 = '' ORDER BY e.at DESC, d.number LIMIT $2",
                    kDebitRow),
        [&](const db::Row& row) { rows.push_back(read_debit(row)); }, message, limit);
    if (!read) return store_error(std::move(read.error()));
    return rows;
}

Answer<std::vector<DebitRow>> debits_to_transfer(db::Connection& db, std::string_view message,
                                                 std::int64_t limit) {
    return latest_back(db, 0, kCameBack, message, limit);
}

Answer<std::vector<DebitRow>> debits_to_collect_again(db::Connection& db, std::string_view message,
                                                      std::int64_t limit) {
    return latest_back(db, 1, fmt::format("{} AND NOT {}", kCollectedAgain, kWithBank), message,
                       limit);
}

Answer<std::optional<DebitRow>> debit_of(db::Connection& db, const Ulid& debit) {
    std::optional<DebitRow> found;
    auto read = db.each(
        fmt::format("{} WHERE e.debit = $1", kDebitRow),
        [&](const db::Row& row) { found = read_debit(row); }, debit);
    if (!read) return store_error(std::move(read.error()));
    return found;
}

}  // namespace pos::store::billing
