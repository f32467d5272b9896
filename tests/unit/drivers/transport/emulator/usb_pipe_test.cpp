// Goal: a USB device is claimed, spoken to, lost and found again without a byte made up or
// forgotten. Method: an unmodified libusb on a made-up bus; a device that takes and gives what a
// test says.
#include "drivers/transport/usb_pipe.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/usb_main.hpp"
#include "tests/unit/drivers/transport/emulator/made_up_bus.hpp"

using namespace drivers::transport;
using namespace std::chrono_literals;
using emulator::UsbBus;

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}

namespace {

constexpr UsbWanted kPrinter{.interface_class = kUsbClassPrinter, .out = true};

std::unique_ptr<Pipe> opened(std::expected<std::unique_ptr<Pipe>, Error> pipe) {
    if (!pipe) {
        ADD_FAILURE() << describe(pipe.error(), "The device");
        return nullptr;
    }
    return std::move(*pipe);
}

/// A device in port 1-1 for one test.
class UsbPipeTest : public testing::Test {
protected:
    void plug(const UsbBus::Socket& socket = {}) { bus().plug(gadget_, socket); }
    void TearDown() override {
        pipe_.reset();
        if (plugged_) bus().unplug("1-1");
    }
    void SetUp() override { bus(); }
    void unplug() {
        bus().unplug("1-1");
        plugged_ = false;
    }
    void open(const UsbWanted& wanted = kPrinter, std::stop_token stop = {}) {
        pipe_.reset();
        pipe_ = opened(open_usb(UsbAddress{}, wanted, stop));
        ASSERT_NE(pipe_, nullptr);
    }
    Fault fault_of_read(std::chrono::milliseconds wait) {
        std::byte room[64];
        const auto got = pipe_->read(room, after(wait));
        return got ? Fault{255} : got.error().fault;
    }

    bool plugged_{true};
    Gadget gadget_{made_up_printer()};
    std::unique_ptr<Pipe> pipe_;
};

}  // namespace

TEST_F(UsbPipeTest, lists_what_is_plugged_in_with_names_and_interfaces) {
    plug();
    const auto list = list_usb();
    ASSERT_TRUE(list) << describe(list.error(), "The bus");
    ASSERT_EQ(list->size(), 1U);
    UsbDevice expected = made_up_printer();
    expected.bus = 1;
    expected.port = "1-1";
    expected.number = list->front().number;
    EXPECT_EQ(list->front(), expected);
}

TEST_F(UsbPipeTest, is_opened_by_any_part_of_its_address_and_by_no_wrong_one) {
    plug();
    const auto list = list_usb();
    ASSERT_TRUE(list) << describe(list.error(), "The bus");
    ASSERT_EQ(list->size(), 1U);
    for (const auto& address :
         {UsbAddress{}, UsbAddress{0x04b8, 0x0202, {}, {}}, UsbAddress{0x04b8, 0x0202, "SN123", {}},
          UsbAddress{{}, {}, {}, "1-1"}, address_of(list->front())}) {
        const auto pipe = open_usb(address, kPrinter);
        EXPECT_TRUE(pipe) << describe(pipe.error(), to_string(address));
    }
    for (const auto& address :
         {UsbAddress{0x04b8, 0x0203, {}, {}}, UsbAddress{0x04b8, 0x0202, "SN124", {}},
          UsbAddress{{}, {}, {}, "1-2"}}) {
        const auto pipe = open_usb(address, kPrinter);
        ASSERT_FALSE(pipe);
        EXPECT_EQ(pipe.error().fault, Fault::not_found);
    }
    const auto pipe = open_usb(UsbAddress{}, {.interface_class = kUsbClassHid});
    ASSERT_FALSE(pipe);
    EXPECT_EQ(pipe.error().fault, Fault::not_possible);
}

TEST_F(UsbPipeTest, moves_long_writes_whole_and_reads_what_is_there) {
    plug();
    open();
    const std::string text(100'000, 'x');
    const Sent sent = pipe_->write(pos::as_bytes(text), after(10s));
    EXPECT_TRUE(sent);
    EXPECT_EQ(sent.bytes, text.size());
    EXPECT_EQ(gadget_.taken(), text);
    gadget_.queue("ab");
    gadget_.queue("cd");
    std::string got;
    std::byte room[1];
    while (got.size() < 4) {
        const auto size = pipe_->read(room, after(10s));
        ASSERT_TRUE(size);
        got += static_cast<char>(room[0]);
    }
    EXPECT_EQ(got, "abcd");
}

TEST_F(UsbPipeTest, says_how_far_a_write_came_and_goes_on_from_there) {
    plug();
    gadget_.set_room(45);
    open();
    const std::string text = "This receipt is longer than the forty-five bytes of its printer.";
    const Sent first = pipe_->write(pos::as_bytes(text), after(20ms));
    ASSERT_TRUE(first.error);
    EXPECT_EQ(first.error->fault, Fault::timed_out);
    EXPECT_EQ(first.bytes, 45U);
    gadget_.set_room(1000);
    const Sent rest = pipe_->write(pos::as_bytes(text).subspan(first.bytes), after(10s));
    EXPECT_TRUE(rest);
    EXPECT_EQ(gadget_.taken(), text);
}

TEST_F(UsbPipeTest, frees_a_stalled_endpoint_and_works_again) {
    plug();
    open();
    gadget_.stall_next();
    const Sent stalled = pipe_->write(pos::as_bytes("abc"), after(10s));
    ASSERT_TRUE(stalled.error);
    EXPECT_EQ(stalled.error->fault, Fault::stalled);
    EXPECT_EQ(stalled.bytes, 0U);
    EXPECT_EQ(gadget_.cleared(), 0x01);
    EXPECT_TRUE(pipe_->write(pos::as_bytes("abc"), after(10s)));
    EXPECT_EQ(gadget_.taken(), "abc");
}

TEST_F(UsbPipeTest, answers_requests_and_fails_those_that_the_device_does_not_know) {
    plug();
    open();
    UsbRequests* usb = pipe_->usb();
    ASSERT_NE(usb, nullptr);
    EXPECT_EQ(usb->device().serial, "SN123");
    EXPECT_EQ(usb->claimed().interface_class, kUsbClassPrinter);
    const auto status = usb->control_in({0xA1, 1, 0, 0}, 1, after(10s));
    ASSERT_TRUE(status);
    EXPECT_EQ(text_of(*status), "\x18");
    EXPECT_TRUE(usb->control_out({0x21, 9, 0x0200, 0}, pos::as_bytes("set"), after(10s)));
    EXPECT_EQ(gadget_.last_set(), "set");
    EXPECT_EQ(gadget_.last_setup().value, 0x0200);
    const auto unknown = usb->control_in({0xA1, 77, 0, 0}, 1, after(10s));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().fault, Fault::stalled);
}

TEST_F(UsbPipeTest, is_gone_the_moment_it_is_unplugged_in_mid_transfer) {
    plug();
    gadget_.set_room(10);
    open();
    const std::string text(500, 'x');
    Sent sent;
    std::thread writer{[&] { sent = pipe_->write(pos::as_bytes(text), after(60s)); }};
    gadget_.wait_for_taken(10);
    unplug();
    writer.join();
    ASSERT_TRUE(sent.error);
    EXPECT_EQ(sent.error->fault, Fault::gone);
    EXPECT_EQ(sent.bytes, 10U);
    EXPECT_EQ(pipe_->write(pos::as_bytes(text), after(60s)).error->fault, Fault::gone);
    EXPECT_EQ(fault_of_read(60s), Fault::gone);
}

TEST_F(UsbPipeTest, reads_end_at_the_deadline_when_woken_when_stopped_and_when_unplugged) {
    plug();
    std::stop_source stop;
    open(kPrinter, stop.get_token());
    EXPECT_EQ(fault_of_read(5ms), Fault::timed_out);
    pipe_->wake();
    EXPECT_EQ(fault_of_read(60s), Fault::woken);
    std::thread waker{[&] { pipe_->wake(); }};
    EXPECT_EQ(fault_of_read(60s), Fault::woken);
    waker.join();
    std::thread stopper{[&] { stop.request_stop(); }};
    EXPECT_EQ(fault_of_read(60s), Fault::cancelled);
    stopper.join();
    EXPECT_EQ(pipe_->write(pos::as_bytes("x"), after(60s)).error->fault, Fault::cancelled);
    open();
    std::thread unplugger{[&] { unplug(); }};
    EXPECT_EQ(fault_of_read(60s), Fault::gone);
    unplugger.join();
}

TEST_F(UsbPipeTest, a_stop_ends_a_write_that_the_device_does_not_take) {
    plug();
    gadget_.set_room(3);
    std::stop_source stop;
    open(kPrinter, stop.get_token());
    std::thread stopper{[&] {
        gadget_.wait_for_taken(3);
        stop.request_stop();
    }};
    const Sent sent = pipe_->write(pos::as_bytes("abcdef"), after(60s));
    stopper.join();
    ASSERT_TRUE(sent.error);
    EXPECT_EQ(sent.error->fault, Fault::cancelled);
    EXPECT_EQ(sent.bytes, 3U);
}

TEST_F(UsbPipeTest, loses_no_answer_that_comes_between_two_reads) {
    plug();
    open();
    EXPECT_EQ(fault_of_read(5ms), Fault::timed_out);
    gadget_.queue("late");
    EXPECT_TRUE(pipe_->write(pos::as_bytes("x"), after(10s)));
    std::byte room[64];
    const auto got = pipe_->read(room, after(10s));
    ASSERT_TRUE(got);
    EXPECT_EQ(*got, 4U);
}

TEST_F(UsbPipeTest, takes_it_from_the_kernel_driver_and_gives_it_back) {
    plug({.port = "1-1", .kernel_driver = "usblp"});
    open();
    EXPECT_EQ(bus().kernel_driver("1-1"), "");
    EXPECT_TRUE(pipe_->write(pos::as_bytes("x"), after(10s)));
    pipe_.reset();
    EXPECT_EQ(bus().kernel_driver("1-1"), "usblp");
}

TEST_F(UsbPipeTest, is_in_use_while_another_holds_it_and_free_afterwards) {
    plug();
    bus().hold("1-1", true);
    const auto held = open_usb(UsbAddress{}, kPrinter);
    ASSERT_FALSE(held);
    EXPECT_EQ(held.error().fault, Fault::in_use);
    bus().hold("1-1", false);
    open();
    const auto second = open_usb(UsbAddress{}, kPrinter);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, Fault::in_use);
    pipe_.reset();
    open();
}

TEST(UsbKeyboard, gives_one_report_a_read_and_keeps_their_order) {
    Gadget gadget{made_up_keyboard()};
    bus().plug(gadget, {.port = "1-2", .kernel_driver = "usbhid"});
    {
        const auto pipe =
            opened(open_usb(UsbAddress{}, {.interface_class = kUsbClassHid, .in = true}));
        ASSERT_NE(pipe, nullptr);
        for (char c = 'a'; c <= 'z'; ++c) gadget.queue(std::string(8, c));
        for (char c = 'a'; c <= 'z'; ++c) {
            std::byte room[64];
            const auto got = pipe->read(room, after(10s));
            ASSERT_TRUE(got);
            EXPECT_EQ(*got, 8U);
            EXPECT_EQ(static_cast<char>(room[0]), c);
        }
        EXPECT_EQ(pipe->write(pos::as_bytes("x"), after(1s)).error->fault, Fault::not_possible);
    }
    bus().unplug("1-2");
}
