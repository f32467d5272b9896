#include "pos/store/billing/meter_list.hpp"

#include "pos/money/decimal.hpp"
#include "pos/store/parties/search_text.hpp"

namespace pos::store::billing {

namespace {

constexpr std::string_view kFrom =
    " FROM meter_register r LEFT JOIN service_point o ON o.code = r.point AND o.from_at = (SELECT "
    "max(z.from_at) FROM service_point z WHERE z.code = r.point) LEFT JOIN subscription s ON "
    "s.subscription = o.subscription LEFT JOIN billing_account a ON a.account = s.account LEFT "
    "JOIN party p ON p.party = a.party ";
constexpr std::string_view kWhere =
    "WHERE lower(r.point) LIKE $1 ESCAPE '\\' OR lower(r.meter) LIKE $1 ESCAPE '\\' OR "
    "lower(a.number) LIKE $1 ESCAPE '\\' OR p.search LIKE $1 ESCAPE '\\' OR EXISTS (SELECT 1 FROM "
    "meter_counter k WHERE k.register = r.register AND lower(k.serial) LIKE $1 ESCAPE '\\') ";

}  // namespace

Answer<std::vector<RegisterRow>> list_registers(db::Connection& db, const RegisterQuestion& asked) {
    std::vector<RegisterRow> found;
    auto done = db.each(
        "SELECT r.point, r.meter, c.serial, c.removed, l.at, l.figure, l.source, "
        "coalesce(a.number, ''), coalesce(p.name, '')" +
            std::string{kFrom} +
            "JOIN meter_counter c ON c.register = r.register AND c.position = (SELECT "
            "max(x.position) FROM meter_counter x WHERE x.register = r.register) LEFT JOIN "
            "meter_reading l ON l.register = r.register AND l.position = c.position AND l.at = "
            "(SELECT max(y.at) FROM meter_reading y WHERE y.register = r.register AND y.position = "
            "c.position) " +
            std::string{kWhere} + "ORDER BY r.point, r.meter LIMIT $2 OFFSET $3",
        [&](const db::Row& row) {
            RegisterRow& one = found.emplace_back();
            row.get(0, one.point);
            row.get(1, one.meter);
            row.get(2, one.serial);
            one.removed = row.integer(3) != 0;
            std::optional<Instant> at;
            row.get(4, at);
            if (at) {
                const auto figure = parse_exact(row.text(5));
                if (!figure) row.fault(5, "no figure");
                one.last = {*at, figure.value_or(Exact{}),
                            static_cast<pos::billing::meter::Source>(row.integer(6))};
            }
            row.get(7, one.account);
            row.get(8, one.name);
        },
        parties::pattern_of(asked.words), asked.limit, asked.skip);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::int64_t> count_registers(db::Connection& db, const std::string& words) {
    const auto count = db.value<std::int64_t>(
        "SELECT count(*)" + std::string{kFrom} + std::string{kWhere}, parties::pattern_of(words));
    if (!count) return store_error(count.error());
    return count->value_or(0);
}

}  // namespace pos::store::billing
