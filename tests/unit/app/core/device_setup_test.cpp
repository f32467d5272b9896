// Goal: what a shop writes for its devices names them, and what is wrong is said.
// Method: texts as they stand in settings and on the command line.
#include <gtest/gtest.h>

#include "app/core/card_setup.hpp"
#include "app/core/display_setup.hpp"
#include "app/core/drawer_setup.hpp"
#include "app/core/scale_setup.hpp"

using namespace app::core;
using drivers::transport::SerialAddress;

TEST(DeviceSetup, nothing_named_is_nothing_there) {
    EXPECT_FALSE(*scale_options("", ""));
    EXPECT_FALSE(*card_options("", "", *pos::currency_of("EUR")));
    EXPECT_FALSE(display_options("", "")->window);
    EXPECT_FALSE(display_options("", "")->pole);
}

TEST(DeviceSetup, scales_have_their_protocol_and_line) {
    const auto toledo = scale_options("8217@serial:/dev/ttyUSB0", "");
    ASSERT_TRUE(toledo && *toledo);
    EXPECT_EQ((*toledo)->protocol.protocol, drivers::scale::Protocol::toledo_8217);
    const auto* line = std::get_if<SerialAddress>(&(*toledo)->address);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->line.data_bits, 7);
    const auto usb = scale_options("usb", "");
    ASSERT_TRUE(usb && *usb);
    EXPECT_EQ((*usb)->protocol.protocol, drivers::scale::Protocol::hid);
    EXPECT_FALSE(scale_options("abacus@serial:/dev/ttyUSB0", ""));
    EXPECT_FALSE(scale_options("dialog06@serial:/dev/ttyUSB0", "xyz"));
}

TEST(DeviceSetup, card_terminals_have_the_protocols_port_unless_said) {
    const auto euro = *pos::currency_of("EUR");
    for (const char* where : {"zvt:10.0.0.5", "zvt:10.0.0.5:20007", "tcp:10.0.0.5"}) {
        const auto card = card_options(where, "123456", euro);
        ASSERT_TRUE(card && *card) << where;
        EXPECT_EQ((*card)->address.host, "10.0.0.5") << where;
        EXPECT_EQ((*card)->address.port, drivers::card::kZvtPort) << where;
        EXPECT_EQ((*card)->password, 123'456U);
        EXPECT_EQ((*card)->currency, 978);
    }
    EXPECT_EQ((*card_options("zvt:[::1]:22000", "", euro))->address.port, 22'000);
    EXPECT_FALSE(card_options("usb", "", euro));
    EXPECT_FALSE(card_options("zvt:10.0.0.5", "12345", euro));
}

TEST(DeviceSetup, displays_are_windows_poles_or_both) {
    const auto both = display_options("window,cd5220@serial:/dev/ttyUSB1", "cp858");
    ASSERT_TRUE(both);
    EXPECT_TRUE(both->window);
    ASSERT_TRUE(both->pole);
    EXPECT_EQ(both->pole->protocol, drivers::display::PoleProtocol::cd5220);
    EXPECT_EQ(both->pole->page.name, "cp858");
    EXPECT_FALSE(display_options("serial:/dev/ttyUSB1,serial:/dev/ttyUSB2", ""));
    EXPECT_FALSE(display_options("serial:/dev/ttyUSB1", "cp1"));
    EXPECT_FALSE(display_options("teletype@serial:/dev/ttyUSB1", ""));
}

TEST(DeviceSetup, drawers_hang_on_the_printer_unless_said) {
    EXPECT_EQ(drawer_setup("", "", "")->printer_pin, 2U);
    EXPECT_EQ(drawer_setup("printer:5", "", "")->printer_pin, 5U);
    EXPECT_EQ(drawer_setup("none", "", "")->printer_pin, std::nullopt);
    EXPECT_EQ(drawer_setup("", "", "0")->warn_after, std::chrono::seconds{0});
    const auto own = drawer_setup("serial:/dev/ttyUSB2", "1b7000", "45");
    ASSERT_TRUE(own && own->trigger);
    EXPECT_EQ(own->printer_pin, std::nullopt);
    EXPECT_EQ(own->trigger->bytes, (pos::Bytes{std::byte{0x1B}, std::byte{0x70}, std::byte{0x00}}));
    EXPECT_EQ(own->warn_after, std::chrono::seconds{45});
    EXPECT_FALSE(drawer_setup("serial:/dev/ttyUSB2", "1b7", ""));
    EXPECT_FALSE(drawer_setup("", "", "soon"));
    EXPECT_FALSE(drawer_setup("printer:3", "", ""));
}
