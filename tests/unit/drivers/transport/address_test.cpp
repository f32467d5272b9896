// Goal: what people write for a device means one thing, and reads back as it was written.
// Method: tables of addresses and of what is wrong with others.
#include "drivers/transport/address.hpp"

#include <gtest/gtest.h>

using namespace drivers::transport;

namespace {

template <class Kind>
Kind parsed(const char* text) {
    const auto address = parse_address(text);
    if (!address) {
        ADD_FAILURE() << address.error().words;
        return {};
    }
    EXPECT_EQ(parse_address(to_string(*address)), *address) << to_string(*address);
    const auto* kind = std::get_if<Kind>(&*address);
    EXPECT_NE(kind, nullptr) << text;
    return kind ? *kind : Kind{};
}

}  // namespace

TEST(Address, usb_by_nothing_by_ids_by_serial_number_or_by_port) {
    EXPECT_EQ(parsed<UsbAddress>("usb"), UsbAddress{});
    EXPECT_EQ(parsed<UsbAddress>("usb:04B8:0202"), (UsbAddress{0x04b8, 0x0202, {}, {}}));
    EXPECT_EQ(parsed<UsbAddress>("usb:04b8:0e15:A:1"), (UsbAddress{0x04b8, 0x0e15, "A:1", {}}));
    EXPECT_EQ(parsed<UsbAddress>("usb@1-4.2"), (UsbAddress{{}, {}, {}, "1-4.2"}));
}

TEST(Address, tcp_with_a_printers_port_unless_another_is_named) {
    EXPECT_EQ(parsed<TcpAddress>("tcp:kitchen"), (TcpAddress{"kitchen", 9100}));
    EXPECT_EQ(parsed<TcpAddress>("tcp:192.0.2.7:9101"), (TcpAddress{"192.0.2.7", 9101}));
    EXPECT_EQ(parsed<TcpAddress>("tcp:[2001:db8::7]:9101"), (TcpAddress{"2001:db8::7", 9101}));
    EXPECT_EQ(parsed<TcpAddress>("tcp:2001:db8::7"), (TcpAddress{"2001:db8::7", 9100}));
}

TEST(Address, serial_with_speed_and_frame) {
    EXPECT_EQ(parsed<SerialAddress>("serial:/dev/ttyUSB0"), (SerialAddress{"/dev/ttyUSB0", {}}));
    EXPECT_EQ(parsed<SerialAddress>("serial:/dev/ttyACM0:115200").line.baud, 115200U);
    const auto line = parsed<SerialAddress>("serial:/dev/ttyS0:9600,7E1,rtscts").line;
    EXPECT_EQ(line, (SerialLine{9600, 7, Parity::even, 1, true, false}));
    EXPECT_TRUE(parsed<SerialAddress>("serial:/dev/ttyS0:9600,8O2,xonxoff").line.software_flow);
}

TEST(Address, file_is_the_rest_whatever_it_holds) {
    EXPECT_EQ(parsed<FileAddress>("file:/dev/usb/lp0").path, "/dev/usb/lp0");
    EXPECT_EQ(parsed<FileAddress>("file:a:b c").path, "a:b c");
}

TEST(Address, what_is_none_says_what_is_wrong) {
    for (const char* text : {"",
                             "lp",
                             "usbx",
                             "usb:",
                             "usb:04b8",
                             "usb:04b8:",
                             "usb:04b8:xyz",
                             "usb:12345:0202",
                             "usb:04b8:0202:",
                             "usb@",
                             "tcp:",
                             "tcp",
                             "tcp::9100",
                             "tcp:host:0",
                             "tcp:host:65536",
                             "tcp:host:9100x",
                             "tcp:[::1",
                             "tcp:[::1]9100",
                             "serial:",
                             "serial::9600",
                             "serial:/dev/ttyS0:fast",
                             "serial:/dev/ttyS0:9600,9N1",
                             "serial:/dev/ttyS0:9600,8X1",
                             "serial:/dev/ttyS0:9600,",
                             "file:",
                             "file"}) {
        const auto address = parse_address(text);
        ASSERT_FALSE(address) << text;
        EXPECT_NE(address.error().words.find("\"" + std::string{text} + "\""), std::string::npos);
        EXPECT_NE(address.error().words.find("tcp:HOST"), std::string::npos);
    }
}
