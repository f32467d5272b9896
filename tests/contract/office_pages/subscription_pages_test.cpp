// Goal: a manager sees what a start or a change of a subscription would come to, and keeps what was
// looked at, once. Method: a small office asked over HTTP, in both languages, by a manager and a
// cashier.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeSubscriptions : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/subscription";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        test::write_file(file("big.json"),
                         R"({"code": "BIG", "name": "Big power", "currency": "GBP", "tax_class":
                             "standard", "phases": [{"charges": [{"code": "fee", "name": "Big fee",
                             "model": "recurring", "amount": "30.00", "every": "month"}]}]})");
        counterfoil({"plan", "publish", file("big.json"), "--db", db()});
        cookie_ = session();
        mark_ = ask(std::string{kPath} + "?number=1001-1", cookie_).mark();
    }
    Heard tell(const std::string& form, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&" + form);
    }
    /// What the page says was looked at.
    static std::string seen(const Heard& page) { return "&what=keep&seen=" + page.hidden("seen"); }
    json acts(const std::string& account) const {
        return json::parse(
            ask("/billing/account/" + account + "?as=json", cookie_).body)["subscriptions"];
    }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeSubscriptions, ChangeAsTheyWereLookedAt) {
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/subscription?number=1001-1"));
    const std::string form = "number=1001-1&act=change&plan=BIG&when=on&on=" + test::day_ago(4, 1);
    const Heard look = tell(form + "&what=preview");
    EXPECT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(has(look, "id=\"preview\""));
    EXPECT_TRUE(has(look, "Big fee"));
    EXPECT_EQ(acts("1001").size(), 1U);
    // Another day than was looked at.
    const std::string keep = seen(look);
    const Heard other =
        tell("number=1001-1&act=change&plan=BIG&when=on&on=" + test::day_ago(3, 1) + keep);
    EXPECT_EQ(other.status, 409);
    EXPECT_TRUE(has(other, "look at it again"));
    EXPECT_EQ(acts("1001").size(), 1U);

    EXPECT_EQ(tell(form + keep).header("Location"), "/billing/account/1001");
    const json changed = acts("1001");
    ASSERT_EQ(changed.size(), 2U);
    EXPECT_EQ(changed[1]["what"], "changed");
    EXPECT_EQ(changed[1]["plan"], "BIG");
    EXPECT_EQ(changed[1]["by"], "Manager");
}

TEST_P(OfficeSubscriptions, AreLookedAtByTheirPlanAndDay) {
    const Heard page = ask(std::string{kPath} + "?number=1001-1", cookie_);
    EXPECT_TRUE(has(page, "<option value=\"POWER\" selected>"));
    EXPECT_FALSE(has(page, "<option value=\"BIG\" selected>"));
    const Heard plan = tell("number=1001-1&act=change&plan=BIG&when=now&what=preview");
    ASSERT_EQ(plan.status, 200) << plan.body;
    EXPECT_TRUE(has(plan, "<dt>Plan</dt><dd>Big power · BIG, version 1</dd>")) << plan.body;
    EXPECT_TRUE(has(plan, "<dd>Move it to another plan</dd>"));
    EXPECT_TRUE(has(plan, "<option value=\"BIG\" selected>"));
    const Heard day = tell("number=1001-1&act=day&day=15&when=now&what=preview");
    ASSERT_EQ(day.status, 200) << day.body;
    EXPECT_TRUE(has(day, "<dt>Day of the month</dt><dd>15</dd>"));
    EXPECT_FALSE(has(day, "<dt>Plan</dt>"));
    // It is moved, and the form stands at where it is by then.
    const std::string form = "number=1001-1&act=change&plan=BIG&when=now";
    ASSERT_EQ(tell(form + seen(tell(form + "&what=preview"))).status, 303);
    EXPECT_TRUE(has(ask(std::string{kPath} + "?number=1001-1", cookie_),
                    "<option value=\"BIG\" selected>"));
}

TEST_P(OfficeSubscriptions, PauseGoOnAndEnd) {
    for (const auto& [act, what] : {std::pair{"pause", "paused"}, std::pair{"resume", "resumed"},
                                    std::pair{"cancel", "cancelled"}}) {
        const std::string form = std::string{"number=1002-1&when=now&act="} + act;
        const Heard look = tell(form + "&what=preview");
        ASSERT_EQ(look.status, 200) << act << look.body;
        ASSERT_EQ(tell(form + seen(look)).status, 303) << act;
        EXPECT_EQ(acts("1002").back()["what"], what);
    }
    const Heard over =
        tell("number=1002-1&when=now&act=pause&what=preview", "; counterfoil_language=de");
    EXPECT_EQ(over.status, 409);
    EXPECT_TRUE(has(over, "Der Vertrag ist dann schon zu Ende."));
}

TEST_P(OfficeSubscriptions, BeginOnce) {
    const Heard page = ask(std::string{kPath} + "?account=1002", cookie_);
    EXPECT_TRUE(has(page, "value=\"1002-2\""));
    EXPECT_TRUE(has(page, "Big power"));
    const std::string form =
        "account=1002&plan=BIG&as_number=1002-2&when=on&on=" + test::day_ago(1, 1);
    const Heard look = tell(form + "&what=preview");
    EXPECT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(has(look, "Big fee"));
    EXPECT_EQ(acts("1002").size(), 1U);
    ASSERT_EQ(tell(form + seen(look)).status, 303);
    EXPECT_EQ(acts("1002").size(), 2U);
    EXPECT_EQ(tell(form + seen(look)).status, 409);
    EXPECT_EQ(acts("1002").size(), 2U);
}

TEST_P(OfficeSubscriptions, AreForManagersAndRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    const std::vector<std::pair<std::string, std::string>> refused{
        {"number=1001-1&act=pause&when=on&on=soon", "soon"},
        {"number=1001-1&act=resume&when=now", "nicht pausiert"},
        {"number=1001-1&act=day&day=32&when=now", "nicht von 1 bis 31"},
        {"number=1001-1&act=day&when=now", "nicht von 1 bis 31"},
        {"number=1001-1&act=day&day=fifth&when=now", "fifth“ ist keine ganze Zahl"},
        {"number=1001-1&act=day&day=5x&when=now", "5x“ ist keine ganze Zahl"},
        {"number=1001-1&act=change&plan=BIG&version=two&when=now", "two“ ist keine ganze Zahl"},
        {"number=1001-1&act=change&plan=BIG&version=0&when=now", "0“ ist keine ganze Zahl"},
        {"number=1001-1&act=pause&when=on&on=2100-01-01", "mehr als 400 Tage voraus"},
        {"account=1002&plan=BIG&when=now", "Geben Sie dem Vertrag eine Nummer"},
        {"account=1002&plan=BIG&when=now&as_number=1002-2&day=x", "x“ ist keine ganze Zahl"},
        {"account=1002&plan=BIG&when=on&on=2100-01-01&as_number=1002-2", "400 Tage voraus"},
        {"number=1001-1&act=change&plan=NONE&when=now", "Diesen Tarif gibt es nicht"},
        {"number=1001-1&act=pause&when=on&on=2001-01-01", "zu lange her"},
        {"number=1001-1&act=pause&when=on&on=" + test::day_ago(6, 1), "begann erst danach"}};
    for (const auto& [form, said] : refused) {
        const Heard page = tell(form + "&what=preview", german);
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, said)) << form;
        EXPECT_FALSE(has(page, "id=\"preview\"")) << form;
    }
    EXPECT_EQ(ask(std::string{kPath} + "?number=none", cookie_).status, 404);
    EXPECT_EQ(ask(std::string{kPath} + "?account=none", cookie_).status, 404);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(std::string{kPath} + "?number=1001-1", eve).status, 403);
    EXPECT_EQ(send(kPath, eve,
                   "mark=" + ask("/overview", eve).mark() + "&number=1001-1&act=pause&what=keep")
                  .status,
              403);
    EXPECT_FALSE(has(ask("/billing/account/1001", eve), kPath));
}

}  // namespace

ON_EITHER_ENGINE(OfficeSubscriptions);
