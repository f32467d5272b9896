// Goal: how long after a sale is durable the first byte of its receipt reaches the printer.
// Method: the spool and the real driver over an emulated USB printer; each receipt waits until the
// one before is on paper, as at a till. The figures are printed; no time is asserted.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <vector>

#include "app/core/find_printer.hpp"
#include "drivers/printer/emulator/usb/usb_printer.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"
#include "tests/faults/printing/printing_shop.hpp"
#include "tests/support/usb_main.hpp"

using namespace drivers::printer;
using namespace std::chrono_literals;

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}

namespace {

constexpr std::size_t kReceipts = 500;
constexpr std::size_t kWarmUp = 20;
constexpr auto kPatience = 60s;

app::core::Outcome<app::core::OpenedPrinter> plugged_in(app::core::OnPrinterReport on_report,
                                                        std::stop_token stop) {
    static const NoPictures kNone;
    return app::core::open_printer({}, kNone, std::move(on_report), std::move(stop));
}

}  // namespace

TEST(Printing, from_a_durable_sale_to_the_first_byte_at_the_printer) {
    drivers::transport::emulator::UsbBus bus;
    emulator::EmulatedPrinter printer{{}};
    emulator::UsbPrinter usb{printer, emulator::UsbPrinter::epson("SN1")};
    printer.on_change([&] { bus.changed("1-1"); });
    bus.plug(usb, {.port = "1-1"});
    {
        test::PrintingShop shop{"T1", kReceipts, 1};
        shop.start(plugged_in);
        std::vector<std::chrono::nanoseconds> took;
        for (std::size_t i = 0; i < kReceipts; ++i) {
            const auto before = printer.bytes_printed();
            const auto durable = shop.print(i);
            ASSERT_TRUE(printer.wait_for_bytes(before + 1, kPatience));
            if (i >= kWarmUp) took.push_back(std::chrono::steady_clock::now() - durable);
            ASSERT_TRUE(shop.wait_until_printed(i, kPatience));
        }
        std::ranges::sort(took);
        const auto at = [&](std::size_t percent) {
            return std::chrono::duration<double, std::milli>{
                took[(took.size() - 1) * percent / 100]}
                .count();
        };
        std::cout << fmt::format(
            "durable sale to first byte at the printer: {:.2f} ms, p99 {:.2f} ms, longest {:.2f} "
            "ms\n",
            at(50), at(99), at(100));
    }
    bus.unplug("1-1");
    printer.on_change({});
}
