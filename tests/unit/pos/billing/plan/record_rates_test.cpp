// Goal: calls that stand in one line of a bill are told in groups that come to it exactly: by
// destination and price, with connect fees, what was free, what a maximum took off and how calls
// were rounded; the line comes to what its calls cost, however they are grouped. Method: decks and
// windows with figures worked out by hand; random calls from a printed seed.
#include "pos/billing/plan/record_rates.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/pos/billing/charges.hpp"

namespace {

namespace billing = pos::billing;
namespace call = pos::billing::call;
namespace plan = pos::billing::plan;
using test::figure;

call::Tariff tariff(const char* connect, const char* price, const char* increment,
                    const char* per = "60") {
    call::Tariff made;
    made.connect_fee = figure(connect);
    made.rates = {{{}, figure(price), figure(per), figure(increment)}};
    return made;
}

void add_to_deck(plan::CallRates& rates, const std::string& prefix, call::Tariff made) {
    ASSERT_TRUE(rates.prefixes.add(prefix, static_cast<std::uint32_t>(rates.deck.size())));
    rates.deck.push_back({prefix, "", std::move(made)});
}

plan::UsedAt called(const char* seconds, std::string_view to = {}) {
    plan::UsedAt used;
    used.quantity = figure(seconds);
    used.to = to;
    return used;
}

const pos::locale::Zone& utc() {
    static const auto zone = *pos::locale::Zone::open("UTC");
    return zone;
}

std::vector<billing::PricedPart> parts_of(const plan::CallRates& rates,
                                          const std::vector<plan::UsedAt>& calls) {
    auto parts = plan::price_calls(rates, calls, utc());
    EXPECT_TRUE(parts) << parts.error();
    return parts ? std::move(*parts) : std::vector<billing::PricedPart>{};
}

std::vector<billing::PricedPart> groups_of(const std::vector<billing::PricedPart>& parts) {
    std::vector<billing::PricedPart> groups;
    for (const billing::PricedPart& part : parts) {
        groups.insert(groups.end(), part.groups.begin(), part.groups.end());
    }
    return groups;
}

/// As the line of a bill: rounded to the cent.
billing::Rated line_of(std::vector<billing::PricedPart> parts) {
    billing::Usage usage;
    usage.is_priced = true;
    usage.priced = std::move(parts);
    return test::rated(test::charge(billing::models::PrePriced{}), usage);
}

/// "1: 2 × 0.1 = 0.2", tier by tier.
std::string told(const std::vector<billing::PricedPart>& parts) {
    std::string text;
    const auto groups = groups_of(parts);
    for (const billing::PricedPart& part : groups) {
        text += (text.empty() ? "" : ", ") + std::to_string(part.tier) + ": " +
                to_string(part.quantity) + " × " + to_string(part.price) + " = " +
                to_string(part.amount);
    }
    return text;
}

}  // namespace

TEST(PriceCalls, tells_calls_by_destination_and_price) {
    plan::CallRates rates;
    add_to_deck(rates, "49", tariff("0.05", "0.10", "60"));
    auto mobile = tariff("0", "0.30", "30");
    mobile.rates.push_back({figure("30"), figure("0.30"), figure("60"), figure("6")});
    mobile.rates.push_back({figure("600"), figure("0.12"), figure("60"), figure("6")});
    add_to_deck(rates, "4917", mobile);
    const auto parts =
        parts_of(rates, {called("61", "+4917012"), called("61", "4930"), called("660", "4917012")});
    // 66 s and ten minutes at 0.30, the last minute at 0.12; two begun minutes at 0.10.
    EXPECT_EQ(told(parts),
              "1: 1 × 0.05 = 0.05, 1: 2 × 0.1 = 0.2, 2: 1 × 0.12 = 0.12, 2: 11.1 × 0.3 = 3.33");
    EXPECT_EQ(line_of(parts).total, figure("3.70"));
}

TEST(PriceCalls, tells_what_was_free) {
    plan::CallRates rates;
    rates.tariff = tariff("0", "0.60", "1");
    rates.bundle = figure("90");
    const auto parts = parts_of(rates, {called("60"), called("60")});
    EXPECT_EQ(told(parts), "0: 0.5 × 0.6 = 0.3, 0: 1.5 × 0 = 0");
    EXPECT_EQ(groups_of(parts)[1].kind, billing::LineKind::call_free);
}

TEST(PriceCalls, tells_what_a_maximum_takes_off_and_how_calls_were_rounded) {
    plan::CallRates rates;
    rates.tariff = tariff("0.10", "0.10", "60");
    rates.tariff->maximum = figure("0.255");
    rates.tariff->total_decimals = 2;
    const auto parts = parts_of(rates, {called("180"), called("60")});
    // 0.40 is held to 0.255 and that rounded to 0.26; 0.20 stays.
    EXPECT_EQ(told(parts),
              "0: 2 × 0.1 = 0.2, 0: 4 × 0.1 = 0.4, 0: 1 × -0.145 = -0.145, "
              "0: 1 × 0.005 = 0.005");
    EXPECT_EQ(groups_of(parts)[2].kind, billing::LineKind::event_limits);
    EXPECT_EQ(groups_of(parts)[3].kind, billing::LineKind::call_rounding);
    EXPECT_EQ(line_of(parts).total, figure("0.46"));
}

TEST(PriceCalls, tells_windows_by_their_places) {
    plan::CallRates rates;
    rates.windows = {{.tariff = tariff("0", "0.10", "60")},
                     {.start_second = 8 * 3600, .tariff = tariff("0", "0.20", "60")}};
    auto morning = called("60");
    morning.at.unix_ms = std::int64_t{9} * 3'600'000;
    EXPECT_EQ(told(parts_of(rates, {called("120"), morning})),
              "1: 2 × 0.1 = 0.2, 2: 1 × 0.2 = 0.2");
}

TEST(PriceCalls, rounds_all_groups_of_a_destination_as_one_sum) {
    plan::CallRates rates;
    rates.tariff = tariff("0", "0.004", "60");
    rates.tariff->rates.push_back({figure("60"), figure("0.003"), figure("60"), figure("60")});
    // 0.004 and 0.003: nothing each, but a cent together.
    const auto parts = parts_of(rates, {called("120")});
    EXPECT_EQ(told(parts), "0: 1 × 0.003 = 0.003, 0: 1 × 0.004 = 0.004");
    EXPECT_EQ(line_of(parts).total, figure("0.01"));
}

TEST(PriceCalls, come_to_what_calls_cost_however_they_are_grouped) {
    for (std::uint64_t seed = 1; seed <= 100 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937_64 random{seed};
        plan::CallRates rates;
        add_to_deck(rates, "1", tariff("0.0433", "0.0717", "60"));
        add_to_deck(rates, "2", tariff("0", "0.333", "7"));
        rates.deck[1].tariff.rates.push_back(
            {figure("21"), figure("0.1111"), figure("30"), figure("1")});
        rates.deck[1].tariff.maximum = figure("1.23456");
        rates.bundle = figure("500");
        std::vector<plan::UsedAt> calls;
        pos::Exact cost;
        plan::CallPricer pricer{rates, utc()};
        for (int i = 0; i < 40; ++i) {
            plan::UsedAt used;
            used.quantity = pos::exactly(static_cast<std::int64_t>(random() % 400));
            used.to = random() % 2 == 0 ? "1" : "2";
            calls.push_back(used);
            ASSERT_TRUE(pricer.price(used));
            cost += pricer.rated().cost;
        }
        const auto parts = parts_of(rates, calls);
        pos::Exact sum;
        pos::Exact of_groups;
        for (const billing::PricedPart& part : parts) {
            sum += part.amount;
            for (const billing::PricedPart& group : part.groups) of_groups += group.amount;
        }
        EXPECT_EQ(sum, cost);
        EXPECT_EQ(of_groups, cost);
    }
}
