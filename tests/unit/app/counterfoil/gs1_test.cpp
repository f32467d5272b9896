// Goal: `counterfoil gs1` answers each line with one, in the promised members, whatever the line
// holds. Method: the command with lines of every kind, its answers read back.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/counterfoil/command.hpp"
#include "tests/support/seeded_random.hpp"

using app::counterfoil::Context;
using nlohmann::json;

namespace {

struct StillClock : pos::Clock {
    pos::Instant now() override { return {}; }
};

std::string answer(const std::string& input, std::vector<std::string> arguments) {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    StillClock clock;
    test::SeededRandom random{1};
    Context context{in, out, err, clock, random};
    CLI::App program;
    app::counterfoil::add_commands(program, context);
    std::ranges::reverse(arguments);  // as CLI11 wants them
    program.parse(arguments);
    EXPECT_EQ(err.str(), "");
    EXPECT_EQ(context.exit, app::counterfoil::Exit::done);
    return out.str();
}

std::vector<json> answers(const std::string& input, std::vector<std::string> arguments) {
    std::istringstream lines{answer(input, std::move(arguments))};
    std::vector<json> found;
    for (std::string line; std::getline(lines, line);) found.push_back(json::parse(line));
    return found;
}

}  // namespace

TEST(Gs1Command, one_answer_a_line) {
    const auto found = answers(
        "(01)09521234543213(10)A\\(B\r\n\nhttps://a/01/9521234543213?17=261231\n\xff\xfe\n"
        "(01)09521234543210",
        {"gs1", "--json"});
    ASSERT_EQ(found.size(), 5u);
    const json expected = {
        {"input", "(01)09521234543213(10)A\\(B"},
        {"ok", true},
        {"gtin", "09521234543213"},
        {"elements",
         {{{"ai", "01"}, {"value", "09521234543213"}}, {{"ai", "10"}, {"value", "A(B"}}}},
        {"element_string", "^010952123454321310A(B"},
        {"error", nullptr}};
    EXPECT_EQ(found[0], expected);
    EXPECT_EQ(found[1].at("ok"), false);
    EXPECT_EQ(found[1].at("input"), "");
    EXPECT_EQ(found[2].at("element_string"), "^010952123454321317261231");
    EXPECT_EQ(found[3].at("ok"), false);
    EXPECT_EQ(found[4].at("gtin"), nullptr);
    EXPECT_EQ(found[4].at("elements"), json::array());
    EXPECT_EQ(found[4].at("element_string"), nullptr);
    EXPECT_EQ(found[4].at("error"), "(01) GTIN: incorrect check digit, from character 14.");
}

TEST(Gs1Command, what_one_code_lacks_is_an_error_only_of_a_whole_item) {
    const std::string words = "(10) BATCH/LOT needs (01), or (02), or (03), or (8006), or (8026).";
    const json part = answers("(10)A", {"gs1", "--json"}).at(0);
    EXPECT_EQ(part.at("ok"), true);
    EXPECT_EQ(part.at("missing"), words);
    const json whole = answers("(10)A", {"gs1", "--json", "--whole-item"}).at(0);
    EXPECT_EQ(whole.at("ok"), false);
    EXPECT_EQ(whole.at("error"), words);
}

TEST(Gs1Command, for_people) {
    EXPECT_EQ(answer("]d2010952123454321310A\nhello\n", {"gs1"}),
              "(01)09521234543213(10)A\n  GTIN: 09521234543213\n  BATCH/LOT: A\n"
              "hello: This is no GS1 code.\n");
}
