// Goal: a manager sees what moving out would come to, does what was looked at once, and sees how to
// take it back; moving in is the same page. Method: a small office asked over HTTP, in both
// languages, by a manager and a cashier.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeMoves : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/move";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        counterfoil(
            {"meter", "fit", "M1", "kwh", "--serial", "A-77", "--at", begin_, "--db", db()});
        counterfoil({"meter", "enter", "M1", "100", "--at", billed_, "--db", db()});
        cookie_ = session();
        mark_ = ask(std::string{kPath} + "?point=M1", cookie_).mark();
    }
    Heard tell(const std::string& form, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&point=M1" + form);
    }
    json account(const std::string& number) const {
        return json::parse(ask("/billing/account/" + number + "?as=json", cookie_).body);
    }
    /// With a day on which it changes hands and what the counter showed.
    std::string out(const std::string& figure) const {
        return "&way=out&on=" + day_ + "&figure_M1/kwh_A-77=" + figure;
    }
    const std::string day_ = test::day_ago(4, 11);
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeMoves, AreLookedAtThenDoneOnceAndSayHowToTakeThemBack) {
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/move?point=M1"));
    EXPECT_TRUE(
        has(ask("/billing/meters/meter?point=M1&meter=kwh", cookie_), "/billing/move?point=M1"));
    const Heard page = ask(std::string{kPath} + "?point=M1", cookie_);
    EXPECT_TRUE(has(page, "A-77"));
    EXPECT_TRUE(has(page, "Account 1001, Otto &lt;b&gt;Bold&lt;/b&gt;"));
    EXPECT_FALSE(has(page, "<b>Bold"));

    const std::string form = out("150") + "&next=1002&plan=POWER";
    const Heard look = tell(form + "&what=preview");
    ASSERT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(has(look, "id=\"preview\""));
    EXPECT_TRUE(has(look, "Electricity"));
    EXPECT_EQ(account("1001")["subscriptions"].size(), 1U);
    const std::string keep = "&what=keep&seen=" + look.hidden("seen");
    EXPECT_EQ(tell(out("151") + "&next=1002&plan=POWER" + keep).status, 409);
    EXPECT_EQ(account("1001")["subscriptions"].size(), 1U);

    const Heard done = tell(form + keep);
    ASSERT_EQ(done.status, 303) << done.body;
    const std::string to = done.header("Location");
    EXPECT_EQ(to.find("/billing/move/done?id="), 0U) << to;
    const Heard shown = ask(to, cookie_);
    EXPECT_TRUE(has(shown, "Final bill"));
    EXPECT_TRUE(has(shown, "/billing/document/"));
    EXPECT_TRUE(has(shown, "/billing/move?account=1001&amp;point=M1"));
    const json left = account("1001");
    EXPECT_EQ(left["subscriptions"][1]["what"], "cancelled");
    EXPECT_EQ(left["subscriptions"][1]["by"], "Manager");
    EXPECT_EQ(left["documents"].size(), 2U);
    EXPECT_EQ(account("1002")["points"][0]["point"], "M1");
    // The same form again leads to the same act.
    EXPECT_EQ(tell(form + keep).header("Location"), to);
    EXPECT_EQ(account("1001")["documents"].size(), 2U);
    const auto said = json_of({"move", "out", "M1", "--at", day_, "--figure", "M1/kwh=150",
                               "--next", "1002", "--plan", "POWER", "--json", "--db", db()});
    EXPECT_EQ(said["again"], true);
}

TEST_P(OfficeMoves, OutWhereTheSubscriptionHasEndedAlready) {
    counterfoil({"subscription", "cancel", "1001-1", "--at", day_, "--db", db()});
    const Heard page = ask(std::string{kPath} + "?point=M1", cookie_);
    EXPECT_TRUE(has(page, "Moving in: M1"));
    EXPECT_TRUE(has(page, "Account 1001"));
    EXPECT_TRUE(has(page, "/billing/move?point=M1&amp;way=out"));
    EXPECT_TRUE(has(ask(std::string{kPath} + "?point=M1&way=out", cookie_), "Moving out: M1"));
    const Heard look = tell(out("150") + "&what=preview");
    ASSERT_EQ(look.status, 200) << look.body;
    ASSERT_EQ(tell(out("150") + "&what=keep&seen=" + look.hidden("seen")).status, 303);
    EXPECT_EQ(account("1001")["documents"].size(), 2U);
}

TEST_P(OfficeMoves, InWhereNobodyIs) {
    ASSERT_EQ(tell(out("150") + "&what=keep&seen=").status, 409);
    const Heard look = tell(out("150") + "&what=preview");
    ASSERT_EQ(tell(out("150") + "&what=keep&seen=" + look.hidden("seen")).status, 303);
    const Heard page = ask(std::string{kPath} + "?point=M1&account=1002", cookie_);
    EXPECT_TRUE(has(page, "Moving in: M1"));
    EXPECT_TRUE(has(page, "value=\"1002\""));
    const std::string form =
        "&way=in&on=" + test::day_ago(4, 20) + "&figure_M1/kwh_A-77=160&next=1002&plan=POWER";
    const Heard tried = tell(form + "&what=preview");
    ASSERT_EQ(tried.status, 200) << tried.body;
    ASSERT_EQ(tell(form + "&what=keep&seen=" + tried.hidden("seen")).status, 303);
    EXPECT_EQ(account("1002")["points"].size(), 1U);
    EXPECT_TRUE(has(ask(std::string{kPath} + "?point=M1", cookie_), "Account 1002, Mary"));
    EXPECT_TRUE(has(ask(std::string{kPath} + "?account=1002", cookie_), "name=\"point\""));
}

TEST_P(OfficeMoves, TakeNoFigureForAnotherCounter) {
    const Heard look = tell(out("150") + "&what=preview");
    ASSERT_EQ(look.status, 200);
    // Another counter was fitted since: the figure is not that one's.
    counterfoil({"meter", "exchange", "M1", "--final", "160", "--serial", "B-88", "--figure", "155",
                 "--sure", "--at", test::day_ago(4, 2), "--db", db()});
    const Heard late = tell(out("150") + "&what=keep&seen=" + look.hidden("seen"));
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "B-88"));
    EXPECT_EQ(account("1001")["documents"].size(), 1U);
}

TEST_P(OfficeMoves, AreForManagersAndRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    const std::vector<std::pair<std::string, std::string>> refused{
        {"&way=out&on=soon&figure_M1/kwh_A-77=150", "soon"},
        {"&way=out&on=" + day_, "Ein Zählerstand fehlt"},
        {out("many"), "keine Zahl"},
        {out("150") + "&next=9999&plan=POWER", "9999"},
        {out("150") + "&next=1002&plan=NONE", "Diesen Tarif gibt es nicht"},
        {"&way=in&on=" + day_ + "&figure_M1/kwh_A-77=150&next=1002&plan=POWER", "zuerst ausziehen"},
        {"&way=out&on=2100-01-01&figure_M1/kwh_A-77=150", "2100-01-01"}};
    for (const auto& [form, words] : refused) {
        const Heard page = tell(form + "&what=preview", german);
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, words)) << form << '\n' << page.body;
    }
    EXPECT_TRUE(has(tell(out("150") + "&next=1002&plan=POWER&version=newest&what=preview", german),
                    "newest"));
    // What is only odd is taken from somebody who is sure.
    const Heard odd = tell(out("9000") + "&what=preview");
    EXPECT_EQ(odd.status, 409);
    EXPECT_TRUE(has(odd, "name=\"sure\""));
    EXPECT_EQ(tell(out("9000") + "&sure=1&what=preview").status, 200);
    EXPECT_EQ(ask(std::string{kPath} + "?point=NONE", cookie_).status, 404);
    EXPECT_EQ(ask("/billing/move/done?id=NONE", cookie_).status, 404);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(std::string{kPath} + "?point=M1", eve).status, 403);
    EXPECT_FALSE(has(ask("/billing/account/1001", eve), kPath));
}

}  // namespace

ON_EITHER_ENGINE(OfficeMoves);
