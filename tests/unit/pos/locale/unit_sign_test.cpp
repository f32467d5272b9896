#include "pos/locale/unit_sign.hpp"

#include <gtest/gtest.h>

namespace pos::locale {
namespace {

TEST(UnitSign, is_written_as_people_write_it) {
    EXPECT_EQ(unit_sign("kwh"), "kWh");
    EXPECT_EQ(unit_sign("KWH"), "kWh");
    EXPECT_EQ(unit_sign("kWh"), "kWh");
    EXPECT_EQ(unit_sign("KVARH"), "kVArh");
    EXPECT_EQ(unit_sign("m3"), "m³");
    EXPECT_EQ(unit_sign("M3"), "m³");
}

TEST(UnitSign, leaves_what_it_does_not_know) {
    for (const char* const name : {"", "m³", "calls", "Heat", "kwh.fed_in", "k"}) {
        EXPECT_EQ(unit_sign(name), name);
    }
}

}  // namespace
}  // namespace pos::locale
