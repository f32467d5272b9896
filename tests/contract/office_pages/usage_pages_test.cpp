// Goal: a clerk sees what an account used over time and what became of each record, and usage that
// no plan counts is shown until somebody puts it right. Method: a small office asked over HTTP and
// by commands, in both languages.
#include <algorithm>
#include <set>

#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeUsage : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        test::write_file(file("slip.jsonl"),
                         R"({"id": "w", "subject": "M1", "meter": "kHw", "at": ")" +
                             test::day_ago(5, 11) + R"(", "quantity": "7"})");
        counterfoil({"usage", "import", file("slip.jsonl"), "--source", "slips", "--as", "lines",
                     "--db", db()});
        cookie_ = session();
    }
    std::string path(const std::string& more = {}) const {
        return "/billing/usage?account=1001&from=" + test::day_ago(5, 1) +
               "&to=" + test::day_ago(5, 28) + more;
    }
    json as_json(const std::string& more = {}) const {
        return json::parse(ask(path(more + "&as=json"), cookie_).body);
    }
    std::string cookie_;
};

TEST_P(OfficeUsage, IsShownOverTimeAndRecordByRecord) {
    const Heard page = ask(path("&meter=kwh"), cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "<svg class=\"chart\""));
    EXPECT_TRUE(has(page, "130.5 kWh"));
    EXPECT_TRUE(has(page, "on a bill"));
    EXPECT_TRUE(
        has(ask(path("&meter=kwh"), cookie_ + "; counterfoil_language=de"), "auf einer Rechnung"));
    const json days = as_json("&meter=kwh");
    ASSERT_EQ(days["used"].size(), 28U);
    EXPECT_EQ(days["used"][9]["used"], "130.5");
    EXPECT_EQ(days["used"][9]["records"], 1);
    EXPECT_EQ(days["used"][8]["records"], 0);
    const json months = as_json("&meter=kwh&step=month");
    ASSERT_EQ(months["used"].size(), 1U);
    EXPECT_EQ(months["used"][0]["at"], test::day_ago(5, 1).substr(0, 7));
    const auto hours = as_json("&meter=kwh&step=hour")["used"].size();
    EXPECT_TRUE(hours >= 671 && hours <= 673) << hours;  // a change of clocks may be among them
    ASSERT_EQ(days["records"].size(), 1U);
    EXPECT_EQ(days["records"][0]["state"], "billed");
    const std::string document = days["records"][0]["document"];
    EXPECT_EQ(ask("/billing/document/" + document, cookie_).status, 200);
    // All measures: no chart, since they cannot be added up, but every record.
    const json all = as_json();
    EXPECT_FALSE(all.contains("used"));
    EXPECT_EQ(all["records"].size(), 2U);
    EXPECT_EQ(as_json("&state=unmatched")["records"].size(), 1U);
    EXPECT_EQ(as_json("&state=voided")["records"].size(), 0U);
    EXPECT_TRUE(has(ask(path("&as=csv&table=records"), cookie_), "slips,w,"));
    EXPECT_EQ(ask("/billing/usage?account=none", cookie_).status, 404);
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/usage?account=1001"));
    EXPECT_TRUE(has(ask("/billing/usage?words=otto", cookie_), "/billing/usage?account=1001"));
}

TEST_P(OfficeUsage, OfOneStateIsLookedForSomeRecordsAtATime) {
    // So many later ones, all of one instant but for the last, that the one wanted is on no page
    // before the second.
    constexpr int kLater = 2'120;
    std::string lines;
    for (int i = 0; i < kLater; ++i) {
        lines += R"({"id": "l)" + std::to_string(i) + R"(", "subject": "M1", "meter": "kwh", )" +
                 R"("at": ")" + test::day_ago(5, i == 0 ? 13 : 12) + R"(", "quantity": "1"})" +
                 "\n";
    }
    test::write_file(file("later.jsonl"), lines);
    counterfoil({"usage", "import", file("later.jsonl"), "--source", "later", "--as", "lines",
                 "--db", db()});
    // The other language's link leads to the same page: only the button leads on.
    const std::string begin = "/billing/usage?account=1001&amp;before=";
    const auto further_of = [&](const Heard& page) {
        Heard from_button = page;
        const auto button = page.body.find("class=\"button quiet\" href=\"" + begin);
        from_button.body.erase(0, std::min(button, page.body.size()));
        return from_button.link(begin);
    };
    const Heard first = ask(path("&state=unmatched"), cookie_);
    EXPECT_TRUE(has(first, "2,000 records were looked at")) << first.body;
    EXPECT_FALSE(has(first, ">slips<"));
    const std::string further = further_of(first);
    ASSERT_FALSE(further.empty()) << first.body;
    const Heard second = ask(further, cookie_);
    EXPECT_FALSE(has(second, "were looked at"));
    EXPECT_TRUE(further_of(second).empty());
    EXPECT_TRUE(has(second, ">slips<"));
    // Page by page each is shown once.
    std::set<std::string> ids;
    std::string at = path();
    for (int pages = 0; !at.empty() && pages < 100; ++pages) {
        const Heard page = ask(at, cookie_);
        for (auto found = page.body.find(">l"); found != std::string::npos;
             found = page.body.find(">l", found + 1)) {
            const auto end = page.body.find('<', found);
            const std::string id = page.body.substr(found + 1, end - found - 1);
            if (id.find_first_not_of("0123456789", 1) != std::string::npos) continue;
            EXPECT_TRUE(ids.insert(id).second) << id;
        }
        at = further_of(page);
    }
    EXPECT_EQ(ids.size(), std::size_t{kLater});
    EXPECT_EQ(as_json("&state=unmatched")["records"].size(), 1U);  // a file has all
    EXPECT_EQ(ask(path("&before=nonsense"), cookie_).status, 200);
}

TEST_P(OfficeUsage, ThatNoPlanCountsIsPutRight) {
    const Heard attention = ask("/attention", cookie_);
    EXPECT_TRUE(has(attention, "Usage that no plan counts"));
    EXPECT_TRUE(has(attention, "class=\"badge\">2<")) << attention.body;  // one is parked
    const json told = json_of({"attention", "--json", "--db", db()});
    ASSERT_EQ(told["unmatched_usage"].size(), 1U);
    EXPECT_EQ(told["unmatched_usage"][0]["measure"], "kHw");
    EXPECT_TRUE(has(ask("/billing/usage", cookie_), "kHw"));
    const std::string right = "/billing/usage/right?subscription=1001-1&measure=kHw";
    const Heard form = ask(right, cookie_);
    ASSERT_EQ(form.status, 200);
    EXPECT_TRUE(has(form, "<option value=\"kwh\""));
    const std::string said = "mark=" + form.mark() + "&subscription=1001-1&measure=kHw";
    const Heard wrong = send("/billing/usage/right", cookie_ + "; counterfoil_language=de",
                             said + "&what=replace&to=gas");
    EXPECT_EQ(wrong.status, 409);
    EXPECT_TRUE(has(wrong, "Kein Tarif dieses Vertrags zählte diese Messgröße damals."));
    EXPECT_EQ(send("/billing/usage/right", cookie_, said + "&what=replace&to=kwh").status, 303);
    EXPECT_TRUE(has(ask("/attention", cookie_), "class=\"badge\">1<"));
    EXPECT_EQ(send("/billing/usage/right", cookie_, said + "&what=void").status, 409);
    EXPECT_EQ(as_json("&state=replaced")["records"].size(), 1U);
    EXPECT_EQ(as_json("&state=waiting")["records"].size(), 1U);
}

TEST_P(OfficeUsage, IsPutRightByManagersAlone) {
    const Heard people = ask("/people", cookie_);
    EXPECT_EQ(
        send("/people", cookie_,
             "mark=" + people.mark() + "&name=Eve&role=cashier&password=correct+horse+battery")
            .status,
        303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(path(), eve).status, 200);
    EXPECT_EQ(ask("/billing/usage/right?subscription=1001-1&measure=kHw", eve).status, 403);
}

TEST_P(OfficeUsage, IsListedAndTakenBackByCommands) {
    const json all = json_of({"usage", "list", "--account", "1001", "--json", "--db", db()});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0]["id"], "w");  // the latest first
    EXPECT_EQ(all[0]["state"], "unmatched");
    EXPECT_EQ(all[1]["state"], "billed");
    EXPECT_EQ(json_of({"usage", "list", "--state", "unmatched", "--json", "--db", db()}).size(),
              1U);
    EXPECT_EQ(json_of({"usage", "list", "--measure", "kwh", "--json", "--db", db()}).size(), 1U);
    EXPECT_EQ(json_of({"usage", "list", "--subscription", "1001-1", "--from", test::day_ago(5, 11),
                       "--json", "--db", db()})
                  .size(),
              1U);
    const std::vector<std::string> one{"usage", "void",   "--source", "slips", "--id",
                                       "w",     "--json", "--db",     db()};
    auto tried = one;
    tried.emplace_back("--dry-run");
    EXPECT_EQ(json_of(tried)["kept"], false);
    EXPECT_EQ(json_of(one)["voided"], 1);
    EXPECT_EQ(json_of({"usage", "list", "--state", "voided", "--json", "--db", db()}).size(), 1U);
    counterfoil(one, 1);
    counterfoil({"usage", "void", "--source", "slips", "--db", db()}, 2);
    // As many as are asked for are found though others come first.
    const auto line = [](const std::string& id, const std::string& measure) {
        return R"({"id": ")" + id + R"(", "subject": "M1", "meter": ")" + measure +
               R"(", "at": ")" + test::day_ago(5, 12) + R"(", "quantity": "7"})" + "\n";
    };
    test::write_file(file("more.jsonl"), line("x", "kHw") + line("z", "zoll"));
    counterfoil({"usage", "import", file("more.jsonl"), "--source", "slips", "--as", "lines",
                 "--db", db()});
    const json one_of_two = json_of({"usage", "list", "--state", "unmatched", "--measure", "zoll",
                                     "--limit", "1", "--json", "--db", db()});
    ASSERT_EQ(one_of_two.size(), 1U);
    EXPECT_EQ(one_of_two[0]["id"], "z");
}

}  // namespace

ON_EITHER_ENGINE(OfficeUsage);
