#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What was used: records that never change, each known by its source and the source's own id.
namespace pos::store::billing {

/// One record on its way in, or one that takes an earlier one of its source and id back.
struct IncomingUsage {
    std::string id;
    std::string subject;  // a meter, a telephone number, a subscription's number
    std::string meter;    // what is counted: "kwh", "minutes"
    Instant at{};
    Quantity quantity{};
    bool voids{false};  // nothing but source and id is read
    std::string to{};   // of a call: the digits that were dialled
};

enum class UsageRefusal : std::uint8_t {
    subject_unknown,  // nobody's meter at that instant
    id_taken,         // the source has said something else under that id before
    twice,            // twice in what came in, with different contents
    after_its_end,    // the subscription was over on the day before
    nothing_to_void,  // no record of that id
};
struct RefusedUsage {
    std::size_t position{0};  // in what came in
    UsageRefusal why{UsageRefusal::subject_unknown};
};
struct UsageTaken {
    std::uint64_t added{0};
    std::uint64_t again{0};  // that were there already, as they are, or voided
    std::uint64_t voided{0};
    std::uint64_t late{0};  // of both: behind what was billed; the next bill takes the difference
    std::vector<RefusedUsage> refused;
};

/// Takes records in. What it has looked up is kept between batches.
///
/// threads: that of its connection
class UsageTaker {
public:
    /// `source` names the file's or system's series of ids.
    UsageTaker(db::Connection& db, std::string source) : db_{db}, source_{std::move(source)} {}

    /// Takes a batch in within the caller's transaction, each record exactly once. In bulk (COPY)
    /// on PostgreSQL. The row that numbers batches is held from here to the transaction's end.
    ///
    /// shape: at most 100,000 records a call
    db::Result<UsageTaken> take(std::span<const IncomingUsage> records, Instant now);

    /// Forgets what it knows of subjects and of what was billed: after a transaction of others.
    void forget() {
        subjects_.clear();
        ends_.clear();
        billed_.clear();
        looked_up_.clear();
    }

private:
    struct Row {
        std::size_t position{0};
        Ulid subscription{};
    };
    using Rows = std::vector<Row>;

    db::Result<void> look_up(std::span<const IncomingUsage> records);
    db::Result<void> look_up_ends(std::span<const std::string_view> subjects);
    db::Result<void> look_up_billed(const Rows& rows);
    /// What a batch brings beside its records: written once, at its end.
    struct News {
        std::map<std::pair<Ulid, std::string>, Instant> meters;  // that count for the first time
        std::map<std::pair<Ulid, std::string>, std::vector<Instant>> late;
    };
    void meet_meter(const Ulid& subscription, const std::string& meter, News& news);
    void meet_late(const Ulid& subscription, const std::string& meter, Instant at,
                   News& news) const;
    db::Result<void> note(const News& news, UsageTaken& taken);
    Rows known_subjects(std::span<const IncomingUsage> records, UsageTaken& taken);
    std::optional<Ulid> subscription_of(const std::string& subject, Instant at) const;
    db::Result<void> put_one_by_one(std::span<const IncomingUsage> records, const Rows& rows,
                                    UsageTaken& taken, Rows& added);
    db::Result<void> put_in_bulk(std::span<const IncomingUsage> records, const Rows& rows,
                                 UsageTaken& taken, Rows& added);
    db::Result<bool> put_as_new(std::span<const IncomingUsage> records, const Rows& rows);
    db::Result<void> put_what_is_new(std::span<const IncomingUsage> records, const Rows& rows,
                                     UsageTaken& taken, Rows& added);
    db::Result<void> take_back(std::span<const IncomingUsage> records, UsageTaken& taken,
                               News& news);

    db::Connection& db_;
    std::string source_;
    Instant now_{};
    std::int64_t batch_{0};
    bool met_again_{false};  // the batch before held records that were there already
    /// By code: from when on, whose.
    std::map<std::string, std::vector<std::pair<Instant, Ulid>>, std::less<>> subjects_;
    std::map<Ulid, Instant> ends_;  // of subscriptions that were cancelled
    /// So that it can be looked for without a copy of the meter's name.
    struct MeterLess {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A& a, const B& b) const {
            if (const auto order = a.first <=> b.first; order != 0) return order < 0;
            return std::string_view{a.second} < std::string_view{b.second};
        }
    };
    std::map<std::pair<Ulid, std::string>, Instant, MeterLess> billed_;
    std::set<Ulid> looked_up_;  // whose are in billed_, if they were billed
};

/// The number of the latest batch.
db::Result<std::int64_t> usage_head(db::Connection& db);

/// A record as a bill run reads it.
struct UsedOnce {
    Ulid subscription{};
    std::string meter;
    Instant at{};
    Quantity quantity{};
    std::string to;
    std::string source{};
    std::string id{};  // by which its source knows it
};
/// What these subscriptions used since it was billed last, by subscription, meter and time; of one
/// instant by source and id.
db::Result<std::vector<UsedOnce>> unbilled_usage(db::Connection& db,
                                                 std::span<const Ulid> subscriptions);
/// The same of one subscription and meter in [from, to), whether billed or not.
db::Result<std::vector<UsedOnce>> usage_between(db::Connection& db, const Ulid& subscription,
                                                std::string_view meter, Instant from, Instant to);
/// Whether any came for these since that batch.
db::Result<bool> came_since(db::Connection& db, std::span<const Ulid> subscriptions,
                            std::int64_t batch);
/// When what came late was used: by subscription and meter.
db::Result<std::map<std::pair<Ulid, std::string>, std::vector<Instant>>> late_usage(
    db::Connection& db, std::span<const Ulid> subscriptions);

/// Up to when usage was billed: by subscription and meter.
using BilledUntil = std::map<std::pair<Ulid, std::string>, Instant>;
db::Result<BilledUntil> billed_until(db::Connection& db, std::span<const Ulid> subscriptions);

// For whoever bills, within its transaction.
db::Result<void> note_billed(db::Connection& db, const Ulid& subscription, std::string_view meter,
                             Instant until);
db::Result<void> note_billed(db::Connection& db, const BilledUntil& billed);
/// What was used then is still to be billed, though usage was billed beyond that.
db::Result<void> note_late(db::Connection& db, const Ulid& subscription, std::string_view meter,
                           std::span<const Instant> late);
/// What came late then is dealt with.
db::Result<void> late_is_billed(db::Connection& db, const Ulid& subscription,
                                std::string_view meter, std::span<const Instant> late);

}  // namespace pos::store::billing
