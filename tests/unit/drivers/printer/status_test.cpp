// Goal: what a printer answers is understood as its manual means it; no byte is taken for an answer
// that it is not, and nothing is "ready" that has not said so. Method: tables of bytes after the
// manuals, and all 256 bytes for what must hold for each.
#include "drivers/printer/status.hpp"

#include <gtest/gtest.h>

using namespace drivers::printer;

namespace {

std::byte byte(unsigned value) {
    return static_cast<std::byte>(value);
}

PrinterState state_after(unsigned n, unsigned answer) {
    PrinterFacts facts{.offline = false};
    const auto learnt = decode_real_time(n, byte(answer));
    if (!learnt) {
        ADD_FAILURE() << n << " " << answer;
        return PrinterState::unknown;
    }
    facts.learn(*learnt);
    return state_of(facts);
}

PrinterState state_of_asb(unsigned a, unsigned b, unsigned c, unsigned d) {
    const auto facts = decode_automatic({byte(a), byte(b), byte(c), byte(d)});
    if (!facts) {
        ADD_FAILURE() << a << " " << b << " " << c << " " << d;
        return PrinterState::unknown;
    }
    return state_of(*facts);
}

pos::Bytes bytes(std::initializer_list<unsigned> values) {
    pos::Bytes out;
    for (const unsigned value : values) out.push_back(byte(value));
    return out;
}

}  // namespace

TEST(PrinterStatus, of_nothing_is_unknown_and_of_good_news_without_online_too) {
    EXPECT_EQ(state_of({}), PrinterState::unknown);
    EXPECT_EQ(state_of({.cover_open = false, .paper_out = false, .paper_low = false}),
              PrinterState::unknown);
    EXPECT_EQ(state_of({.offline = false}), PrinterState::ready);
    EXPECT_EQ(state_of({.offline = true}), PrinterState::offline);
}

TEST(PrinterStatus, real_time_answers) {
    EXPECT_EQ(state_after(1, 0x12), PrinterState::ready);
    EXPECT_EQ(state_after(1, 0x1A), PrinterState::offline);
    EXPECT_EQ(state_after(2, 0x12), PrinterState::ready);
    EXPECT_EQ(state_after(2, 0x16), PrinterState::cover_open);
    EXPECT_EQ(state_after(2, 0x32), PrinterState::paper_out);
    EXPECT_EQ(state_after(3, 0x1A), PrinterState::cutter_error);
    EXPECT_EQ(state_after(3, 0x32), PrinterState::fault);
    EXPECT_EQ(state_after(3, 0x52), PrinterState::fault);
    EXPECT_EQ(state_after(4, 0x1E), PrinterState::paper_low);
    EXPECT_EQ(state_after(4, 0x72), PrinterState::paper_out);
    EXPECT_TRUE(decode_real_time(3, byte(0x16))->recoverable);
    EXPECT_EQ(decode_real_time(1, byte(0x16))->drawer_high, true);
    EXPECT_FALSE(decode_real_time(0, byte(0x12)));
    EXPECT_FALSE(decode_real_time(5, byte(0x12)));
}

TEST(PrinterStatus, automatic_answers) {
    EXPECT_EQ(state_of_asb(0x10, 0x00, 0x00, 0x0F), PrinterState::ready);
    EXPECT_EQ(state_of_asb(0x14, 0x00, 0x03, 0x0F), PrinterState::paper_low);
    EXPECT_EQ(state_of_asb(0x18, 0x00, 0x0C, 0x0F), PrinterState::paper_out);
    EXPECT_EQ(state_of_asb(0x38, 0x00, 0x00, 0x0F), PrinterState::cover_open);
    EXPECT_EQ(state_of_asb(0x18, 0x08, 0x00, 0x0F), PrinterState::cutter_error);
    EXPECT_EQ(state_of_asb(0x18, 0x20, 0x00, 0x0F), PrinterState::fault);
    EXPECT_EQ(state_of_asb(0x58, 0x00, 0x00, 0x0F), PrinterState::offline);
    EXPECT_FALSE(decode_automatic({byte(0x12), byte(0), byte(0), byte(0)}));
    EXPECT_FALSE(decode_automatic({byte(0x10), byte(0x10), byte(0), byte(0)}));
    EXPECT_FALSE(decode_automatic({byte(0x10), byte(0), byte(0), byte(0x80)}));
}

TEST(PrinterStatus, transmitted_answers_prove_that_it_prints) {
    EXPECT_EQ(state_of(*decode_transmitted(1, byte(0x00))), PrinterState::ready);
    EXPECT_EQ(state_of(*decode_transmitted(1, byte(0x03))), PrinterState::paper_low);
    EXPECT_EQ(state_of(*decode_transmitted(1, byte(0x0C))), PrinterState::paper_out);
    EXPECT_EQ(decode_transmitted(2, byte(0x01))->drawer_high, true);
    EXPECT_FALSE(decode_transmitted(1, byte(0x10)));
    EXPECT_FALSE(decode_transmitted(3, byte(0x00)));
}

TEST(PrinterStatus, kinds_of_answers_are_never_mistaken_for_one_another) {
    for (unsigned value = 0; value < 256; ++value) {
        const bool real_time = decode_real_time(1, byte(value)).has_value();
        const bool automatic =
            decode_automatic({byte(value), byte(0), byte(0), byte(0)}).has_value();
        const bool transmitted = decode_transmitted(1, byte(value)).has_value();
        EXPECT_LE(int{real_time} + int{automatic} + int{transmitted}, 1) << value;
    }
}

TEST(PrinterStatus, a_port_can_say_what_is_wrong_but_not_that_all_is_well) {
    EXPECT_EQ(state_of(decode_port(byte(0x18))), PrinterState::unknown);
    EXPECT_EQ(state_of(decode_port(byte(0x38))), PrinterState::paper_out);
    EXPECT_EQ(state_of(decode_port(byte(0x08))), PrinterState::offline);
}

TEST(PrinterStatus, star_answers) {
    EXPECT_EQ(star_status_size(byte(0x23)), 9U);
    EXPECT_EQ(star_status_size(byte(0x0F)), 7U);
    EXPECT_EQ(star_status_size(byte(0x00)), 0U);
    EXPECT_EQ(star_status_size(byte(0x03)), 0U) << "too short to hold a status";
    const auto state = [](std::initializer_list<unsigned> values) {
        const auto facts = decode_star(bytes(values));
        return facts ? state_of(*facts) : PrinterState::gone;
    };
    EXPECT_EQ(state({0x23, 0x86, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00}), PrinterState::ready);
    EXPECT_EQ(state({0x23, 0x86, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00}),
              PrinterState::cover_open);
    EXPECT_EQ(state({0x23, 0x86, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00}),
              PrinterState::cutter_error);
    EXPECT_EQ(state({0x23, 0x86, 0x08, 0x00, 0x00, 0x0C, 0x00, 0x00, 0x00}),
              PrinterState::paper_out);
    EXPECT_EQ(state({0x23, 0x86, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00}),
              PrinterState::paper_low);
    EXPECT_EQ(star_count(bytes({0x23, 0x86, 0x00, 0x00, 0x00, 0x00, 0x00, 0x6E, 0x00})), 31U);
    EXPECT_EQ(star_count(bytes({0x23, 0x86, 0x00, 0x00, 0x00, 0x00, 0x00, 0x28, 0x00})), 12U);
    EXPECT_FALSE(star_count(bytes({0x0F, 0x86, 0x00, 0x00, 0x00, 0x00, 0x00})));
    EXPECT_FALSE(decode_star(bytes({0x23, 0x86})));
    EXPECT_FALSE(decode_star({}));
}

TEST(PrinterStatus, only_what_has_said_that_it_cannot_print_is_not_sent_to) {
    for (const auto state : {PrinterState::ready, PrinterState::paper_low, PrinterState::unknown})
        EXPECT_TRUE(may_print(state));
    for (const auto state :
         {PrinterState::gone, PrinterState::cutter_error, PrinterState::fault,
          PrinterState::cover_open, PrinterState::paper_out, PrinterState::offline})
        EXPECT_FALSE(may_print(state));
}

TEST(DeviceIds, are_read_with_and_without_their_length) {
    const DeviceId expected{"EPSON", "TM-T20III", "ESC/POS", "X1"};
    const std::string text = "MFG:EPSON;CMD:ESC/POS; MDL:TM-T20III ;CLS:PRINTER;SN:X1";
    EXPECT_EQ(parse_device_id(pos::as_bytes(text)), expected);
    EXPECT_EQ(parse_device_id(pos::as_bytes(std::string{"\0\x3A", 2} + text)), expected);
    EXPECT_EQ(parse_device_id(pos::as_bytes("MANUFACTURER:A;MODEL:B;COMMAND SET:C;")),
              (DeviceId{"A", "B", "C", {}}));
}

TEST(DeviceIds, of_broken_bytes_are_empty_or_clean) {
    EXPECT_EQ(parse_device_id({}), DeviceId{});
    EXPECT_EQ(parse_device_id(bytes({0})), DeviceId{});
    EXPECT_EQ(parse_device_id(pos::as_bytes(";;:;MDL")), DeviceId{});
    EXPECT_EQ(parse_device_id(pos::as_bytes("MDL:a\n\xFF"
                                            "b\x01;"))
                  .model,
              "ab");
}
