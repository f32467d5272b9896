// Goal: what is plugged in and out is told, once each, and a device that comes back is known again.
// Method: a made-up bus; each change is waited for, not slept for.
#include "drivers/transport/usb_watch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "tests/unit/drivers/transport/emulator/made_up_bus.hpp"

using namespace drivers::transport;
using namespace std::chrono_literals;

namespace {

class Changes {
public:
    UsbWatch::OnChange keep() {
        return [this](const UsbWatch::Change& change) {
            const std::scoped_lock lock{mutex_};
            all_.push_back(change);
            more_.notify_all();
        };
    }
    /// The change of that number, once it has come.
    UsbWatch::Change at(std::size_t index) {
        std::unique_lock lock{mutex_};
        if (!more_.wait_for(lock, 60s, [&] { return all_.size() > index; })) {
            ADD_FAILURE() << "no change " << index;
            return {};
        }
        return all_[index];
    }
    /// The change of that number at that port, once it has come.
    UsbWatch::Change at_port(const std::string& port, std::size_t index) {
        std::unique_lock lock{mutex_};
        const auto find = [&] {
            std::size_t left = index + 1;
            return std::ranges::find_if(all_, [&](const UsbWatch::Change& each) {
                return each.device.port == port && --left == 0;
            });
        };
        if (!more_.wait_for(lock, 60s, [&] { return find() != all_.end(); })) {
            ADD_FAILURE() << "no change " << index << " at " << port;
            return {};
        }
        return *find();
    }
    std::size_t count() {
        const std::scoped_lock lock{mutex_};
        return all_.size();
    }

private:
    std::mutex mutex_;
    std::condition_variable more_;
    std::vector<UsbWatch::Change> all_;
};

/// Usage page 1, keyboard, an empty application collection.
pos::Bytes keyboard_reports() {
    return bytes("\x05\x01\x09\x06\xa1\x01\xc0");
}

}  // namespace

TEST(UsbWatch, tells_what_is_there_what_comes_and_what_goes) {
    Gadget printer{made_up_printer()};
    Gadget other{made_up_keyboard(), keyboard_reports()};
    bus().plug(printer, {.port = "1-1"});
    Changes changes;
    {
        const UsbWatch watch{changes.keep()};
        EXPECT_TRUE(changes.at(0).arrived);
        EXPECT_EQ(changes.at(0).device.vendor, 0x04b8);
        EXPECT_EQ(changes.at(0).device.serial, "SN123");
        bus().plug(other, {.port = "1-2"});
        EXPECT_TRUE(changes.at(1).arrived);
        EXPECT_EQ(changes.at(1).device.vendor, 0x0c2e);
        EXPECT_EQ(changes.at(1).device.port, "1-2");
        bus().unplug("1-2");
        EXPECT_FALSE(changes.at(2).arrived);
        EXPECT_EQ(changes.at(2).device.vendor, 0x0c2e);
    }
    bus().unplug("1-1");
    EXPECT_EQ(changes.count(), 3U);
}

TEST(UsbWatch, knows_a_device_again_by_serial_number_or_port) {
    Gadget printer{made_up_printer()};
    Gadget keyboard{made_up_keyboard(), keyboard_reports()};
    Changes changes;
    const UsbWatch watch{changes.keep()};
    bus().plug(printer, {.port = "1-1"});
    const auto address = address_of(changes.at(0).device);
    EXPECT_EQ(to_string(address), "usb:04b8:0202:SN123");
    bus().unplug("1-1");
    EXPECT_TRUE(fits(address, changes.at(1).device));
    bus().plug(printer, {.port = "1-3"});
    EXPECT_TRUE(fits(address, changes.at(2).device));
    EXPECT_NE(changes.at(2).device.number, changes.at(0).device.number);
    bus().unplug("1-3");
    bus().plug(keyboard, {.port = "1-2"});
    const auto by_port = address_of(changes.at(4).device);
    EXPECT_EQ(by_port.port, "1-2");
    bus().unplug("1-2");
    EXPECT_FALSE(changes.at(5).arrived);
}

TEST(UsbWatch, tells_of_an_arrival_when_what_belongs_to_it_is_there) {
    Gadget keyboard{made_up_keyboard(), keyboard_reports()};
    Changes changes;
    const UsbWatch watch{changes.keep()};
    for (std::size_t plug = 0; plug < 5; ++plug) {
        bus().plug(keyboard, {.port = "1-1"});
        const auto arrived = changes.at(2 * plug);
        ASSERT_TRUE(arrived.arrived);
        EXPECT_FALSE(arrived.device.interfaces.at(0).usages.empty()) << plug;
        bus().unplug("1-1");
        EXPECT_FALSE(changes.at(2 * plug + 1).arrived);
    }
}

TEST(UsbWatch, waits_for_reports_that_come_while_it_starts_and_holds_up_nothing_else) {
    Gadget keyboard{made_up_keyboard(), keyboard_reports()};
    Gadget printer{made_up_printer()};
    bus().plug(keyboard, {.port = "1-1", .reports_later = true});
    bus().plug(printer, {.port = "1-2"});
    Changes changes;
    {
        const UsbWatch watch{changes.keep()};
        EXPECT_EQ(changes.at(0).device.port, "1-2");
        bus().read_reports("1-1");
        const auto arrived = changes.at(1);
        EXPECT_TRUE(arrived.arrived);
        EXPECT_EQ(arrived.device.port, "1-1");
        EXPECT_FALSE(arrived.device.interfaces.at(0).usages.empty());
    }
    bus().unplug("1-1");
    bus().unplug("1-2");
}

TEST(UsbWatch, tells_in_the_end_of_a_device_whose_reports_nobody_reads) {
    Gadget keyboard{made_up_keyboard()};
    Changes changes;
    const UsbWatch watch{changes.keep()};
    bus().plug(keyboard, {.port = "1-1"});
    const auto arrived = changes.at(0);
    EXPECT_TRUE(arrived.arrived);
    EXPECT_TRUE(arrived.device.interfaces.at(0).usages.empty());
    bus().unplug("1-1");
    EXPECT_FALSE(changes.at(1).arrived);
}

TEST(UsbWatch, waits_for_each_as_long_however_long_another_has_been_waited_for) {
    Gadget driverless{made_up_keyboard()};
    Gadget keyboard{made_up_keyboard(), keyboard_reports()};
    Gadget printer{made_up_printer()};
    bus().plug(driverless, {.port = "1-1"});
    Changes changes;
    {
        const UsbWatch watch{changes.keep()};
        // Each plug takes some of the time that the first one is waited for.
        for (std::size_t plug = 0; plug < 9; ++plug) {
            bus().plug(printer, {.port = "1-2"});
            EXPECT_TRUE(changes.at_port("1-2", 2 * plug).arrived);
            bus().unplug("1-2");
            EXPECT_FALSE(changes.at_port("1-2", 2 * plug + 1).arrived);
        }
        bus().plug(keyboard, {.port = "1-3", .reports_later = true});
        EXPECT_TRUE(changes.at_port("1-1", 0).device.interfaces.at(0).usages.empty());
        bus().read_reports("1-3");
        EXPECT_FALSE(changes.at_port("1-3", 0).device.interfaces.at(0).usages.empty());
    }
    bus().unplug("1-1");
    bus().unplug("1-3");
}
