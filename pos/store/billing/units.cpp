#include "pos/store/billing/units.hpp"

#include <algorithm>

#include "pos/store/billing/in_list.hpp"

namespace pos::store::billing {

namespace {

static_assert(journal::UnitsMove::voided == journal::UnitsMove{3});

/// Whatever stands in the tables. Statements with lists of ids have no other parameters.
constexpr std::string_view kWhenever = "9223372036854775807";

/// As they stood by an instant: a number or a parameter.
std::string units_sql(std::string_view instant, std::string_view where) {
    const std::string by{instant};
    const std::string moves = " FROM unit_move m WHERE m.lot = l.lot AND m.at <= " + by;
    return "SELECT l.lot, l.account, l.kind, l.unit, l.amount_millionths, l.priority, "
           "l.effective_at, l.expires_at, l.kept_millionths, l.kept_until, l.scope, "
           "l.external_id, l.note, l.granted_at, l.amount_millionths - coalesce((SELECT "
           "CAST(sum(m.amount_millionths) AS BIGINT)" +
           moves +
           "), 0), l.kept_millionths - coalesce((SELECT CAST(sum(m.amount_millionths) AS "
           "BIGINT)" +
           moves + " AND m.kept = 1), 0), (SELECT max(m.at)" + moves +
           " AND m.move = 3), l.entry, (SELECT max(m.entry)" + moves +
           ") FROM unit_lot l WHERE l.granted_at <= " + by + " AND " + std::string{where};
}

StoredUnitLot read_unit_lot(const db::Row& row) {
    StoredUnitLot lot;
    journal::UnitLotRow& one = lot.row;
    row.get(0, one.lot);
    row.get(1, one.account);
    one.kind = static_cast<journal::LotKind>(row.integer(2));
    row.get(3, one.unit);
    one.amount.millionths = row.integer(4);
    one.priority = row.integer(5);
    row.get(6, one.effective);
    row.get(7, one.expires);
    one.kept_most.millionths = row.integer(8);
    row.get(9, one.kept_until);
    row.get(10, one.scope);
    row.get(11, one.external_id);
    row.get(12, one.note);
    row.get(13, one.granted_at);
    lot.left_millionths = row.integer(14);
    lot.kept_left_millionths = row.integer(15);
    row.get(16, lot.voided);
    lot.entry = row.integer(17);
    if (!row.is_null(18)) lot.entry = std::max(lot.entry, row.integer(18));
    return lot;
}

template <class In>
db::Result<std::optional<StoredUnitLot>> one_lot(db::Connection& db, std::string_view where,
                                                 const In& in) {
    std::optional<StoredUnitLot> found;
    auto done = db.each(
        units_sql(kWhenever, where), [&](const db::Row& row) { found = read_unit_lot(row); }, in);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

constexpr std::string_view kOfItem =
    "SELECT m.item, m.lot, l.account, m.kept, CAST(sum(m.amount_millionths) AS BIGINT), l.unit, "
    "l.note FROM unit_move m JOIN unit_lot l ON l.lot = m.lot WHERE m.item IS NOT NULL AND ";
constexpr std::string_view kByItem =
    " GROUP BY m.item, m.lot, l.account, m.kept, l.unit, l.note HAVING "
    "sum(m.amount_millionths) <> 0 ORDER BY m.item, m.lot, m.kept";

db::Result<std::vector<UnitsOfItem>> of_items(db::Connection& db, std::string_view where,
                                              const Ulid& in) {
    std::vector<UnitsOfItem> found;
    auto done = db.each(
        std::string{kOfItem} + std::string{where} + std::string{kByItem},
        [&](const db::Row& row) {
            UnitsOfItem& one = found.emplace_back();
            row.get(0, one.item);
            row.get(1, one.lot);
            row.get(2, one.account);
            one.kept = row.integer(3) != 0;
            one.millionths = row.integer(4);
            row.get(5, one.unit);
            row.get(6, one.note);
        },
        in);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace

db::Result<std::vector<StoredUnitLot>> unit_lots_of(db::Connection& db, const Ulid& account,
                                                    Instant at) {
    std::vector<StoredUnitLot> found;
    auto done = db.each(
        units_sql("$2", "l.account = $1 ORDER BY l.granted_at, l.lot"),
        [&](const db::Row& row) { found.push_back(read_unit_lot(row)); }, account, at);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<StoredUnitLot>> unit_lots_among(db::Connection& db,
                                                       std::span<const Ulid> accounts) {
    std::vector<StoredUnitLot> found;
    auto done =
        each_of(db, units_sql(kWhenever, "l.account IN ("), ") ORDER BY l.granted_at, l.lot",
                accounts, [&](const db::Row& row) { found.push_back(read_unit_lot(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<StoredUnitLot>> unit_lot_of(db::Connection& db, const Ulid& lot) {
    return one_lot(db, "l.lot = $1", lot);
}

db::Result<std::optional<StoredUnitLot>> unit_lot_of_external_id(db::Connection& db,
                                                                 std::string_view id) {
    return one_lot(db, "l.external_id = $1 AND l.external_id <> ''", id);
}

db::Result<std::vector<std::string>> lot_ids_like(db::Connection& db, const Ulid& account,
                                                  std::string_view prefix) {
    std::vector<std::string> found;
    auto done = db.each(
        "SELECT external_id FROM unit_lot WHERE account = $1 AND external_id LIKE $2 UNION ALL "
        "SELECT external_id FROM wallet_lot WHERE account = $1 AND external_id LIKE $2",
        [&](const db::Row& row) { found.emplace_back(row.text(0)); }, account,
        std::string{prefix} + "%");
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::int64_t> units_head(db::Connection& db, const Ulid& account) {
    const auto head = db.value<std::int64_t>(
        "SELECT CAST(coalesce(max(entry), 0) AS BIGINT) FROM (SELECT max(entry) AS entry FROM "
        "unit_lot WHERE account = $1 UNION ALL SELECT max(entry) FROM unit_move WHERE account = "
        "$1) AS both_tables",
        account);
    if (!head) return std::unexpected{head.error()};
    return head->value_or(0);
}

db::Result<std::vector<StoredUnitMove>> unit_moves_of(db::Connection& db, const Ulid& account) {
    std::vector<StoredUnitMove> moves;
    auto done = db.each(
        "SELECT m.position, m.lot, m.account, m.move, m.at, m.amount_millionths, m.kept, "
        "m.document, m.item, m.reason, coalesce(d.number, '') FROM unit_move m LEFT JOIN document "
        "d ON d.document = m.document WHERE m.account = $1 ORDER BY m.entry, m.position",
        [&](const db::Row& row) {
            StoredUnitMove& move = moves.emplace_back();
            journal::UnitMoveRow& one = move.row;
            one.position = static_cast<std::uint32_t>(row.integer(0));
            row.get(1, one.lot);
            row.get(2, one.account);
            one.move = static_cast<journal::UnitsMove>(row.integer(3));
            row.get(4, one.at);
            one.amount.millionths = row.integer(5);
            one.kept = row.integer(6) != 0;
            row.get(7, one.document);
            row.get(8, one.item);
            row.get(9, one.reason);
            row.get(10, move.number);
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    return moves;
}

db::Result<std::vector<UnitsOfItem>> units_of_item(db::Connection& db, const Ulid& item) {
    return of_items(db, "m.item = $1", item);
}

db::Result<std::vector<UnitsOfItem>> units_of_document(db::Connection& db, const Ulid& document) {
    return of_items(db, "m.document = $1", document);
}

}  // namespace pos::store::billing
