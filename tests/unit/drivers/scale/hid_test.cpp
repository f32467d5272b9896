// Goal: a HID scale's report is read as the usage tables say; what no shop sells by is no weight.
// Method: reports byte by byte, every state and unit, exponents at their ends.
#include "drivers/scale/hid.hpp"

#include <gtest/gtest.h>

using namespace drivers::scale;

namespace {

Reading read(std::string_view hex) {
    return hid::read_report(pos::from_hex(hex).value());
}

}  // namespace

TEST(HidScale, a_report_with_and_without_its_number) {
    const Reading wanted{Condition::stable, Unit::gram, {1'234'000'000}};
    EXPECT_EQ(read("03"
                   "04"
                   "02"
                   "00"
                   "d204"),
              wanted);
    EXPECT_EQ(read("04"
                   "02"
                   "00"
                   "d204"),
              wanted);
    EXPECT_EQ(read("03"
                   "04"
                   "03"
                   "fd"
                   "d204"),
              (Reading{Condition::stable, Unit::kilogram, {1'234'000}}));
    EXPECT_EQ(read("03"
                   "04"
                   "0b"
                   "ff"
                   "1900"),
              (Reading{Condition::stable, Unit::ounce, {2'500'000}}));
    EXPECT_EQ(read("03"
                   "04"
                   "0c"
                   "fe"
                   "fa00"),
              (Reading{Condition::stable, Unit::pound, {2'500'000}}));
}

TEST(HidScale, states) {
    const Condition wanted[] = {Condition::not_read, Condition::not_ready, Condition::zero,
                                Condition::moving,   Condition::stable,    Condition::under,
                                Condition::over,     Condition::not_ready, Condition::not_ready,
                                Condition::not_read};
    for (unsigned state = 0; state < std::size(wanted); ++state) {
        EXPECT_EQ(read("030" + std::to_string(state) + "0200d204").condition, wanted[state])
            << state;
    }
    EXPECT_EQ(read("03020200d204").weight, pos::Quantity{});  // it calls that empty
    EXPECT_EQ(read("03"
                   "04"
                   "02"
                   "00"
                   "0000")
                  .condition,
              Condition::zero);
}

TEST(HidScale, what_cannot_be_sold_by_is_no_weight) {
    EXPECT_EQ(read("03"
                   "04"
                   "04"
                   "00"
                   "d204")
                  .condition,
              Condition::not_read);  // carats
    EXPECT_EQ(read("03"
                   "04"
                   "03"
                   "f9"
                   "d204")
                  .condition,
              Condition::not_read);  // 10^-7
    EXPECT_EQ(read("03"
                   "04"
                   "03"
                   "06"
                   "ffff")
                  .condition,
              Condition::not_read);  // 65,535 Gg
    EXPECT_EQ(read("").condition, Condition::not_read);
    EXPECT_EQ(read("03040200").condition, Condition::not_read);
}

TEST(Unit, conversions_are_exact_or_none) {
    EXPECT_EQ(converted({1'234'000'000}, Unit::gram, Unit::kilogram), pos::Quantity{1'234'000});
    EXPECT_EQ(converted({1'234'000}, Unit::kilogram, Unit::gram), pos::Quantity{1'234'000'000});
    EXPECT_EQ(converted({8'000'000}, Unit::ounce, Unit::pound), pos::Quantity{500'000});
    EXPECT_EQ(converted({1}, Unit::gram, Unit::kilogram), std::nullopt);
    EXPECT_EQ(converted({1'000'000}, Unit::pound, Unit::kilogram), std::nullopt);
    for (const Unit unit : {Unit::kilogram, Unit::gram, Unit::pound, Unit::ounce}) {
        EXPECT_EQ(unit_named(name_of(unit)), unit);
        EXPECT_EQ(converted({5}, unit, unit), pos::Quantity{5});
    }
    EXPECT_EQ(unit_named(""), std::nullopt);
}
