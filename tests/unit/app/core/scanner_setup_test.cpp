// Goal: how scanners send survives being written down and read again; what is not understood is
// named. Method: settings there and back, texts that are wrong.
#include "app/core/scanner_setup.hpp"

#include <gtest/gtest.h>

using namespace app::core;
using drivers::scanner::End;
using drivers::scanner::ScannerSettings;

TEST(ScannerSetup, settings_go_there_and_back) {
    const ScannerSettings all[] = {
        {},
        {.layout = "fr", .framing = {.prefix = "~", .suffix = "#", .end = End::pause}},
        {.layout = "de", .framing = {.prefix = " %20\t\x7f", .suffix = "=", .end = {}}},
        {.layout = "us", .framing = {.prefix = "%", .suffix = "%4", .end = {}}},
    };
    for (const ScannerSettings& one : all) {
        EXPECT_EQ(parse_scanner_settings(to_string(one)).value(), one) << to_string(one);
    }
    EXPECT_EQ(parse_scanner_settings("").value(), ScannerSettings{});
}

TEST(ScannerSetup, what_is_not_understood_is_named) {
    for (const char* wrong : {"layout=xx", "end=never", "baud=9600", "prefix~"}) {
        const auto parsed = parse_scanner_settings(wrong);
        ASSERT_FALSE(parsed) << wrong;
        EXPECT_EQ(parsed.error().kind, FailureKind::usage);
    }
    EXPECT_NE(parse_scanner_settings("layout=xx").error().words.find("de"), std::string::npos);
    const auto address = scanner_options({"tcp:"}, "");
    ASSERT_FALSE(address);
    EXPECT_NE(address.error().words.find("--scanner tcp:"), std::string::npos);
}

TEST(ScannerSetup, addresses_stand_on_lines_or_between_blanks) {
    using app::core::scanner_addresses;
    using Addresses = std::vector<std::string>;
    EXPECT_EQ(scanner_addresses("tcp:10.0.0.7:2101 usb:0c2e:0b61"),
              (Addresses{"tcp:10.0.0.7:2101", "usb:0c2e:0b61"}));
    EXPECT_EQ(scanner_addresses("usb:0c2e:0b61:S N 1\n"), (Addresses{"usb:0c2e:0b61:S N 1"}));
    EXPECT_EQ(scanner_addresses("none"), Addresses{});
    EXPECT_EQ(scanner_addresses(""), Addresses{});
}
