// Goal: a manager has an amount proposed, sees the payments before agreeing them, changes and ends
// them; others see what was agreed alone. Method: a small office with two bills, asked over HTTP in
// both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool says(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeLevels : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/billing/write", cookie_).mark();
    }
    Heard post(const std::string& what, const std::string& also, const std::string& cookies = {}) {
        return send("/billing/level", cookie_ + cookies,
                    "mark=" + mark_ + "&account=1001&what=" + what + also);
    }
    nlohmann::json agreed() const {
        return json_of({"level", "show", "1001", "--json", "--db", db()});
    }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeLevels, AreLookedAtAgreedChangedAndEnded) {
    const std::string german = "; counterfoil_language=de";
    const std::string form = "&from=2100-01-31&day=31&months=3";
    const Heard look = post("look", "&amount=50.00" + form);
    EXPECT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(says(look, "id=\"preview\""));
    EXPECT_TRUE(says(look, "31/01/2100"));
    EXPECT_TRUE(says(look, "28/02/2100"));
    EXPECT_TRUE(says(post("look", "&amount=50,00" + form, german), "28.02.2100"));
    EXPECT_TRUE(agreed().empty());

    ASSERT_EQ(post("agree", "&amount=50.00" + form).status, 303);
    ASSERT_EQ(agreed().size(), 1U);
    EXPECT_EQ(agreed()[0]["payments"][1]["due"], "2100-02-28");
    EXPECT_EQ(agreed()[0]["payments"][1]["amount"], "50.00");
    EXPECT_EQ(agreed()[0]["tax_class"], "standard");
    EXPECT_TRUE(says(ask("/billing/account/1001", cookie_), "Level payments agreed"));
    const Heard again = post("agree", "&amount=50,00" + form, german);
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(says(again, "Abschläge sind schon vereinbart."));

    EXPECT_EQ(post("change", "&amount=60.00&from=2100-02-01").status, 303);
    EXPECT_EQ(agreed()[0]["payments"][0]["amount"], "50.00");
    EXPECT_EQ(agreed()[0]["payments"][1]["amount"], "60.00");
    EXPECT_TRUE(says(post("change", "&amount=60,00&from=2100-05-01", german),
                     "Die Laufzeit ist dann vorbei."));
    EXPECT_EQ(post("end", "&from=2100-02-15").status, 303);
    EXPECT_EQ(agreed()[0]["to"], "2100-02-15");
    EXPECT_EQ(agreed()[0]["payments"].size(), 1U);
}

TEST_P(OfficeLevels, AskForNothingMoreOnceTheyAreSettled) {
    ASSERT_EQ(post("agree", "&amount=50.00&months=2").status, 303);
    ASSERT_EQ(agreed()[0]["payments"].size(), 2U);
    // No run comes while the term lasts. The one behind it settles the term; 1003 is parked.
    counterfoil({"bill", "--as-of", test::day_ago(-4, 1), "--ahead", "--db", db()}, 1);
    ASSERT_EQ(agreed().size(), 1U);
    EXPECT_EQ(agreed()[0]["state"], "settled");
    EXPECT_TRUE(agreed()[0]["payments"].empty());
}

TEST_P(OfficeLevels, AreProposedAndRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    // 100 kWh a month: 9.90 and 30.00, with 20 % of tax 47.88.
    const Heard expected = post("propose", "&months=12&used=kwh%3D1200");
    EXPECT_EQ(expected.status, 200) << expected.body;
    EXPECT_TRUE(says(expected, "class=\"note\" id=\"proposal\""));
    EXPECT_TRUE(says(expected, "£574.56"));
    EXPECT_TRUE(says(expected, "£48.00"));
    EXPECT_TRUE(says(expected, "value=\"48.00\""));
    EXPECT_TRUE(says(post("propose", "&months=12&used=gas%3D1", german), "und von nichts anderem"));
    EXPECT_EQ(post("propose", "&months=12&used=1200", german).status, 409);
    EXPECT_EQ(post("agree", "&amount=&months=12").status, 409);
    EXPECT_TRUE(says(post("agree", "&amount=10,00&months=25", german), "1 bis 24 Monate"));
    EXPECT_TRUE(says(post("end", "", german), "keine Abschläge vereinbart"));
    EXPECT_TRUE(agreed().empty());
}

TEST_P(OfficeLevels, AreReviewedThoughOneCannotBePriced) {
    ASSERT_EQ(post("agree", "&amount=50.00&months=2").status, 303);
    counterfoil(
        {"level", "agree", "1003", "--amount", "9.00", "--tax-class", "standard", "--db", db()});
    const auto all = counterfoil({"level", "review", "--json", "--db", db()}, 1);
    EXPECT_EQ(all.out, "[]\n");  // nothing of the other's term is over yet
    EXPECT_TRUE(all.err.starts_with("1003: ")) << all.err;
    EXPECT_EQ(counterfoil({"level", "review", "1003", "--json", "--db", db()}, 1).out, "");
}

TEST_P(OfficeLevels, AreForManagersAlone) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    ASSERT_EQ(post("agree", "&amount=50.00&from=2100-01-31&months=2").status, 303);
    cookie_ = session("Eve");
    const Heard account = ask("/billing/account/1001", cookie_);
    EXPECT_TRUE(says(account, "31/01/2100"));
    EXPECT_FALSE(says(account, "/billing/level"));
    EXPECT_EQ(ask("/billing/level?account=1001", cookie_).status, 403);
    mark_ = ask("/overview", cookie_).mark();
    for (const char* what : {"look", "propose", "agree", "change", "end"}) {
        EXPECT_EQ(post(what, "&amount=50.00&from=2100-01-31&months=3").status, 403) << what;
    }
}

}  // namespace

ON_EITHER_ENGINE(OfficeLevels);
