// Goal: what charges do not come to of what was committed for a term is due once, at its end, by
// the days on which each amount held; whatever comes late, ends early, pauses, is credited or
// voided is settled to the cent, and a second look finds nothing more. Method: a subscription of a
// year at 365.00, one a day, with ten units each month, billed month by month.
#include "pos/billing/bill/committed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "pos/billing/bill/propose.hpp"
#include "pos/money/decimal.hpp"

namespace committed_terms {

namespace {

namespace billing = pos::billing;
namespace bill = pos::billing::bill;
namespace cycle = pos::billing::cycle;
namespace plan = pos::billing::plan;

pos::Exact figure(const char* text) {
    return *pos::parse_exact(text);
}

pos::Date on(const char* text) {
    return *pos::parse_date(text);
}

plan::PlanCharge kwh(const char* price) {
    plan::PlanCharge one{.code = "kwh", .name = "Power"};
    one.charge.model = billing::models::PerUnit{figure(price)};
    one.meter = "kwh";
    return one;
}

plan::PlanCharge fee() {
    plan::PlanCharge one{.code = "fee", .name = "Fee"};
    one.charge.model = billing::models::Recurring{figure("10.00")};
    return one;
}

plan::PlanCharge committed(const char* amount, std::vector<std::string> covers = {}) {
    plan::PlanCharge one{.code = "year", .name = "Committed"};
    one.charge.model = billing::models::Recurring{figure(amount)};
    one.every = {cycle::Unit::year, 1};
    one.mode = cycle::Mode::in_arrears;
    one.commits = plan::TermCommitment{std::move(covers)};
    return one;
}

plan::Plan plan_of(std::vector<plan::PlanCharge> charges, std::uint32_t version = 1) {
    return {.code = "P",
            .version = version,
            .name = "Plan",
            .currency = *pos::currency_of("EUR"),
            .phases = {{.charges = std::move(charges)}}};
}

/// The line of a commitment among others, or what changes it.
const bill::Item* of_year(const std::vector<bill::Item>& items) {
    const bill::Item* found = nullptr;
    for (const bill::Item& item : items) {
        if (item.key.charge != "year") continue;
        EXPECT_EQ(found, nullptr) << "twice";
        found = &item;
    }
    return found;
}

class Committed : public testing::Test {
protected:
    void start(const plan::Plan& plan, const char* day) {
        subscription_.number = "S";
        subscription_.id.bytes[0] = 1;
        act(plan::Act::started, day, &plan);
    }
    void act(plan::Act act, const char* day, const plan::Plan* plan = nullptr) {
        subscription_.actions.push_back({act, zone_.start_of_day(on(day)), plan});
    }
    void use(const char* day, const char* quantity, bool late = false) {
        used_.push_back({zone_.start_of_day(on(day)), figure(quantity)});
        if (late) late_.push_back(used_.back().first);
    }
    /// Ten on the tenth of each month.
    void use_each_month(pos::Date first, int months) {
        for (int i = 0; i < months; ++i) {
            const pos::Date day = cycle::shift(first, {cycle::Unit::month, 1}, i);
            used_.push_back({zone_.start_of_day(day), figure("10")});
        }
    }

    std::vector<bill::Item> propose(pos::Date day) {
        for (bill::Billed& one : billed_) {
            one.reopened = false;
            for (const pos::Instant when : late_) {
                one.reopened = one.reopened || (when >= zone_.start_of_day(one.from) &&
                                                when < zone_.start_of_day(one.to));
            }
        }
        const bill::Situation now{zone_, 1, {&subscription_, 1}, billed_, day, coupons_};
        auto proposed = bill::propose(
            now,
            [&](const bill::UsageQuestion& asked) -> std::expected<billing::Usage, std::string> {
                billing::Usage usage;
                for (const auto& [when, quantity] : used_) {
                    if (when >= asked.from && when < asked.to) usage.quantity += quantity;
                }
                return usage;
            });
        EXPECT_TRUE(proposed) << proposed.error().reason;
        if (!proposed) return {};
        next_ = proposed->next;
        return std::move(proposed->items);
    }
    void add(const bill::Billed& item) {
        billed_.push_back(item);
        billed_.back().id.bytes[0] = 2;
        billed_.back().id.bytes[15] = static_cast<std::uint8_t>(billed_.size());
    }
    /// What a run on that day bills, and that the same once more bills nothing.
    std::vector<bill::Item> run(const char* text) {
        const auto items = propose(on(text));
        for (const bill::Item& item : items) {
            for (const bill::Billed& other : billed_) {
                EXPECT_FALSE(other.key == item.key && other.kind == item.kind &&
                             other.from == item.from && other.revision == item.revision)
                    << "the table would refuse " << item.key.charge;
            }
            add({.kind = item.kind,
                 .key = item.key,
                 .from = item.from,
                 .to = item.to,
                 .revision = item.revision,
                 .quantity = item.quantity,
                 .amount = item.amount,
                 .of = item.of,
                 .charge = item.charge});
            for (const bill::CouponTaken& taken : item.coupons) {
                coupons_[subscription_.id].front().uses.push_back(
                    {billed_.back().id, taken.period, taken.amount});
            }
        }
        late_.clear();
        EXPECT_TRUE(propose(on(text)).empty()) << "the same again bills more";
        return items;
    }
    std::vector<bill::Item> run_each_month_up_to(const char* last) {
        for (pos::Date day = subscription_start(); day < on(last);
             day = cycle::shift(day, {cycle::Unit::month, 1}, 1)) {
            EXPECT_EQ(of_year(run(to_string(day).c_str())), nullptr) << to_string(day);
        }
        return run(last);
    }
    /// Something that people did to the commitment's line.
    void change(bill::ItemKind kind, const char* amount) {
        const auto line =
            std::ranges::find(billed_, bill::ItemKind::committed, &bill::Billed::kind);
        ASSERT_NE(line, billed_.end());
        bill::Billed made = *line;
        made.kind = kind;
        made.of = line->id;
        made.amount = figure(amount);
        add(made);
    }

    void begin_anew() {
        subscription_ = {};
        used_.clear();
        billed_.clear();
    }

    pos::Date subscription_start() const {
        return zone_.local(subscription_.actions.front().at).date;
    }

    pos::locale::Zone zone_{*pos::locale::Zone::open("Europe/Berlin")};
    plan::Subscription subscription_;
    std::vector<std::pair<pos::Instant, pos::Exact>> used_;
    std::vector<pos::Instant> late_;
    std::vector<bill::Billed> billed_;
    std::map<pos::Ulid, std::vector<bill::Coupon>> coupons_;
    std::optional<pos::Date> next_;
};

/// "1 × 365 = 365, 1 × -120 = -120"
std::string steps(const bill::Item& item) {
    std::string text;
    for (const billing::Line& line : item.rated.lines) {
        text += (text.empty() ? "" : ", ") + to_string(line.quantity) + " × " +
                to_string(line.price) + " = " + to_string(line.amount);
    }
    return text;
}

}  // namespace

TEST_F(Committed, is_made_up_for_at_the_end_of_the_term) {
    const auto plan = plan_of({kwh("1.00"), committed("365.00")});
    start(plan, "2026-01-01");
    use_each_month(on("2026-01-10"), 24);
    const auto items = run_each_month_up_to("2027-01-01");
    const bill::Item* line = of_year(items);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->kind, bill::ItemKind::committed);
    EXPECT_EQ(line->amount, figure("245.00"));
    EXPECT_EQ(to_string(line->from), "2026-01-01");
    EXPECT_EQ(to_string(line->to), "2027-01-01");
    EXPECT_EQ(line->share, pos::exactly(1));
    EXPECT_EQ(steps(*line), "1 × 365 = 365, 1 × -120 = -120");
    EXPECT_EQ(line->rated.lines[1].tier, 1U);
    // The next term begins at nothing.
    for (int month = 2; month <= 12; ++month) {
        const std::string day = (month < 10 ? "2027-0" : "2027-") + std::to_string(month) + "-01";
        EXPECT_EQ(of_year(run(day.c_str())), nullptr);
    }
    ASSERT_NE(of_year(run("2028-01-01")), nullptr);
}

TEST_F(Committed, asks_for_nothing_where_enough_was_used) {
    const auto plan = plan_of({kwh("1.00"), committed("120.00")});
    start(plan, "2026-01-01");
    use_each_month(on("2026-01-10"), 12);
    EXPECT_EQ(of_year(run_each_month_up_to("2027-01-01")), nullptr);
}

TEST_F(Committed, ends_early_by_its_policy) {
    struct Row {
        cycle::Partial policy;
        const char* amount;
    };
    for (const Row& row : {Row{cycle::Partial::prorated, "122.00"},  // 182 days, 60 of them used
                           Row{cycle::Partial::billed_whole, "305.00"},  // all of 365
                           Row{cycle::Partial::free, nullptr}}) {
        auto charge = committed("365.00");
        charge.proration.trailing = row.policy;
        const auto plan = plan_of({kwh("1.00"), charge});
        begin_anew();
        start(plan, "2026-01-01");
        act(plan::Act::cancelled, "2026-07-02");
        use_each_month(on("2026-01-10"), 6);
        EXPECT_EQ(of_year(run_each_month_up_to("2026-07-01")), nullptr);
        EXPECT_EQ(next_, on("2026-07-02"));
        const auto items = run("2026-07-02");
        const bill::Item* line = of_year(items);
        ASSERT_EQ(line != nullptr, row.amount != nullptr);
        if (line != nullptr) {
            EXPECT_EQ(line->amount, figure(row.amount));
        }
    }
}

TEST_F(Committed, begins_within_a_term_with_its_share) {
    const auto plan = plan_of({kwh("1.00"), committed("365.00")});
    start(plan, "2026-11-15");
    use_each_month(on("2026-11-20"), 12);
    run("2026-12-01");
    EXPECT_EQ(of_year(run("2027-10-01")), nullptr);
    const auto items = run("2027-11-01");  // the account's day of the month
    ASSERT_NE(of_year(items), nullptr);
    EXPECT_EQ(of_year(items)->amount, figure("231.00"));  // 351 days, 120 used
}

TEST_F(Committed, bears_each_price_for_its_days) {
    const auto first = plan_of({kwh("1.00"), committed("365.00")});
    const auto second = plan_of({kwh("2.00"), committed("730.00")}, 2);
    start(first, "2026-01-01");
    act(plan::Act::repriced, "2026-07-02", &second);
    use_each_month(on("2026-01-10"), 12);
    const auto items = run_each_month_up_to("2027-01-01");
    const bill::Item* line = of_year(items);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->key.version, 2U);
    // 182 days at 1.00 and 183 at 2.00, of which 60 and 120 were used.
    EXPECT_EQ(steps(*line), "0.498630137 × 365 = 182, 0.501369863 × 730 = 366, 1 × -180 = -180");
    EXPECT_EQ(line->amount, figure("368.00"));
}

TEST_F(Committed, goes_on_whole_where_only_the_price_of_usage_changes) {
    const auto first = plan_of({kwh("1.00"), committed("365.00")});
    const auto second = plan_of({kwh("2.00"), committed("365.00")}, 2);
    start(first, "2026-01-01");
    act(plan::Act::repriced, "2026-07-02", &second);
    use_each_month(on("2026-01-10"), 12);
    const auto items = run_each_month_up_to("2027-01-01");
    ASSERT_NE(of_year(items), nullptr);
    EXPECT_EQ(steps(*of_year(items)), "1 × 365 = 365, 1 × -180 = -180");
}

TEST_F(Committed, bears_nothing_while_it_pauses) {
    const auto plan = plan_of({kwh("1.00"), committed("365.00")});
    start(plan, "2026-01-01");
    act(plan::Act::paused, "2026-03-01");
    use_each_month(on("2026-01-10"), 2);
    EXPECT_EQ(of_year(run_each_month_up_to("2026-04-01")), nullptr);
    act(plan::Act::resumed, "2026-05-01");
    use_each_month(on("2026-05-10"), 8);
    const auto items = run("2027-01-01");
    ASSERT_NE(of_year(items), nullptr);
    EXPECT_EQ(of_year(items)->amount, figure("204.00"));  // 59 and 245 days, 100 used
}

TEST_F(Committed, counts_the_charges_that_it_names) {
    const auto plan = plan_of({fee(), kwh("1.00"), committed("365.00", {"fee"})});
    start(plan, "2026-01-01");
    use_each_month(on("2026-01-10"), 12);
    const auto items = run_each_month_up_to("2027-01-01");
    ASSERT_NE(of_year(items), nullptr);
    // Twelve fees; the one of January 2027 is of the next term.
    EXPECT_EQ(steps(*of_year(items)), "1 × 365 = 365, 1 × -120 = -120");
    EXPECT_EQ(of_year(items)->rated.lines[1].tier, 1U);
}

TEST_F(Committed, counts_what_was_billed_before_coupons) {
    const auto plan = plan_of({kwh("1.00"), committed("365.00")});
    start(plan, "2026-01-01");
    bill::Coupon half;
    half.redemption.bytes[0] = 8;
    half.takes.percent = pos::exactly(50);
    half.from = on("2026-01-01");
    coupons_[subscription_.id].push_back(half);
    use_each_month(on("2026-01-10"), 12);
    const auto items = run_each_month_up_to("2027-01-01");
    ASSERT_NE(of_year(items), nullptr);
    EXPECT_EQ(of_year(items)->amount, figure("245.00"));
}

class CommittedYear : public Committed {
protected:
    void SetUp() override {
        plan_ = plan_of({kwh("1.00"), committed("365.00")});
        start(plan_, "2026-01-01");
        use_each_month(on("2026-01-10"), 12);
        run_each_month_up_to("2027-01-01");
    }
    plan::Plan plan_;
};

TEST_F(CommittedYear, gives_back_what_came_late) {
    use("2026-11-20", "5", true);
    const auto items = run("2027-01-02");
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].key.charge, "kwh");
    EXPECT_EQ(items[0].amount, figure("5.00"));
    const bill::Item* line = of_year(items);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->kind, bill::ItemKind::late);
    EXPECT_EQ(line->amount, figure("-5.00"));
    EXPECT_EQ(line->billed_before, figure("245.00"));
    EXPECT_EQ(line->rated.total, figure("240.00"));
    // And takes it again where the usage is taken back.
    use("2026-11-20", "-5", true);
    const auto again = run("2027-01-03");
    ASSERT_NE(of_year(again), nullptr);
    EXPECT_EQ(of_year(again)->amount, figure("5.00"));
    EXPECT_EQ(of_year(again)->revision, 1U);
}

TEST_F(CommittedYear, gives_back_no_more_than_is_left_of_it) {
    change(bill::ItemKind::allowance, "-243.00");
    EXPECT_TRUE(run("2027-01-02").empty()) << "what people gave is not asked for again";
    use("2026-11-20", "5", true);
    const auto items = run("2027-01-03");
    ASSERT_NE(of_year(items), nullptr);
    EXPECT_EQ(of_year(items)->amount, figure("-2.00"));
}

TEST_F(CommittedYear, is_billed_anew_once_it_was_voided) {
    change(bill::ItemKind::voided, "-245.00");
    const auto items = run("2027-01-02");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].kind, bill::ItemKind::committed);
    EXPECT_EQ(items[0].amount, figure("245.00"));
    EXPECT_EQ(items[0].revision, 1U);
}

TEST_F(CommittedYear, is_settled_anew_where_it_had_ended_early) {
    act(plan::Act::cancelled, "2026-07-02");
    const auto items = run("2027-01-15");
    const bill::Item* line = of_year(items);
    ASSERT_NE(line, nullptr);
    // 182 days less the 60 of six months, instead of 245.
    EXPECT_EQ(line->amount, figure("-123.00"));
    EXPECT_EQ(to_string(line->to), "2026-07-02");
}

TEST_F(CommittedYear, is_given_back_where_there_never_was_one) {
    const auto other = plan_of({kwh("1.00")}, 2);
    subscription_.actions.front().plan = &other;
    const auto items = run("2027-01-15");
    ASSERT_NE(of_year(items), nullptr);
    EXPECT_EQ(of_year(items)->kind, bill::ItemKind::late);
    EXPECT_EQ(of_year(items)->amount, figure("-245.00"));
}

TEST(CommittedPlan, that_makes_no_sense_is_refused) {
    const auto fault = [](std::vector<plan::PlanCharge> charges) {
        const auto found = plan::problems(plan_of(std::move(charges)));
        return found.size() == 1 ? std::optional{found.front().fault} : std::nullopt;
    };
    EXPECT_TRUE(plan::problems(plan_of({kwh("1.00"), committed("1.00")})).empty());
    EXPECT_EQ(fault({kwh("1.00"), committed("1.00", {"gas"})}), plan::PlanFault::covers_unknown);
    EXPECT_EQ(fault({kwh("1.00"), committed("1.00", {"year"})}), plan::PlanFault::covers_unknown);
    EXPECT_EQ(fault({fee(), committed("1.00")}), plan::PlanFault::covers_nothing);
    auto with_tax = kwh("1.00");
    with_tax.prices = pos::tax::PricesAre::with_tax;
    EXPECT_EQ(fault({with_tax, committed("1.00")}), plan::PlanFault::covers_mixed_prices);
}

}  // namespace committed_terms
