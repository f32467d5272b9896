// Goal: whatever a scanner sends, codes come out whole, once, in order; a half code never does.
// Method: reports and lines as devices send them, cut and joined at every place, lost and broken.
#include "drivers/scanner/decoder.hpp"

#include <gtest/gtest.h>

#include <random>

#include "drivers/scanner/emulator/reports.hpp"
#include "drivers/scanner/keyboard_decoder.hpp"
#include "drivers/scanner/line_decoder.hpp"
#include "drivers/scanner/pos_decoder.hpp"

using namespace drivers::scanner;

namespace {

using Codes = std::vector<std::string>;

KeyLayout us() {
    return KeyLayout::named("us").value();
}

pos::Bytes report(std::initializer_list<unsigned> values) {
    pos::Bytes bytes;
    for (const unsigned value : values) bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

Codes fed(Decoder& decoder, const std::vector<pos::Bytes>& reports) {
    Codes codes;
    for (const auto& one : reports) decoder.feed(one, codes);
    return codes;
}

Codes lines(std::string_view text, Framing framing = {}) {
    LineDecoder decoder{std::move(framing)};
    Codes codes;
    decoder.feed(pos::as_bytes(text), codes);
    return codes;
}

PosDecoder pos_decoder(Framing framing = {}) {
    return {hid_inputs(emulator::pos_descriptor()), std::move(framing)};
}

}  // namespace

TEST(KeyboardDecoder, several_keys_and_codes_in_a_report) {
    KeyboardDecoder decoder{us(), {}};
    // "12" down at once, then Enter, 3 and Enter of the keypad in one report.
    EXPECT_EQ(fed(decoder, {report({0, 0, 0x1e, 0x1f, 0, 0, 0, 0}),
                            report({0, 0, 0x28, 0x20, 0x58, 0, 0, 0})}),
              (Codes{"12", "3"}));
}

TEST(KeyboardDecoder, a_key_held_down_is_one_and_let_go_between_is_two) {
    KeyboardDecoder decoder{us(), {}};
    EXPECT_EQ(
        fed(decoder, {report({0, 0, 0x1e, 0, 0, 0, 0, 0}), report({0, 0, 0x1e, 0x1f, 0, 0, 0, 0}),
                      report({0, 0, 0, 0, 0, 0, 0, 0}), report({0, 0, 0x1e, 0, 0, 0, 0, 0}),
                      report({0, 0, 0x2b, 0, 0, 0, 0, 0})}),
        (Codes{"121"}));
}

TEST(KeyboardDecoder, gs1_separators_are_ctrl_and_a_bracket) {
    KeyboardDecoder decoder{us(), {}};
    EXPECT_EQ(
        fed(decoder, {report({1, 0, 0x30, 0, 0, 0, 0, 0}), report({0, 0, 0, 0, 0, 0, 0, 0}),
                      report({0, 0, 0x1e, 0, 0, 0, 0, 0}), report({0, 0, 0x28, 0, 0, 0, 0, 0})}),
        (Codes{"\x1d"
               "1"}));
}

TEST(KeyboardDecoder, too_many_keys_say_nothing_and_short_reports_end_the_code) {
    KeyboardDecoder decoder{us(), {}};
    Codes codes;
    decoder.feed(report({0, 0, 0x1e, 0, 0, 0, 0, 0}), codes);
    decoder.feed(report({0, 0, 1, 1, 1, 1, 1, 1}), codes);
    EXPECT_TRUE(decoder.is_within_code());
    decoder.feed(report({0, 0, 0x1f}), codes);
    EXPECT_FALSE(decoder.is_within_code());
    decoder.feed(report({0, 0, 0x28, 0, 0, 0, 0, 0}), codes);
    EXPECT_TRUE(codes.empty());
}

TEST(KeyboardDecoder, dead_keys_wait_for_the_next) {
    const auto de = KeyLayout::named("de").value();
    const auto code = [&](std::initializer_list<unsigned> keys) {
        KeyboardDecoder decoder{de, {}};
        std::vector<pos::Bytes> reports;
        for (const unsigned key : keys) {
            reports.push_back(report({0, 0, key, 0, 0, 0, 0, 0}));
            reports.push_back(report({0, 0, 0, 0, 0, 0, 0, 0}));
        }
        const auto codes = fed(decoder, reports);
        return codes.size() == 1 ? codes[0] : std::string{"?"};
    };
    EXPECT_EQ(code({0x35, 0x2c, 0x1e, 0x28}), "^1");  // ^ and a blank
    EXPECT_EQ(code({0x35, 0x1e, 0x28}), "^1");        // ^ and what it goes with nothing
    EXPECT_EQ(code({0x35, 0x35, 0x2c, 0x28}), "^^");
    EXPECT_EQ(code({0x1e, 0x35, 0x28}), "1^");
}

TEST(KeyboardDecoder, a_key_that_types_nothing_leaves_a_mark) {
    KeyboardDecoder decoder{us(), {}};
    const auto codes =
        fed(decoder, {report({0, 0, 0x1e, 0, 0, 0, 0, 0}), report({0, 0, 0, 0, 0, 0, 0, 0}),
                      report({0x40, 0, 0x1e, 0, 0, 0, 0, 0}), report({0, 0, 0x28, 0, 0, 0, 0, 0})});
    EXPECT_EQ(codes, (Codes{"1\xef\xbf\xbd"}));
}

TEST(PosDecoder, symbology_data_and_reports_that_follow) {
    auto decoder = pos_decoder();
    ASSERT_TRUE(decoder.decodes());
    EXPECT_EQ(fed(decoder, emulator::pos_reports("]E04006381333931")), (Codes{"]E04006381333931"}));
    EXPECT_EQ(fed(decoder, emulator::pos_reports("plain")), (Codes{"plain"}));
    const std::string three_reports(150, 'x');
    EXPECT_EQ(emulator::pos_reports("]Q1" + three_reports).size(), 3u);
    EXPECT_EQ(fed(decoder, emulator::pos_reports("]Q1" + three_reports)),
              (Codes{"]Q1" + three_reports}));
    const std::string full(58, 'y');
    EXPECT_EQ(fed(decoder, emulator::pos_reports(full)), (Codes{full}));
}

TEST(PosDecoder, other_reports_and_cut_ones) {
    auto decoder = pos_decoder();
    EXPECT_TRUE(fed(decoder, {report({9, 1, 2, 3}), report({2})}).empty());
    Codes codes;
    auto long_code = emulator::pos_reports(std::string(100, 'x'));
    decoder.feed(long_code[0], codes);
    EXPECT_TRUE(decoder.is_within_code());
    decoder.reset();
    decoder.feed(emulator::pos_reports("next")[0], codes);
    EXPECT_EQ(codes, (Codes{"next"}));
}

TEST(PosDecoder, a_size_that_lies_is_bounded) {
    auto decoder = pos_decoder();
    auto reports = emulator::pos_reports("abc");
    reports[0][1] = std::byte{255};
    const auto codes = fed(decoder, reports);
    ASSERT_EQ(codes.size(), 1u);
    EXPECT_TRUE(codes[0].starts_with("abc"));
    EXPECT_LE(codes[0].size(), 58u);
}

TEST(PosDecoder, reports_without_a_size_end_with_zeros) {
    // Scanner page, data of eight bytes alone.
    const auto descriptor = report(
        {0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x75, 0x08, 0x95, 0x08, 0x09, 0xFE, 0x81, 0x02, 0xC0});
    PosDecoder decoder{hid_inputs(descriptor), {}};
    ASSERT_TRUE(decoder.decodes());
    EXPECT_EQ(fed(decoder, {report({'1', '2', '3', 0, 0, 0, 0, 0})}), (Codes{"123"}));
}

TEST(PosDecoder, a_keyboard_is_none) {
    EXPECT_FALSE((PosDecoder{hid_inputs(emulator::keyboard_descriptor()), {}}).decodes());
}

TEST(HidReport, fields_of_a_descriptor) {
    const auto inputs = hid_inputs(emulator::pos_descriptor());
    EXPECT_TRUE(inputs.numbered);
    ASSERT_EQ(inputs.fields.size(), 4u);
    EXPECT_EQ(inputs.fields[1], (HidField{.report = 2,
                                          .page = 0x8C,
                                          .usages = {0xFB, 0xFC, 0xFD},
                                          .first_bit = 8,
                                          .bits = 8,
                                          .count = 3}));
    EXPECT_EQ(inputs.fields[3].first_bit, (1u + 3 + 58) * 8);
    EXPECT_TRUE(hid_inputs({}).fields.empty());
}

TEST(LineDecoder, lines_end_as_scanners_end_them) {
    EXPECT_EQ(lines("1\r\n2\n3\t4\r\r5"), (Codes{"1", "2", "3", "4"}));
    EXPECT_EQ(lines("\x02"
                    "1\x03\x02"
                    "2\x03"),
              (Codes{"1", "2"}));
    EXPECT_EQ(lines("lost\x02"
                    "1\r"),
              (Codes{"1"}));
    EXPECT_EQ(lines("]d201\x1d"
                    "21\r"),
              (Codes{"]d201\x1d"
                     "21"}));
}

TEST(LineDecoder, prefix_and_suffix_are_taken_off) {
    EXPECT_EQ(lines("~1#\r~2\r3#\r~#\r", {.prefix = "~", .suffix = "#"}), (Codes{"1", "2", "3"}));
}

TEST(LineDecoder, a_pause_ends_a_code_only_where_it_was_told) {
    for (const End end : {End::enter_or_tab, End::pause}) {
        LineDecoder decoder{{.end = end}};
        Codes codes;
        decoder.feed(pos::as_bytes(std::string_view{"123"}), codes);
        decoder.pause(codes);
        EXPECT_EQ(codes, end == End::pause ? Codes{"123"} : Codes{});
        EXPECT_EQ(decoder.is_within_code(), end != End::pause);
    }
}

TEST(LineDecoder, too_much_to_be_a_code_is_none) {
    EXPECT_EQ(lines(std::string(9'000, '1') + "\r7\r"), (Codes{"7"}));
}

TEST(Decoder, cut_anywhere_it_is_the_same_code) {
    const std::string text =
        "]d2010952123454321310AB\x1d"
        "21S7\r12345\r";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        LineDecoder decoder{{}};
        Codes codes;
        decoder.feed(pos::as_bytes(text.substr(0, cut)), codes);
        decoder.feed(pos::as_bytes(text.substr(cut)), codes);
        EXPECT_EQ(codes.size(), 2u) << cut;
    }
}

TEST(Decoder, unplugged_anywhere_no_half_code_is_taken) {
    const std::string first = "4006381333931";
    const std::string second = "96385074";
    const auto reports = emulator::keyboard_reports(first, us());
    for (std::size_t cut = 0; cut < reports.size(); ++cut) {
        KeyboardDecoder decoder{us(), {}};
        Codes codes;
        for (std::size_t at = 0; at < cut; ++at) decoder.feed(reports[at], codes);
        // The report with Enter is the last but one; before it there is no code.
        EXPECT_EQ(codes.empty(), cut + 1 < reports.size()) << cut;
        codes.clear();
        decoder.reset();
        for (const auto& one : emulator::keyboard_reports(second, us())) decoder.feed(one, codes);
        EXPECT_EQ(codes, (Codes{second})) << cut;
    }
}

TEST(Decoder, three_thousand_scans_none_lost_none_doubled_in_order) {
    constexpr unsigned kSeed = 42;
    SCOPED_TRACE(kSeed);
    std::mt19937 random{kSeed};
    const auto layout = KeyLayout::named("de").value();
    KeyboardDecoder keyboard{layout, {}};
    auto pos_scanner = pos_decoder();
    Codes sent;
    Codes by_keyboard;
    Codes by_pos;
    for (int scan = 0; scan < 3'000; ++scan) {
        std::string code = std::to_string(scan) + '-';
        const auto length = random() % 90;
        for (unsigned at = 0; at < length; ++at) code += static_cast<char>('!' + random() % 90);
        for (const auto& one : emulator::keyboard_reports(code, layout)) {
            keyboard.feed(one, by_keyboard);
        }
        for (const auto& one : emulator::pos_reports(code)) pos_scanner.feed(one, by_pos);
        sent.push_back(std::move(code));
    }
    EXPECT_EQ(by_keyboard, sent);
    EXPECT_EQ(by_pos, sent);
}
