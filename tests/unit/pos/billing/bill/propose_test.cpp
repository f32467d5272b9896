// Goal: whatever people do to a subscription and in whatever order, no day and no usage is billed
// twice, no item gives back more than it came to, and a second look finds nothing more to bill.
// Nobody is billed for usage of a period that still runs but by a run that is to do so, and such a
// run bills nothing else early: what came of a period, before it was billed and behind that, is on
// its bills once. Method: subscriptions live through random changes, back-dated ones among them,
// from printed seeds; a bill run follows each, an early one now and then.
#include "pos/billing/bill/propose.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "pos/billing/bill/coverage.hpp"
#include "pos/money/decimal.hpp"

namespace {

namespace billing = pos::billing;
namespace bill = pos::billing::bill;
namespace cycle = pos::billing::cycle;
namespace plan = pos::billing::plan;

pos::Exact figure(const char* text) {
    return *pos::parse_exact(text);
}

plan::PlanCharge fee(const char* price, cycle::Every every, cycle::Mode mode) {
    plan::PlanCharge one{.code = "fee", .name = "Fee"};
    one.charge.model = billing::models::Recurring{figure(price)};
    one.every = every;
    one.mode = mode;
    return one;
}

plan::PlanCharge power(const char* price, cycle::Every every) {
    plan::PlanCharge one{.code = "kwh", .name = "Power"};
    one.charge.model = billing::models::PerUnit{figure(price)};
    one.meter = "kwh";
    one.every = every;
    return one;
}

plan::PlanCharge without_late(plan::PlanCharge charge) {
    charge.late_usage = plan::LateUsage::left_out;
    return charge;
}

plan::Plan plan_of(const char* code, std::vector<plan::PlanCharge> charges) {
    plan::Plan made{.code = code,
                    .name = code,
                    .currency = *pos::currency_of("EUR"),
                    .phases = {{.charges = std::move(charges)}}};
    EXPECT_TRUE(plan::problems(made).empty());
    return made;
}

const std::vector<plan::Plan>& plans() {
    static const std::vector<plan::Plan> all{
        plan_of("A", {fee("9.90", {cycle::Unit::month, 1}, cycle::Mode::in_advance),
                      power("0.30", {cycle::Unit::month, 1})}),
        plan_of("B", {fee("19.90", {cycle::Unit::month, 3}, cycle::Mode::in_advance),
                      power("0.20", {cycle::Unit::month, 3})}),
        plan_of("C", {fee("4.44", {cycle::Unit::month, 1}, cycle::Mode::in_arrears)}),
        plan_of("STRICT", {without_late(power("0.25", {cycle::Unit::month, 1}))})};
    return all;
}
/// Without the last of them, whose charge leaves out what comes late.
constexpr std::size_t kLenient = 3;

/// Versions of a plan that has a fee for setting up, too.
plan::Plan priced(std::uint32_t version, const char* monthly, const char* kwh, const char* setup) {
    plan::PlanCharge once{.code = "setup", .name = "Set up"};
    once.charge.model = billing::models::OneTime{figure(setup)};
    plan::Plan made =
        plan_of("V", {once, fee(monthly, {cycle::Unit::month, 1}, cycle::Mode::in_advance),
                      power(kwh, {cycle::Unit::month, 1})});
    made.version = version;
    return made;
}
const std::vector<plan::Plan>& versions() {
    static const std::vector<plan::Plan> all{priced(1, "31.00", "0.30", "25.00"),
                                             priced(2, "62.00", "0.40", "26.00"),
                                             priced(3, "15.50", "0.10", "27.00")};
    return all;
}

/// One subscription, its usage and its bills.
class Life {
public:
    /// `early`: some of its bills are made early, and it may be on any of the plans.
    explicit Life(std::uint64_t seed, bool early = false)
        : random_{seed}, zone_{*pos::locale::Zone::open("Europe/Berlin")}, early_{early} {
        subscription_.number = "S";
        subscription_.id.bytes[0] = 1;
        subscription_.actions.push_back({plan::Act::started, at(day_), &any_plan()});
    }
    /// With the first version of the plan that has several: no plan changes, but its version.
    static Life of_versions(std::uint64_t seed) {
        Life life{seed};
        life.subscription_.actions.front().plan = &versions().front();
        life.has_versions_ = true;
        return life;
    }

    /// From its beginning on.
    void redeem(bill::Coupon coupon) {
        coupon.from = day_;
        coupons_[subscription_.id].push_back(std::move(coupon));
    }

    void run() {
        bill_now();
        for (int step = 0; step < 30 && !::testing::Test::HasFailure(); ++step) {
            day_.days += static_cast<int>(below(20));
            use();
            change();
            bill_now();
        }
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    const plan::Plan& any_plan() { return plans()[below(early_ ? plans().size() : kLenient)]; }
    pos::Instant at(pos::Date day) const { return zone_.start_of_day(day); }

    void use() {
        for (auto left = below(4); left > 0; --left) {
            const pos::Date on{day_.days - static_cast<int>(below(40))};
            if (at(on) < subscription_.actions.front().at) continue;
            used_.push_back({at(on), pos::exactly(static_cast<std::int64_t>(1 + below(9)))});
            late_.push_back(used_.back().first);
        }
    }

    /// Something happens, mostly today, at times back in time.
    void change() {
        if (below(3) != 0) return;
        const int back = below(3) == 0 ? static_cast<int>(below(50)) : 0;
        const pos::Instant when =
            std::max(at({day_.days - back}), subscription_.actions.front().at);
        auto& actions = subscription_.actions;
        std::erase_if(actions, [&](const plan::Action& each) { return each.at > when; });
        if (actions.back().act == plan::Act::cancelled) return;
        const bool paused = is_paused();
        plan::Action next{.at = when};
        switch (below(8)) {
            case 0:
                next.act = paused ? plan::Act::resumed : plan::Act::paused;
                break;
            case 1:
                next.act = plan::Act::anchored;
                next.anchor_day = static_cast<unsigned>(1 + below(31));
                break;
            case 2:
                if (below(5) == 0)
                    next.act = plan::Act::cancelled;
                else
                    return;
                break;
            default:
                next.act = has_versions_ ? plan::Act::repriced : plan::Act::changed;
                next.plan = has_versions_ ? &versions()[below(versions().size())] : &any_plan();
        }
        if (when == actions.front().at) {
            if (next.act != plan::Act::changed) return;
            next.act = plan::Act::started;
            actions.clear();
        }
        actions.push_back(next);
    }
    bool is_paused() const {
        bool paused = false;
        for (const auto& each : subscription_.actions) {
            if (each.act == plan::Act::paused) paused = true;
            if (each.act == plan::Act::resumed) paused = false;
        }
        return paused;
    }

    std::expected<billing::Usage, std::string> metered(const bill::UsageQuestion& asked) const {
        billing::Usage usage;
        for (const auto& [when, quantity] : used_) {
            if (when >= asked.from && when < asked.to) usage.quantity += quantity;
        }
        return usage;
    }

    /// What it asked for last stands in asked_until_.
    bill::Proposal propose(bool early) {
        bill::Situation now{zone_, 0, {&subscription_, 1}, billed_, day_, coupons_};
        now.early = early;
        asked_until_ = {};
        auto proposed = bill::propose(now, [&](const auto& asked) {
            asked_until_ = std::max(asked_until_.value_or(asked.to), asked.to);
            return metered(asked);
        });
        EXPECT_TRUE(proposed) << proposed.error().reason;
        return proposed ? std::move(*proposed) : bill::Proposal{};
    }

    void reopen() {
        for (bill::Billed& one : billed_) {
            one.reopened = false;
            if (one.kind != bill::ItemKind::usage) continue;
            for (const pos::Instant when : late_) {
                if (when >= at(one.from) && when < at(one.to)) one.reopened = true;
            }
        }
    }

    void bill_now() {
        const bool early = early_ && below(3) == 0;
        SCOPED_TRACE(std::string{early ? "early on " : "on "} + to_string(day_));
        reopen();
        const auto otherwise = for_time(propose(!early).items);
        const auto items = propose(early).items;
        // Coupons are shared over all that a bill has of a period.
        if (coupons_.empty()) {
            EXPECT_EQ(for_time(items), otherwise) << "an early bill is of usage alone";
        }
        for (const bill::Item& item : items) {
            expect_not_early(item, early);
            add(item);
        }
        // What came late behind that is left for whoever looks further.
        if (asked_until_) {
            std::erase_if(late_, [&](pos::Instant when) { return when < *asked_until_; });
        }
        reopen();
        for (const bool look : {early, false}) {
            for (const bill::Item& item : propose(look).items) {
                ADD_FAILURE() << "proposes again: " << said(item);
            }
        }
        check();
        expect_all_used(early);
    }

    static std::string said(const bill::Item& item) {
        return item.key.plan + ' ' + item.key.charge + " of kind " +
               std::to_string(static_cast<int>(item.kind)) + " from " + to_string(item.from) +
               " to " + to_string(item.to) + ": " + pos::to_string(item.quantity) + " for " +
               pos::to_string(item.amount);
    }
    static std::vector<std::string> for_time(const std::vector<bill::Item>& items) {
        std::vector<std::string> those;
        for (const bill::Item& item : items) {
            const bool of_usage =
                item.kind == bill::ItemKind::usage || item.kind == bill::ItemKind::late;
            if (!of_usage) those.push_back(said(item));
        }
        return those;
    }

    void expect_not_early(const bill::Item& item, bool early) const {
        if (item.kind != bill::ItemKind::usage) return;
        const bool may = early && item.charge->late_usage == plan::LateUsage::billed_next;
        EXPECT_TRUE(may || item.to <= day_) << "early: " << said(item);
        EXPECT_LE(item.from, day_) << "before it begins: " << said(item);
    }

    /// Of what is over, and by an early bill of what runs, all that was used is billed by now.
    void expect_all_used(bool early) const {
        for (const bill::Billed& one : billed_) {
            if (one.kind != bill::ItemKind::usage || one.from == one.to) continue;
            if (one.charge->late_usage == plan::LateUsage::left_out) continue;
            if (one.to > day_ && !early) continue;
            pos::Exact billed = one.quantity;
            for (const bill::Billed& late : billed_) {
                if (late.of == one.id && late.kind == bill::ItemKind::late) billed = late.quantity;
            }
            pos::Exact used;
            for (const auto& [when, quantity] : used_) {
                if (when >= at(one.from) && when < at(one.to)) used += quantity;
            }
            EXPECT_EQ(billed, used)
                << pos::to_string(billed) << " are billed of " << pos::to_string(used) << " from "
                << to_string(one.from) << " to " << to_string(one.to) << " by " << one.key.plan;
        }
    }

    void add(const bill::Item& item) {
        bill::Billed one{.kind = item.kind,
                         .key = item.key,
                         .from = item.from,
                         .to = item.to,
                         .revision = item.revision,
                         .quantity = item.quantity,
                         .amount = item.amount,
                         .of = item.of,
                         .charge = item.charge};
        one.id.bytes[14] = static_cast<std::uint8_t>(billed_.size() >> 8);
        one.id.bytes[15] = static_cast<std::uint8_t>(billed_.size());
        one.id.bytes[0] = 2;
        // The table's own rule: nothing stands there twice.
        for (const bill::Billed& other : billed_) {
            const bool same = other.key == one.key && other.kind == one.kind &&
                              other.from == one.from && other.revision == one.revision;
            EXPECT_FALSE(same) << "twice: " << to_string(one.from);
        }
        billed_.push_back(one);
        for (const bill::CouponTaken& taken : item.coupons) {
            for (bill::Coupon& coupon : coupons_[subscription_.id]) {
                if (coupon.redemption != taken.redemption) continue;
                coupon.uses.push_back({one.id, taken.period, taken.amount});
            }
        }
    }

    void check() const {
        if (has_versions_) {
            const auto once = [](const bill::Billed& one) {
                return one.kind == bill::ItemKind::one_time;
            };
            EXPECT_EQ(std::ranges::count_if(billed_, once), 1) << "one-time fees";
        }
        std::map<std::string, std::vector<bill::Days>> covered;
        for (const bill::Billed& one : billed_) {
            if (one.of) continue;
            std::vector<bill::Days> back;
            pos::Exact left = one.amount;
            for (const bill::Billed& change : billed_) {
                if (change.of != one.id) continue;
                left += change.amount;
                if (change.kind == bill::ItemKind::unused) back.push_back({change.from, change.to});
            }
            EXPECT_GE(left, pos::Exact{}) << "gives back too much of " << to_string(one.from);
            if (one.kind == bill::ItemKind::one_time) continue;
            const std::string what = one.kind == bill::ItemKind::usage ? "usage" : "time";
            for (const bill::Days& days : bill::without({one.from, one.to}, back)) {
                for (const bill::Days& other : covered[what]) {
                    EXPECT_FALSE(days.from < other.to && other.from < days.to)
                        << what << " twice: " << to_string(days.from) << " to "
                        << to_string(days.to) << " and " << to_string(other.from) << " to "
                        << to_string(other.to);
                }
                covered[what].push_back(days);
            }
        }
    }

    std::mt19937_64 random_;
    pos::locale::Zone zone_;
    const bool early_;
    bool has_versions_{false};
    pos::Date day_{pos::make_date(2026, 1, 31)};
    plan::Subscription subscription_;
    std::vector<std::pair<pos::Instant, pos::Exact>> used_;
    std::vector<pos::Instant> late_;  // that no bill has looked at
    std::optional<pos::Instant> asked_until_;
    std::vector<bill::Billed> billed_;
    std::map<pos::Ulid, std::vector<bill::Coupon>> coupons_;
};

}  // namespace

TEST(Propose, bills_nothing_twice_where_coupons_are_taken_off) {
    for (std::uint64_t seed = 1; seed <= 200 && !::testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Life life{seed};
        bill::Coupon percent;
        percent.redemption.bytes[0] = 8;
        percent.takes.percent = pos::exactly(seed % 2 == 0 ? 100 : 30);
        percent.periods = static_cast<std::uint32_t>(seed % 3);
        life.redeem(percent);
        bill::Coupon amount;
        amount.redemption.bytes[0] = 9;
        amount.takes.amount = pos::exactly(5);
        amount.currency = *pos::currency_of("EUR");
        life.redeem(amount);
        life.run();
    }
}

TEST(Propose, bills_no_day_and_no_usage_twice_whatever_people_do) {
    for (std::uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Life{seed}.run();
    }
}

TEST(Propose, bills_nothing_early_and_nothing_twice_where_some_bills_are_early) {
    for (std::uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Life life{seed, true};
        if (seed % 3 == 0) {
            bill::Coupon half;
            half.redemption.bytes[0] = 8;
            half.takes.percent = pos::exactly(50);
            half.periods = static_cast<std::uint32_t>(seed % 4);
            life.redeem(half);
        }
        life.run();
    }
}

TEST(Propose, bills_nothing_twice_and_no_fee_again_whatever_becomes_of_the_price) {
    for (std::uint64_t seed = 1; seed <= 300 && !::testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Life::of_versions(seed).run();
    }
}

TEST(Propose, takes_the_phase_on_where_it_was_with_another_version) {
    const auto zone = *pos::locale::Zone::open("Europe/Berlin");
    plan::Plan first = versions()[0];
    plan::Plan second = versions()[1];
    for (plan::Plan* one : {&first, &second}) {
        plan::Phase trial{.kind = plan::PhaseKind::trial, .charges = one->phases[0].charges};
        trial.length = cycle::Every{cycle::Unit::month, 2};
        one->phases.insert(one->phases.begin(), trial);
    }
    const auto at = [&](int month, int day) {
        return zone.start_of_day(
            pos::make_date(2026, static_cast<unsigned>(month), static_cast<unsigned>(day)));
    };
    plan::Subscription subscription;
    subscription.actions = {{plan::Act::started, at(1, 1), &first},
                            {plan::Act::changed, at(2, 1), &first, plan::PhasesFrom::change},
                            {plan::Act::paused, at(2, 5)},
                            {plan::Act::repriced, at(2, 10), &second},
                            {plan::Act::resumed, at(2, 20)},
                            {plan::Act::repriced, at(3, 10), &first}};
    const auto found = plan::stretches(subscription, zone);
    ASSERT_EQ(found.size(), 5U);
    EXPECT_TRUE(found[1].begins);
    // Behind the pause with the second version, in the same phase, counted from the change.
    EXPECT_EQ(found[2].plan, &second);
    EXPECT_FALSE(found[2].begins);
    EXPECT_EQ(found[3].plan, &first);
    EXPECT_EQ(found[3].phase, 0U);
    EXPECT_FALSE(found[3].begins);
    EXPECT_EQ(found[3].to, pos::make_date(2026, 4, 1));
    EXPECT_EQ(found[4].phase, 1U);
    EXPECT_TRUE(found[4].begins);
}

TEST(Propose, leaves_what_belongs_to_a_later_day_to_another_bill) {
    const auto zone = *pos::locale::Zone::open("Europe/Berlin");
    plan::Subscription subscription;
    subscription.number = "S";
    const auto begins = [&](pos::Date day) {
        subscription.actions = {{plan::Act::started, zone.start_of_day(day), &plans().front()}};
    };
    const auto billed_before = [&](pos::Date day) {
        bill::Situation now{zone, 1, {&subscription, 1}, {}, day};
        now.before = day;
        const auto proposed = bill::propose(
            now, [](const bill::UsageQuestion&) -> std::expected<billing::Usage, std::string> {
                billing::Usage used;
                used.quantity = figure("100");
                return used;
            });
        std::vector<std::string> items;
        if (!proposed) return items;
        for (const bill::Item& item : proposed->items) {
            items.push_back(item.key.charge + " " + to_string(item.from) + " " +
                            to_string(item.to));
        }
        return items;
    };
    begins(pos::make_date(2026, 10, 1));
    // The fee of November is ahead, and begins on the day itself.
    EXPECT_EQ(billed_before(pos::make_date(2026, 11, 1)),
              (std::vector<std::string>{"fee 2026-10-01 2026-11-01", "kwh 2026-10-01 2026-11-01"}));
    // It has begun by then, and its usage goes on.
    EXPECT_EQ(billed_before(pos::make_date(2026, 11, 15)),
              (std::vector<std::string>{"fee 2026-10-01 2026-11-01", "fee 2026-11-01 2026-12-01",
                                        "kwh 2026-10-01 2026-11-01"}));
    begins(pos::make_date(2026, 11, 1));
    EXPECT_TRUE(billed_before(pos::make_date(2026, 11, 1)).empty());
}
