// Goal: a manager gives a system a token that is told once, and takes it back. Method: the pages
// over HTTP, and the system's own requests with what they told.
#include <regex>

#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

class OfficeTokens : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/tokens";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    Heard post(const std::string& form) const {
        return send(kPath, cookie_, "mark=" + mark_ + "&" + form);
    }
    /// What the office answers a system that has the token.
    long sent_with(const std::string& token) const {
        const std::string record = R"({"id": "9", "subject": "M1", "meter": "kwh", "at": ")" +
                                   test::day_ago(4, 3) + R"( 12:00", "quantity": "1"})" + "\n";
        return ask("/v1/usage", {}, &record, {"Authorization: Bearer " + token}).status;
    }
    static std::string token_on(const Heard& page) {
        std::smatch found;
        const bool is = std::regex_search(page.body, found, std::regex{"cfu_[0-9a-f]{64}"});
        return is ? found.str() : std::string{};
    }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeTokens, AreToldOnceAndRevoked) {
    const Heard made = post("what=add&source=Metering+Ltd&per_minute=60");
    EXPECT_EQ(made.status, 200);
    const std::string token = token_on(made);
    ASSERT_FALSE(token.empty());
    EXPECT_EQ(made.header("Cache-Control"), "no-store");
    EXPECT_EQ(token_on(ask(kPath, cookie_)), "");
    EXPECT_EQ(sent_with(token), 200);
    json tokens = json::parse(ask(std::string{kPath} + "?as=json", cookie_).body)["tokens"];
    ASSERT_EQ(tokens.size(), 1U);
    EXPECT_EQ(tokens[0]["source"], "Metering Ltd");
    EXPECT_EQ(tokens[0]["per_minute"], 60);
    EXPECT_EQ(tokens[0]["by"], "Manager");
    EXPECT_EQ(tokens[0]["state"], "sends");

    EXPECT_EQ(post("what=revoke&source=Metering+Ltd").status, 303);
    EXPECT_EQ(sent_with(token), 403);
    tokens = json::parse(ask(std::string{kPath} + "?as=json", cookie_).body)["tokens"];
    EXPECT_EQ(tokens[0]["state"], "revoked");
    const Heard audit = ask("/audit", cookie_);
    EXPECT_NE(audit.body.find("A new token for usage from Metering Ltd"), std::string::npos);
    EXPECT_NE(audit.body.find("Tokens for usage from Metering Ltd revoked"), std::string::npos);
    EXPECT_EQ(token_on(audit), "");
}

TEST_P(OfficeTokens, AreForManagersAndForNamedSources) {
    EXPECT_EQ(post("what=add&source=&per_minute=60").status, 409);
    EXPECT_EQ(post("what=add&source=A&per_minute=0").status, 409);
    EXPECT_EQ(post("what=add&source=A&per_minute=x").status, 409);
    EXPECT_EQ(post("what=revoke&source=nobody").status, 409);
    EXPECT_EQ(send(kPath, cookie_, "mark=0&what=add&source=A&per_minute=60").status, 403);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(kPath, eve).status, 403);
    EXPECT_EQ(ask("/billing/accounts", eve).body.find(kPath), std::string::npos);
    const std::string mark = ask("/overview", eve).mark();
    EXPECT_EQ(send(kPath, eve, "mark=" + mark + "&what=add&source=A&per_minute=60").status, 403);
    EXPECT_EQ(json_of({"usage", "token", "list", "--json", "--db", db()}).size(), 0U);
}

}  // namespace

ON_EITHER_ENGINE(OfficeTokens);
