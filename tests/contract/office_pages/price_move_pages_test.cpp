// Goal: a manager sees what a new price changes for whom, moves them, and takes that back; whoever
// is not moved is shown with the reason. Method: a small office asked over HTTP, as a browser sends
// the forms, in both languages, and the command line beside it.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

constexpr const char* kDearer = R"({"code": "POWER", "name": "Power", "currency": "GBP",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "12.00",
     "every": "month"},
    {"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh", "every": "month",
     "model": "graduated", "tiers": [{"up_to": "100", "price": "0.30"}, {"price": "0.25"}]}]}]})";

class OfficePriceMoves : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/plans/move";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        test::write_file(file("dearer.json"), kDearer);
        counterfoil({"plan", "publish", file("dearer.json"), "--db", db()});
        cookie_ = session();
        mark_ = ask(place(), cookie_).mark();
    }
    static std::string place(const std::string& more = {}) {
        return std::string{kPath} + "?code=POWER" + more;
    }
    Heard tell(const std::string& what, const std::string& more = {},
               const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&code=POWER&what=" + what + more);
    }
    /// The form's fields for a move to a version.
    std::string fields(const std::string& version, const std::string& accounts = {}) const {
        return "&version=" + version + "&from=" + day_ + "&accounts=" + accounts;
    }
    /// The page once the desk rests.
    Heard at_rest(const std::string& cookies = {}) const {
        return OfficePages::at_rest(place(), cookie_ + cookies);
    }
    json told(const std::string& more = {}) const {
        return json::parse(ask(place(more + "&as=json"), cookie_).body);
    }
    std::vector<std::string> command(const std::vector<std::string>& more) const {
        std::vector<std::string> words{"plan",   "move", "POWER", "--to", "2",
                                       "--from", day_,   "--db",  db()};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    // Three fees were due since, and this month's.
    const std::string day_ = test::day_ago(3, 1);
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficePriceMoves, AreLookedAtThenMadeAndTakenBack) {
    EXPECT_TRUE(has(ask("/billing/plans/plan?code=POWER", cookie_), "/billing/plans/move?code="));
    const Heard first = ask(place(), cookie_);
    EXPECT_EQ(first.status, 200);
    EXPECT_TRUE(has(first, "Nobody was moved yet."));
    EXPECT_TRUE(has(first, "<option value=\"2\" selected>"));
    EXPECT_FALSE(has(first, "id=\"preview\""));

    ASSERT_EQ(tell("look", fields("2")).status, 303);
    const Heard look = at_rest();
    EXPECT_TRUE(has(look, "id=\"preview\""));
    const json would = told();
    ASSERT_EQ(would["prices"].size(), 1U);
    EXPECT_EQ(would["prices"][0]["price_before"], "9.90");
    EXPECT_EQ(would["prices"][0]["price_after"], "12.00");
    ASSERT_EQ(would["subscriptions"].size(), 2U);
    for (const json& row : would["subscriptions"]) {
        EXPECT_EQ(row["moving"], "moves");
        EXPECT_EQ(row["version"], 1);
        EXPECT_EQ(row["price_before"], "11.88");  // a fee, and 20 % of tax
        EXPECT_EQ(row["price_after"], "14.40");
        EXPECT_EQ(row["difference"], "2.52");
    }
    ASSERT_EQ(would["bills"].size(), 2U);
    EXPECT_EQ(would["bills"][0]["price_without"], "47.52");
    EXPECT_EQ(would["bills"][0]["price_with"], "57.60");
    EXPECT_EQ(told("&find=MARY")["subscriptions"].size(), 1U);
    EXPECT_EQ(told("&find=nobody")["subscriptions"].size(), 0U);
    EXPECT_TRUE(would["moves"].empty());

    EXPECT_EQ(tell("move", "&seen=another").status, 409);
    ASSERT_EQ(tell("move", "&seen=" + look.hidden("seen")).status, 303);
    const Heard done = at_rest();
    EXPECT_TRUE(has(done, "Moved to version 2"));
    EXPECT_EQ(told()["moves"][0]["subscriptions"], 2);
    EXPECT_EQ(told()["moves"][0]["price_from"], day_);
    // What was looked at is moved; the form that is sent again finds no look any more.
    EXPECT_EQ(tell("move", "&seen=" + look.hidden("seen")).status, 409);
    ASSERT_EQ(tell("look", fields("2")).status, 303);
    EXPECT_TRUE(has(at_rest("; counterfoil_language=de"), "Niemand wird umgestellt."));

    ASSERT_EQ(tell("back", fields("2")).status, 303);
    EXPECT_TRUE(has(at_rest(), "Taken back: version 2"));
    EXPECT_TRUE(told()["moves"].empty());
}

TEST_P(OfficePriceMoves, SayWhyNot) {
    const std::string german = "; counterfoil_language=de";
    EXPECT_EQ(tell("look", "&version=2&from=soon").status, 409);
    EXPECT_EQ(tell("look", "&version=2&from=").status, 409);
    EXPECT_EQ(tell("look", "&version=2&from=2400-01-01").status, 409);
    ASSERT_EQ(tell("look", fields("9")).status, 303);
    EXPECT_TRUE(has(at_rest(german), "Diese Version des Tarifs gibt es nicht."));
    ASSERT_EQ(tell("look", fields("1")).status, 303);
    EXPECT_TRUE(has(at_rest(), "A later version holds on that day"));
    ASSERT_EQ(tell("look", fields("2", "1001,9999")).status, 303);
    EXPECT_TRUE(has(at_rest(), "9999"));
    // Billed up to then by the old price.
    ASSERT_EQ(tell("look", "&version=2&from=" + test::day_ago(5, 20) + "&accounts=1001").status,
              303);
    EXPECT_TRUE(has(at_rest(german), "der Verbrauch ist bis"));
    EXPECT_EQ(told()["subscriptions"][0]["moving"], "billed");
    EXPECT_EQ(ask(std::string{kPath} + "?code=NONE", cookie_).status, 404);
    EXPECT_EQ(tell("nothing", fields("2")).status, 409);
    EXPECT_EQ(tell("stop").status, 303);  // what is over by then
}

TEST_P(OfficePriceMoves, AreForManagers) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(place(), eve).status, 403);
    cookie_ = eve;
    mark_ = ask("/overview", eve).mark();
    EXPECT_EQ(tell("look", fields("2")).status, 403);
}

TEST_P(OfficePriceMoves, AreMadeOnTheCommandLineAsWell) {
    const json would = json_of(command({"--all", "--dry-run", "--json"}));
    EXPECT_EQ(would["moves"], 2);
    EXPECT_EQ(would["dry_run"], true);
    EXPECT_EQ(would["prices"][0]["figure"], "Basic fee · amount");
    EXPECT_EQ(would["subscriptions"][0]["before"], "11.88");
    EXPECT_EQ(would["subscriptions"][0]["charges"][0]["charge"], "fee");
    EXPECT_EQ(would["totals"]["before"], "23.76");
    EXPECT_EQ(would["totals"]["after"], "28.80");
    EXPECT_EQ(would["totals"]["with"], "115.20");
    EXPECT_EQ(would["bills"].size(), 2U);
    counterfoil(command({"--all", "--dry-run", "--csv"}));
    counterfoil(command({"--all", "--dry-run"}));
    counterfoil(command({}), 2);
    counterfoil(command({"--all", "--account", "1001"}), 2);
    EXPECT_EQ(json_of(command({"--account", "1001", "--json"}))["moves"], 1);
    const json rest = json_of(command({"--all", "--json"}));
    EXPECT_EQ(rest["moves"], 1);
    EXPECT_EQ(rest["already"], 1);
    EXPECT_EQ(json_of(command({"--all", "--undo", "--json"}))["moves"], 2);
    EXPECT_EQ(json_of(command({"--all", "--dry-run", "--json"}))["moves"], 2);
}

}  // namespace

ON_EITHER_ENGINE(OfficePriceMoves);
