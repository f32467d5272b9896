// Goal: a program ends well whatever the bus is at. Method: one that ends with thousands of calls
// on their way; in a process of its own, since a program has one bus.
#include "drivers/transport/emulator/usb_bus.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "drivers/transport/usb_pipe.hpp"
#include "tests/unit/drivers/transport/emulator/made_up_bus.hpp"

using namespace drivers::transport;

namespace {

[[noreturn]] void end_while_calls_are_under_way() {
    {
        Gadget printer{made_up_printer()};
        UsbBus one;
        one.plug(printer, {});
        // Whoever has spoken to it once is answered on the bus's own thread.
        if (!open_usb(UsbAddress{}, {.interface_class = kUsbClassPrinter, .out = true})) {
            std::_Exit(2);
        }
        for (int call = 0; call < 100'000; ++call) one.changed("1-1");
    }
    std::exit(0);
}

}  // namespace

TEST(UsbBus, may_end_while_calls_are_under_way) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(end_while_calls_are_under_way(), testing::ExitedWithCode(0), "");
}
