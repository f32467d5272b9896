// Goal: a device's report descriptor says what it is for, and no bytes do harm.
// Method: descriptors as devices have them, cut at every place, and broken ones.
#include "drivers/transport/hid_usages.hpp"

#include <gtest/gtest.h>

using namespace drivers::transport;

namespace {

pos::Bytes bytes(std::initializer_list<unsigned> values) {
    pos::Bytes out;
    for (const unsigned value : values) out.push_back(static_cast<std::byte>(value));
    return out;
}

/// Usage page 0x8C, usage 2, a collection with a feature, end.
const pos::Bytes kScanner =
    bytes({0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x85, 0x02, 0x09, 0x12, 0xA1,
           0x02, 0x09, 0x30, 0x75, 0x08, 0x95, 0x01, 0x81, 0x02, 0xC0, 0xC0});
/// A keyboard and, behind it, a consumer control: two collections.
const pos::Bytes kKeyboard = bytes({0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0,
                                    0x29, 0xE7, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0xC0, 0x05,
                                    0x0C, 0x09, 0x01, 0xA1, 0x01, 0x75, 0x08, 0x81, 0x00, 0xC0});

}  // namespace

TEST(HidUsages, tell_scanner_keyboard_and_controls) {
    EXPECT_EQ(hid_usages(kScanner), (std::vector<HidUsage>{{0x8C, 2}}));
    EXPECT_EQ(hid_usages(kKeyboard), (std::vector<HidUsage>{{0x01, 6}, {0x0C, 1}}));
}

TEST(HidUsages, take_pages_from_wide_usages_and_from_the_stack) {
    EXPECT_EQ(hid_usages(bytes({0x0B, 0x20, 0x00, 0x8D, 0x00, 0xA1, 0x01, 0xC0})),
              (std::vector<HidUsage>{{0x8D, 0x20}}));
    EXPECT_EQ(hid_usages(bytes({0x05, 0x8C, 0xA4, 0x05, 0x07, 0xB4, 0x09, 0x02, 0xA1, 0x01, 0xC0})),
              (std::vector<HidUsage>{{0x8C, 2}}));
}

TEST(HidUsages, skip_long_items) {
    EXPECT_EQ(hid_usages(bytes({0xFE, 0x02, 0x11, 0xA1, 0x01, 0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01})),
              (std::vector<HidUsage>{{0x8C, 2}}));
}

TEST(HidUsages, of_cut_or_broken_bytes_are_what_could_be_read) {
    for (std::size_t size = 0; size <= kKeyboard.size(); ++size) {
        const auto found = hid_usages(pos::BytesView{kKeyboard}.first(size));
        EXPECT_EQ(found.size(), size < 6 ? 0U : size < 25 ? 1U : 2U) << size;
    }
    EXPECT_TRUE(hid_usages(bytes({0xFE})).empty());
    EXPECT_TRUE(hid_usages(bytes({0xC0, 0xC0, 0xB4, 0xFF})).empty());
    EXPECT_TRUE(hid_usages(pos::Bytes(5000, std::byte{0xA4})).empty());
}
