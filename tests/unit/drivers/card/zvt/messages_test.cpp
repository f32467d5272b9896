// Goal: what a terminal says is read as the specification means it, and no card data comes through.
// Method: whole messages as terminals send them, put together by hand; then broken ones.
#include "drivers/card/zvt/messages.hpp"

#include <gtest/gtest.h>

#include "drivers/card/zvt/fields.hpp"

using namespace drivers::card::zvt;

namespace {

Message message(std::string_view hex, Charset charset = Charset::cp437,
                Asked asked = Asked::anything) {
    ApduReader reader;
    reader.feed(pos::from_hex(hex).value());
    const auto apdu = reader.next();
    EXPECT_TRUE(apdu && !reader.in_the_middle()) << hex;
    return read(apdu.value_or(Apdu{}), charset, asked);
}

template <class T>
T as(const Message& message) {
    const T* const wanted = std::get_if<T>(&message);
    EXPECT_NE(wanted, nullptr) << "another message, number " << message.index();
    return wanted ? *wanted : T{};
}

/// The message with its length, from control field and data in hexadecimal.
std::string framed(const std::string& control, const std::string& data) {
    return pos::to_hex(to_bytes({static_cast<std::uint16_t>(std::stoi(control, nullptr, 16)),
                                 pos::from_hex(data).value()}));
}

}  // namespace

TEST(ZvtMessages, answers) {
    EXPECT_EQ(message("800000"), Message{Acknowledged{}});
    EXPECT_EQ(message("840000"), Message{Acknowledged{}});
    EXPECT_EQ(message("846f020978"), Message{Refused{0x6F}});
    EXPECT_EQ(message("848300"), Message{Refused{0x83}});
    EXPECT_EQ(message("061e016c"), (Message{Aborted{0x6C, {}}}));
    EXPECT_EQ(message("061e00"), (Message{Aborted{0xFF, {}}}));
    EXPECT_EQ(as<Aborted>(message("061e096f0978"
                                  "06"
                                  "041f170141"))
                  .text,
              "A");
    EXPECT_EQ(message("040108aa2611220c143200"), Message{SetClock{}});
    EXPECT_EQ(message("06d800"), Message{Other{0x06D8}});
}

TEST(ZvtMessages, an_approved_payment) {
    const auto status = as<StatusInformation>(message(framed("040f",
                                                             "2700"
                                                             "04000000001234"
                                                             "0b000022"
                                                             "0c164923"
                                                             "0d0308"
                                                             "17"
                                                             "0001"
                                                             "1970"
                                                             "22f0f8eeeeeeeeeeee5726"
                                                             "2929001006"
                                                             "2a"
                                                             "313030373634393932202020202020"
                                                             "3b3239313637350000"
                                                             "490978"
                                                             "870022"
                                                             "88000022"
                                                             "8a2e"
                                                             "8bf1f1"
                                                             "4d61737465726361726400"
                                                             "0603"
                                                             "1f1001")));
    EXPECT_EQ(status.result, 0);
    EXPECT_EQ(status.amount_minor, 1234U);
    EXPECT_EQ(status.currency, 978);
    EXPECT_EQ(status.terminal, "29001006");
    EXPECT_EQ(status.receipt, "0022");
    EXPECT_EQ(status.trace, "000022");
    EXPECT_EQ(status.turnover, "000022");
    EXPECT_EQ(status.original_trace, "");
    EXPECT_EQ(status.time, "164923");
    EXPECT_EQ(status.date, "0308");
    EXPECT_EQ(status.card_name, "Mastercard");
    EXPECT_EQ(status.card_end, "5726");
    EXPECT_EQ(status.authorisation, "291675");
}

TEST(ZvtMessages, of_a_card_number_nothing_but_its_end) {
    // Sixteen digits in clear, an odd number filled up, a masked end, a track with its separator.
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "22f0f84111111111111111"))).card_end,
              "1111");
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "22f0f8378282246310005f"))).card_end,
              "0005");
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "22f0f2ee12"))).card_end, "**12");
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "22f0f64111111d2612"))).card_end,
              "1111");
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "22f0f1d1"))).card_end, "");
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "22f0f0"))).card_end, "");
}

TEST(ZvtMessages, a_refused_payment_says_why) {
    const auto status = as<StatusInformation>(message(framed("040f",
                                                             "2705"
                                                             "3cf0f1f0"
                                                             "4b617274652067657370"
                                                             "2929001006")));
    EXPECT_EQ(status.result, 5);
    EXPECT_EQ(status.text, "Karte gesp");
    const auto in_container = as<StatusInformation>(message(framed("040f",
                                                                   "276c"
                                                                   "0605"
                                                                   "2403"
                                                                   "07014e")));
    EXPECT_EQ(in_container.text, "N");
}

TEST(ZvtMessages, a_long_trace_number_is_taken_from_the_container) {
    const auto status = as<StatusInformation>(message(framed("040f",
                                                             "2700"
                                                             "0b000000"
                                                             "0607"
                                                             "1f2b0412345678")));
    EXPECT_EQ(status.trace, "12345678");
}

TEST(ZvtMessages, a_result_behind_nonsense_is_not_taken_for_one) {
    EXPECT_EQ(as<StatusInformation>(message(framed("040f", "ef2700"))).result, std::nullopt);
    EXPECT_EQ(as<StatusInformation>(message(framed("040f",
                                                   "040000000012342"
                                                   "7")))
                  .result,
              std::nullopt);
}

TEST(ZvtMessages, intermediate_status) {
    EXPECT_EQ(message("04ff010a"), (Message{IntermediateStatus{0x0A, std::nullopt, {}}}));
    EXPECT_EQ(message("04ff020e05"), (Message{IntermediateStatus{0x0E, 5, {}}}));
    const auto texts = as<IntermediateStatus>(message(framed("04ff",
                                                             "0a01"
                                                             "060b"
                                                             "2409"
                                                             "07054269747465"
                                                             "0700")));
    EXPECT_EQ(texts.code, 0x0A);
    EXPECT_EQ(texts.minutes, 1);
    EXPECT_EQ(texts.lines, (std::vector<std::string>{"Bitte", ""}));
}

TEST(ZvtMessages, completion) {
    const auto registered = as<Completion>(message(framed("060f",
                                                          "1902"
                                                          "2929001006"
                                                          "490978"
                                                          "0605"
                                                          "27031401fe")));
    EXPECT_EQ(registered.status, 2);
    EXPECT_EQ(registered.terminal, "29001006");
    EXPECT_TRUE(registered.utf8);
    EXPECT_FALSE(as<Completion>(message("060f00")).utf8);
    EXPECT_EQ(
        as<Completion>(message("060f01dc", Charset::cp437, Asked::terminal_status)).terminal_status,
        0xDC);
    EXPECT_EQ(as<Completion>(message(framed("060f",
                                            "f0f0f3"
                                            "313233"
                                            "9c"),
                                     Charset::cp437, Asked::terminal_status))
                  .terminal_status,
              0x9C);
    EXPECT_EQ(
        as<Completion>(message("060f00", Charset::cp437, Asked::terminal_status)).terminal_status,
        std::nullopt);
}

TEST(ZvtMessages, printed_lines) {
    const auto line = as<Print>(message(framed("06d1",
                                               "40"
                                               "42454c4547")));
    EXPECT_EQ(line.lines, (std::vector<PrintedLine>{{.text = "BELEG", .centred = true}}));
    EXPECT_FALSE(line.ends);
    EXPECT_EQ(as<Print>(message(framed("06d1",
                                       "33"
                                       "41")))
                  .lines,
              (std::vector<PrintedLine>{{.text = "   A", .wide = true, .high = true}}));
    EXPECT_EQ(as<Print>(message(framed("06d1", "ff03"))).lines.size(), 3U);
    EXPECT_EQ(as<Print>(message("06d100")).lines.size(), 1U);
    const auto last = as<Print>(message(framed("06d1",
                                               "81"
                                               "41")));
    EXPECT_TRUE(last.ends);
    EXPECT_EQ(last.lines, (std::vector<PrintedLine>{{.text = "A"}}));
}

TEST(ZvtMessages, printed_block) {
    const auto block = as<Print>(message(framed("06d3",
                                                "061b"
                                                "1f070102"
                                                "2515"
                                                "090140"
                                                "07024142"
                                                "0901ff"
                                                "0700"
                                                "090110"
                                                "070143"
                                                "090181")));
    EXPECT_EQ(block.slip, SlipKind::customer);
    EXPECT_TRUE(block.ends);
    EXPECT_EQ(block.lines,
              (std::vector<PrintedLine>{
                  {.text = "AB", .centred = true}, {}, {}, {.text = "C", .high = true}}));
}

TEST(ZvtMessages, card_numbers_in_printed_lines_are_masked) {
    const auto line = as<Print>(message(framed("06d1",
                                               "00"
                                               "34313131313131313131313131313131")));
    EXPECT_EQ(line.lines.front().text, "************1111");
}
