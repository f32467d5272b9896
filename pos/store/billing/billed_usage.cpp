#include "pos/store/billing/billed_usage.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "pos/billing/bill/item.hpp"

namespace pos::store::billing {

namespace {

using pos::billing::bill::ItemKind;

/// Of each period there is one item, mostly; what is behind so many is left out.
constexpr std::int64_t kItemsReadMax = 400;

/// Reads the items of a charge from the last period to the first, of each period the latest first.
class LastPeriods {
public:
    explicit LastPeriods(std::size_t limit) : limit_{limit} {}

    /// Whether more are wanted.
    bool take(const db::Row& row) {
        const auto from = row.get<Date>(0);
        if (at_ != from) {
            if (periods_.size() == limit_) return false;
            at_ = from;
            voided_.clear();
            known_ = false;
        }
        if (known_) return true;
        const auto kind = static_cast<ItemKind>(row.integer(2));
        const auto of = row.get<std::optional<Ulid>>(5);
        if (kind == ItemKind::voided) {
            if (of) voided_.insert(*of);
            return true;
        }
        const bool gone = kind == ItemKind::usage ? voided_.contains(row.get<Ulid>(4))
                                                  : of && voided_.contains(*of);
        if (gone) return true;
        known_ = true;
        periods_.push_back({from, row.get<Date>(1), std::string{row.text(3)}, row.integer(6),
                            std::string{row.text(7)}, static_cast<std::uint32_t>(row.integer(8)),
                            static_cast<std::uint32_t>(row.integer(9))});
        return true;
    }
    std::vector<BilledPeriod> earliest_first() && {
        std::ranges::reverse(periods_);
        return std::move(periods_);
    }

private:
    std::size_t limit_;
    std::optional<Date> at_;
    bool known_{false};
    std::set<Ulid> voided_;
    std::vector<BilledPeriod> periods_;
};

/// What units covered of an item by the time of a document: both as SQL says them. Moves come right
/// behind the document that they are of, so that document tells when they were.
std::string prepaid_sql(std::string_view item, std::string_view document) {
    return "coalesce((SELECT CAST(sum(m.amount_millionths) AS BIGINT) FROM unit_move m JOIN "
           "document d ON d.document = m.document WHERE m.item = " +
           std::string{item} +
           " AND d.entry <= (SELECT entry FROM document WHERE document = " + std::string{document} +
           ")), 0)";
}

}  // namespace

db::Result<std::vector<BilledPeriod>> billed_periods(db::Connection& db,
                                                     const PeriodsAsked& asked) {
    LastPeriods periods{asked.limit};
    const auto done = db.each(
        "SELECT l.from_day, l.to_day, l.kind, l.quantity, l.item, l.of_item, " +
            prepaid_sql("coalesce(l.of_item, l.item)", "$3") +
            ", l.plan, l.version, l.phase FROM document_line l WHERE l.subscription = $1 AND "
            "l.charge = $2 AND l.kind IN (3, 5, 9) AND l.from_day < l.to_day AND l.entry <= "
            "(SELECT entry FROM document WHERE document = $3) ORDER BY l.from_day DESC, l.entry "
            "DESC, l.line DESC LIMIT $4",
        [&](const db::Row& row) { return periods.take(row); }, asked.subscription, asked.charge,
        asked.document, kItemsReadMax);
    if (!done) return std::unexpected{done.error()};
    return std::move(periods).earliest_first();
}

db::Result<std::int64_t> prepaid_of(db::Connection& db, const Ulid& item, const Ulid& document) {
    const auto sum = db.value<std::int64_t>("SELECT " + prepaid_sql("$1", "$2"), item, document);
    if (!sum) return std::unexpected{sum.error()};
    return sum->value_or(0);
}

db::Result<void> each_used_record(db::Connection& db, const RecordsAsked& asked,
                                  db::FunctionRef<bool(const UsedRecord&)> take) {
    UsedRecord record;
    const std::array<db::Param, 5> params{asked.subscription, asked.meter, asked.from, asked.to,
                                          asked.known_at};
    const auto done = db.stream(
        "SELECT id, event_at, quantity_millionths, sent_to, received_at FROM usage_record WHERE "
        "subscription = $1 AND meter = $2 AND event_at >= $3 AND event_at < $4 AND received_at <= "
        "$5 AND (voided_at IS NULL OR voided_at > $5) ORDER BY event_at, source, id",
        params, [&](const db::Row& row) {
            row.get(0, record.id);
            row.get(1, record.at);
            record.quantity.millionths = row.integer(2);
            row.get(3, record.to);
            row.get(4, record.received_at);
            return take(record);
        });
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<std::optional<Instant>> billed_before(db::Connection& db, const Ulid& item,
                                                 const Ulid& document) {
    return db.value<Instant>(
        "SELECT e.at FROM document_line l JOIN journal_entry e ON e.entry = l.entry WHERE (l.item "
        "= $1 OR l.of_item = $1) AND l.kind IN (3, 5) AND l.entry < (SELECT entry FROM document "
        "WHERE document = $2) ORDER BY l.entry DESC LIMIT 1",
        item, document);
}

}  // namespace pos::store::billing
