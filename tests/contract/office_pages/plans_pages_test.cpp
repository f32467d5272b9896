// Goal: a manager sees every plan with its versions, is told what is wrong with a text and where,
// sees what a month comes to by it, and publishes what was looked at as the next version. Method: a
// small office asked over HTTP, as a browser sends the form, in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

constexpr const char* kNext = R"({"code": "POWER", "name": "Power", "currency": "GBP",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "12.00",
     "every": "month"},
    {"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh", "every": "month",
     "model": "graduated", "tiers": [{"up_to": "100", "price": "0.40"}, {"price": "0.25"}]}]}]})";

class OfficePlans : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/plans/plan";
    using Parts = std::vector<std::pair<std::string, std::string>>;

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(std::string{kPath} + "?code=POWER", cookie_).mark();
    }
    Heard tell(const std::string& what, const std::string& text, Parts parts = {},
               const std::string& cookies = {}) {
        parts.insert(parts.end(), {{"mark", mark_}, {"what", what}, {"text", text}});
        std::string body;
        for (const auto& [name, value] : parts) {
            body += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
                    "\r\n";
        }
        body += "--x--\r\n";
        return ask(kPath, cookie_ + cookies, &body,
                   {"Content-Type: multipart/form-data; boundary=x"});
    }
    json versions() const {
        return json::parse(ask("/billing/plans?as=json", cookie_).body)["plans"];
    }
    static std::string as_sent(std::string text) {
        for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 2)) {
            text.replace(at, 1, "\r\n");
        }
        return text;
    }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficePlans, AreLookedAtAndPublishedAsTheNextVersion) {
    EXPECT_TRUE(has(ask("/billing/accounts", cookie_), "href=\"/billing/plans\""));
    ASSERT_EQ(versions().size(), 2U);
    EXPECT_EQ(versions()[1]["plan"], "POWER");
    EXPECT_EQ(versions()[1]["pinned"], 2);
    const Heard page = ask(std::string{kPath} + "?code=POWER&version=1", cookie_);
    EXPECT_TRUE(has(page, "&quot;price&quot;: &quot;0.30&quot;"));
    EXPECT_TRUE(has(page, "Electricity · tier 1 · price"));

    const Parts also{{"from", "2100-01-01"},
                     {"used:kwh", "150"},
                     {"subscription", "1001"},
                     {"month", test::day_ago(5, 1).substr(0, 7)}};
    const Heard look = tell("look", as_sent(kNext), also);
    ASSERT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(has(look, "id=\"preview\""));
    EXPECT_FALSE(has(look, "id=\"problems\"")) << "no card with nothing in it";
    EXPECT_TRUE(has(look, "£77.40"));  // 12.00, 40.00 and 12.50, with 20 % of tax
    EXPECT_TRUE(has(look, "1001-1"));  // the account's
    EXPECT_TRUE(has(look, "£57.04"));  // 9.90, 30.00 and 30.5 times 0.25: as it was billed
    EXPECT_TRUE(has(look, "£71.56"));  // and by this text
    EXPECT_EQ(versions().size(), 2U);

    Parts keep = also;
    keep.emplace_back("seen", look.hidden("seen"));
    std::string other = kNext;
    other.replace(other.find("12.00"), 5, "13.00");
    EXPECT_EQ(tell("publish", as_sent(other), keep).status, 409);
    EXPECT_EQ(versions().size(), 2U);
    ASSERT_EQ(tell("publish", as_sent(kNext), keep).header("Location"), "/billing/plans");
    EXPECT_EQ(tell("publish", as_sent(kNext), keep).status, 303);  // sent twice
    ASSERT_EQ(versions().size(), 3U);
    EXPECT_EQ(versions()[1]["version"], 2);
    EXPECT_EQ(versions()[1]["plan_from"], "2100-01-01");
    EXPECT_EQ(versions()[1]["pinned"], 0);
    const auto listed = json_of({"plan", "list", "--versions", "--json", "--db", db()});
    EXPECT_EQ(listed.size(), 3U);
    EXPECT_EQ(json_of({"plan", "list", "--json", "--db", db()}).size(), 2U);
}

TEST_P(OfficePlans, AreRefusedWithThePlaceOfEachMistake) {
    const std::string german = "; counterfoil_language=de";
    const Heard cut = tell("look", "{\r\n  \"code\": \"A\"", {}, german);
    EXPECT_EQ(cut.status, 409);
    EXPECT_TRUE(has(cut, "line 2"));
    EXPECT_TRUE(has(cut, "eine Klammer oder ein Anführungszeichen"));
    EXPECT_TRUE(has(cut, "&quot;code&quot;: &quot;A&quot;"));  // what was typed stays
    std::string wrong = kNext;
    wrong.replace(wrong.find("0.40"), 4, "much");
    wrong.replace(wrong.find("\"month\""), 7, "\"moon\"");
    const Heard told = tell("publish", as_sent(wrong), {}, german);
    EXPECT_EQ(told.status, 409);
    EXPECT_TRUE(has(told, "phases[0].charges[1].tiers[0].price"));
    EXPECT_TRUE(has(told, "Das ist keine Zahl."));
    EXPECT_TRUE(has(told, "phases[0].charges[0].every"));
    EXPECT_FALSE(has(told, "id=\"preview\""));
    EXPECT_EQ(tell("look", as_sent(kNext), {{"from", "soon"}}, german).status, 409);
    EXPECT_TRUE(has(tell("look", as_sent(kNext), {{"subscription", "none"}}, german),
                    "Diesen Vertrag gibt es nicht"));
    EXPECT_EQ(tell("look", as_sent(kNext), {{"used:kwh", "many"}}, german).status, 409);
    EXPECT_EQ(tell("look", "<script>alert(1)</script>").status, 409);
    EXPECT_FALSE(has(tell("look", "</textarea><script>"), "</textarea><script>"));
    EXPECT_EQ(versions().size(), 2U);
}

TEST_P(OfficePlans, TakeFiguresFromAForm) {
    const Heard changed =
        tell("figures", as_sent(kNext), {{"figure_0", "11,50"}, {"figure_2", "0,45"}},
             "; counterfoil_language=de");
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_TRUE(has(changed, "&quot;amount&quot;: &quot;11.5&quot;"));
    EXPECT_TRUE(has(changed, "&quot;price&quot;: &quot;0.45&quot;"));
    EXPECT_TRUE(has(changed, "&quot;up_to&quot;: &quot;100&quot;"));
    EXPECT_EQ(tell("figures", as_sent(kNext), {{"figure_0", "eleven"}}).status, 409);
    // More decimals than people type stay as they are.
    std::string fine = kNext;
    fine.replace(fine.find("0.40"), 4, "0.4000000001");
    const Heard kept =
        tell("figures", as_sent(fine), {{"figure_0", "11,50"}, {"figure_2", "0,4000000001"}},
             "; counterfoil_language=de");
    EXPECT_EQ(kept.status, 200) << kept.body;
    EXPECT_TRUE(has(kept, "&quot;price&quot;: &quot;0.4000000001&quot;"));
}

TEST_P(OfficePlans, AreForManagers) {
    EXPECT_EQ(ask(std::string{kPath} + "?code=NONE", cookie_).status, 404);
    EXPECT_EQ(ask(kPath, cookie_).status, 200);
    EXPECT_TRUE(has(ask(kPath, cookie_), "&quot;currency&quot;: &quot;GBP&quot;"));
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask("/billing/plans", eve).status, 403);
    EXPECT_EQ(ask(kPath, eve).status, 403);
    EXPECT_FALSE(has(ask("/billing/accounts", eve), "href=\"/billing/plans\""));
    cookie_ = eve;
    mark_ = ask("/overview", eve).mark();
    EXPECT_EQ(tell("publish", as_sent(kNext)).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficePlans);
