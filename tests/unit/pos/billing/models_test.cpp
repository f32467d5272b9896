// Goal: each charge model prices what its header says, at its bounds above all.
// Method: hand-worked tables, quantity to lines; every policy of a model both ways.
#include <gtest/gtest.h>

#include <algorithm>

#include "pos/billing/words.hpp"
#include "tests/unit/pos/billing/charges.hpp"

using namespace pos;
using namespace pos::billing;
using test::charge;
using test::figure;
using test::lines;
using test::rated;
using test::tiers;
using test::total;
using test::used;

namespace {

std::string priced(const Charge& of, const std::string& quantity) {
    return lines(rated(of, used(quantity)));
}

Usage part(const std::string& quantity, const std::string& before, Part of) {
    Usage usage = used(quantity);
    usage.before = figure(before);
    usage.part = of;
    return usage;
}

}  // namespace

TEST(OneTime, falls_on_the_first_part) {
    const Charge fee = charge(models::OneTime{figure("99")});
    EXPECT_EQ(total(fee, part("0", "0", Part::whole)), "99");
    EXPECT_EQ(total(fee, part("0", "0", Part::first)), "99");
    EXPECT_EQ(total(fee, part("0", "0", Part::middle)), "0");
    EXPECT_EQ(total(fee, part("0", "0", Part::last)), "0");
}

TEST(Recurring, in_advance_and_in_arrears_and_its_share_of_the_period) {
    const Charge before = charge(models::Recurring{figure("31"), models::Due::in_advance});
    const Charge after = charge(models::Recurring{figure("31"), models::Due::in_arrears});
    EXPECT_EQ(total(before, part("0", "0", Part::first)), "31");
    EXPECT_EQ(total(before, part("0", "0", Part::last)), "0");
    EXPECT_EQ(total(after, part("0", "0", Part::first)), "0");
    EXPECT_EQ(total(after, part("0", "0", Part::last)), "31");
    Usage leading = part("0", "0", Part::whole);
    leading.share = figure("0.451612903");
    EXPECT_EQ(total(before, leading), "14");  // 13.999999993
}

TEST(PerUnit, mirrors_what_comes_back) {
    const Charge unit = charge(models::PerUnit{figure("0.125")});
    EXPECT_EQ(priced(unit, "0"), "");
    EXPECT_EQ(priced(unit, "3"), "3×0.125=0.38");
    EXPECT_EQ(priced(unit, "-3"), "-3×0.125=-0.38");
}

TEST(Package, a_begun_one_is_paid_once) {
    Charge package = charge(models::Package{figure("15"), figure("10")});
    EXPECT_EQ(priced(package, "0"), "");
    EXPECT_EQ(priced(package, "0.001"), "1×15=15");
    EXPECT_EQ(priced(package, "10"), "1×15=15");
    EXPECT_EQ(priced(package, "10.001"), "2×15=30");
    EXPECT_EQ(total(package, part("5", "7", Part::middle)), "15");
    EXPECT_EQ(total(package, part("3", "7", Part::middle)), "0");
    std::get<models::Package>(package.model).count = models::PackagesOf::part;
    EXPECT_EQ(total(package, part("3", "7", Part::middle)), "15");
}

TEST(Graduated, each_unit_by_its_own_tier) {
    const Charge graduated = charge(models::Graduated{tiers({"10 2 5", "20 1 3", "- 0.5"})});
    EXPECT_EQ(priced(graduated, "0"), "1×5=5");
    EXPECT_EQ(priced(graduated, "10"), "10×2=20 1×5=5");
    EXPECT_EQ(priced(graduated, "10.5"), "10×2=20 1×5=5 0.5×1=0.5 1×3=3");
    EXPECT_EQ(priced(graduated, "25"), "10×2=20 1×5=5 10×1=10 1×3=3 5×0.5=2.5");
    EXPECT_EQ(lines(rated(graduated, part("5", "8", Part::middle))), "2×2=4 3×1=3 1×3=3");
    EXPECT_EQ(lines(rated(graduated, part("5", "10", Part::middle))), "5×1=5 1×3=3");
    EXPECT_EQ(lines(rated(graduated, part("5", "12", Part::middle))), "5×1=5");
}

TEST(Graduated, the_first_flat_fee_without_use_is_a_policy) {
    Charge graduated =
        charge(models::Graduated{tiers({"10 2 5", "- 1"}), models::FlatAtZero::not_due});
    EXPECT_EQ(priced(graduated, "0"), "");
    EXPECT_EQ(priced(graduated, "1"), "1×2=2 1×5=5");
    std::get<models::Graduated>(graduated.model).show_unused = true;
    EXPECT_EQ(priced(graduated, "0"), "0×2=0");
}

TEST(Graduated, parts_add_up_to_the_period) {
    const Charge graduated = charge(models::Graduated{tiers({"10 2 5", "20 1 3", "- 0.5"})});
    Exact sum;
    for (int before = 0; before < 30; before += 3) {
        const Part of = before == 0 ? Part::first : before == 27 ? Part::last : Part::middle;
        sum += rated(graduated, part("3", std::to_string(before), of)).total;
    }
    EXPECT_EQ(to_string(sum), total(graduated, used("30")));
}

TEST(Volume, all_units_by_the_tier_they_reach) {
    Charge volume = charge(models::Volume{tiers({"10 2 5", "- 1"})});
    EXPECT_EQ(priced(volume, "0"), "1×5=5");
    EXPECT_EQ(priced(volume, "10"), "10×2=20 1×5=5");
    EXPECT_EQ(priced(volume, "11"), "11×1=11");
    EXPECT_EQ(lines(rated(volume, part("5", "8", Part::middle))), "");
    EXPECT_EQ(lines(rated(volume, part("5", "8", Part::last))), "13×1=13");
    std::get<models::Volume>(volume.model).bound = models::Bound::exclusive;
    EXPECT_EQ(priced(volume, "10"), "10×1=10");
}

TEST(StairStep, one_price_for_all_that_reaches_the_step) {
    Charge stair = charge(models::StairStep{tiers({"10 - 50", "100 - 400", "- - 900"})});
    EXPECT_EQ(priced(stair, "0"), "1×50=50");
    EXPECT_EQ(priced(stair, "10"), "1×50=50");
    EXPECT_EQ(priced(stair, "11"), "1×400=400");
    EXPECT_EQ(priced(stair, "1000"), "1×900=900");
    EXPECT_EQ(lines(rated(stair, part("5", "8", Part::first))), "");
    std::get<models::StairStep>(stair.model).flat_at_zero = models::FlatAtZero::not_due;
    EXPECT_EQ(priced(stair, "0"), "");
}

TEST(Overage, only_what_is_beyond_the_allowance) {
    const Charge overage = charge(models::Overage{figure("20"), figure("100"), figure("0.3")});
    EXPECT_EQ(priced(overage, "0"), "1×20=20");
    EXPECT_EQ(priced(overage, "100"), "1×20=20");
    EXPECT_EQ(priced(overage, "101"), "1×20=20 1×0.3=0.3");
    EXPECT_EQ(lines(rated(overage, part("30", "80", Part::middle))), "10×0.3=3");
    EXPECT_EQ(lines(rated(overage, part("30", "120", Part::last))), "30×0.3=9");
    const auto measured = [&](const std::string& quantity, const std::string& before) {
        const Measured found = rated(overage, part(quantity, before, Part::whole)).measured;
        return to_string(found.free) + " free, " + to_string(found.quantity) + " billed";
    };
    EXPECT_EQ(measured("80", "0"), "80 free, 0 billed");
    EXPECT_EQ(measured("125", "0"), "100 free, 25 billed");
    EXPECT_EQ(measured("30", "80"), "20 free, 10 billed");
    EXPECT_EQ(measured("30", "120"), "0 free, 30 billed");
}

TEST(Overage, names_the_included_units_in_its_steps) {
    const Charge overage = charge(models::Overage{{}, figure("2000"), figure("0.01")});
    const Usage usage = used("2500");
    const auto steps = steps_of(overage, usage, rated(overage, usage));
    EXPECT_NE(std::ranges::find(steps, "free: 2000, to pay: 500"), steps.end());
}

TEST(Percentage, of_sums_alone) {
    const Charge share =
        charge(models::Percentage{.percent = figure("1.5"), .fee = figure("0.25")});
    Usage usage = used("200");
    usage.event_count = 4;
    EXPECT_EQ(lines(rated(share, usage)), "200×1.5=3 4×0.25=1");
    EXPECT_EQ(priced(share, "0"), "");
}

TEST(Percentage, the_allowance_ends_with_what_runs_out_first) {
    struct Row {
        std::int64_t events;
        const char* amount;
        const char* paid;
        std::uint64_t paid_events;
    };
    // Transactions of 50, 100 and 250.
    for (const Row& row : {Row{0, "0", "400", 3}, Row{1, "0", "350", 2}, Row{0, "120", "280", 2},
                           Row{1, "120", "350", 2}, Row{3, "120", "280", 2},
                           Row{2, "150", "250", 1}, Row{9, "900", "0", 0}}) {
        SCOPED_TRACE(std::to_string(row.events) + " events, " + row.amount);
        models::Percentage model{.percent = figure("1"), .free_amount = figure(row.amount)};
        model.free_events = row.events;
        Usage usage;
        usage.events = {figure("50"), figure("100"), figure("250")};
        const Rated result = rated(charge(model), usage);
        EXPECT_EQ(to_string(result.measured.quantity), row.paid);
        EXPECT_EQ(result.measured.paid_events, row.paid_events);
        EXPECT_EQ(result.measured.free_events + result.measured.paid_events, 3U);
    }
}

TEST(Percentage, limits_for_each_and_for_all) {
    models::Percentage model{.percent = figure("2"), .fee = figure("0.10")};
    model.least_per_event = figure("1");
    model.most_per_event = figure("12");
    Usage usage;
    usage.events = {figure("10"), figure("80"), figure("1000")};
    EXPECT_EQ(total(charge(model), usage), "14.7");  // 1 + 1.70 + 12
    model.least_total = figure("20");
    EXPECT_EQ(total(charge(model), usage), "20");
    model.least_total.reset();
    model.most_total = figure("5");
    EXPECT_EQ(total(charge(model), usage), "5");
}

TEST(Percentage, a_limit_for_all_is_met_to_the_cent) {
    models::Percentage model{.percent = figure("0.5"), .least_total = figure("20")};
    Usage usage;
    usage.events = {figure("1")};  // half a cent
    EXPECT_EQ(lines(rated(charge(model), usage)), "1×0.5=0.01 1×19.99=19.99");
}

TEST(Percentage, a_transaction_of_nothing_still_pays_its_fee) {
    const Charge share = charge(models::Percentage{.percent = figure("2"), .fee = figure("0.10")});
    Usage usage;
    usage.events = {figure("0"), figure("10")};
    EXPECT_EQ(lines(rated(share, usage)), "10×2=0.2 2×0.1=0.2");
}

TEST(GraduatedPercentage, a_share_by_tier) {
    const Charge share = charge(models::GraduatedPercentage{tiers({"1000 2 1", "- 1"})});
    EXPECT_EQ(priced(share, "1500"), "1000×0.02=20 1×1=1 500×0.01=5");
}

TEST(ProratedGraduated, flat_fees_stay_and_nothing_falls_below_zero) {
    const Charge seats = charge(models::ProratedGraduated{tiers({"5 10 100", "- 5 50"})});
    Usage usage;
    usage.unit_events = {{figure("4"), figure("2")}, {figure("4"), figure("1")}};
    // One of the four belongs to the first tier, three to the second.
    EXPECT_EQ(lines(rated(seats, usage)), "2.25×10=22.5 1×100=100 0.75×5=3.75 1×50=50");
    usage.unit_events.push_back({figure("-8"), figure("-8")});
    EXPECT_EQ(to_string(rated(seats, usage).total), "111.25");
    usage.unit_events.push_back({figure("-100"), figure("-90")});
    EXPECT_EQ(to_string(rated(seats, usage).total), "0");
}

TEST(Capacity, by_the_reading_that_the_charge_names) {
    models::Capacity model{figure("2"), figure("10")};
    Usage usage;
    for (int i = 1; i <= 40; ++i) usage.readings.push_back(exactly(i));
    EXPECT_EQ(lines(rated(charge(model), usage)), "30×2=60");
    model.of = models::CapacityOf::percentile_95;  // 40 and 39 are left out
    EXPECT_EQ(lines(rated(charge(model), usage)), "28×2=56");
    model.of = models::CapacityOf::average;
    EXPECT_EQ(lines(rated(charge(model), usage)), "10.5×2=21");
    usage.readings.push_back(exactly(3));
    model.of = models::CapacityOf::last;
    EXPECT_EQ(lines(rated(charge(model), usage)), "");
}

TEST(PrePriced, that_was_priced_record_by_record_may_cost_nothing) {
    Usage usage;
    usage.quantity = exactly(5);
    usage.is_priced = true;
    EXPECT_EQ(lines(rated(charge(models::PrePriced{}), usage)), "");
    usage.priced.push_back({LineKind::energy, 1, exactly(5), figure("0.4"), exactly(2)});
    EXPECT_EQ(lines(rated(charge(models::PrePriced{}), usage)), "5×0.4=2");
}

TEST(PrePriced, is_money_already) {
    EXPECT_EQ(priced(charge(models::PrePriced{}), "12.345"), "1×12.35=12.35");
    EXPECT_EQ(priced(charge(models::PrePriced{figure("0.01")}), "-1999"), "1×-19.99=-19.99");
    EXPECT_EQ(priced(charge(models::PrePriced{}), "0"), "");
}
