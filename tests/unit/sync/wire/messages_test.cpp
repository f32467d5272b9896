// Goal: messages say back what was said, and nothing that came otherwise is taken for one.
#include "sync/wire/messages.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

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
    EXPECT_FALSE(read->past) << "an older till does not say";
    auto with_past = said;
    with_past.past = to_string(test::id(1)) + " " + to_string(test::id(2));
    EXPECT_EQ(from_json<EnrolRequest>(to_json(with_past))->past, with_past.past);
    EXPECT_NE(enrol_message(*read), enrol_message({"CODE", {}, "B01", "T1", "p", {}}));
    EXPECT_EQ(read->currency, "");
    auto counting = said;
    counting.currency = "GBP";
    EXPECT_EQ(from_json<EnrolRequest>(to_json(counting))->currency, "GBP");
    // An office of an older program checks the proof over what it knows.
    EXPECT_EQ(enrol_message(counting), enrol_message(said));
    // A till of an older program says nothing of it.
    std::string older = to_json(said);
    const std::string member = "\"currency\":\"\",";
    ASSERT_NE(older.find(member), std::string::npos);
    older.erase(older.find(member), member.size());
    EXPECT_TRUE(from_json<EnrolRequest>(older));
}

TEST(Messages, what_is_in_no_takings_comes_back) {
    OutsideAnswer said;
    EXPECT_EQ(from_json<OutsideAnswer>(to_json(said)), said);
    said.stretches.push_back({.journal = test::id(3),
                              .first_seq = 5,
                              .last_seq = 9,
                              .last_hash = test::hash_of_number(4),
                              .since = {1'795'400'000'000}});
    said.stretches.push_back({.parked = true,
                              .journal = test::id(3),
                              .first_seq = 12,
                              .last_seq = 12,
                              .reason = "other_place",
                              .detail = "B02-T1"});
    EXPECT_EQ(from_json<OutsideAnswer>(to_json(said)), said);
    said.stretches[0].last_seq = 4;  // it ends before it begins
    EXPECT_FALSE(from_json<OutsideAnswer>(to_json(said)));
    said.stretches[0].last_seq = 9;
    said.stretches.resize(2 * static_cast<std::size_t>(kOutsideMax) + 1, said.stretches[0]);
    EXPECT_FALSE(from_json<OutsideAnswer>(to_json(said)));
    for (const char* text : {R"({"stretches":{}})", R"({"stretches":[1]})", "{}"}) {
        EXPECT_FALSE(from_json<OutsideAnswer>(text)) << text;
    }
}

TEST(Messages, who_follows_a_till_comes_back) {
    const SuccessorRequest said{.terminal = test::id(1),
                                .journal = test::id(2),
                                .at = {7, test::hash_of_number(7)},
                                .public_key = test::hash_of_number(8),
                                .program = "p",
                                .series = "T1 T1b",
                                .code = "K3QX"};
    const auto read = from_json<SuccessorRequest>(to_json(said));
    ASSERT_TRUE(read);
    EXPECT_EQ(successor_message(*read), successor_message(said));
    EXPECT_EQ(read->program, "p");
    // Each thing that is asked for is signed.
    auto other = said;
    other.at.seq = 8;
    EXPECT_NE(successor_message(other), successor_message(said));
    other = said;
    other.public_key = test::hash_of_number(9);
    EXPECT_NE(successor_message(other), successor_message(said));
    other = said;
    other.code.clear();
    EXPECT_NE(successor_message(other), successor_message(said));

    const auto granted =
        from_json<SuccessorAnswer>(to_json(SuccessorAnswer{test::id(3), test::id(4), "T1c"}));
    ASSERT_TRUE(granted);
    EXPECT_EQ(granted->series, "T1c");
    const auto replaced =
        from_json<ReplacementAnswer>(to_json(ReplacementAnswer{.terminal = test::id(3),
                                                               .branch = "B01",
                                                               .code = "T1",
                                                               .currency = "EUR",
                                                               .series = "T1b"}));
    ASSERT_TRUE(replaced);
    EXPECT_EQ(replaced->currency, "EUR");
    EXPECT_EQ(replaced->head.seq, 0U);
}

TEST(Messages, an_older_offices_answer_is_read) {
    EXPECT_TRUE(from_json<JournalAnswer>(
        R"({"reception":"taken","head_seq":0,"head_hash":")" + std::string(64, '0') +
        R"(","added":0,"again":0,"set_aside":0,"parked_total":0,"set_aside_total":0})"));
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

TEST(Messages, each_member_stands_in_the_specification) {
    std::ifstream file{COUNTERFOIL_SOURCE_DIR "/sync/wire/README.md"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    /// The line of the table that speaks of a message.
    const auto line_of = [&](const std::string& begin) {
        const auto at = text.find("\n| " + begin);
        return at == std::string::npos ? std::string{}
                                       : text.substr(at + 1, text.find('\n', at + 1) - at);
    };
    const auto stands_in = [&](const std::string& begin, const std::string& message) {
        const std::string line = line_of(begin);
        ASSERT_NE(line, "") << begin;
        const auto json = nlohmann::json::parse(message);
        for (const auto& [member, value] : json.items()) {
            EXPECT_NE(line.find('`' + member + '`'), std::string::npos) << begin << ": " << member;
        }
    };
    EnrolRequest enrol;
    enrol.past = "";
    stands_in("`POST /v1/enrol`", to_json(enrol));
    stands_in("`POST /v1/challenge`", to_json(ChallengeRequest{}));
    stands_in("`POST /v1/token`", to_json(TokenRequest{}));
    stands_in("`POST /v1/successor`", to_json(SuccessorRequest{}));
    stands_in("`POST /v1/replacement`", to_json(ReplacementRequest{}));
    stands_in("what became of a batch", to_json(JournalAnswer{}));
    OutsideAnswer outside;
    outside.stretches.emplace_back();
    const auto stretches = nlohmann::json::parse(to_json(outside))["stretches"];
    stands_in("`GET /v1/outside`", stretches.at(0).dump());
    stands_in("any answer that is no 200", to_json(Problem{}));
    // Each answer stands below its question.
    const std::vector<std::string> answers{to_json(EnrolAnswer{}), to_json(ChallengeAnswer{}),
                                           to_json(TokenAnswer{}), to_json(SuccessorAnswer{}),
                                           to_json(ReplacementAnswer{})};
    std::size_t at = 0;
    for (const std::string& answer : answers) {
        at = text.find("\n| its answer", at + 1);
        ASSERT_NE(at, std::string::npos);
        const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at);
        const auto json = nlohmann::json::parse(answer);
        for (const auto& [member, value] : json.items()) {
            EXPECT_NE(line.find('`' + member + '`'), std::string::npos) << line << ": " << member;
        }
    }
}
