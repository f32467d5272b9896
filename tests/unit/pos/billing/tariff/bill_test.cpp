// Goal: energy, demand and export cost what a person would work out from the meter's list, month by
// month, over clock changes and true-ups.
// Method: short hand-worked loads for each rule and policy; each fault; seeded loads whose months
// must add up.
#include "pos/billing/tariff/bill.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/billing/limits.hpp"
#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::billing::tariff;
using pos::billing::size_of;

namespace {

Exact figure(const std::string& text) {
    const auto read = parse_exact(text);
    EXPECT_TRUE(read.has_value()) << text;
    return read.value_or(Exact{});
}

Slot always(const char* price) {
    return {{}, figure(price)};
}

Slot hours(int from, int to, const char* price) {
    Slot slot = always(price);
    slot.when.from_second = from * 3600;
    slot.when.to_second = to * 3600;
    return slot;
}

Component energy(const std::string& name, std::vector<Tier> tiers,
                 TierBy by = TierBy::running_total) {
    return {.name = name, .tiers = std::move(tiers), .tier_by = by};
}

/// Hours from the first of a month of 2023 on, in UTC.
Readings load(unsigned month, const std::vector<int>& kw) {
    static const locale::Zone utc = *locale::Zone::open("UTC");
    Load made{utc.start_of_day(make_date(2023, month, 1)), 60, {}};
    for (const int one : kw) made.kw.push_back(exactly(one));
    return readings(made, utc);
}

std::vector<MonthBill> billed(const Tariff& tariff, const Readings& load,
                              const Readings& generation = {}) {
    for (const Component& component : tariff.components) EXPECT_FALSE(fault(component));
    return bill(tariff, load, generation);
}

std::string total(const Tariff& tariff, const Readings& load, const Readings& generation = {}) {
    Exact sum;
    for (const MonthBill& month : billed(tariff, load, generation)) sum += month.total;
    return to_string(sum);
}

}  // namespace

TEST(When, season_days_hours_and_dates) {
    When when;
    when.months = 0b110;  // February and March
    when.days = 0b11111;
    when.from_second = 3600;
    when.to_second = 7200;
    const auto holds_at = [&](unsigned month, unsigned day, int second) {
        return holds(when, {make_date(2023, month, day), second, 0});
    };
    EXPECT_TRUE(holds_at(2, 1, 3600));
    EXPECT_TRUE(holds_at(3, 31, 7199));
    EXPECT_FALSE(holds_at(2, 1, 7200));
    EXPECT_FALSE(holds_at(1, 31, 3600));
    EXPECT_FALSE(holds_at(2, 4, 3600));  // a Saturday
    when.first = make_date(2023, 2, 3);
    when.last = make_date(2023, 2, 6);
    EXPECT_FALSE(holds_at(2, 2, 3600));
    EXPECT_TRUE(holds_at(2, 6, 3600));
    EXPECT_FALSE(holds_at(2, 7, 3600));
}

TEST(Readings, follow_the_clock_on_the_wall) {
    const auto berlin = *locale::Zone::open("Europe/Berlin");
    const Load day{berlin.start_of_day(make_date(2024, 3, 31)), 60,
                   std::vector<Exact>(23, exactly(1))};
    const Readings made = readings(day, berlin);
    EXPECT_EQ(made[1].at.hour(), 1);
    EXPECT_EQ(made[2].at.hour(), 3);
    EXPECT_EQ(made.back().at.hour(), 23);
    EXPECT_EQ(made.back().at.date, make_date(2024, 3, 31));
    EXPECT_EQ(months(made).size(), 1U);
}

TEST(Energy, by_hour) {
    const Tariff tariff{{energy("day", {{{}, {hours(6, 22, "0.30")}}}),
                         energy("night", {{{}, {hours(0, 6, "0.20"), hours(22, 24, "0.20")}}})}};
    EXPECT_EQ(total(tariff, load(1, {1, 0, 0, 0, 0, 0, 2})), "0.8");
}

TEST(Energy, tiers_as_it_is_used_or_shared_by_the_month) {
    // Ten at night, then ten by day; the first ten are cheap.
    std::vector<int> kw(8, 0);
    kw[0] = 10;
    kw[7] = 10;
    const auto both = [](TierBy by) {
        return Tariff{
            {energy("day", {{{}, {hours(6, 24, "0.30")}}, {exactly(10), {hours(6, 24, "0.50")}}},
                    by),
             energy("night", {{{}, {hours(0, 6, "0.10")}}, {exactly(10), {hours(0, 6, "0.40")}}},
                    by)}};
    };
    EXPECT_EQ(total(both(TierBy::running_total), load(1, kw)), "6");  // 10 × 0.10 + 10 × 0.50
    // Half of each is in each tier: 5 × (0.10 + 0.40 + 0.30 + 0.50).
    EXPECT_EQ(total(both(TierBy::shared_total), load(1, kw)), "6.5");
}

TEST(Energy, tiers_for_each_day) {
    Component daily = energy("daily", {{{}, {always("1")}}, {exactly(10), {always("2")}}});
    daily.bound_per = BoundPer::day;
    std::vector<int> kw(48, 0);
    kw[0] = 25;  // two days: twenty are cheap
    EXPECT_EQ(total({{daily}}, load(1, kw)), "30");
    daily.bound_per = BoundPer::month;
    EXPECT_EQ(total({{daily}}, load(1, kw)), "40");
}

TEST(Demand, the_highest_of_the_month_or_of_each_day_in_its_window) {
    std::vector<int> kw(48, 1);
    kw[3] = 50;
    kw[10] = 20;
    kw[40] = 30;
    Component demand{"peak", ComponentKind::demand, {{{}, {hours(8, 20, "10")}}}};
    EXPECT_EQ(total({{demand}}, load(1, kw)), "300");
    demand.assessed = Assessed::day;
    EXPECT_EQ(total({{demand}}, load(1, kw)), "500");
    demand.tiers[0].slots = {hours(2, 3, "10")};
    EXPECT_EQ(total({{demand}}, load(1, kw)), "20");
}

TEST(Demand, tiers_and_what_was_billed_before) {
    const Component demand{"peak",
                           ComponentKind::demand,
                           {{{}, {always("10")}, exactly(150)}, {exactly(20), {always("5")}}}};
    EXPECT_EQ(total({{demand}}, load(1, {5, 30, 7})), "100");  // 200 - 150 + 50
}

TEST(Demand, what_was_billed_before_is_never_given_back) {
    const Component demand{"peak", ComponentKind::demand, {{{}, {always("10")}, exactly(500)}}};
    EXPECT_EQ(total({{demand}}, load(1, {5, 30, 7})), "0");
}

TEST(Demand, is_ratcheted_to_earlier_peaks) {
    Component demand{"peak", ComponentKind::demand, {{{}, {always("10")}}}};
    demand.ratchet = {{exactly(60)}, 11, {exactly(100), exactly(40)}, exactly(15)};
    EXPECT_EQ(total({{demand}}, load(1, {5, 30, 7})), "600");
    EXPECT_EQ(total({{demand}}, load(1, {5, 80, 7})), "800");
    demand.ratchet.earlier_kw.clear();
    EXPECT_EQ(total({{demand}}, load(1, {5, 7})), "150");
    const auto months = billed({{demand}}, load(1, {5, 7}));
    EXPECT_EQ(months[0].costs[0].peaks[0].kw, exactly(7));
    EXPECT_EQ(months[0].costs[0].peaks[0].billed, exactly(15));
}

TEST(Demand, is_ratcheted_by_the_months_of_the_same_load) {
    Component demand{"peak", ComponentKind::demand, {{{}, {always("10")}}}};
    demand.ratchet = {.percent = {exactly(50)}, .months_back = 1};
    std::vector<int> kw((31 + 28 + 1) * 24, 0);  // from January into March
    kw[0] = 100;
    const auto months = billed({{demand}}, load(1, kw));
    ASSERT_EQ(months.size(), 3U);
    EXPECT_EQ(to_string(months[0].total), "1000");
    EXPECT_EQ(to_string(months[1].total), "500");
    EXPECT_EQ(to_string(months[2].total), "0");  // February itself had none
    demand.ratchet.percent.assign(12, exactly(20));
    demand.ratchet.percent[0] = exactly(80);
    EXPECT_EQ(to_string(billed({{demand}}, load(1, kw))[1].total), "800");
}

TEST(Energy, tiers_for_each_kilowatt_of_billed_demand) {
    // The first two kWh for each kW in tiers of their own, then the rest.
    const Component energy_by_demand =
        energy("energy", {{{}, {always("3")}},
                          {exactly(10), {always("2")}},
                          {exactly(1'000), {always("9")}},
                          {.above = exactly(2), .slots = {always("1")}, .for_each_kw = true}});
    Tariff tariff{{energy_by_demand}};
    // 60 kWh with a peak of 20 kW: 10 × 3 + 30 × 2 + 20 × 1.
    EXPECT_EQ(total(tariff, load(1, {20, 20, 20})), "110");
    tariff.billed_demand = {.percent = {exactly(50)}, .earlier_kw = {exactly(50)}};
    // Half of an earlier 50 is 25 kW: 10 × 3 + 40 × 2 + 10 × 1.
    EXPECT_EQ(total(tariff, load(1, {20, 20, 20})), "120");
}

TEST(Bill, fixed_charges_and_minimums) {
    Tariff tariff{{{"rent", ComponentKind::fixed, {{{}, {always("9")}}}},
                   energy("energy", {{{}, {always("1")}}})}};
    EXPECT_EQ(total(tariff, load(1, {1})), "10");
    tariff.minimum_per_month = exactly(25);
    EXPECT_EQ(total(tariff, load(1, {1})), "25");
    tariff.minimum_per_month.reset();
    tariff.minimum_per_year = exactly(100);
    EXPECT_EQ(total(tariff, load(11, {1})), "10");
    EXPECT_EQ(total(tariff, load(12, {1})), "100");
}

TEST(Bill, each_year_has_its_own_minimum) {
    Tariff tariff{{energy("energy", {{{}, {always("1")}}})}};
    tariff.minimum_per_year = exactly(100);
    tariff.true_up_month = 1;
    std::vector<int> kw(365 * 24 + 1, 0);  // from January to January
    kw[0] = 30;
    kw[5'000] = 20;
    const auto months = billed(tariff, load(1, kw));
    ASSERT_EQ(months.size(), 13U);
    EXPECT_EQ(to_string(months.front().minimum_added), "70");
    EXPECT_EQ(to_string(months.back().minimum_added), "80");
}

TEST(Bill, each_way_of_metering) {
    Tariff tariff{{energy("energy", {{{}, {always("0.30")}}}),
                   {"export", ComponentKind::export_paid, {{{}, {always("0.10")}}}}}};
    const Readings used = load(1, {10, 10});
    const Readings made = load(1, {4, 15});
    EXPECT_EQ(total(tariff, used, made), "1.3");  // 6 bought, 5 sold
    tariff.metering = Metering::separate;
    EXPECT_EQ(total(tariff, used, made), "4.1");  // 20 bought, 19 sold
    tariff.components.pop_back();
    tariff.metering = Metering::net_each_month;
    EXPECT_EQ(total(tariff, used, made), "0.3");
}

TEST(Bill, credit_waits_for_later_months_or_not) {
    Tariff tariff{{energy("energy", {{{}, {always("1")}}}),
                   {"export", ComponentKind::export_paid, {{{}, {always("1")}}}}}};
    // November: 5 bought, then 20 sold; December: 8 bought.
    std::vector<int> used(30 * 24 + 1, 0);
    std::vector<int> made(used.size(), 0);
    used[0] = 5;
    made[1] = 20;
    used.back() = 8;
    const auto told = [&](CreditPays pays, AtTrueUp at) {
        tariff.credit_pays = pays;
        tariff.at_true_up = at;
        const auto months = billed(tariff, load(11, used), load(11, made));
        return to_string(months[0].total) + " " + to_string(months[1].total);
    };
    EXPECT_EQ(told(CreditPays::same_month, AtTrueUp::paid), "-15 8");
    EXPECT_EQ(told(CreditPays::later_months, AtTrueUp::paid), "5 -12");
    EXPECT_EQ(told(CreditPays::later_months, AtTrueUp::expires), "5 0");
    EXPECT_EQ(told(CreditPays::from_same_month_on, AtTrueUp::paid), "0 -7");
}

TEST(Bill, a_surplus_finds_its_hours_in_another_season) {
    // Until November noon is of its own; in December one price holds all day.
    Slot noon = hours(10, 14, "0.40");
    noon.when.months = 0b0111'1111'1111;
    Slot rest = always("0.20");
    const Tariff tariff{{energy("noon", {{{}, {noon}}}), energy("rest", {{{}, {rest}}})},
                        Metering::net_each_month};
    std::vector<int> used(30 * 24 + 3, 0);
    std::vector<int> made(used.size(), 0);
    made[11] = 6;
    used.back() = 10;
    const auto months = billed(tariff, load(11, used), load(11, made));
    EXPECT_EQ(to_string(months[0].total), "0");
    EXPECT_EQ(to_string(months[1].total), "0.8");
}

TEST(Bill, a_surplus_of_energy_at_the_true_up) {
    Tariff tariff{
        {energy("noon", {{{}, {hours(10, 14, "0.40")}}}), energy("rest", {{{}, {always("0.20")}}})},
        Metering::net_each_month};
    tariff.surplus_price = figure("0.1");
    std::vector<int> used(24, 0);
    std::vector<int> made(24, 0);
    made[11] = 6;
    used[20] = 2;
    EXPECT_EQ(total(tariff, load(12, used), load(12, made)), "-0.2");  // 2 × 0.20 - 6 × 0.1
    tariff.surplus_of = SurplusOf::all_energy;
    EXPECT_EQ(total(tariff, load(12, used), load(12, made)), "0");  // 2 × 0.20 - 4 × 0.1
    tariff.at_true_up = AtTrueUp::credited;
    tariff.credit_pays = CreditPays::later_months;
    const auto months = billed(tariff, load(12, used), load(12, made));
    EXPECT_EQ(to_string(months[0].total), "0.4");
    EXPECT_EQ(to_string(months[0].carried), "0.4");
}

TEST(Component, every_fault) {
    EXPECT_EQ(fault(energy("", {})), ComponentFault::no_tiers);
    EXPECT_EQ(fault(energy("", {{exactly(1), {}}})), ComponentFault::bounds_not_rising);
    EXPECT_EQ(fault(energy("", {{{}, {}}, {{}, {}}})), ComponentFault::bounds_not_rising);
    EXPECT_EQ(
        fault(energy("", {{{}, {}}, {.above = exactly(2), .for_each_kw = true}, {exactly(3), {}}})),
        ComponentFault::bounds_not_rising);
    EXPECT_FALSE(fault(
        energy("", {{{}, {}}, {exactly(3), {}}, {.above = exactly(2), .for_each_kw = true}})));
    Component ratcheted = energy("", {{{}, {}}});
    ratcheted.ratchet.percent = {exactly(1), exactly(2)};
    EXPECT_EQ(fault(ratcheted), ComponentFault::figure_out_of_range);
    EXPECT_EQ(fault(energy("", {{{}, {always("1000001")}}})), ComponentFault::figure_out_of_range);
    for (int i = 0; i <= static_cast<int>(ComponentFault::figure_out_of_range); ++i) {
        EXPECT_FALSE(words_of(static_cast<ComponentFault>(i)).empty());
    }
}

TEST(Bill, seeded_loads_add_up) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto up_to = [&](unsigned most) { return static_cast<int>(random() % (most + 1)); };
        const TierBy by = static_cast<TierBy>(up_to(1));
        Tariff tariff{
            {energy("day", {{{}, {hours(6, 22, "0.30")}}, {exactly(50), {hours(6, 22, "0.35")}}},
                    by),
             energy("night", {{{}, {hours(0, 6, "0.20"), hours(22, 24, "0.20")}}}, by),
             {"export", ComponentKind::export_paid, {{{}, {always("0.08")}}}},
             {"peak", ComponentKind::demand, {{{}, {hours(8, 12, "5")}}}}}};
        tariff.metering = static_cast<Metering>(up_to(1));
        tariff.credit_pays = static_cast<CreditPays>(up_to(2));
        tariff.true_up_month = static_cast<unsigned>(1 + up_to(11));
        std::vector<int> used;
        std::vector<int> made;
        for (int i = 0; i < 100 * 24; ++i) {
            used.push_back(up_to(5));
            made.push_back(up_to(6) - 1);
        }
        Exact credit;
        for (const MonthBill& month : billed(tariff, load(10, used), load(10, made))) {
            Exact charges;
            for (std::size_t i = 0; i < month.costs.size(); ++i) {
                Exact tiers;
                for (const TierCost& tier : month.costs[i].tiers) tiers += tier.amount;
                // A share is rounded at its fourteenth place.
                EXPECT_LE(size_of(tiers - month.costs[i].amount).e14, 4);
                if (tariff.components[i].kind != ComponentKind::export_paid) {
                    charges += month.costs[i].amount;
                }
            }
            EXPECT_EQ(to_string(charges), to_string(month.charges));
            EXPECT_EQ(to_string(month.charges + month.minimum_added - month.credit_applied -
                                month.paid_out),
                      to_string(month.total));
            EXPECT_EQ(
                to_string(credit + month.sold),
                to_string(month.credit_applied + month.paid_out + month.expired + month.carried));
            credit = month.carried;
        }
    }
}
