#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/billing/counted_measures.hpp"
#include "app/core/failure.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/usage_list.hpp"

namespace app::core::billing {

/// What became of a usage record.
enum class UsageState : std::uint8_t {
    billed,     // it stands on a line of a document
    waiting,    // the next bill takes it
    unmatched,  // no plan that its subscription had then counts it: no bill will take it
    left_out,   // its time was billed without it: it came too late, was free, or within a pause
    voided,     // taken back
    replaced,   // taken back, and another record stands in its place
};
inline constexpr std::array<UsageState, 6> kUsageStates{
    UsageState::billed,   UsageState::waiting, UsageState::unmatched,
    UsageState::left_out, UsageState::voided,  UsageState::replaced};
/// "left_out"
std::string_view word_of(UsageState state);
std::optional<UsageState> usage_state_of(std::string_view word);

/// A state, and where the record stands, or stood before it was taken back.
struct UsageStanding {
    UsageState state{UsageState::waiting};
    std::string document;   // its number; empty: on none
    std::uint32_t line{0};  // of it, from 1
};

/// From when to when a version of a plan holds for a subscription: pauses are within.
struct PlanTime {
    pos::Instant from{};  // [from, to)
    pos::Instant to{};
    std::string plan;
    std::uint32_t version{0};
};
/// By time, from the first act on.
std::vector<PlanTime> plan_times(const pos::store::billing::StoredSubscription& subscription);

/// Finds out how records stand. What it has looked up of an account is kept until another one's
/// record comes.
///
/// threads: that of its connection
class UsageStandings {
public:
    explicit UsageStandings(pos::store::db::Connection& db) : db_{db} {}

    /// errors: the database; an account or a zone that is gone
    Outcome<UsageStanding> of(const pos::store::billing::UsageRow& record);

private:
    using Line = pos::store::billing::UsageLine;
    struct KnownLine {
        Line line;
        std::string meter;
        bool gone{false};  // it was taken back, as if it had never been
    };
    struct Subscription {
        std::vector<PlanTime> plans;
        std::vector<KnownLine> lines;  // of usage, in the order in which they were issued
        std::map<std::string, pos::Instant> until;
        std::map<std::string, std::vector<pos::Instant>> late;
    };

    Outcome<void> turn_to(const pos::Ulid& account);
    Outcome<Subscription*> subscription_of(const pos::Ulid& id);
    Outcome<void> read_lines(const pos::Ulid& id, Subscription& into);
    Outcome<std::string> meter_of(const Line& line);
    Outcome<bool> is_counted(const Subscription& subscription, const std::string& meter,
                             pos::Instant at);
    struct Found {
        const Line* line{nullptr};
        bool again{false};  // a line that it stood on was taken back: it is billed anew
    };
    Found line_of(const Subscription& subscription,
                  const pos::store::billing::UsageRow& record) const;

    pos::store::db::Connection& db_;
    CountedMeasures counted_;
    pos::Ulid account_{};
    std::optional<pos::locale::Zone> zone_;
    std::map<pos::Ulid, std::vector<PlanTime>> times_;
    std::map<pos::Ulid, Subscription> known_;
};

}  // namespace app::core::billing
