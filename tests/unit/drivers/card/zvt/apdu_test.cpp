// Goal: messages survive the way over a stream that cuts them anywhere.
// Method: known bytes, both kinds of length at their borders, every cut of a row of messages.
#include "drivers/card/zvt/apdu.hpp"

#include <gtest/gtest.h>

using namespace drivers::card::zvt;

namespace {

pos::Bytes bytes_of(std::string_view hex) {
    return pos::from_hex(hex).value();
}

Apdu of_size(std::uint16_t control, std::size_t size) {
    Apdu apdu{control, pos::Bytes(size)};
    for (std::size_t at = 0; at < size; ++at) apdu.data[at] = static_cast<std::byte>(at * 7);
    return apdu;
}

}  // namespace

TEST(ZvtApdu, known_bytes) {
    EXPECT_EQ(to_bytes({0x8000, {}}), bytes_of("800000"));
    EXPECT_EQ(to_bytes({0x0650, bytes_of("123456")}), bytes_of("065003123456"));
}

TEST(ZvtApdu, a_longer_message_says_so) {
    EXPECT_EQ(pos::to_hex(to_bytes(of_size(0x06D3, 254))).substr(0, 6), "06d3fe");
    EXPECT_EQ(pos::to_hex(to_bytes(of_size(0x06D3, 255))).substr(0, 10), "06d3ffff00");
    EXPECT_EQ(pos::to_hex(to_bytes(of_size(0x06D3, 256))).substr(0, 10), "06d3ff0001");
    EXPECT_EQ(to_bytes(of_size(0x06D3, kApduDataMax)).size(), kApduDataMax + 5);
}

TEST(ZvtApdu, comes_back_from_any_pieces) {
    const Apdu messages[] = {
        {0x8000, {}}, of_size(0x040F, 254), of_size(0x06D3, 255), {0x061E, bytes_of("6c")}};
    pos::Bytes stream;
    for (const Apdu& apdu : messages) {
        const auto bytes = to_bytes(apdu);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        ApduReader reader;
        std::vector<Apdu> read;
        const auto take = [&](pos::BytesView piece) {
            reader.feed(piece);
            while (auto apdu = reader.next()) read.push_back(std::move(*apdu));
        };
        take(pos::BytesView{stream}.first(cut));
        take(pos::BytesView{stream}.subspan(cut));
        EXPECT_FALSE(reader.in_the_middle());
        ASSERT_EQ(read.size(), std::size(messages)) << cut;
        for (std::size_t at = 0; at < read.size(); ++at) EXPECT_EQ(read[at], messages[at]) << cut;
    }
}

TEST(ZvtApdu, waits_for_the_rest) {
    ApduReader reader;
    for (const std::byte byte : bytes_of("040fff0200aa")) {
        reader.feed({&byte, 1});
        EXPECT_EQ(reader.next(), std::nullopt);
        EXPECT_TRUE(reader.in_the_middle());
    }
    reader.feed(bytes_of("bb"));
    EXPECT_EQ(reader.next(), (Apdu{0x040F, bytes_of("aabb")}));
    reader.feed(bytes_of("0601"));
    reader.clear();
    EXPECT_FALSE(reader.in_the_middle());
}
