// Goal: a promotion runs exactly when the shop announced it, on exactly the goods it named.
// Method: tables of a wall clock's moments at both sides of each boundary; every fault once.
#include "pos/catalog/promotion.hpp"

#include <gtest/gtest.h>

#include "pos/money/currency.hpp"

using namespace pos;
using namespace pos::catalog;

namespace {

const Currency kEur = *currency_of("EUR");

/// "2026-12-04 18:30:00"
LocalTime at(const std::string& text) {
    const auto number = [&](std::size_t from) { return std::stoi(text.substr(from, 2)); };
    return {*parse_date(text.substr(0, 10)), number(11) * 3'600 + number(14) * 60 + number(17), 0};
}

Promotion promotion() {
    Promotion made{.code = "P1", .label = "10 % off"};
    made.rule.rate = percent(10);
    return made;
}

}  // namespace

TEST(Promotion, runs_between_its_moments) {
    Promotion p = promotion();
    EXPECT_TRUE(runs(p, at("1999-01-01 00:00:00")));
    p.from = moment_of(at("2026-12-01 08:00:00"));
    p.until = moment_of(at("2026-12-24 14:00:00"));
    EXPECT_FALSE(runs(p, at("2026-12-01 07:59:59")));
    EXPECT_TRUE(runs(p, at("2026-12-01 08:00:00")));
    EXPECT_TRUE(runs(p, at("2026-12-24 13:59:59")));
    EXPECT_FALSE(runs(p, at("2026-12-24 14:00:00")));
    EXPECT_EQ(stage(p, at("2026-11-30 23:59:59")), PromotionStage::coming);
    EXPECT_EQ(stage(p, at("2026-12-02 00:00:00")), PromotionStage::running);
    EXPECT_EQ(stage(p, at("2026-12-24 14:00:00")), PromotionStage::over);
    p.ended = true;
    EXPECT_FALSE(runs(p, at("2026-12-02 00:00:00")));
    EXPECT_EQ(stage(p, at("2026-11-30 00:00:00")), PromotionStage::over);
}

TEST(Promotion, runs_on_its_days_and_hours) {
    Promotion p = promotion();
    p.weekdays = 0b001'0001;  // Monday and Friday
    EXPECT_FALSE(runs(p, at("2026-12-03 12:00:00")));
    EXPECT_TRUE(runs(p, at("2026-12-04 00:00:00")));  // a Friday
    EXPECT_TRUE(runs(p, at("2026-12-04 23:59:59")));
    EXPECT_FALSE(runs(p, at("2026-12-05 00:00:00")));
    p.from_second = 17 * 3'600;
    p.until_second = 19 * 3'600;
    EXPECT_FALSE(runs(p, at("2026-12-04 16:59:59")));
    EXPECT_TRUE(runs(p, at("2026-12-04 17:00:00")));
    EXPECT_TRUE(runs(p, at("2026-12-04 18:59:59")));
    EXPECT_FALSE(runs(p, at("2026-12-04 19:00:00")));
    // Past midnight they belong to the day on which they begin.
    p.from_second = 22 * 3'600;
    p.until_second = 2 * 3'600;
    EXPECT_FALSE(runs(p, at("2026-12-04 01:00:00")));
    EXPECT_TRUE(runs(p, at("2026-12-04 22:00:00")));
    EXPECT_TRUE(runs(p, at("2026-12-05 01:59:59")));
    EXPECT_FALSE(runs(p, at("2026-12-05 02:00:00")));
    EXPECT_FALSE(runs(p, at("2026-12-05 22:00:00")));
}

TEST(Promotion, concerns_the_goods_it_names) {
    Item milk{.number = "101", .name = "Milk", .department = "dairy"};
    milk.id.bytes[15] = 7;
    Promotion p = promotion();
    EXPECT_TRUE(concerns(p, milk));
    p.departments = {"bakery", "drinks"};
    EXPECT_FALSE(concerns(p, milk));
    p.items = {milk.id};
    EXPECT_TRUE(concerns(p, milk));
    p.items = {Ulid{}};
    p.departments = {"bakery", "dairy"};
    EXPECT_TRUE(concerns(p, milk));
}

TEST(Promotion, faults) {
    const auto fault = [](auto change) {
        Promotion p = promotion();
        change(p);
        const auto checked = check(p, kEur);
        return checked ? std::optional<PromotionFault>{} : checked.error();
    };
    using enum PromotionFault;
    EXPECT_EQ(fault([](Promotion&) {}), std::nullopt);
    EXPECT_EQ(fault([](Promotion& p) { p.code.clear(); }), no_code);
    EXPECT_EQ(fault([](Promotion& p) { p.code = std::string(81, 'x'); }), text_too_long);
    EXPECT_EQ(fault([](Promotion& p) { p.label = std::string(101, 'x'); }), text_too_long);
    EXPECT_EQ(fault([](Promotion& p) { p.code = "a\tb"; }), unclean_text);
    EXPECT_EQ(fault([](Promotion& p) { p.label = " x"; }), unclean_text);
    EXPECT_EQ(fault([](Promotion& p) { p.label.clear(); }), no_label);
    EXPECT_EQ(fault([](Promotion& p) { p.rule.rate = {}; }), terms);
    EXPECT_EQ(fault([](Promotion& p) { p.weekdays = 0; }), never);
    EXPECT_EQ(fault([](Promotion& p) { p.weekdays = 0x80; }), never);
    EXPECT_EQ(fault([](Promotion& p) {
                  p.from = moment_of(at("2026-12-01 08:00:00"));
                  p.until = p.from;
              }),
              never);
    EXPECT_EQ(fault([](Promotion& p) { p.until_second = 86'400; }), hours);
}
