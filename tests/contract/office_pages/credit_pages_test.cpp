// Goal: a manager grants units and credit, once or each period, sees what there is and what it
// covered, and takes it back. Method: a small office asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeCredit : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
    }
    Heard page(const std::string& also = {}) {
        return ask("/billing/credit?account=1001", cookie_ + also);
    }
    Heard post(const std::string& fields, const std::string& also = {}) {
        const Heard form = page(also);
        return send("/billing/credit", cookie_ + also,
                    "mark=" + form.mark() + "&account=1001&once=" + form.hidden("once") + fields);
    }
    nlohmann::json wallet() const {
        return json_of({"wallet", "show", "1001", "--json", "--db", db()});
    }
    std::string cookie_;
    const std::string german_ = "; counterfoil_language=de";
};

TEST_P(OfficeCredit, OfUnitsIsGrantedShownAndTakenBack) {
    const Heard done =
        post("&what=grant&every=once&amount=60.5&unit=kWh&kind=given&priority=2&note=winter");
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(wallet()["units"]["kWh"], "60.5");
    const Heard account = ask("/billing/account/1001", cookie_ + german_);
    EXPECT_TRUE(has(account, "Vorausbezahlte Einheiten"));
    EXPECT_TRUE(has(account, "60,5 kWh"));
    EXPECT_TRUE(has(account, "/billing/credit?account=1001"));
    EXPECT_TRUE(has(page(german_), "60,5 kWh zurücknehmen (winter)"));
    const auto lot = wallet()["unit_lots"][0]["lot"].get<std::string>();
    ASSERT_EQ(post("&what=void&lot=" + lot).status, 303);
    EXPECT_EQ(wallet()["units"]["kWh"], "0");
    EXPECT_TRUE(has(post("&what=void&lot=" + lot, german_), "ist nichts übrig"));
    EXPECT_TRUE(has(page(german_), "zurückgenommen"));
}

TEST_P(OfficeCredit, FormsThatAreSentTwiceCountOnce) {
    const Heard form = page();
    const std::string fields = "mark=" + form.mark() + "&account=1001&once=" + form.hidden("once") +
                               "&what=grant&every=once&amount=10&unit=kWh";
    ASSERT_EQ(send("/billing/credit", cookie_, fields).status, 303);
    ASSERT_EQ(send("/billing/credit", cookie_, fields).status, 303);
    EXPECT_EQ(wallet()["units"]["kWh"], "10");
}

TEST_P(OfficeCredit, ComesEachPeriodUntilItIsEnded) {
    const Heard done = post("&what=grant&every=month&amount=100&unit=kWh&rollover=20");
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(wallet()["units"]["kWh"], "100");
    const Heard shown = page(german_);
    EXPECT_TRUE(has(shown, "Jeden Monat"));
    EXPECT_TRUE(has(shown, "Ab morgen beenden: 100 kWh"));
    const auto rules = json_of({"recurring", "list", "1001", "--json", "--db", db()});
    ASSERT_EQ(rules.size(), 1U);
    ASSERT_EQ(post("&what=end&rule=" + rules[0]["rule"].get<std::string>()).status, 303);
    EXPECT_FALSE(has(page(german_), "Ab morgen beenden"));
    EXPECT_TRUE(has(post("&what=end&rule=nothing", german_), "Diese Regel gibt es nicht"));
}

TEST_P(OfficeCredit, IsRefusedInTheLanguageOfThePage) {
    const auto expect = [&](const std::string& fields, const std::string& words) {
        const Heard refused = post("&what=grant" + fields, german_);
        EXPECT_EQ(refused.status, 409) << fields;
        EXPECT_TRUE(has(refused, words)) << words << '\n' << refused.body;
    };
    expect("&every=once&amount=x&unit=kWh", "ist keine Zahl");
    expect("&every=once&amount=10&unit=kWh&rollover=5", "kann nicht danach weitergelten");
    expect("&every=once&amount=10&unit=kWh&expires=2001-01-01", "vorbei, bevor es beginnt");
    expect("&every=month&amount=10&unit=kWh&from=2001-01-01", "höchstens vor 400 Tagen");
    expect("&every=moon&amount=10&unit=kWh", "Sagen Sie, wie oft");
    expect("&every=month&amount=10&unit=kWh&subscription=nobody", "hat diesen Vertrag nicht");
    EXPECT_EQ(ask("/billing/credit?account=nobody", cookie_).status, 404);
}

TEST_P(OfficeCredit, StandsWithTheLineThatItCovered) {
    counterfoil({"wallet", "grant", "1001", "30", "--unit", "kWh", "--from", begin_, "--note",
                 "summer", "--db", db()});
    test::write_file(file("more.jsonl"), R"({"id": "2", "subject": "M1", "at": ")" +
                                             test::day_ago(4, 10) +
                                             R"( 12:00", "quantity": "50"})" + "\n");
    counterfoil({"usage", "import", file("more.jsonl"), "--source", "meters", "--meter", "kwh",
                 "--as", "lines", "--db", db()});
    counterfoil({"bill", "--as-of", test::day_ago(3, 1), "--db", db()}, 1);
    const auto rows = json_of({"document", "list", "--account", "1001", "--json", "--db", db()});
    ASSERT_EQ(rows.size(), 2U);
    int covered = 0;
    for (const auto& row : rows) {
        const Heard shown =
            ask("/billing/document/" + row["number"].get<std::string>(), cookie_ + german_);
        if (!has(shown, "Durch vorausbezahlte Einheiten gedeckt")) continue;
        ++covered;
        EXPECT_TRUE(has(shown, "30 kWh (summer)"));
        EXPECT_TRUE(has(shown, "(50 − 30 kWh)"));
    }
    EXPECT_EQ(covered, 1);
    EXPECT_EQ(wallet()["units"]["kWh"], "0");
}

}  // namespace

ON_EITHER_ENGINE(OfficeCredit);
