// Goal: every answer of a printer is taken for what it is, in whatever pieces it comes.
// Method: streams of all kinds, whole and byte by byte; broken ones.
#include "drivers/printer/answers.hpp"

#include <gtest/gtest.h>

using namespace drivers::printer;
using namespace std::string_view_literals;

namespace {

using Answers = std::vector<PrinterAnswer>;

std::byte byte(unsigned value) {
    return static_cast<std::byte>(value);
}

Answers read(std::string_view stream) {
    AnswerReader whole;
    const Answers answers = whole.feed(pos::as_bytes(stream));
    AnswerReader slow;
    Answers one_by_one;
    for (const char& each : stream) {
        for (auto& answer : slow.feed(pos::as_bytes({&each, 1}))) one_by_one.push_back(answer);
    }
    EXPECT_EQ(one_by_one, answers);
    return answers;
}

}  // namespace

TEST(AnswerReader, tells_kinds_apart) {
    EXPECT_EQ(read("\x12\x10\x00\x03\x0F\x00\x37\x22job1\x00\x5F_EPSON\x00\x37\x25\x00"sv),
              (Answers{RealTimeAnswer{byte(0x12)},
                       AutomaticStatus{{byte(0x10), byte(0), byte(3), byte(0x0F)}},
                       TransmittedStatus{byte(0)}, ProcessDone{"job1"}, PrinterInfo{"_EPSON"},
                       BuffersDropped{}}));
}

TEST(AnswerReader, leaves_out_flow_control_and_names_stray_bytes) {
    EXPECT_EQ(read("\x11\x13\x12\x80\xFF"sv),
              (Answers{RealTimeAnswer{byte(0x12)}, StrayByte{byte(0x80)}, StrayByte{byte(0xFF)}}));
}

TEST(AnswerReader, a_broken_automatic_status_hides_nothing_behind_it) {
    EXPECT_EQ(read("\x10\x00\x12\x12"sv),
              (Answers{StrayByte{byte(0x10)}, TransmittedStatus{byte(0)},
                       RealTimeAnswer{byte(0x12)}, RealTimeAnswer{byte(0x12)}}));
}

TEST(AnswerReader, a_block_that_does_not_end_is_given_up) {
    std::string stream(AnswerReader::kAnswerMax, '\x37');
    const auto answers = read(stream);
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers.front(), PrinterAnswer{StrayByte{byte(0x37)}});
}

TEST(AnswerReader, a_block_of_data_that_is_no_answer_is_left_out) {
    EXPECT_EQ(read("\x37\x22toolong\x00\x37\x40x\x00\x12"sv), Answers{RealTimeAnswer{byte(0x12)}});
}

TEST(AnswerReader, forgets_a_begun_answer_on_reset) {
    AnswerReader reader;
    EXPECT_TRUE(reader.feed(pos::as_bytes("\x10\x00"sv)).empty());
    reader.reset();
    EXPECT_EQ(reader.feed(pos::as_bytes("\x12"sv)), Answers{RealTimeAnswer{byte(0x12)}});
}

TEST(AnswerReader, names_the_pictures_that_are_kept) {
    EXPECT_EQ(read("\x37\x72\x40\0"sv), Answers{PictureKeys{}});
    EXPECT_EQ(
        read("\x37\x72\x41G1G2\0\x37\x72\x40!~\0"sv),
        (Answers{PictureKeys{{{'G', '1'}, {'G', '2'}}, true}, PictureKeys{{{'!', '~'}}, false}}));
}
