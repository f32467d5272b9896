// Goal: fields and containers are read in any order and length, and nonsense is never read past.
// Method: rows of every shape, cut at every byte; what was written comes back.
#include "drivers/card/zvt/fields.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "drivers/card/zvt/bcd.hpp"

using namespace drivers::card::zvt;

namespace {

pos::Bytes bytes_of(std::string_view hex) {
    return pos::from_hex(hex).value();
}
std::string hex(std::optional<pos::BytesView> view) {
    return view ? pos::to_hex(*view) : "nothing";
}

}  // namespace

TEST(ZvtFields, every_shape_of_length) {
    const auto data = bytes_of(
        "2700"
        "04000000001234"
        "290000"
        "0042"
        "22f0f3"
        "eeee42"
        "3cf0f0f2"
        "4f4b"
        "0603"
        "070141"
        "870022");
    const Fields read = parse_fields(data);
    EXPECT_FALSE(read.cut_short);
    EXPECT_EQ(hex(read.find(Bmp::result_code)), "00");
    EXPECT_EQ(hex(read.find(Bmp::amount)), "000000001234");
    EXPECT_EQ(hex(read.find(Bmp::terminal_id)), "00000042");
    EXPECT_EQ(hex(read.find(Bmp::card_number)), "eeee42");
    EXPECT_EQ(hex(read.find(Bmp::additional_text)), "4f4b");
    EXPECT_EQ(hex(read.find(Bmp::tlv)), "070141");
    EXPECT_EQ(hex(read.find(Bmp::receipt_number)), "0022");
    EXPECT_EQ(hex(read.find(Bmp::trace)), "nothing");
}

TEST(ZvtFields, what_came_before_a_cut_is_kept) {
    const auto data = bytes_of(
        "2700"
        "04000000001234"
        "22f0f2"
        "1234"
        "0604"
        "07024142");
    const Fields whole = parse_fields(data);
    EXPECT_FALSE(whole.cut_short);
    const std::size_t ends[] = {0, 2, 9, 14, data.size()};
    for (std::size_t length = 0; length <= data.size(); ++length) {
        const Fields read = parse_fields(pos::BytesView{data}.first(length));
        const auto end = std::ranges::find(ends, length);
        EXPECT_EQ(read.cut_short, end == std::end(ends)) << length;
        EXPECT_EQ(read.fields.size(),
                  static_cast<std::size_t>(std::ranges::count_if(
                      ends, [&](std::size_t e) { return e > 0 && e <= length; })));
    }
}

TEST(ZvtFields, an_unknown_number_ends_the_reading) {
    const auto data = bytes_of("2705ef01870022");
    const Fields read = parse_fields(data);
    EXPECT_TRUE(read.cut_short);
    EXPECT_EQ(hex(read.find(Bmp::result_code)), "05");
    EXPECT_EQ(hex(read.find(Bmp::receipt_number)), "nothing");
}

TEST(ZvtFields, containers_with_long_tags_and_lengths) {
    const pos::Bytes text(300, std::byte{0x41});
    for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 300U}) {
        const auto object = tlv_object(Tag::error_text, pos::BytesView{text}.first(size));
        const auto read = parse_tlv(object);
        ASSERT_EQ(read.size(), 1U) << size;
        EXPECT_EQ(read[0].tag, 0x1F17U);
        EXPECT_EQ(read[0].data.size(), size);
    }
    EXPECT_EQ(pos::to_hex(tlv_object(Tag::character_set, 0xFE)), "1401fe");
    EXPECT_TRUE(parse_tlv(bytes_of("0780")).empty());          // a length that must not be
    EXPECT_TRUE(parse_tlv(bytes_of("078300000141")).empty());  // likewise
    EXPECT_TRUE(parse_tlv(bytes_of("1f")).empty());
    EXPECT_EQ(parse_tlv(bytes_of("070141"
                                 "0705"))
                  .size(),
              1U);
}

TEST(ZvtFields, written_fields_read_back) {
    FieldWriter writer;
    writer.field(Bmp::result_code, 0).variable(Bmp::card_name, 2, pos::as_bytes("Maestro"));
    writer.variable(Bmp::additional_text, 3, pos::Bytes(123, std::byte{0x2A}));
    writer.tlv(tlv_object(Tag::text_line, pos::as_bytes("A")));
    const auto data = writer.take();
    EXPECT_EQ(pos::to_hex(data).substr(0, 10), "27008bf0f7");
    const Fields read = parse_fields(data);
    EXPECT_FALSE(read.cut_short);
    EXPECT_EQ(read.find(Bmp::card_name)->size(), 7U);
    EXPECT_EQ(read.find(Bmp::additional_text)->size(), 123U);
    EXPECT_EQ(parse_tlv(*read.find(Bmp::tlv)).size(), 1U);
}

TEST(ZvtBcd, both_ways) {
    EXPECT_EQ(pos::to_hex(to_bcd(1234, 6)), "000000001234");
    EXPECT_EQ(from_bcd(bytes_of("000000001234")), 1234U);
    EXPECT_EQ(from_bcd(bytes_of("999999999999999999")), 999'999'999'999'999'999U);
    EXPECT_EQ(from_bcd(bytes_of("00000000000000000000")), std::nullopt);
    EXPECT_EQ(from_bcd(bytes_of("1a")), std::nullopt);
    EXPECT_EQ(digits_of(bytes_of("0022")), "0022");
}
