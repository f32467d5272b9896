// Goal: a shop's promotions are made, shown, changed and ended by command, and what cannot be meant
// is refused in a sentence and changes nothing. Method: the commands, on either engine.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class Promotions : public test::CommandLine {
protected:
    void SetUp() override {
        CommandLine::SetUp();
        init();
        const auto items = file_of("items.csv",
                                   "number,name,price,department\n"
                                   "101,Milk,1.19,dairy\n102,Bread,2.30,bakery\n");
        done({"import", "items", items});
    }
    /// "promotion …", done.
    void promotion(std::vector<std::string> words) {
        words.insert(words.begin(), "promotion");
        EXPECT_EQ(done(std::move(words)).out, "");
    }
    std::string said(Exit exit, std::vector<std::string> words) {
        words.insert(words.begin(), "promotion");
        words.insert(words.end(), {"--db", db()});
        return refused(exit, std::move(words));
    }
    Json list() { return Json::parse(done({"promotion", "list", "--json"}).out); }
};

TEST_P(Promotions, AreMadeShownChangedAndEnded) {
    EXPECT_THAT(done({"promotion", "list"}).out, HasSubstr("No promotions"));
    promotion({"add",         "MILK3",   "3 for 2",    "--take",     "3",           "--pay",
               "2",           "--item",  "101",        "--item",     "102",         "--from",
               "2025-12-01",  "--until", "2025-12-24", "--days",     "mon-fri,sun", "--hours",
               "17:00-19:00", "--times", "2",          "--priority", "-5"});
    Json one = list().at(0);
    EXPECT_EQ(one["code"], "MILK3");
    EXPECT_EQ(one["label"], "3 for 2");
    EXPECT_EQ(one["state"], "coming");
    EXPECT_EQ(one["kind"], "n_for_m");
    EXPECT_EQ(one["take"], "3");
    EXPECT_EQ(one["pay"], "2");
    EXPECT_EQ(one["items"], Json::array({"101", "102"}));
    EXPECT_EQ(one["from"], "2025-12-01");
    EXPECT_EQ(one["until"], "2025-12-24");
    EXPECT_EQ(one["weekdays"], "mon-fri,sun");
    EXPECT_EQ(one["hours"], "17:00-19:00");
    EXPECT_EQ(one["times"], "2");
    EXPECT_EQ(one["priority"], "-5");
    EXPECT_FALSE(one.contains("delivered"));  // no head office
    EXPECT_THAT(done({"promotion", "list"}).out,
                HasSubstr("from 2025-12-01 until 2025-12-24 mon-fri,sun 17:00-19:00"));

    promotion({"change", "MILK3", "--from", "none", "--until", "2025-12-24 18:00", "--department",
               "dairy"});
    one = list().at(0);
    EXPECT_EQ(one["state"], "running");
    EXPECT_FALSE(one.contains("from"));
    EXPECT_EQ(one["until"], "2025-12-24 18:00");
    EXPECT_EQ(one["take"], "3");
    EXPECT_EQ(one["items"], Json::array());
    EXPECT_EQ(one["departments"], Json::array({"dairy"}));
    promotion({"change", "MILK3", "--percent", "12.5", "--combinable", "--hours", "none", "--days",
               "none", "--times", "none", "--all-goods", "--label", "Milk week"});
    one = list().at(0);
    EXPECT_EQ(one["kind"], "percent_off");
    EXPECT_EQ(one["percent"], "12.5");
    EXPECT_EQ(one["label"], "Milk week");
    EXPECT_EQ(one["combinable"], true);
    EXPECT_EQ(one["departments"], Json::array());
    for (const char* gone : {"take", "pay", "hours", "weekdays", "times"})
        EXPECT_FALSE(one.contains(gone)) << gone;

    promotion({"end", "MILK3"});
    EXPECT_EQ(list().at(0)["state"], "ended");
    EXPECT_THAT(said(Exit::refused, {"end", "MILK3"}), HasSubstr("has been ended"));
    EXPECT_THAT(said(Exit::refused, {"change", "MILK3", "--percent", "5"}),
                HasSubstr("has been ended"));
    done({"verify"});
}

TEST_P(Promotions, OfEveryKindAreKeptAsTheyWereSaid) {
    struct Case {
        const char* kind;
        std::vector<std::string> terms;
    };
    const Case cases[] = {
        {"percent_off", {"--percent", "10"}},
        {"amount_off", {"--off", "0.50"}},
        {"fixed_price", {"--price", "0.99"}},
        {"n_for_m", {"--take", "3", "--pay", "2"}},
        {"n_for_price", {"--take", "3", "--price", "5.00"}},
        {"nth_off", {"--take", "2", "--percent", "50"}},
        {"spend_percent", {"--spend", "50.00", "--percent", "10"}},
        {"spend_amount", {"--spend", "50.00", "--off", "5.00"}},
    };
    std::size_t at = 0;
    for (const auto& [kind, terms] : cases) {
        std::vector<std::string> words{"add", std::string{"P"} + std::to_string(at), kind};
        words.insert(words.end(), terms.begin(), terms.end());
        promotion(words);
        const Json one = list().at(at++);
        EXPECT_EQ(one["kind"], kind);
        for (std::size_t i = 0; i < terms.size(); i += 2)
            EXPECT_EQ(one[terms[i].substr(2)], terms[i + 1]) << kind;
        // What is not said stays.
        promotion({"change", one["code"], "--priority", "1"});
        Json same = list().at(at - 1);
        same.erase("priority");
        EXPECT_EQ(same, one);
    }
}

TEST_P(Promotions, ThatCannotBeMeantAreRefused) {
    promotion({"add", "P1", "Label", "--percent", "10"});
    struct Case {
        Exit exit;
        std::vector<std::string> words;
        const char* says;
    };
    const Case cases[] = {
        {Exit::usage, {"add", "P2", "x"}, "Say what the promotion gives"},
        {Exit::usage, {"add", "P2", "x", "--percent", "10", "--off", "1"}, "Say what"},
        {Exit::usage, {"add", "P2", "x", "--pay", "2"}, "Say what"},
        {Exit::usage, {"add", "P2", "x", "--percent", "ten"}, "percent ten is no figure"},
        {Exit::usage, {"add", "P2", "x", "--percent", "101"}, "at most 100"},
        {Exit::usage, {"add", "P2", "x", "--percent", "0"}, "above 0"},
        {Exit::usage, {"add", "P2", "x", "--off", "0"}, "off 0 takes nothing off"},
        {Exit::usage, {"add", "P2", "x", "--off", "0,50"}, "off 0,50 is no figure"},
        {Exit::usage, {"add", "P2", "x", "--take", "3", "--pay", "3"}, "pay is fewer"},
        {Exit::usage, {"add", "P2", "x", "--take", "1", "--price", "1"}, "from 2 to 24"},
        {Exit::usage, {"add", "P2", "x", "--take", "3.5", "--pay", "1"}, "take 3.5 is no whole"},
        {Exit::usage, {"add", "P2", "x", "--spend", "0", "--off", "1"}, "more than nothing"},
        {Exit::usage, {"add", "P2", "x", "--percent", "1", "--times", "-1"}, "times -1"},
        {Exit::usage, {"add", "P2", "x", "--percent", "1", "--priority", "high"}, "priority high"},
        {Exit::usage, {"add", "P2", "x", "--percent", "1", "--from", "soon"}, "from soon"},
        {Exit::usage, {"add", "P2", "x", "--percent", "1", "--until", "2025-02-30"}, "until 2025"},
        {Exit::usage,
         {"add", "P2", "x", "--percent", "1", "--from", "2026-01-02", "--until", "2026-01-01"},
         "over before it begins"},
        {Exit::usage, {"add", "P2", "x", "--percent", "1", "--days", "mon-"}, "days mon-"},
        {Exit::usage, {"add", "P2", "x", "--percent", "1", "--hours", "9-17"}, "hours 9-17"},
        {Exit::usage, {"add", "", "x", "--percent", "1"}, "has a code"},
        {Exit::usage, {"add", "P2", "", "--percent", "1"}, "what receipts print"},
        {Exit::usage, {"add", "P2", " x", "--percent", "1"}, "no blanks at their ends"},
        {Exit::usage, {"add", "P2", std::string(101, 'x'), "--percent", "1"}, "at most 100"},
        {Exit::refused, {"add", "P2", "x", "--percent", "1", "--item", "9"}, "number 9"},
        {Exit::refused, {"add", "P2", "x", "--percent", "1", "--department", "shoes"}, "shoes"},
        {Exit::refused, {"add", "P2", "x", "--percent", "1", "--branch", "B01"}, "head office"},
        {Exit::refused, {"add", "P1", "x", "--percent", "1"}, "a promotion P1 already"},
        {Exit::refused, {"change", "P9", "--percent", "1"}, "no promotion P9"},
        {Exit::refused, {"end", "P9"}, "no promotion P9"},
    };
    for (const auto& [exit, words, says] : cases) {
        EXPECT_THAT(said(exit, words), HasSubstr(says));
    }
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list().at(0)["label"], "Label");
}

}  // namespace

ON_EITHER_ENGINE(Promotions);
