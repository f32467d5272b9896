#include "app/office/web/billing/usage_records.hpp"

#include <algorithm>

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

/// The database puts a time's records in order before it hands over the first: so the latest day is
/// asked for, then two days before it, then four.
constexpr std::int64_t kFirstStep_ms = std::int64_t{24} * 3'600'000;

class RecordsPage {
public:
    RecordsPage(pos::store::db::Connection& db, const RecordsAsked& asked)
        : db_{db}, asked_{asked}, standings_{db}, place_{asked.which.to, 0} {
        if (!asked.place) return;
        place_.before = std::clamp(asked.place->before, asked.which.from, asked.which.to);
        skip_ = asked.place->skip;
    }

    core::Outcome<RecordsFound> read() {
        stored::UsageAsked step = asked_.which;
        step.to = place_.before;
        for (std::int64_t length_ms = kFirstStep_ms; step.to > asked_.which.from; length_ms *= 2) {
            const bool is_last = step.to.unix_ms - asked_.which.from.unix_ms <= length_ms;
            step.from = is_last ? asked_.which.from : pos::Instant{step.to.unix_ms - length_ms};
            const auto read = stored::each_usage_row(
                db_, step, [&](const stored::UsageRow& row) { return take(row); });
            if (!read) {
                return std::unexpected{core::failure(pos::store::to_store_error(read.error()))};
            }
            if (!done_) return std::unexpected{done_.error()};
            if (found_.next) break;
            step.to = step.from;
        }
        return std::move(found_);
    }

private:
    /// Whether the next one is wanted, too.
    bool take(const stored::UsageRow& row) {
        if (skip_ > 0) {
            --skip_;
            pass(row);
            return true;
        }
        const bool enough = asked_.state && found_.looked_at == asked_.looked_at_most;
        if (enough || std::ssize(found_.rows) == asked_.most) {
            found_.next = place_;
            return false;
        }
        const auto standing = standings_.of(row);
        if (!standing) {
            done_ = std::unexpected{standing.error()};
            return false;
        }
        pass(row);
        ++found_.looked_at;
        if (!asked_.state || standing->state == *asked_.state) {
            found_.rows.push_back({row, *standing});
        }
        return true;
    }

    /// The next page begins behind it.
    void pass(const stored::UsageRow& row) {
        const pos::Instant before{row.at.unix_ms + 1};
        place_ = {before, before == place_.before ? place_.skip + 1 : 1};
    }

    pos::store::db::Connection& db_;
    const RecordsAsked& asked_;
    core::billing::UsageStandings standings_;
    RecordsPlace place_;
    std::int64_t skip_{0};
    RecordsFound found_;
    core::Outcome<void> done_;
};

}  // namespace

core::Outcome<RecordsFound> read_records(pos::store::db::Connection& db,
                                         const RecordsAsked& asked) {
    return RecordsPage{db, asked}.read();
}

}  // namespace app::office::web::billing
