#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "pos/base/assert.hpp"
#include "pos/billing/plan/subscription.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/usage.hpp"

namespace pos::store::billing {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

bool same(const IncomingUsage& a, const IncomingUsage& b) {
    return a.subject == b.subject && a.meter == b.meter && a.at == b.at &&
           a.quantity == b.quantity && a.voids == b.voids && a.to == b.to;
}

constexpr std::array<std::string_view, 9> kColumns{"source",      "id",       "subscription",
                                                   "meter",       "event_at", "quantity_millionths",
                                                   "received_at", "batch",    "sent_to"};
constexpr std::array<std::string_view, 10> kIncomingColumns{
    "source",      "id",    "subscription", "meter",   "event_at", "quantity_millionths",
    "received_at", "batch", "sent_to",      "position"};

}  // namespace

db::Result<UsageTaken> UsageTaker::take(std::span<const IncomingUsage> records, Instant now) {
    POS_ASSERT(records.size() <= 100'000);
    now_ = now;
    const auto batch = db_.value<std::int64_t>(
        "UPDATE usage_head SET batch = batch + 1 WHERE usage_head = 1 RETURNING batch");
    if (!batch) return std::unexpected{batch.error()};
    batch_ = batch->value_or(0);
    UsageTaken taken;
    if (auto done = look_up(records); !done) return std::unexpected{std::move(done.error())};
    const Rows rows = known_subjects(records, taken);
    Rows added;
    auto put = db_.engine() == db::Engine::postgresql ? put_in_bulk(records, rows, taken, added)
                                                      : put_one_by_one(records, rows, taken, added);
    if (!put) return std::unexpected{std::move(put.error())};
    taken.added = added.size();
    if (auto done = look_up_billed(added); !done) return std::unexpected{std::move(done.error())};
    News news;
    for (const Row& row : added) {
        const IncomingUsage& one = records[row.position];
        meet_meter(row.subscription, one.meter, news);
        meet_late(row.subscription, one.meter, one.at, news);
    }
    if (auto done = take_back(records, taken, news); !done) return std::unexpected{done.error()};
    if (auto done = note(news, taken); !done) return std::unexpected{std::move(done.error())};
    std::ranges::sort(taken.refused, {}, &RefusedUsage::position);
    return taken;
}

/// Those whose subject is known, without what is in the batch twice.
UsageTaker::Rows UsageTaker::known_subjects(std::span<const IncomingUsage> records,
                                            UsageTaken& taken) {
    Rows rows;
    rows.reserve(records.size());
    std::unordered_map<std::string_view, std::size_t> seen;
    seen.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const IncomingUsage& one = records[i];
        if (one.voids) continue;
        const auto [first, is_new] = seen.emplace(one.id, i);
        if (!is_new) {
            if (same(records[first->second], one)) {
                ++taken.again;
            } else {
                taken.refused.push_back({i, UsageRefusal::twice});
            }
            continue;
        }
        if (const auto subscription = subscription_of(one.subject, one.at)) {
            // What falls on the day of the end may still count: the charge says so.
            const auto end = ends_.find(*subscription);
            if (end != ends_.end() && one.at.unix_ms >= end->second.unix_ms + kDayMs) {
                taken.refused.push_back({i, UsageRefusal::after_its_end});
            } else {
                rows.push_back({i, *subscription});
            }
        } else {
            taken.refused.push_back({i, UsageRefusal::subject_unknown});
        }
    }
    return rows;
}

/// Whose each of these is, for those that were not looked up yet; some at a time.
db::Result<void> UsageTaker::look_up(std::span<const IncomingUsage> records) {
    std::vector<std::string_view> unknown;
    for (const IncomingUsage& one : records) {
        if (one.voids || !subjects_.try_emplace(one.subject).second) continue;
        unknown.push_back(one.subject);
    }
    std::string list;
    for (std::size_t i = 1; i <= kIdsAtOnce; ++i) {
        list += (i == 1 ? "$" : ", $") + std::to_string(i);
    }
    // A subscription's own number is a subject too, from the beginning of time.
    const std::string sql =
        "SELECT code, from_at, subscription FROM service_point WHERE code IN (" + list +
        ") UNION ALL SELECT number, " + std::to_string(-INT64_MAX) +
        ", subscription FROM subscription WHERE number IN (" + list + ") ORDER BY 2";
    for (std::size_t at = 0; at < unknown.size(); at += kIdsAtOnce) {
        std::array<db::Param, kIdsAtOnce> params;
        for (std::size_t i = 0; i < kIdsAtOnce; ++i) {
            params[i] = db::Param{unknown[std::min(at + i, unknown.size() - 1)]};
        }
        auto done = db_.run(sql, params, [&](const db::Row& row) {
            const auto whose = subjects_.find(row.text(0));
            whose->second.emplace_back(row.get<Instant>(1), row.get<Ulid>(2));
            return true;
        });
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return look_up_ends(unknown);
}

/// When the subscriptions end whose these subjects are.
db::Result<void> UsageTaker::look_up_ends(std::span<const std::string_view> subjects) {
    std::set<Ulid> whose;
    for (const std::string_view subject : subjects) {
        for (const auto& [from, subscription] : subjects_.find(subject)->second) {
            whose.insert(subscription);
        }
    }
    const std::vector<Ulid> ids{whose.begin(), whose.end()};
    return each_of(db_,
                   "SELECT subscription, at FROM subscription_act WHERE act = " +
                       std::to_string(static_cast<int>(pos::billing::plan::Act::cancelled)) +
                       " AND subscription IN (",
                   ")", ids,
                   [&](const db::Row& row) { ends_[row.get<Ulid>(0)] = row.get<Instant>(1); });
}

std::optional<Ulid> UsageTaker::subscription_of(const std::string& subject, Instant at) const {
    std::optional<Ulid> found;
    for (const auto& [from, subscription] : subjects_.at(subject)) {
        if (from <= at) found = subscription;
    }
    return found;
}

db::Result<void> UsageTaker::put_one_by_one(std::span<const IncomingUsage> records,
                                            const Rows& rows, UsageTaken& taken, Rows& added) {
    for (const Row& row : rows) {
        const IncomingUsage& one = records[row.position];
        const auto put = db_.exec(
            "INSERT INTO usage_record (source, id, subscription, meter, event_at, "
            "quantity_millionths, received_at, batch, voided_at, sent_to) VALUES "
            "($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9) ON CONFLICT (source, id) DO NOTHING",
            source_, one.id, row.subscription, one.meter, one.at, one.quantity.millionths, now_,
            batch_, one.to);
        if (!put) return std::unexpected{put.error()};
        if (*put == 1) {
            added.push_back(row);
            continue;
        }
        const auto is_same = db_.value<std::int64_t>(
            "SELECT count(*) FROM usage_record WHERE source = $1 AND id = $2 AND meter = $3 AND "
            "event_at = $4 AND quantity_millionths = $5 AND sent_to = $6",
            source_, one.id, one.meter, one.at, one.quantity.millionths, one.to);
        if (!is_same) return std::unexpected{is_same.error()};
        if (is_same->value_or(0) == 1) {
            ++taken.again;
        } else {
            taken.refused.push_back({row.position, UsageRefusal::id_taken});
        }
    }
    return {};
}

db::Result<void> UsageTaker::put_in_bulk(std::span<const IncomingUsage> records, const Rows& rows,
                                         UsageTaken& taken, Rows& added) {
    if (!met_again_) {
        const auto all_new = put_as_new(records, rows);
        if (!all_new) return std::unexpected{all_new.error()};
        if (*all_new) {
            added = rows;
            return {};
        }
    }
    auto put = put_what_is_new(records, rows, taken, added);
    met_again_ = added.size() != rows.size();
    return put;
}

/// Straight into the table: most of what comes was never there. False, and nothing of it there,
/// where the source has used one of the ids before.
db::Result<bool> UsageTaker::put_as_new(std::span<const IncomingUsage> records, const Rows& rows) {
    if (auto marked = db_.script("SAVEPOINT usage"); !marked) {
        return std::unexpected{std::move(marked.error())};
    }
    auto bulk = db_.bulk_insert("usage_record", kColumns);
    if (!bulk) return std::unexpected{std::move(bulk.error())};
    for (const Row& row : rows) {
        const IncomingUsage& one = records[row.position];
        auto put = (*bulk)->row(source_, one.id, row.subscription, one.meter, one.at,
                                one.quantity.millionths, now_, batch_, one.to);
        if (!put) return std::unexpected{std::move(put.error())};
    }
    const auto done = (*bulk)->finish();
    const bool there = !done && done.error().kind == db::DbErrorKind::unique;
    if (!done && !there) return std::unexpected{done.error()};
    auto ended = db_.script(there ? "ROLLBACK TO SAVEPOINT usage; RELEASE SAVEPOINT usage"
                                  : "RELEASE SAVEPOINT usage");
    if (!ended) return std::unexpected{std::move(ended.error())};
    return !there;
}

/// By way of a table of its own, which says which of them are there already.
db::Result<void> UsageTaker::put_what_is_new(std::span<const IncomingUsage> records,
                                             const Rows& rows, UsageTaken& taken, Rows& added) {
    auto made = db_.script(
        "CREATE TEMP TABLE IF NOT EXISTS usage_incoming (source text, id text, subscription bytea, "
        "meter text, event_at bigint, quantity_millionths bigint, received_at bigint, batch "
        "bigint, "
        "sent_to text, position bigint) ON COMMIT DELETE ROWS; DELETE FROM usage_incoming");
    if (!made) return made;
    auto bulk = db_.bulk_insert("usage_incoming", kIncomingColumns);
    if (!bulk) return std::unexpected{std::move(bulk.error())};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const IncomingUsage& one = records[rows[i].position];
        auto put = (*bulk)->row(source_, one.id, rows[i].subscription, one.meter, one.at,
                                one.quantity.millionths, now_, batch_, one.to,
                                static_cast<std::int64_t>(i));
        if (!put) return put;
    }
    if (auto done = (*bulk)->finish(); !done) return done;
    std::vector<bool> there(rows.size());
    auto done = db_.each(
        "SELECT i.position, i.meter = u.meter AND "
        "i.event_at = u.event_at AND i.quantity_millionths = u.quantity_millionths AND i.sent_to = "
        "u.sent_to FROM "
        "usage_incoming i JOIN usage_record u ON u.source = i.source AND u.id = i.id",
        [&](const db::Row& row) {
            const auto at = static_cast<std::size_t>(row.integer(0));
            there[at] = true;
            if (row.integer(1) != 0) {
                ++taken.again;
            } else {
                taken.refused.push_back({rows[at].position, UsageRefusal::id_taken});
            }
        });
    if (done) {
        done = db_.exec(
            "INSERT INTO usage_record (source, id, subscription, meter, event_at, "
            "quantity_millionths, received_at, batch, voided_at, sent_to) SELECT source, id, "
            "subscription, meter, event_at, quantity_millionths, received_at, batch, NULL, sent_to "
            "FROM usage_incoming "
            "ON CONFLICT (source, id) DO NOTHING");
    }
    if (!done) return std::unexpected{std::move(done.error())};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!there[i]) added.push_back(rows[i]);
    }
    return {};
}

db::Result<void> UsageTaker::take_back(std::span<const IncomingUsage> records, UsageTaken& taken,
                                       News& news) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!records[i].voids) continue;
        const auto gone = db_.first<Ulid, std::string, Instant>(
            "UPDATE usage_record SET voided_at = $3, batch = $4 WHERE source = $1 AND id = $2 AND "
            "voided_at IS NULL RETURNING subscription, meter, event_at",
            source_, records[i].id, now_, batch_);
        if (!gone) return std::unexpected{gone.error()};
        if (!*gone) {
            const auto known = db_.value<std::int64_t>(
                "SELECT count(*) FROM usage_record WHERE source = $1 AND id = $2", source_,
                records[i].id);
            if (!known) return std::unexpected{known.error()};
            if (known->value_or(0) > 0) {
                ++taken.again;
            } else {
                taken.refused.push_back({i, UsageRefusal::nothing_to_void});
            }
            continue;
        }
        ++taken.voided;
        const auto& [subscription, meter, at] = **gone;
        if (auto known = look_up_billed({{i, subscription}}); !known) return known;
        meet_late(subscription, meter, at, news);
    }
    return {};
}

/// Up to when the usage of these was billed, for those that were not looked up yet.
db::Result<void> UsageTaker::look_up_billed(const Rows& rows) {
    std::set<Ulid> unknown;
    for (const Row& row : rows) {
        if (!looked_up_.contains(row.subscription)) unknown.insert(row.subscription);
    }
    const std::vector<Ulid> ids{unknown.begin(), unknown.end()};
    const auto until = billed_until(db_, ids);
    if (!until) return std::unexpected{until.error()};
    for (const auto& [meter, at] : *until) billed_[meter] = at;
    looked_up_.insert(ids.begin(), ids.end());
    return {};
}

/// A meter that counts for the first time is billed from the beginning.
void UsageTaker::meet_meter(const Ulid& subscription, const std::string& meter, News& news) {
    if (billed_.contains(std::pair{subscription, std::string_view{meter}})) return;
    constexpr Instant kBeginning{-INT64_MAX};
    billed_.emplace(std::pair{subscription, meter}, kBeginning);
    news.meters.emplace(std::pair{subscription, meter}, kBeginning);
}

/// Usage behind what was billed.
void UsageTaker::meet_late(const Ulid& subscription, const std::string& meter, Instant at,
                           News& news) const {
    const auto known = billed_.find(std::pair{subscription, std::string_view{meter}});
    if (known == billed_.end() || at >= known->second) return;
    news.late[known->first].push_back(at);
}

/// Whose usage is late, their accounts are due at once.
db::Result<void> UsageTaker::note(const News& news, UsageTaken& taken) {
    if (auto done = note_billed(db_, news.meters); !done) return done;
    std::set<Ulid> whose;
    for (const auto& [meter, late] : news.late) {
        taken.late += late.size();
        whose.insert(meter.first);
        if (auto done = note_late(db_, meter.first, meter.second, late); !done) return done;
    }
    for (const Ulid& subscription : whose) {
        const auto account = db_.value<Ulid>(
            "SELECT account FROM subscription WHERE subscription = $1", subscription);
        if (!account) return std::unexpected{account.error()};
        if (!*account) continue;
        if (auto due = touch_account(db_, **account, Date{}); !due) return due;
    }
    return {};
}

}  // namespace pos::store::billing
