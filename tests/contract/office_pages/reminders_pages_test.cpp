// Goal: a manager says when customers are reminded, sees who would be before anybody is, and finds
// what was done. Method: a small office with two overdue bills, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeReminders : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/reminders";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    Heard post(const std::string& form, const std::string& also = {}) const {
        return send(kPath, cookie_ + also, "mark=" + mark_ + "&" + form);
    }
    Heard set_levels(const std::string& levels) const { return post("what=levels&" + levels); }
    json exported() const {
        return json::parse(ask(std::string{kPath} + "?as=json", cookie_).body);
    }
    json given() const { return json_of({"remind", "list", "--json", "--db", db()}); }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeReminders, AreLookedAtBeforeTheyAreGiven) {
    EXPECT_EQ(exported()["overdue"].size(), 2U);
    EXPECT_EQ(exported()["overdue"][0]["level"], 0);
    EXPECT_TRUE(has(ask(kPath, cookie_), "there are no levels yet"));
    EXPECT_EQ(post("what=run").status, 409);
    ASSERT_EQ(
        set_levels("days_1=14&fee_1=0&name_1=Reminder&days_2=28&fee_2=5.00&name_2=Last+one").status,
        303);

    const Heard preview = post("what=preview");
    EXPECT_EQ(preview.status, 200);
    EXPECT_TRUE(has(preview, "1 · Reminder"));
    EXPECT_TRUE(has(preview, "value=\"run\""));
    EXPECT_EQ(given().size(), 0U);

    const Heard done = post("what=run");
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(done.header("Location"), "/billing/reminders?reminded=2");
    EXPECT_TRUE(has(ask("/billing/reminders?reminded=2", cookie_), "Reminders given: 2"));
    EXPECT_EQ(given().size(), 2U);
    EXPECT_EQ(post("what=run").header("Location"), "/billing/reminders?reminded=0");
    EXPECT_EQ(given().size(), 2U);

    const Heard none = post("what=preview");
    EXPECT_FALSE(has(none, "value=\"run\""));
    const Heard later = post("what=run&as_of=2100-01-01");
    EXPECT_EQ(later.header("Location"), "/billing/reminders?reminded=2");
    const json page = exported();
    ASSERT_EQ(page["reminders"].size(), 4U);
    EXPECT_EQ(page["reminders"][0]["level"], 2);
    const std::string fee = page["reminders"][0]["fee_document"];
    EXPECT_EQ(ask("/billing/document/" + fee, cookie_).status, 200);
    // The fees are invoices of their own, and nobody is reminded of them.
    EXPECT_EQ(page["overdue"].size(), 2U);
    EXPECT_EQ(page["overdue"][0]["next_level"], "");
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeReminders, HaveLevelsThatMakeSense) {
    EXPECT_EQ(set_levels("days_1=14&fee_1=&name_1=One&days_2=14&name_2=Two").status, 409);
    EXPECT_EQ(set_levels("days_1=0&name_1=One").status, 409);
    EXPECT_EQ(set_levels("days_1=14&fee_1=abc&name_1=One").status, 409);
    const Heard unnamed = set_levels("days_1=14&fee_1=5");
    EXPECT_EQ(unnamed.status, 409);
    EXPECT_TRUE(has(unnamed, "value=\"14\"")) << "what was typed stands there again";
    EXPECT_EQ(post("what=preview&as_of=abc").status, 409);
    // A German page reads German figures.
    const Heard german =
        post("what=levels&days_1=14&fee_1=7,50&name_1=Mahnung", "; counterfoil_language=de");
    EXPECT_EQ(german.status, 303);
    const Heard seen = ask(kPath, cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(seen, "value=\"7,50\""));
    EXPECT_TRUE(has(seen, "jetzt fällig"));
    EXPECT_TRUE(has(ask(kPath, cookie_), "value=\"7.50\""));
    EXPECT_TRUE(has(ask("/audit", cookie_), "Levels of reminders changed"));
    EXPECT_EQ(set_levels("days_1=&name_1=").status, 303);
    EXPECT_TRUE(has(ask(kPath, cookie_), "there are no levels yet"));
}

TEST_P(OfficeReminders, AreForManagersToGive) {
    ASSERT_EQ(set_levels("days_1=14&name_1=Reminder").status, 303);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const Heard seen = ask(kPath, eve);
    EXPECT_EQ(seen.status, 200);
    EXPECT_TRUE(has(seen, "Reminder"));
    EXPECT_FALSE(has(seen, "action=\"/billing/reminders\""));
    const std::string mark = ask("/overview", eve).mark();
    for (const char* what : {"run", "preview", "levels"}) {
        EXPECT_EQ(send(kPath, eve, "mark=" + mark + "&what=" + what).status, 403) << what;
    }
    EXPECT_EQ(send(kPath, cookie_, "mark=0&what=run").status, 403);
    EXPECT_EQ(given().size(), 0U);
}

}  // namespace

ON_EITHER_ENGINE(OfficeReminders);
