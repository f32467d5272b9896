// Goal: frames are read only whole and unharmed, and what is written is read back.
// Method: hand-made frames of each kind; each byte of one changed in turn; every cut.
#include "drivers/meter/mbus/frame.hpp"

#include <gtest/gtest.h>

using namespace drivers::meter::mbus;

namespace {

pos::Bytes hex(const char* digits) {
    return pos::from_hex(digits).value();
}

std::string said(const char* digits) {
    const auto frame = read_frame(hex(digits));
    return frame ? "a frame" : to_string(frame.error());
}

// A water meter at address 5 that says 12.565 m³.
constexpr const char* kWater = "6814146808057278563412244001075500000003131531000316";

pos::Bytes water() {
    pos::Bytes bytes = hex(kWater);
    unsigned sum = 0;
    for (std::size_t i = 4; i + 2 < bytes.size(); ++i) sum += std::to_integer<unsigned>(bytes[i]);
    bytes[bytes.size() - 2] = static_cast<std::byte>(sum);
    return bytes;
}

}  // namespace

TEST(Frame, kinds) {
    EXPECT_EQ(read_frame(hex("e5")).value(), Frame{});
    EXPECT_EQ(read_frame(hex("105b056016")).value(),
              (Frame{.kind = FrameKind::command, .control = 0x5B, .address = 5}));
    const auto data = read_frame(water());
    ASSERT_TRUE(data.has_value());
    EXPECT_EQ(data->control, kAnswer);
    EXPECT_EQ(data->address, 5);
    EXPECT_EQ(data->information, 0x72);
    EXPECT_EQ(data->data.size(), 17U);
    // A control frame has no data behind CI.
    EXPECT_EQ(read_frame(hex("6803036853fe50a116")).value().information, 0x50);
}

TEST(Frame, what_is_written_is_read_back) {
    for (const Frame& frame :
         {Frame{}, Frame{.kind = FrameKind::command, .control = kInitialise, .address = 250},
          Frame{.kind = FrameKind::data,
                .control = kSendData,
                .address = kSelected,
                .information = 0x52,
                .data = hex("78563412ffffffff")}}) {
        const pos::Bytes bytes = bytes_of(frame);
        EXPECT_EQ(read_frame(bytes).value(), frame);
        EXPECT_EQ(size_of_frame(bytes), bytes.size());
    }
    EXPECT_EQ(bytes_of(read_frame(water()).value()), water());
}

TEST(Frame, refusals_in_words) {
    EXPECT_EQ(said(""), "byte 1: the frame is cut off");
    EXPECT_EQ(said("aa"), "byte 1: no M-Bus frame begins here (E5, 10 or 68 would begin one)");
    EXPECT_EQ(said("105b0560"), "byte 5: the frame is cut off");
    EXPECT_EQ(said("105b056116"), "byte 4: the checksum is wrong");
    EXPECT_EQ(said("105b056017"), "byte 5: the stop byte (16) is missing");
    EXPECT_EQ(said("105b05601600"), "byte 6: bytes stand behind the frame");
    EXPECT_EQ(said("680304680000000016"), "byte 2: its two lengths differ, or are below 3");
    EXPECT_EQ(said("680000680816"), "byte 2: its two lengths differ, or are below 3");
    EXPECT_EQ(said("680303690801700079"), "byte 4: the second start byte (68) is missing");
}

TEST(Frame, no_changed_byte_and_no_cut_passes) {
    const pos::Bytes good = water();
    for (std::size_t i = 0; i < good.size(); ++i) {
        pos::Bytes bad = good;
        bad[i] ^= std::byte{0x04};
        EXPECT_FALSE(read_frame(bad).has_value()) << i;
        EXPECT_FALSE(read_frame(pos::BytesView{good}.first(i)).has_value()) << i;
    }
}

TEST(Frame, its_size_is_told_from_its_first_bytes) {
    EXPECT_EQ(size_of_frame({}), std::nullopt);
    EXPECT_EQ(size_of_frame(hex("68")), std::nullopt);
    EXPECT_EQ(size_of_frame(hex("6814")), 26U);
    EXPECT_EQ(size_of_frame(hex("10")), 5U);
    EXPECT_EQ(size_of_frame(hex("e5")), 1U);
    EXPECT_EQ(size_of_frame(hex("00")), 0U);
}
