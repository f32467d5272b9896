#include "pos/store/office/known_stock.hpp"

#include "pos/store/office/membership.hpp"

namespace pos::store::office {

namespace {

/// Told of the branch, and this till's own movements beyond those that the figure holds. A journal
/// that was closed before is not gone by: a backup that was put back may hold less of it than the
/// office, and what it holds beyond that comes into the office's books under another id.
constexpr std::string_view kTold =
    "SELECT t.quantity_millionths + "
    "(SELECT coalesce(CAST(sum(s.quantity_millionths) AS BIGINT), 0) FROM stock s "
    "WHERE s.item = t.item AND s.journal >= t.journal) - "
    "(SELECT coalesce(CAST(sum(p.quantity_millionths) AS BIGINT), 0) FROM told_stock_part p "
    "JOIN journal j ON j.journal = p.journal WHERE p.item = t.item AND j.id >= t.journal) "
    "FROM told_stock t WHERE t.item = $1";
constexpr std::string_view kOwn =
    "SELECT (SELECT coalesce(CAST(sum(s.quantity_millionths) AS BIGINT), 0) FROM stock s "
    "WHERE s.item = c.item) FROM stock_counted c WHERE c.item = $1 LIMIT 1";

}  // namespace

Answer<KnownStock> KnownStock::open(db::Connection& db) {
    const auto joined = membership(db);
    if (!joined) return std::unexpected{joined.error()};
    const bool is_joined = joined->has_value();
    const auto any = db.value<std::int64_t>(is_joined ? "SELECT 1 FROM told_stock LIMIT 1"
                                                      : "SELECT 1 FROM stock_counted LIMIT 1");
    if (!any) return store_error(any.error());
    return KnownStock{db, is_joined, any->has_value()};
}

Answer<std::optional<Quantity>> KnownStock::of(const Ulid& item) {
    if (!any_ || !item) return std::nullopt;
    const auto found = db_->value<std::int64_t>(joined_ ? kTold : kOwn, item);
    if (!found) return store_error(found.error());
    if (!*found) return std::nullopt;
    return Quantity{**found};
}

Answer<std::optional<Quantity>> known_stock(db::Connection& db, const Ulid& item) {
    auto known = KnownStock::open(db);
    if (!known) return std::unexpected{known.error()};
    return known->of(item);
}

}  // namespace pos::store::office
