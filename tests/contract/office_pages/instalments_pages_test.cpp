// Goal: a manager agrees parts after looking at them, sees which are paid, and gives them up.
// Method: a small office with a bill that is long due, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeInstalments : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/billing/write", cookie_).mark();
    }
    Heard post(const std::string& what, const std::string& also, const std::string& cookies = {}) {
        return send("/billing/instalments", cookie_ + cookies,
                    "mark=" + mark_ + "&account=" + account_ + "&what=" + what + also);
    }
    nlohmann::json agreed() const {
        return json_of({"instalments", "show", account_, "--json", "--db", db()});
    }
    std::string account_{"1001"};
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeInstalments, AreLookedAtAgreedAndGivenUp) {
    const std::string form = "&parts=3&first=2100-01-31";
    const Heard look = post("look", form);
    EXPECT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(has(look, "id=\"preview\""));
    EXPECT_TRUE(has(look, "31/01/2100"));
    EXPECT_TRUE(has(look, "28/02/2100"));
    EXPECT_TRUE(has(post("look", form, "; counterfoil_language=de"), "28.02.2100"));
    EXPECT_TRUE(agreed().empty());
    ASSERT_EQ(post("agree", form).status, 303);
    ASSERT_EQ(agreed().size(), 1U);
    EXPECT_EQ(agreed()[0]["parts"][1]["due"], "2100-02-28");
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "Instalments"));
    counterfoil({"remind", "levels", "--level", "14:0:Reminder", "--db", db()});
    EXPECT_TRUE(has(ask("/billing/reminders", cookie_), "Agreed"));

    const std::string german = "; counterfoil_language=de";
    const Heard again = post("agree", form, german);
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(has(again, "Raten sind schon vereinbart."));
    EXPECT_EQ(post("end", "").status, 303);
    EXPECT_EQ(agreed()[0]["state"], "ended");
    EXPECT_TRUE(has(post("end", "", german), "keine Raten vereinbart"));
}

TEST_P(OfficeInstalments, AreRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    const auto expect = [&](const std::string& form, const std::string& words) {
        const Heard refused = post("agree", form, german);
        EXPECT_EQ(refused.status, 409) << form;
        EXPECT_TRUE(has(refused, words)) << words << '\n' << refused.body;
    };
    expect("&parts=0&first=2100-01-01", "1 bis 60 Raten");
    expect("&parts=3&first=2001-01-01", "keine vor heute");
    expect("&parts=3&first=", "kein Tag");
    expect("&parts=3&first=28/02/2100", "28/02/2100 ist kein Tag");
    account_ = "1003";
    expect("&parts=3&first=2100-01-01", "Es ist nichts offen");
    account_ = "nobody";
    EXPECT_EQ(post("agree", "&parts=3&first=2100-01-01").status, 404);
}

TEST_P(OfficeInstalments, AreForManagersAlone) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    ASSERT_EQ(post("agree", "&parts=2&first=2100-01-31").status, 303);
    cookie_ = session("Eve");
    const Heard account = ask("/billing/account/1001", cookie_);
    // What is agreed is there for everybody to see; the page that changes it is not.
    EXPECT_TRUE(has(account, "31/01/2100"));
    EXPECT_FALSE(has(account, "/billing/instalments"));
    EXPECT_EQ(ask("/billing/instalments?account=1001", cookie_).status, 403);
    mark_ = ask("/overview", cookie_).mark();
    ASSERT_FALSE(mark_.empty());
    for (const char* what : {"look", "agree", "end"}) {
        EXPECT_EQ(post(what, "&parts=3&first=2100-01-31").status, 403) << what;
    }
    ASSERT_EQ(agreed().size(), 1U);
    EXPECT_EQ(agreed()[0]["parts"].size(), 2U);
    EXPECT_NE(agreed()[0]["state"], "ended");
}

}  // namespace

ON_EITHER_ENGINE(OfficeInstalments);
