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

TEST(CounterPlan, says_what_of_a_setting_is_not_understood) {
    using app::core::Why;
    const auto why = [](const till::shell::DeviceSetup& setup,
                        const till::DeviceParticulars& particulars) {
        const auto plan = till::plan_counter(setup, particulars, *pos::currency_of("GBP"));
        return plan ? std::pair{Why::other, std::string{}}
                    : std::pair{plan.error().why, plan.error().about};
    };
    till::shell::DeviceSetup setup;
    setup.scale = "what@ever";
    EXPECT_EQ(why(setup, {}), (std::pair{Why::unknown_device, std::string{"what@ever"}}));
    setup.scale = "usb";
    EXPECT_EQ(why(setup, {.scale_polynomial = "x"}),
              (std::pair{Why::device_setting, std::string{"x"}}));
    setup.card = "tcp:192.0.2.1";
    EXPECT_EQ(why(setup, {.card_password = "12"}), (std::pair{Why::card_password, std::string{}}));
    setup = {};
    setup.drawer = "serial:";
    EXPECT_EQ(why(setup, {}).first, Why::unknown_device);
}

TEST(CounterPlan, opens_no_drawer_at_a_folder) {
    const test::TempDir folder;
    const std::string receipts = "file:" + folder.file("receipts");
    EXPECT_EQ(pin(receipts, ""), std::nullopt);
    EXPECT_EQ(pin(receipts, "printer:5"), std::nullopt);
    EXPECT_EQ(pin("tcp:127.0.0.1", ""), 2U);
    EXPECT_EQ(pin("tcp:127.0.0.1", "printer:5"), 5U);
    EXPECT_EQ(pin("file:/dev/null", ""), 2U) << "a device of the system's";
}
