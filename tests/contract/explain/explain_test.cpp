// Goal: `counterfoil explain` answers every line for itself, tells what is wrong with the bad ones,
// and its help shows requests that work.
// Method: command lines as users type them, with requests on standard input and in files, packed
// and not; every example of the help is tried.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/core/explain/explain.hpp"
#include "app/counterfoil/command.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class NoClock final : public pos::Clock {
public:
    pos::Instant now() override { return {}; }
};

struct Said {
    Exit exit{};
    std::vector<Json> answers;
    std::string out;
    std::string err;
};

Said run(const std::vector<std::string>& words, const std::string& input = "") {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream err;
    NoClock clock;
    test::SeededRandom random{1};
    app::counterfoil::Context context{in, out, err, clock, random};
    Said said{.exit = app::counterfoil::run(words, context)};
    said.out = out.str();
    said.err = err.str();
    std::istringstream lines{said.out};
    for (std::string line; std::getline(lines, line);) {
        said.answers.push_back(Json::parse(line, nullptr, false));
    }
    return said;
}

const std::string kGood =
    R"({"kind":"charge","id":7,"currency":"EUR","model":"per_unit","price":"0.125",)"
    R"("usage":{"quantity":3}})";

}  // namespace

TEST(Explain, EachLineIsAnsweredAndABadOneStopsNoOther) {
    const Said said =
        run({"explain"},
            "no json\n\n" + kGood + "\r\n{\"kind\":\"charge\",\"currency\":\"XYZ\"}\n" + kGood);
    EXPECT_EQ(said.exit, Exit::refused);
    EXPECT_EQ(said.err, "");
    ASSERT_EQ(said.answers.size(), 4U);
    EXPECT_EQ(said.answers[0]["errors"][0]["reason"], "is no JSON object");
    EXPECT_EQ(said.answers[0]["line"], 1);
    EXPECT_EQ(said.answers[1]["total"], "0.38");
    EXPECT_EQ(said.answers[1]["id"], 7);
    EXPECT_EQ(said.answers[1]["steps"][0], "units: 3 × 0.125 = 0.38");
    EXPECT_EQ(said.answers[2]["line"], 4);
    EXPECT_EQ(said.answers[2]["errors"][0]["field"], "currency");
    EXPECT_EQ(said.answers[3], said.answers[1]);
}

TEST(Explain, EveryExampleOfTheHelpIsAnswered) {
    const std::string help = run({"explain", "--help"}).out;
    ASSERT_GE(app::core::explain::kinds().size(), 6U);
    for (const auto& kind : app::core::explain::kinds()) {
        SCOPED_TRACE(kind.name);
        const Said said = run({"explain"}, std::string{kind.example} + "\n");
        EXPECT_EQ(said.exit, Exit::done) << said.out;
        ASSERT_EQ(said.answers.size(), 1U);
        EXPECT_EQ(said.answers[0]["kind"], kind.name);
        const auto holds = [&](const char* what) {
            return said.answers[0].contains(what) && !said.answers[0][what].empty();
        };
        EXPECT_TRUE(holds("steps") || holds("parts"));
        EXPECT_THAT(help, HasSubstr(std::string{kind.what}));
    }
}

TEST(Explain, EveryFieldThatIsWrongIsNamed) {
    struct Row {
        const char* request;
        const char* field;
        const char* reason;
    };
    for (const Row& row : {
             Row{R"({"kind":"bill"})", "kind", "is none of charge"},
             Row{R"([1])", "line", "is no JSON object"},
             Row{R"({"kind":"charge","currency":"EUR","model":"per_unit","price":"1","colour":1})",
                 "colour", "is not known here"},
             Row{R"({"kind":"charge","currency":"EUR","model":"per_unit","price":"1,5"})", "price",
                 "is no figure"},
             Row{R"({"kind":"charge","currency":"EUR","model":"per_unit",)"
                 R"("price":0.1234567890123456})",
                 "price", "write it as a text"},
             Row{R"({"kind":"charge","currency":"EUR","model":"per_unit"})", "price", "is missing"},
             Row{R"({"kind":"charge","currency":"EUR","model":"volume","tiers":[{"up_to":"x"}]})",
                 "tiers[0].up_to", "is no figure"},
             Row{R"({"kind":"charge","currency":"EUR","model":"volume","tiers":[{"up_to":"5"}]})",
                 "model", "the last tier ends somewhere"},
             Row{R"({"kind":"charge","currency":"EUR","model":"package","price":"1","size":"1",)"
                 R"("usage":{"quantity":"-1"}})",
                 "usage", "cannot come back"},
             Row{R"({"kind":"parts","currency":"EUR","model":"per_unit","price":"1",)"
                 R"("parts":[{"came_to":[]}]})",
                 "parts[0].came_to", "at the end of each part"},
             Row{R"({"kind":"periods","every":"month","start":"2024-02-30","up_to":"2024-03-01"})",
                 "start", "is no date"},
             Row{R"({"kind":"periods","every":"day","start":"1900-01-01","up_to":"2199-01-01"})",
                 "up_to", "more than fifty thousand"},
             Row{R"({"kind":"periods","every":"month","start":"2024-02-01","end":"2024-01-01",)"
                 R"("up_to":"2024-03-01"})",
                 "end", "before the start"},
             Row{R"({"kind":"wallet","lots":[{"id":"a","amount":"1",)"
                 R"("effective_at":"2024-01-01T00:00:00Z"}],)"
                 R"("resets":[{"at":"2023-01-01T00:00:00Z"}],"until":"2024-02-01T00:00:00Z"})",
                 "resets", "must come after the start"},
             Row{R"({"kind":"wallet","lots":[{"id":"a","amount":"1",)"
                 R"("effective_at":"2024-01-02T00:00:00Z","expires_at":"2024-01-01T00:00:00Z"}],)"
                 R"("until":"2024-02-01T00:00:00Z"})",
                 "lots[0].expires_at", "before effective_at"},
             Row{R"({"kind":"call","seconds":"5"})", "windows", "one of the three"},
             Row{R"({"kind":"call","dialled":"7","seconds":"5","deck":[{"prefix":"49",)"
                 R"("rates":[{"price":"1"}]}]})",
                 "dialled", "begins with none"},
             Row{R"({"kind":"tariff","start":"2024-01-01T00:00:00Z","load_kw":["1"],)"
                 R"("components":[{"kind":"energy"}]})",
                 "components[0].tiers", "there is no tier"},
         }) {
        SCOPED_TRACE(row.request);
        const Said said = run({"explain"}, row.request);
        EXPECT_EQ(said.exit, Exit::refused);
        ASSERT_EQ(said.answers.size(), 1U);
        bool named = false;
        for (const Json& error : said.answers[0]["errors"]) {
            named = named || (error["field"] == row.field &&
                              error["reason"].get<std::string>().contains(row.reason));
        }
        EXPECT_TRUE(named) << said.out;
    }
}

TEST(Explain, ATariffTellsNoRestOfItsIntervals) {
    // A third of an hour three times: each share is rounded by itself.
    const Said said =
        run({"explain"}, R"({"kind":"tariff","start":"2024-01-01T00:00:00Z","minutes":20,)"
                         R"("load_kw":["1","1","1"],"components":[{"kind":"energy","tiers":)"
                         R"([{"slots":[{"price":"1.4"}]}]}]})");
    ASSERT_EQ(said.answers.size(), 1U) << said.out;
    EXPECT_EQ(said.answers[0]["total"], "1.4") << said.out;
    EXPECT_EQ(said.answers[0]["months"][0]["total"], "1.4") << said.out;
}

TEST(Explain, FilesAreReadToo) {
    const test::TempDir directory;
    test::write_file(directory.file("requests.jsonl"), kGood + "\n" + kGood + "\n");
    const Said said = run({"explain", directory.file("requests.jsonl")});
    EXPECT_EQ(said.exit, Exit::done);
    EXPECT_EQ(said.answers.size(), 2U);
    const Said missing = run({"explain", directory.file("none.jsonl")});
    EXPECT_EQ(missing.exit, Exit::environment);
    EXPECT_THAT(missing.err, HasSubstr("none.jsonl"));
    EXPECT_EQ(missing.out, "");
}

TEST(Explain, AFieldThatStandsTwiceIsNamedWithItsPlace) {
    const Said said = run({"explain"}, R"({"kind":"charge","usage":{"quantity":1,"quantity":2}})"
                                       "\n"
                                       R"({"id":5,"a":[{"b":1},{"b":"\"","b":2}],"a":[]})"
                                       "\n"
                                       R"({"id":1,"id":2})");
    EXPECT_EQ(said.exit, Exit::refused);
    ASSERT_EQ(said.answers.size(), 3U);
    const auto& nested = said.answers[0]["errors"];
    ASSERT_EQ(nested.size(), 1U) << said.out;
    EXPECT_EQ(nested[0]["field"], "usage.quantity");
    EXPECT_EQ(nested[0]["reason"], "stands there twice: column 40");
    EXPECT_EQ(said.answers[0]["line"], 1);
    const auto& both = said.answers[1]["errors"];
    ASSERT_EQ(both.size(), 2U) << said.out;
    EXPECT_EQ(both[0]["field"], "a[1].b");
    EXPECT_EQ(both[0]["reason"], "stands there twice: column 32");
    EXPECT_EQ(both[1]["field"], "a");
    EXPECT_EQ(both[1]["reason"], "stands there twice: column 40");
    EXPECT_EQ(said.answers[1]["id"], 5);
    EXPECT_EQ(said.answers[1]["line"], 2);
    // Of two ids nobody knows which is meant.
    EXPECT_FALSE(said.answers[2].contains("id"));
    // The same name in objects beside one another is no second one.
    const Said good = run({"explain"}, R"({"kind":"charge","currency":"EUR","model":"volume",)"
                                       R"("tiers":[{"up_to":"5","price":"2"},{"price":"1"}],)"
                                       R"("usage":{"quantity":3}})");
    EXPECT_EQ(good.answers[0]["total"], "6") << good.out;
}

TEST(Explain, AnIdComesBackWhateverItIs) {
    for (const char* id : {"null", "true", "7", "-1.5", "18446744073709551615", "\"a\"", "[1,[2]]",
                           R"({"a":{"b":null}})"}) {
        std::string request = kGood;
        request.replace(request.find("7"), 1, id);
        const Said said = run({"explain"}, request);
        EXPECT_EQ(said.exit, Exit::done) << said.out;
        ASSERT_EQ(said.answers.size(), 1U);
        ASSERT_TRUE(said.answers[0].contains("id")) << said.out;
        EXPECT_EQ(said.answers[0]["id"], Json::parse(id)) << said.out;
    }
    // Refused ones have theirs, and those that had none have none.
    EXPECT_EQ(run({"explain"}, R"({"id":[3],"kind":"bill"})").answers[0]["id"], Json::parse("[3]"));
    EXPECT_FALSE(run({"explain"}, R"({"kind":"bill"})").answers[0].contains("id"));
}

TEST(Explain, AnInstantThatIsNoneIsToldApart) {
    struct Row {
        const char* at;
        const char* reason;
    };
    for (const Row& row : {Row{"2024-02-30T09:00:00Z", "is on a day that there is not"},
                           Row{"2024-01-31T24:00:00Z", "is at a time of day that there is not"},
                           Row{"2024-01-31T09:00:00", "has no zone"},
                           Row{"2024-01-31T09:00:00+25:00", "has an offset that is none"},
                           Row{"2024-01-31T09:00:00 CET", "has an offset that is none"},
                           Row{"2024-01-31T09:00:00.0001Z", "is finer than a millisecond"},
                           Row{"2024-01-31", "is a day alone"},
                           Row{"31.01.2024 09:00", "is no instant: write 2024-01-31T09:00:00Z"},
                           Row{"", "is no instant: write 2024-01-31T09:00:00Z"}}) {
        SCOPED_TRACE(row.at);
        const Said said = run({"explain"}, R"({"kind":"call","seconds":"5","tariff":{"rates":[)"
                                           R"({"price":"1"}]},"start":")" +
                                               std::string{row.at} + "\"}");
        ASSERT_EQ(said.answers.size(), 1U);
        ASSERT_TRUE(said.answers[0].contains("errors")) << said.out;
        EXPECT_EQ(said.answers[0]["errors"][0]["field"], "start");
        EXPECT_THAT(said.answers[0]["errors"][0]["reason"].get<std::string>(),
                    HasSubstr(row.reason));
    }
    const Said good =
        run({"explain"}, R"({"kind":"call","seconds":"5","tariff":{"rates":[)"
                         R"({"price":"1"}]},"start":"2024-01-31T09:00:00.120000+01:00"})");
    EXPECT_EQ(good.exit, Exit::done) << good.out;
}
