// Goal: whatever is wrong with a command line, a file or a database, the words say it and the exit
// code tells which of them it was: 1 refused, 2 usage, 3 environment. Method: one mistake each.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

class Mistakes : public test::CommandLine {};

TEST_P(Mistakes, OfTheCommandLineEndWithTwo) {
    init();
    const std::vector<std::vector<std::string>> wrong{
        {},
        {"nosuch"},
        {"takings"},
        {"takings", "--db"},
        {"takings", "--db", ""},
        {"takings", "--db", "mysql://x/y"},
        {"takings", "--db", db(), "--by", "week"},
        {"takings", "--db", db(), "--format", "xml"},
        {"takings", "--db", db(), "--from", "2010-02-30"},
        {"takings", "--db", db(), "--from", "2010-12-02", "--to", "2010-12-01"},
        {"search", "--db", db()},
        {"search", "x", "--db", db(), "--limit", "0"},
        {"item", "--db", db()},
        {"receipt", "1", "--db", db(), "--format", "pdf"},
        {"receipt", "1", "--db", db(), "--paper", "70"},
        {"import", "--db", db()},
        {"import", "items", "--db", db()},
        {"backup", "--db", db()},
        {"verify", "--db", db(), "extra"},
    };
    for (const auto& words : wrong) {
        SCOPED_TRACE(testing::PrintToString(words));
        const auto said = run(words);
        EXPECT_EQ(said.exit, Exit::usage) << said.err;
        EXPECT_NE(said.err, "");
        EXPECT_EQ(said.out, "");
    }
}

TEST_P(Mistakes, OfADocumentsNumberSayWhichOne) {
    init();
    for (const char* what : {"show", "export"}) {
        EXPECT_EQ(refused(Exit::refused, {"document", what, "I1999-000001", "--db", db()}),
                  "No document has the number I1999-000001.\n");
    }
}

TEST_P(Mistakes, OfAFileOfJsonSayWhichFileWhereAndWhatToDo) {
    init();
    const std::string next = " Nothing was done: put that right, then give it again.\n";
    const std::string plan = file_of("plan.json", R"({"code": "A", "name": "A", "currency": "EUR",
        "phases": [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring",
        "amount": "much", "every": "month"}]}]})");
    const std::string senseless = plan + ": The plan makes no sense: ";
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"plan", "publish", plan, "--db", db()},
          std::vector<std::string>{"plan", "publish", plan, "--check", "--db", db()},
          std::vector<std::string>{"plan", "try", plan, "--db", db()}}) {
        SCOPED_TRACE(testing::PrintToString(words));
        const std::string why = refused(Exit::refused, words);
        EXPECT_THAT(why, testing::StartsWith(senseless));
        EXPECT_THAT(why, HasSubstr("phases[0].charges[0].amount is no figure"));
        EXPECT_THAT(why, testing::EndsWith(next));
    }
    const std::string broken = file_of("broken.json", "{\n  \"code\": A}");
    EXPECT_THAT(refused(Exit::refused, {"plan", "publish", broken, "--db", db()}),
                HasSubstr(broken + ": The plan makes no sense: line 2, column 11 "));
    for (const char* what : {"document", "quote"}) {
        EXPECT_EQ(refused(Exit::refused, {what, "write", broken, "--db", db()}),
                  broken + ": The invoice is no JSON." + next);
    }
}

TEST_P(Mistakes, OfANewShopNameTheOption) {
    const auto why = [&](const std::string& option, const std::string& value) {
        std::vector<std::string> words{"init", "--db",   db(),  "--branch",   "B01", "--terminal",
                                       "T1",   "--zone", "UTC", "--currency", "GBP"};
        const auto at = std::ranges::find(words, option);
        if (at != words.end()) {
            *(at + 1) = value;
        } else {
            words.insert(words.end(), {option, value});
        }
        return refused(Exit::usage, words);
    };
    EXPECT_THAT(why("--branch", "b01"), HasSubstr("--branch"));
    EXPECT_THAT(why("--branch", "B23456789"), HasSubstr("--branch"));
    EXPECT_THAT(why("--terminal", ""), HasSubstr("--terminal"));
    EXPECT_THAT(why("--currency", "GBR"), HasSubstr("--currency GBR"));
    EXPECT_THAT(why("--currency", "gbp"), HasSubstr("--currency gbp"));
    EXPECT_THAT(why("--zone", "Europe/Lodon"), HasSubstr("--zone Europe/Lodon"));
    EXPECT_THAT(why("--locale", "q"), HasSubstr("--locale q"));
    if (is_sqlite()) {
        EXPECT_FALSE(fs::exists(target_.where));
    }
}

TEST_P(Mistakes, OfFilesSayWhichFileAndWhere) {
    init();
    const auto import = [&](Exit exit, const std::string& path,
                            const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"import", "items", path, "--db", db()};
        words.insert(words.end(), more.begin(), more.end());
        return refused(exit, words);
    };
    EXPECT_THAT(import(Exit::environment, file("none.csv")), HasSubstr("none.csv does not exist"));
    EXPECT_THAT(import(Exit::environment, directory_.path()), HasSubstr("is a folder"));
    EXPECT_THAT(import(Exit::environment, file_of("cut.gz", std::string{"\x1F\x8B\x08", 3})),
                HasSubstr("cut.gz cannot be unpacked"));
    EXPECT_THAT(import(Exit::refused, file_of("empty.csv", "")), HasSubstr("the file is empty"));
    EXPECT_THAT(import(Exit::environment, file_of("zeros.csv", std::string(64, '\0'))),
                HasSubstr("no spreadsheet and no table of text"));
    const auto good = file_of("good.csv", "number,name,Preis\n1,A,1\n");
    EXPECT_THAT(import(Exit::usage, good, {"--map", "name=Nam"}), HasSubstr("did you mean name?"));
    EXPECT_THAT(import(Exit::usage, good, {"--map", "nam=name"}), HasSubstr("is no field"));
    EXPECT_THAT(import(Exit::usage, good, {"--map", "name"}), HasSubstr("field=Column"));
    EXPECT_THAT(import(Exit::usage, good, {"--only", "name"}), HasSubstr("Column=text"));
    EXPECT_THAT(import(Exit::usage, good, {"--only", "shop=1"}), HasSubstr("no column \"shop\""));
    EXPECT_THAT(import(Exit::usage, good, {"--decimal", "dot"}), HasSubstr("auto|point|comma"));

    std::string wide = "name";
    for (int i = 0; i < 1500; ++i) wide += "," + std::string(200, 'x') + std::to_string(i);
    const auto long_words =
        import(Exit::usage, file_of("wide.csv", wide + "\n"), {"--map", "number=Nam"});
    EXPECT_LT(long_words.size(), 4'000U);
    EXPECT_THAT(long_words, HasSubstr("and 1461 more"));
}

TEST_P(Mistakes, OfARingSayWhatIsMissing) {
    init();
    const auto ring = [&](Exit exit, const std::string& path,
                          const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"ring", path, "--db", db()};
        words.insert(words.end(), more.begin(), more.end());
        return refused(exit, words);
    };
    const auto sales =
        file_of("sales.csv", "receipt,sku,quantity,price,at\n1,A,1,1,2010-12-01 08:00:00\n");
    EXPECT_THAT(ring(Exit::environment, file("none.csv")), HasSubstr("does not exist"));
    EXPECT_THAT(ring(Exit::refused, file_of("empty.csv", "")), HasSubstr("the file is empty"));
    EXPECT_THAT(ring(Exit::usage, sales, {"--map", "receipt=No"}), HasSubstr("no column \"No\""));
    EXPECT_THAT(ring(Exit::usage, sales, {"--map", "receipt=receipt"}),
                HasSubstr("no column is mapped to \"quantity\""));
    EXPECT_THAT(ring(Exit::usage, sales, {"--date-format", "%H:%M"}), HasSubstr("%Y or %y"));
    EXPECT_THAT(ring(Exit::refused, sales, {"--cashier", "Nobody"}), HasSubstr("Nobody"));
}

TEST_P(Mistakes, OfDatabasesAreOfTheEnvironment) {
    const std::vector<std::vector<std::string>> commands{{"takings"},
                                                         {"search", "x"},
                                                         {"item", "1"},
                                                         {"verify"},
                                                         {"receipt", "1"},
                                                         {"ring", file_of("s.csv", "a\n")},
                                                         {"receipt", "1", "--reprint"},
                                                         {"import", "items", file("s.csv")}};
    for (auto words : commands) {
        SCOPED_TRACE(testing::PrintToString(words));
        const std::string none =
            is_sqlite() ? file("none.db") : target_.where.substr(0, target_.where.size() - 1) + "x";
        words.insert(words.end(), {"--db", none});
        refused(Exit::environment, words);
        if (!is_sqlite()) continue;
        words.back() = file_of("text.db", "Receipts of May");
        EXPECT_THAT(refused(Exit::environment, words), HasSubstr("left as it is"));
        EXPECT_EQ(test::read_file(words.back()), "Receipts of May");
        words.back() = directory_.path();
        refused(Exit::environment, words);
    }
}

TEST_P(Mistakes, NameAShopThatWasNeverMade) {
    // On a server there is a database, with nothing in it.
    const std::string none = is_sqlite() ? file("none.db") : db();
    const std::vector<std::vector<std::string>> commands{
        {"takings"},        {"search", "x"},
        {"item", "1"},      {"verify"},
        {"receipt", "1"},   {"settings"},
        {"price", "1"},     {"backup", "--to", file("b")},
        {"tax", "A", "20"}, {"receipt", "1", "--reprint"}};
    for (auto words : commands) {
        SCOPED_TRACE(testing::PrintToString(words));
        words.insert(words.end(), {"--db", none});
        EXPECT_THAT(refused(Exit::environment, words), HasSubstr("There is no shop at"));
    }
    if (is_sqlite()) return;
    // Who only asked has made nothing there.
    EXPECT_EQ(connect()
                  ->value<std::int64_t>("SELECT count(*) FROM pg_tables WHERE schemaname = "
                                        "'public'")
                  ->value(),
              0);
}

TEST_P(Mistakes, RepeatNoPassword) {
    if (is_sqlite()) GTEST_SKIP() << "a file has none";
    const auto said = refused(
        Exit::environment,
        {"takings", "--db", "postgresql://me:secret@/none?host=/none&sslpassword=hush&port=1"});
    EXPECT_THAT(said, HasSubstr("me:***@"));
    EXPECT_THAT(said, Not(HasSubstr("secret")));
    EXPECT_THAT(said, Not(HasSubstr("hush")));
}

TEST_P(Mistakes, OfAServerThatDoesNotAnswerSayWhatToDo) {
    const auto said = refused(Exit::environment,
                              {"takings", "--db", "postgresql://test:s3cret@127.0.0.1:1/shop"});
    EXPECT_THAT(said, HasSubstr("does not answer, so nothing was done"));
    EXPECT_THAT(said, HasSubstr("try again"));
    EXPECT_THAT(said, Not(HasSubstr("s3cret")));
    EXPECT_EQ(std::ranges::count(said, '\n'), 1) << said;
}

TEST_P(Mistakes, OfWhatIsNoTextKeepNothing) {
    const std::string bad = "bad\xff\xfe";
    const std::vector<std::string> shop{"init", "--db",   db(),  "--branch",   "B01", "--terminal",
                                        "T1",   "--zone", "UTC", "--currency", "GBP"};
    for (const char* option : {"--name", "--address", "--footer", "--tax-number", "--cashier"}) {
        SCOPED_TRACE(option);
        auto words = shop;
        words.insert(words.end(), {option, bad});
        EXPECT_THAT(refused(Exit::usage, words), HasSubstr("bad\xEF\xBF\xBD"));
        words.back() = std::string(201, 'x');  // as long as no shop is called
        EXPECT_THAT(refused(Exit::usage, words), HasSubstr("bytes"));
    }
    if (is_sqlite()) {
        EXPECT_FALSE(fs::exists(target_.where)) << "nothing was made";
    }
    init({"--name", "  Corner   shop ", "--cashier", " Anna "});
    EXPECT_THAT(run({"settings", "--json", "--db", db()}).out, HasSubstr("\"Corner shop\""));
    for (const char* option : {"--name", "--address", "--footer"}) {
        refused(Exit::usage, {"settings", option, bad, "--db", db()});
    }
    refused(Exit::usage, {"user", "add", bad, "--role", "cashier", "--db", db()});
    refused(Exit::usage, {bad});
    EXPECT_EQ(run({"settings", "--json", "--db", db()}).exit, Exit::done);
}

TEST_P(Mistakes, HelpIsNoneAndComesAsData) {
    for (const char* command : {"init", "ring", "takings", "search", "item", "receipt", "verify",
                                "backup", "restore", "import"}) {
        SCOPED_TRACE(command);
        const auto said = run({command, "--help"});
        EXPECT_EQ(said.exit, Exit::done);
        EXPECT_THAT(said.out, HasSubstr(std::string{"Usage: counterfoil "} + command));
        EXPECT_EQ(said.err, "");
        for (const char c : said.out) EXPECT_TRUE(c == '\n' || c < 0 || c >= ' ') << int{c};
    }
    EXPECT_THAT(run({"--help"}).out, HasSubstr("restore"));
    EXPECT_THAT(run({"--version"}).out, HasSubstr("counterfoil "));
}

ON_EITHER_ENGINE(Mistakes);

}  // namespace
