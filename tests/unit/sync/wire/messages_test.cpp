// Goal: messages say back what was said, and nothing that came otherwise is taken for one.
#include "sync/wire/messages.hpp"

#include <gtest/gtest.h>

#include "tests/support/sample_events.hpp"

using namespace syncing::wire;

TEST(Messages, a_journals_answer_comes_back) {
    for (const auto reception :
         {JournalAnswer::Reception::taken, JournalAnswer::Reception::set_aside,
          JournalAnswer::Reception::elsewhere}) {
        const JournalAnswer said{reception, {7, test::hash_of_number(7)}, 1, 2, 3, 4, 5};
        EXPECT_EQ(from_json<JournalAnswer>(to_json(said)), said);
    }
}

TEST(Messages, an_enrolment_comes_back) {
    const EnrolRequest said{"CODE \"1\"", test::hash_of_number(1), "B01", "T1", "p", {}};
    const auto read = from_json<EnrolRequest>(to_json(said));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->code, said.code);
    EXPECT_EQ(read->public_key, said.public_key);
    EXPECT_EQ(read->branch, "B01");
    EXPECT_NE(enrol_message(*read), enrol_message({"CODE", {}, "B01", "T1", "p", {}}));
}

TEST(Messages, anything_else_is_unreadable) {
    const char* const kTexts[] = {
        "",
        "null",
        "[]",
        "{}",
        "{\"terminal\":1}",
        "{\"terminal\":\"no ulid\"}",
        "{\"terminal\":\"00041061050R3GG28A1C60T3K3\"",
        "\xff\xfe",
    };
    for (const char* text : kTexts) {
        EXPECT_FALSE(from_json<ChallengeRequest>(text)) << text;
        EXPECT_FALSE(from_json<JournalAnswer>(text)) << text;
    }
    EXPECT_FALSE(from_json<ChallengeAnswer>("{\"challenge\":\"abc\"}"));
    EXPECT_FALSE(from_json<Problem>(std::string(kMessageBytesMax + 1, ' ')));
    // Deep nesting ends in an error, not in the stack.
    EXPECT_FALSE(from_json<Problem>(std::string(60'000, '[')));
    EXPECT_FALSE(from_json<JournalAnswer>(
        R"({"reception":"taken","head_seq":-1,"head_hash":"00","added":0,"again":0,)"
        R"("set_aside":0,"parked_total":0,"set_aside_total":0})"));
}
