// Goal: a manager offers coupons, redeems them on subscriptions and stops them, and sees what they
// took off; what may not be is refused in the language of the page. Method: a small office asked
// over HTTP, billed by the command line.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeCoupons : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/coupons";
    static constexpr const char* kOfOne = "/billing/subscription/coupons";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(kPath, cookie_).mark();
    }
    Heard put(const std::string& form, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + "&" + form);
    }
    Heard tell(const std::string& form, const std::string& cookies = {}) {
        return send(kOfOne, cookie_ + cookies, "mark=" + mark_ + "&number=1001-1&" + form);
    }
    nlohmann::json redeemed(const std::string& subscription) const {
        return json_of({"subscription", "coupons", subscription, "--json", "--db", db()});
    }
    std::string cookie_;
    std::string mark_;
    const std::string spring_ = "code=spring&name=Spring+offer&percent=20&holds=once";
    const std::string german_ = "; counterfoil_language=de";
};

TEST_P(OfficeCoupons, AreOfferedAndChanged) {
    EXPECT_TRUE(has(ask(kPath, cookie_), "There are no coupons yet."));
    EXPECT_EQ(put(spring_ + "&plan%3APOWER=1&most=5").status, 303);
    const Heard page = ask(std::string{kPath} + "?code=SPRING", cookie_);
    EXPECT_TRUE(has(page, "Spring offer"));
    EXPECT_TRUE(has(page, "20 %"));
    EXPECT_TRUE(has(page, "one period"));
    EXPECT_TRUE(has(page, "value=\"SPRING\""));
    EXPECT_TRUE(has(page, "name=\"plan:POWER\" value=\"1\" checked"));
    EXPECT_TRUE(has(page, "Nobody has redeemed one yet."));
    EXPECT_EQ(
        put("code=SPRING&name=Spring+offer&amount=5,50&currency=GBP&holds=some&periods=3", german_)
            .status,
        303);
    const auto rows = json_of({"coupon", "list", "--json", "--db", db()});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["coupon"], "SPRING");
    EXPECT_EQ(rows[0]["amount"], "5.50");
    EXPECT_EQ(rows[0]["periods"], 3);
    EXPECT_EQ(rows[0]["most"], 0);
    EXPECT_TRUE(has(ask(std::string{kPath} + "?code=SPRING", cookie_ + german_), "5,50"));
    EXPECT_EQ(ask(std::string{kPath} + "?code=NONE", cookie_).status, 404);
}

TEST_P(OfficeCoupons, AreRefusedInTheLanguageOfThePage) {
    for (const auto& [form, words] : std::vector<std::pair<std::string, std::string>>{
             {"code=A+B&name=x&percent=20&holds=once", "1 bis 40 Buchstaben"},
             {"code=A&name=x&holds=once", "einen Prozentsatz oder einen Betrag"},
             {"code=A&name=x&percent=20&amount=5&holds=once", "einen Prozentsatz oder einen"},
             {"code=A&name=x&percent=101&holds=once", "höchstens bei 100"},
             {"code=A&name=x&percent=lots&holds=once", "lots"},
             {"code=A&name=x&amount=lots&holds=once", "lots"},
             {"code=A&name=x&percent=5&holds=some", "1 bis 1.200 Zeiträume"},
             {"code=A&name=x&percent=5&holds=once&most=x", "leer heißt unbegrenzt"},
             {"code=A&name=x&percent=5&holds=once&valid_from=2026-02-01&valid_until=2026-01-01",
              "zu Ende, bevor er beginnt"}}) {
        const Heard page = put(form, german_);
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, words)) << form;
    }
    ASSERT_EQ(put(spring_).status, 303);
    EXPECT_TRUE(has(tell("what=redeem&code=NONE", german_), "Diesen Gutschein gibt es nicht."));
    EXPECT_EQ(tell("what=redeem&code=SPRING&on=2100-01-01", german_).status, 409);
    EXPECT_EQ(tell("what=stop&code=SPRING&reason=x", german_).status, 409);
    EXPECT_EQ(ask(std::string{kOfOne} + "?number=none", cookie_).status, 404);
    EXPECT_TRUE(redeemed("1001-1").empty());
}

TEST_P(OfficeCoupons, AreRedeemedTakenOffAndStopped) {
    ASSERT_EQ(put(spring_).status, 303);
    EXPECT_TRUE(has(ask("/billing/subscription?number=1001-1", cookie_),
                    "/billing/subscription/coupons?number=1001-1"));
    EXPECT_EQ(tell("what=redeem&code=spring&on=" + test::day_ago(3, 1)).status, 303);
    const Heard again = tell("what=redeem&code=SPRING&on=" + test::day_ago(3, 1), german_);
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(has(again, "wurde hier schon eingelöst"));
    // The account that is parked makes it 1.
    counterfoil({"bill", "--as-of", test::day_ago(2, 1), "--db", db()}, 1);
    const auto rows = redeemed("1001-1");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["periods_used"], 1);
    EXPECT_EQ(rows[0]["taken"], "1.98");
    int with_coupon = 0;
    const auto documents = json_of({"document", "list", "--json", "--db", db()});
    for (const auto& one : documents) {
        const Heard page = ask("/billing/document/" + one["number"].get<std::string>(), cookie_);
        if (!has(page, "Spring offer (SPRING)")) continue;
        ++with_coupon;
        EXPECT_TRUE(has(page, "Coupons"));
        EXPECT_TRUE(has(page, "1.98"));
    }
    EXPECT_EQ(with_coupon, 1);
    EXPECT_TRUE(has(ask(std::string{kPath} + "?code=SPRING", cookie_), "1001-1"));
    EXPECT_EQ(tell("what=stop&code=SPRING&reason=moved+away").status, 303);
    EXPECT_TRUE(has(ask(std::string{kOfOne} + "?number=1001-1", cookie_), "moved away"));
    EXPECT_FALSE(redeemed("1001-1")[0]["stopped"].get<std::string>().empty());
}

TEST_P(OfficeCoupons, AreRedeemedWhereASubscriptionBegins) {
    ASSERT_EQ(put(spring_).status, 303);
    const std::string path = "/billing/subscription";
    const std::string form =
        "mark=" + mark_ +
        "&account=1002&plan=POWER&as_number=1002-2&when=on&on=" + test::day_ago(1, 1) +
        "&coupon=SPRING";
    const Heard look = send(path, cookie_, form + "&what=preview");
    ASSERT_EQ(look.status, 200) << look.body;
    EXPECT_TRUE(has(look, "Basic fee, Spring offer (SPRING)"));
    EXPECT_TRUE(redeemed("1001-1").empty());
    const Heard kept = send(path, cookie_, form + "&what=keep&seen=" + look.hidden("seen"));
    ASSERT_EQ(kept.status, 303) << kept.body;
    EXPECT_EQ(redeemed("1002-2").size(), 1U);
}

TEST_P(OfficeCoupons, AreForManagers) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(kPath, eve).status, 403);
    EXPECT_EQ(ask(std::string{kOfOne} + "?number=1001-1", eve).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeCoupons);
