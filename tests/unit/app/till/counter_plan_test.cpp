// Goal: the drawer is opened where one hangs. Method: plans for printers with and without one.
#include "app/till/counter_plan.hpp"

#include <gtest/gtest.h>

#include "pos/money/currency.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

std::optional<unsigned> pin(const std::string& printer, const std::string& drawer) {
    till::shell::DeviceSetup setup;
    setup.printer = printer;
    setup.drawer = drawer;
    const auto plan = till::plan_counter(setup, {}, *pos::currency_of("GBP"));
    EXPECT_TRUE(plan) << plan.error().words;
    return plan->drawer.printer_pin;
}

}  // namespace

TEST(CounterPlan, opens_no_drawer_at_a_folder) {
    const test::TempDir folder;
    const std::string receipts = "file:" + folder.file("receipts");
    EXPECT_EQ(pin(receipts, ""), std::nullopt);
    EXPECT_EQ(pin(receipts, "printer:5"), std::nullopt);
    EXPECT_EQ(pin("tcp:127.0.0.1", ""), 2U);
    EXPECT_EQ(pin("tcp:127.0.0.1", "printer:5"), 5U);
    EXPECT_EQ(pin("file:/dev/null", ""), 2U) << "a device of the system's";
}
