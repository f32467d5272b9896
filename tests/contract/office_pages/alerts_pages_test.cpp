// Goal: a manager says what a customer is told of, sees what was told, and takes it away. Method: a
// small office asked over HTTP, in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeAlerts : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/alerts";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(std::string{kPath} + "?number=1001-1", cookie_).mark();
    }
    Heard tell(const std::string& form, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&number=1001-1" + form);
    }
    nlohmann::json alerts() const {
        return json_of({"alert", "list", "1001-1", "--json", "--db", db()});
    }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeAlerts, AreAddedSeenAndTakenAway) {
    EXPECT_TRUE(
        has(ask("/billing/subscription?number=1001-1", cookie_), "/billing/alerts?number=1001-1"));
    const std::string form = "&what=add&meter=kwh&limit=250&percent=80";
    EXPECT_EQ(tell(form).status, 303);
    EXPECT_EQ(tell(form).status, 303);  // sent twice
    ASSERT_EQ(alerts().size(), 1U);
    EXPECT_EQ(alerts()[0]["percent"], 80);
    const Heard page = ask(std::string{kPath} + "?number=1001-1", cookie_);
    EXPECT_TRUE(has(page, "Tell no more of kwh: 80 % of 250"));
    EXPECT_TRUE(has(page, "<option value=\"kwh\" selected>kwh (kWh)</option>"));
    EXPECT_TRUE(has(page, "<option value=\"\">money</option>"));
    EXPECT_TRUE(has(page, ">not yet<")) << page.body;
    EXPECT_FALSE(has(page, "value=\"again\"")) << "nothing failed";
    EXPECT_EQ(tell("&what=again&alert=" + alerts()[0]["alert"].get<std::string>()).status, 409);
    EXPECT_EQ(tell("&what=end&alert=" + alerts()[0]["alert"].get<std::string>()).status, 303);
    EXPECT_TRUE(alerts().empty());
}

TEST_P(OfficeAlerts, AreForManagersAndRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    for (const auto& [form, words] : std::vector<std::pair<std::string, std::string>>{
             {"&what=add&meter=gas&limit=250&percent=80", "Kein Tarif dieses Vertrags"},
             {"&what=add&meter=kwh&limit=lots&percent=80", "keine Zahl"},
             {"&what=add&meter=kwh&limit=250&percent=0", "von 1 bis 1.000"},
             {"&what=add&meter=kwh&limit=250&percent=1001", "von 1 bis 1.000"},
             {"&what=add&meter=kwh&limit=250&percent=half", "von 1 bis 1.000"},
             {"&what=again&alert=none", "Diese Meldung gibt es nicht"},
             {"&what=end&alert=none", "Diese Meldung gibt es nicht"}}) {
        const Heard page = tell(form, german);
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, words)) << form << page.body;
    }
    EXPECT_EQ(ask(std::string{kPath} + "?number=none", cookie_).status, 404);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    EXPECT_EQ(ask(std::string{kPath} + "?number=1001-1", session("Eve")).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeAlerts);
