#include "app/core/billing/unmatched_usage.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/usage_standing.hpp"
#include "app/core/tabular/mapping.hpp"
#include "pos/money/wide.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::MeterPlace;

/// So many places are looked at more closely at once.
constexpr std::size_t kLookedAt = 200;

/// Finds what plans do not count.
class Search {
public:
    explicit Search(pos::store::db::Connection& db) : db_{db} {}

    /// Adds what a place has, if it has something; what is known of the subscription is kept until
    /// the next one's.
    Outcome<void> look(const MeterPlace& place, std::vector<Unmatched>& found) {
        if (auto done = turn_to(place.subscription); !done) return done;
        if (times_.empty()) return {};
        Unmatched one{.place = place, .subscription = number_, .account = account_, .counted = {}};
        std::set<std::string> counted;
        pos::Wide millionths{0};
        for (std::size_t i = 0; i < times_.size(); ++i) {
            const auto counts = counted_.of(db_, times_[i].plan, times_[i].version);
            if (!counts) return std::unexpected{database(counts.error())};
            if (*counts == nullptr) continue;
            for (const auto& [measure, unit] : **counts) counted.insert(measure);
            if ((*counts)->contains(place.meter)) continue;
            // What was used before it began is no plan's either.
            const pos::Instant begin = i == 0 ? pos::Instant{-INT64_MAX} : times_[i].from;
            auto sum = stored::usage_sum(db_, place, std::max(begin, place.until), times_[i].to);
            if (!sum) return std::unexpected{database(sum.error())};
            if (sum->records == 0) continue;
            if (one.records == 0) one.first = sum->first;
            one.last = sum->last;
            one.records += sum->records;
            millionths += sum->quantity.millionths;
        }
        if (one.records == 0) return {};
        // Or the most that a quantity holds.
        one.quantity.millionths = static_cast<std::int64_t>(
            std::clamp(millionths, pos::Wide{-INT64_MAX}, pos::Wide{INT64_MAX}));
        one.counted = by_likeness(place.meter, {counted.begin(), counted.end()});
        found.push_back(std::move(one));
        return {};
    }

    /// Whether some plan of the subscription does not count the measure.
    pos::store::db::Result<bool> is_doubtful(const stored::PlannedPlace& planned) {
        const auto counted = counted_.of(db_, planned.plan, planned.version);
        if (!counted) return std::unexpected{counted.error()};
        return *counted != nullptr && !(*counted)->contains(planned.place.meter);
    }

private:
    Outcome<void> turn_to(const pos::Ulid& subscription) {
        if (known_ && *known_ == subscription) return {};
        known_ = subscription;
        times_.clear();
        const auto name = stored::subscription_name(db_, subscription);
        if (!name) return std::unexpected{database(name.error())};
        if (!*name) return {};
        const auto found = stored::subscription_of_number(db_, (*name)->number);
        if (!found) return std::unexpected{database(found.error())};
        number_ = (*name)->number;
        account_ = (*name)->account;
        if (*found) times_ = plan_times(**found);
        return {};
    }

    static std::vector<std::string> by_likeness(const std::string& measure,
                                                std::vector<std::string> counted) {
        const auto near = tabular::near_misses(measure, counted);
        if (near.empty()) return counted;
        const auto nearest = std::ranges::find(counted, near.front());
        if (nearest != counted.end()) std::rotate(counted.begin(), nearest, nearest + 1);
        return counted;
    }

    pos::store::db::Connection& db_;
    CountedMeasures counted_;
    std::optional<pos::Ulid> known_;
    std::string number_;
    pos::Ulid account_{};
    std::vector<PlanTime> times_;
};

Outcome<std::vector<Unmatched>> unmatched_of(pos::store::db::Connection& db,
                                             const pos::Ulid& account, std::size_t limit) {
    const auto places = stored::meter_places_of(db, account);
    if (!places) return std::unexpected{database(places.error())};
    std::vector<Unmatched> found;
    Search search{db};
    for (const MeterPlace& place : *places) {
        if (found.size() == limit) break;
        if (auto done = search.look(place, found); !done) return std::unexpected{done.error()};
    }
    return found;
}

}  // namespace

Outcome<std::vector<Unmatched>> unmatched_usage(pos::store::db::Connection& db,
                                                const std::optional<pos::Ulid>& account,
                                                std::size_t limit) {
    if (account) return unmatched_of(db, *account, limit);
    std::vector<Unmatched> found;
    Search search{db};
    std::optional<MeterPlace> behind;
    for (bool more = true; more && found.size() < limit;) {
        more = false;
        std::vector<MeterPlace> doubtful;
        pos::store::db::Result<void> odd;
        const auto read =
            stored::each_planned_place(db, behind, [&](const stored::PlannedPlace& planned) {
                if (!doubtful.empty() && doubtful.back() == planned.place) return true;
                if (doubtful.size() == kLookedAt) {
                    more = true;
                    return false;
                }
                const auto is = search.is_doubtful(planned);
                if (!is) odd = std::unexpected{is.error()};
                if (is && *is) doubtful.push_back(planned.place);
                return is.has_value();
            });
        if (!odd) return std::unexpected{database(odd.error())};
        if (!read) return std::unexpected{database(read.error())};
        for (const MeterPlace& place : doubtful) {
            if (found.size() == limit) break;
            if (auto done = search.look(place, found); !done) return std::unexpected{done.error()};
        }
        if (more) behind = doubtful.back();
    }
    return found;
}

std::int64_t UnmatchedCount::of(pos::store::db::Connection& db, pos::Clock& clock) {
    const auto batch = stored::usage_head(db);
    if (!batch) return count_.last();
    return count_.of(clock, *batch, [&]() -> std::optional<std::int64_t> {
        const auto found = unmatched_usage(db, std::nullopt, kMost);
        if (!found) return std::nullopt;
        return static_cast<std::int64_t>(found->size());
    });
}

}  // namespace app::core::billing
