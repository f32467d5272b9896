// Goal: what a shop says about itself is shown and changed by command, and what cannot be meant
// changes nothing. Method: the command, on either engine.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class Settings : public test::CommandLine {
protected:
    void SetUp() override {
        CommandLine::SetUp();
        init({"--name", "Corner shop"});
    }
    Json shown() { return Json::parse(done({"settings", "--json"}).out); }
};

TEST_P(Settings, AreShownAndChanged) {
    EXPECT_EQ(shown()["name"], "Corner shop");
    EXPECT_EQ(shown()["cash_step"], "0.01");
    EXPECT_FALSE(shown().contains("lock_minutes"));
    const auto said =
        done({"settings", "--address", "1 High Street", "--address", "Leeds", "--footer",
              "Thank  you ", "--tax-number", "GB 1", "--cash-step", "0.05", "--lock-minutes", "5"});
    EXPECT_THAT(said.out, HasSubstr("1 High Street"));
    const Json json = shown();
    EXPECT_EQ(json["name"], "Corner shop");
    EXPECT_EQ(json["address"], Json::array({"1 High Street", "Leeds"}));
    EXPECT_EQ(json["footer"], Json::array({"Thank you"}));
    EXPECT_EQ(json["tax_number"], "GB 1");
    EXPECT_EQ(json["cash_step"], "0.05");
    EXPECT_EQ(json["lock_minutes"], 5);
    done({"settings", "--name", "Other"});
    EXPECT_EQ(shown()["name"], "Other");
    EXPECT_EQ(shown()["footer"], Json::array({"Thank you"}));
    done({"verify"});
}

TEST_P(Settings, ThatCannotBeMeantAreRefused) {
    struct Case {
        Exit exit;
        std::vector<std::string> words;
        const char* says;
    };
    const Case cases[] = {
        {Exit::usage, {"--cash-step", "0"}, "no sum, such as 0.05"},
        {Exit::usage, {"--cash-step", "0,05"}, "no sum, such as 0.05"},
        {Exit::usage, {"--lock-minutes", "soon"}, "no minutes"},
        {Exit::usage, {"--lock-minutes", "1441"}, "no minutes"},
        {Exit::usage, {"--footer", std::string(201, 'x')}, "at most 200"},
        {Exit::refused, {"--own", "footer"}, "Only what a head office gives"},
        {Exit::refused, {"--branch", "B01"}, "Only a head office"},
    };
    const Json before = shown();
    for (const auto& [exit, words, says] : cases) {
        std::vector<std::string> all{"settings"};
        all.insert(all.end(), words.begin(), words.end());
        all.insert(all.end(), {"--db", db()});
        EXPECT_THAT(refused(exit, all), HasSubstr(says));
    }
    std::vector<std::string> lines{"settings"};
    for (int line = 0; line < 13; ++line) lines.insert(lines.end(), {"--footer", "x"});
    lines.insert(lines.end(), {"--db", db()});
    EXPECT_THAT(refused(Exit::usage, lines), HasSubstr("At most 12 lines"));
    EXPECT_EQ(shown(), before);
}

}  // namespace

ON_EITHER_ENGINE(Settings);
