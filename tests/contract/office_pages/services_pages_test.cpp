// Goal: a manager switches a service, and sees what became of each order. Method: a small office
// asked over HTTP, in both languages, and a real web server that is called.
#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/web_hook.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeServices : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/services";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    Heard tell(const std::string& form, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&number=1001-1" + form);
    }
    nlohmann::json orders() const { return json_of({"service", "list", "--json", "--db", db()}); }
    std::string cookie_;
    std::string mark_;
    test::WebHook hook_;
};

TEST_P(OfficeServices, AreOrderedAndSeen) {
    EXPECT_TRUE(has(ask(kPath, cookie_), "Nobody is known who switches services"));
    EXPECT_EQ(tell("&what=give&wish=off").status, 409);
    counterfoil({"service", "hook", "--url", hook_.url(), "--secret-file", hook_.secret_file(),
                 "--db", db()});
    EXPECT_TRUE(has(ask("/billing/subscription?number=1001-1", cookie_),
                    "/billing/services?number=1001-1"));
    hook_.answer(422, "<b>no</b>");
    EXPECT_EQ(tell("&what=give&wish=off&reason=Debts").status, 303);
    EXPECT_EQ(tell("&what=give&wish=off&reason=Debts").status, 303);  // sent twice
    ASSERT_EQ(orders().size(), 1U);
    EXPECT_EQ(orders()[0]["service"], "off");
    EXPECT_EQ(orders()[0]["by"], "Manager");
    counterfoil({"service", "send", "--db", db()});
    EXPECT_EQ(orders()[0]["state"], "failed");
    const Heard page = ask(std::string{kPath} + "?number=1001-1", cookie_);
    EXPECT_TRUE(has(page, "422 &lt;b&gt;no&lt;/b&gt;")) << page.body;
    EXPECT_TRUE(has(page, "value=\"again\""));
    hook_.answer(200);
    const std::string id = orders()[0]["order"];
    EXPECT_EQ(tell("&what=again&order=" + id).status, 303);
    EXPECT_EQ(tell("&what=again&order=" + id).status, 409);
    const Heard all = ask(kPath, cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(all, "1001-1"));
    EXPECT_TRUE(has(all, "Debts"));
}

TEST_P(OfficeServices, AreForManagersAndRefusedInTheLanguageOfThePage) {
    counterfoil({"service", "hook", "--url", hook_.url(), "--secret-file", hook_.secret_file(),
                 "--db", db()});
    const std::string german = "; counterfoil_language=de";
    for (const auto& [form, words] : std::vector<std::pair<std::string, std::string>>{
             {"&what=give&wish=maybe", "eingeschränkt oder aus"},
             {"&what=again&order=none", "Diesen Auftrag gibt es nicht"}}) {
        const Heard page = tell(form, german);
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, words)) << form;
    }
    EXPECT_EQ(ask(std::string{kPath} + "?number=none", cookie_).status, 404);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    EXPECT_EQ(ask(kPath, session("Eve")).status, 403);
    EXPECT_TRUE(orders().empty());
}

}  // namespace

ON_EITHER_ENGINE(OfficeServices);
