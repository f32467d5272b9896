// Goal: a manager sees what a bill run would bill, starts one that the server carries out by
// itself, stops it and lets it go on; everybody sees what came of it. Method: a small office asked
// over HTTP, in both languages; a run of another process is a row that is written here.
#include "pos/store/billing/run_progress.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeRuns : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/runs";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(kPath, cookie_).mark();
    }
    Heard tell(const std::string& what, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&what=" + what);
    }
    /// The page once the desk rests.
    Heard at_rest(const std::string& cookies = {}) const {
        return OfficePages::at_rest(kPath, cookie_ + cookies);
    }
    json told() const { return json::parse(ask(std::string{kPath} + "?as=json", cookie_).body); }
    std::size_t documents() const {
        return json_of({"document", "list", "--json", "--db", db()}).size();
    }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeRuns, AreLookedAtFirstAndCarriedOutByTheServer) {
    const std::string day = test::day_ago(3, 1);
    ASSERT_EQ(tell("try&as_of=" + day).status, 303);
    const Heard tried = at_rest();
    EXPECT_EQ(documents(), 2U);
    EXPECT_TRUE(has(tried, "id=\"trial\""));
    EXPECT_TRUE(has(tried, "value=\"run\">Bill them now"));
    // A fee of 9.90 and 20 % of it, where the last bill was of two fees and 130.5 kWh.
    const json would = told()["would"];
    ASSERT_EQ(would.size(), 2U);
    EXPECT_EQ(would[0]["account"], "1001");
    EXPECT_EQ(would[0]["payable"], "11.88");
    EXPECT_EQ(would[0]["last"], "68.92");
    EXPECT_EQ(would[0]["difference"], "-57.04");
    EXPECT_EQ(told()["could_not"][0]["account"], "1003");
    EXPECT_EQ(told()["runs"].size(), 1U);

    ASSERT_EQ(tell("run&as_of=" + day).header("Location"), kPath);
    const Heard billed = at_rest();
    EXPECT_EQ(documents(), 4U);
    EXPECT_FALSE(has(billed, "id=\"trial\""));
    const json run = told()["runs"][0];
    EXPECT_EQ(run["as_of"], day);
    EXPECT_EQ(run["state"], "finished");
    EXPECT_EQ(run["billed"], 2);
    EXPECT_EQ(run["parked"], 1);
    EXPECT_EQ(run["by"], "Manager");
    EXPECT_TRUE(has(billed, "3 / 3"));
    EXPECT_TRUE(has(billed, "not planned yet: 2"));

    const std::string link = "/billing/runs/run?id=";
    const auto at = billed.body.find(link);
    ASSERT_NE(at, std::string::npos);
    const std::string place = billed.body.substr(at, link.size() + 26);
    const Heard page = ask(place, cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "11.88"));
    EXPECT_TRUE(has(page, "/billing/account/1001"));
    counterfoil(
        {"deliver", "run", "--since", "2000-01-01", "--print", file("bills.pdf"), "--db", db()});
    EXPECT_TRUE(has(ask(place, cookie_), "sent: 2"));
    const json bill = json::parse(ask(place + "&as=json", cookie_).body)["documents"][0];
    EXPECT_EQ(bill["delivery"], "sent");
    EXPECT_EQ(bill["recipient"], bill["name"]);  // on paper
    EXPECT_EQ(bill["since"].get<std::string>().substr(0, 2), "20");
    // The same day again finds what could not be billed, and bills nothing twice.
    ASSERT_EQ(tell("run&as_of=" + day).status, 303);
    at_rest();
    EXPECT_EQ(documents(), 4U);
}

TEST_P(OfficeRuns, AreStoppedAndGoOn) {
    const pos::store::billing::BillRun row{.run = *pos::parse_ulid("01JZZZZZZZZZZZZZZZZZZZZZZZ"),
                                           .as_of = *pos::parse_date(test::day_ago(3, 1)),
                                           .started_at = {1'500'000'000'000},
                                           .accounts = 3,
                                           .noted_by = "Manager"};
    ASSERT_TRUE(pos::store::billing::put_run(*connect(), row));
    const std::string run = "&run=" + to_string(row.run);
    const std::string place = "/billing/runs/run?id=" + to_string(row.run);
    EXPECT_TRUE(has(ask(place, cookie_), "value=\"stop\""));
    EXPECT_EQ(tell("resume" + run).status, 409);
    EXPECT_EQ(tell("stop" + run).status, 303);
    EXPECT_TRUE(*pos::store::billing::is_to_stop(*connect(), row.run));
    const Heard over = tell("stop" + run, "; counterfoil_language=de");
    EXPECT_EQ(over.status, 409);
    EXPECT_TRUE(has(over, "Dieser Lauf ist schon zu Ende."));
    const Heard stopped = ask(place, cookie_);
    EXPECT_TRUE(has(stopped, "value=\"resume\""));
    EXPECT_TRUE(has(stopped, "0 / 3"));
    ASSERT_EQ(tell("resume" + run).status, 303);
    at_rest();
    EXPECT_EQ(documents(), 4U);
    EXPECT_EQ(told()["runs"][0]["as_of"], test::day_ago(3, 1));
}

TEST_P(OfficeRuns, AreShownPageByPage) {
    const auto db_there = connect();
    for (int i = 0; i < 50; ++i) {
        pos::Ulid id = *pos::parse_ulid("01JZZZZZZZZZZZZZZZZZZZZZZZ");
        id.bytes.back() = static_cast<std::uint8_t>(i);
        ASSERT_TRUE(pos::store::billing::put_run(
            *db_there, {.run = id,
                        .as_of = *pos::parse_date(test::day_ago(3, 1)),
                        .started_at = {1'500'000'000'000 + i},
                        .finished_at = pos::Instant{1'500'000'000'001 + i},
                        .state = pos::store::billing::RunState::finished,
                        .noted_by = "Manager"}));
    }
    const Heard page = ask(kPath, cookie_);
    const std::string more = page.link("/billing/runs?skip=");
    EXPECT_EQ(more, "/billing/runs?skip=50");
    EXPECT_EQ(told()["runs"].size(), 50U);
    EXPECT_EQ(json::parse(ask(more + "&as=json", cookie_).body)["runs"].size(), 1U);
    EXPECT_EQ(ask(more, cookie_).link("/billing/runs?skip="), "");
}

TEST_P(OfficeRuns, SayWhereNotAllParkedAccountsAreShown) {
    EXPECT_FALSE(has(ask(kPath, cookie_), "Only the latest"));
    std::string people = "number,name\n";
    std::string contracts = "number,account,plan,start\n";
    for (int i = 100; i < 300; ++i) {
        const std::string number = std::to_string(i);
        people += number + ",Odd " + number + "\n";
        contracts += "S" + number + "," + number + ",ODD," + begin_ + "\n";
    }
    test::write_file(file("people.csv"), people);
    test::write_file(file("contracts.csv"), contracts);
    counterfoil({"import", "customers", file("people.csv"), "--db", db()});
    counterfoil({"import", "contracts", file("contracts.csv"), "--db", db()});
    counterfoil({"bill", "--as-of", billed_, "--db", db()}, 1);
    EXPECT_TRUE(has(ask(kPath, cookie_), "Only the latest 200 are shown here"));
    EXPECT_TRUE(has(ask(kPath, cookie_ + "; counterfoil_language=de"), "nur die letzten 200"));
    EXPECT_EQ(told()["parked"].size(), 201U);
    EXPECT_TRUE(has(ask("/billing/account/1003", cookie_), "luxury"));
}

TEST_P(OfficeRuns, CountOneAsOneOnTheCommandLine) {
    // The one that is parked is due again.
    const auto again = counterfoil({"bill", "--as-of", billed_, "--db", db()}, 1);
    EXPECT_TRUE(
        again.out.starts_with("1 account was due: 0 invoices, 0 credit notes, 0 with "
                              "nothing to bill, 1 parked.\n"))
        << again.out;
}

TEST_P(OfficeRuns, AreMadeAheadOnTheCommandLineOnlyWhereThatIsSaid) {
    const std::string day = test::day_ago(-2, 1);
    const auto slip = counterfoil({"bill", "--as-of", day, "--db", db()}, 1);
    EXPECT_EQ(slip.out, "");
    EXPECT_TRUE(slip.err.starts_with(day + " is still to come")) << slip.err;
    const auto look = counterfoil({"bill", "--as-of", day, "--dry-run", "--db", db()}, 1);
    EXPECT_NE(look.out.find("nothing was written"), std::string::npos) << look.out;
    counterfoil({"bill", "--ahead", "--db", db()}, 2);  // of which day?
    EXPECT_EQ(documents(), 2U);
    counterfoil({"bill", "--as-of", day, "--ahead", "--db", db()}, 1);  // one is parked
    EXPECT_EQ(documents(), 4U);
}

TEST_P(OfficeRuns, GoOnThoughTheyWereBegunAhead) {
    const pos::store::billing::BillRun row{.run = *pos::parse_ulid("01JZZZZZZZZZZZZZZZZZZZZZZZ"),
                                           .as_of = *pos::parse_date(test::day_ago(-2, 1)),
                                           .started_at = {1'500'000'000'000},
                                           .finished_at = pos::Instant{1'500'000'000'001},
                                           .state = pos::store::billing::RunState::stopped,
                                           .noted_by = "Manager"};
    ASSERT_TRUE(pos::store::billing::put_run(*connect(), row));
    ASSERT_EQ(tell("resume&run=" + to_string(row.run)).status, 303);
    at_rest();
    EXPECT_EQ(documents(), 4U);
}

TEST_P(OfficeRuns, AreStartedByManagersAlone) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const Heard page = ask(kPath, eve);
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(has(page, "value=\"try\""));
    for (const char* what : {"try", "run", "stop", "resume"}) {
        EXPECT_EQ(send(kPath, eve, "mark=" + page.mark() + "&what=" + what).status, 403) << what;
    }
    EXPECT_EQ(documents(), 2U);
}

TEST_P(OfficeRuns, AreRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    const Heard ahead = tell("run&as_of=2100-01-01", german);
    EXPECT_EQ(ahead.status, 409);
    EXPECT_TRUE(has(ahead, "Im Voraus wird nicht abgerechnet"));
    EXPECT_EQ(tell("try&as_of=soon", german).status, 409);
    EXPECT_EQ(tell("dance").status, 409);
    EXPECT_EQ(tell("stop&run=none").status, 409);
    EXPECT_EQ(ask("/billing/runs/run?id=none", cookie_).status, 404);
    EXPECT_EQ(documents(), 2U);
    // A look ahead is nothing that is kept; one that is too far is a slip of the keys.
    const Heard slip = tell("try&as_of=2100-01-01", german);
    EXPECT_EQ(slip.status, 409);
    EXPECT_TRUE(has(slip, "01.01.2100 ist mehr als 400 Tage voraus"));
    ASSERT_EQ(tell("try&as_of=" + test::day_ago(-12, 1)).status, 303);
    const Heard far = at_rest(german);
    EXPECT_TRUE(has(far, "id=\"trial\""));
    EXPECT_FALSE(has(far, "class=\"banner after\""));  // it was not stopped
    EXPECT_FALSE(has(far, "Jetzt abrechnen"));
    EXPECT_EQ(documents(), 2U);
}

}  // namespace

ON_EITHER_ENGINE(OfficeRuns);
