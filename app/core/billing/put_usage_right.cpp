// Taking usage records back, and putting others of the right measure in their places.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/import_usage.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/unmatched_usage.hpp"
#include "app/core/billing/usage_standing.hpp"
#include "pos/store/billing/usage.hpp"
#include "pos/store/db/utf8.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::IncomingUsage;
using stored::UsageRow;

/// So many records are put right in one transaction.
constexpr std::int64_t kPutAtOnce = 5'000;
constexpr std::size_t kMeasureMax = 200;

/// Whether a source is that of a counter's readings, which would make such a record again.
bool is_of_a_counter(std::string_view source) {
    constexpr std::string_view kBefore{"meter "};
    return source.starts_with(kBefore) && pos::parse_ulid(source.substr(kBefore.size()));
}

class Putting {
public:
    Putting(BillingBooks& books, const PutRight& asked, pos::Instant now,
            const std::function<void()>& between)
        : books_{books}, asked_{asked}, now_{now}, between_{between} {}

    Outcome<PutRightDone> one() {
        return in_transaction(books_, [&]() -> Outcome<PutRightDone> {
            const auto found = stored::usage_row(*books_.db, asked_.source, asked_.id);
            if (!found) return std::unexpected{database(found.error())};
            if (!*found) {
                return refuse(
                    Why::other, "no_usage",
                    fmt::format("There is no usage record {} of {}.", asked_.id, asked_.source));
            }
            if ((*found)->voided_at) {
                return refuse(Why::other, "usage_voided",
                              fmt::format("Usage record {} of {} was taken back already.",
                                          asked_.id, asked_.source));
            }
            const auto whose = stored::subscription_of_number(*books_.db, (*found)->number);
            if (!whose) return std::unexpected{database(whose.error())};
            if (*whose) times_ = plan_times(**whose);
            const std::vector<UsageRow> rows{std::move(**found)};
            if (auto done = put(rows); !done) return std::unexpected{done.error()};
            return done_;
        });
    }

    Outcome<PutRightDone> all() {
        for (bool more = true; more;) {
            auto some = in_transaction(books_, [&] { return some_of(more); });
            if (!some) return std::unexpected{some.error()};
            if (more && between_) between_();
        }
        if (done_.voided == 0) {
            return refuse(Why::other, "nothing_unmatched",
                          fmt::format("No usage of {} under {} waits to be put right.",
                                      asked_.subscription, asked_.measure));
        }
        return done_;
    }

private:
    /// The next of a subscription's, as it is by now; whether there may be more.
    Outcome<void> some_of(bool& more) {
        more = false;
        const auto found = stored::subscription_of_number(*books_.db, asked_.subscription);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) {
            return refuse("No subscription has the number " + asked_.subscription + ".");
        }
        const stored::StoredSubscription& whose = **found;
        times_ = plan_times(whose);
        const auto until = stored::billed_until(*books_.db, std::span{&whose.id, 1});
        if (!until) return std::unexpected{database(until.error())};
        const auto billed = until->find({whose.id, asked_.measure});
        if (billed == until->end()) return {};
        const stored::MeterPlace place{whose.id, asked_.measure, billed->second};
        for (std::size_t i = 0; i < times_.size(); ++i) {
            const PlanTime& time = times_[i];
            const auto counted = counted_.of(*books_.db, time.plan, time.version);
            if (!counted) return std::unexpected{database(counted.error())};
            if (*counted == nullptr || (*counted)->contains(asked_.measure)) continue;
            pos::Instant from = i == 0 ? pos::Instant{-INT64_MAX} : time.from;
            // What was put right before is not passed over again.
            from = std::max({from, place.until, reached_});
            if (asked_.dry_run) {
                const auto sum = stored::usage_sum(*books_.db, place, from, time.to);
                if (!sum) return std::unexpected{database(sum.error())};
                if (sum->records == 0) continue;
                // One of each time shows whether the rest can be replaced.
                const auto first = stored::standing_usage(*books_.db, place, from, time.to, 1);
                if (!first) return std::unexpected{database(first.error())};
                if (auto may = check(first->front()); !may) return may;
                count(static_cast<std::uint64_t>(sum->records));
                continue;
            }
            const auto rows = stored::standing_usage(*books_.db, place, from, time.to, kPutAtOnce);
            if (!rows) return std::unexpected{database(rows.error())};
            if (rows->empty()) continue;
            if (auto done = put(*rows); !done) return done;
            reached_ = rows->back().at;
            more = true;
            return {};
        }
        return {};
    }

    void count(std::uint64_t records) {
        done_.voided += records;
        if (!asked_.to.empty()) done_.replaced += records;
    }

    Outcome<void> check(const UsageRow& row) {
        if (is_of_a_counter(row.source)) {
            return refuse(Why::other, "usage_of_counter",
                          "It comes from readings of a meter: correct these, and it follows.");
        }
        if (asked_.to.empty()) return {};
        if (asked_.to == row.meter) {
            return refuse(Why::other, "same_measure", "It stands under " + row.meter + " already.");
        }
        const auto then = std::ranges::find_if(
            times_, [&](const PlanTime& time) { return time.from <= row.at && row.at < time.to; });
        std::string known;
        if (then != times_.end()) {
            const auto counted = counted_.of(*books_.db, then->plan, then->version);
            if (!counted) return std::unexpected{database(counted.error())};
            if (*counted != nullptr && (*counted)->contains(asked_.to)) return {};
            if (*counted != nullptr) {
                for (const auto& [measure, unit] : **counted) {
                    known += (known.empty() ? "" : ", ") + measure;
                }
            }
        }
        return refuse(Why::other, "measure_unknown",
                      fmt::format("No plan of {} counts {} then{}.", row.number, asked_.to,
                                  known.empty() ? std::string{} : "; it counts " + known));
    }

    /// Takes them back, and puts others in their places.
    Outcome<void> put(const std::vector<UsageRow>& rows) {
        std::map<std::string, std::vector<const UsageRow*>> by_source;
        for (const UsageRow& row : rows) {
            if (auto may = check(row); !may) return may;
            by_source[row.source].push_back(&row);
        }
        count(rows.size());
        if (asked_.dry_run) return {};
        for (const auto& [source, some] : by_source) {
            std::vector<IncomingUsage> back;
            std::vector<IncomingUsage> instead;
            for (const UsageRow* row : some) {
                back.push_back({.id = row->id, .subject = {}, .meter = {}, .voids = true});
                if (asked_.to.empty()) continue;
                instead.push_back({.id = row->id,
                                   .subject = row->number,
                                   .meter = asked_.to,
                                   .at = row->at,
                                   .quantity = row->quantity,
                                   .to = row->to});
            }
            if (auto done = take(source, back); !done) return done;
            if (auto done = take(std::string{stored::kPutRight} + source, instead); !done) {
                return done;
            }
        }
        const std::string from = fmt::format("{} records of {} under {}", rows.size(),
                                             rows.front().number, rows.front().meter);
        return note_change(books_, "usage " + rows.front().number, from,
                           asked_.to.empty() ? "taken back" : "under " + asked_.to, now_);
    }

    Outcome<void> take(const std::string& source, const std::vector<IncomingUsage>& records) {
        if (records.empty()) return {};
        stored::UsageTaker taker{*books_.db, source};
        const auto taken = taker.take(records, now_);
        if (!taken) return std::unexpected{database(taken.error())};
        if (!taken->refused.empty()) {
            const auto& refused = taken->refused.front();
            return refuse(fmt::format("Usage record {} of {}: {}.", records[refused.position].id,
                                      source, words_of(refused.why)));
        }
        done_.late += taken->late;
        return {};
    }

    BillingBooks& books_;
    const PutRight& asked_;
    pos::Instant now_;
    const std::function<void()>& between_;
    CountedMeasures counted_;
    std::vector<PlanTime> times_;  // of the subscription whose records are put right
    pos::Instant reached_{-INT64_MAX};
    PutRightDone done_;
};

}  // namespace

Outcome<PutRightDone> put_usage_right(BillingBooks& books, const PutRight& asked, pos::Instant now,
                                      const std::function<void()>& between) {
    for (const std::string* text :
         {&asked.source, &asked.id, &asked.subscription, &asked.measure, &asked.to}) {
        if (text->size() > kMeasureMax + stored::kPutRight.size() * 8 ||
            !pos::store::db::is_storable_text(*text)) {
            return misuse("One of the names is too long, or holds what no name can.");
        }
    }
    Putting putting{books, asked, now, between};
    return asked.subscription.empty() ? putting.one() : putting.all();
}

}  // namespace app::core::billing
