// Goal: whoever has a token sends usage to the office over the network, each record once, and is
// told of each that is refused; nobody else does. Method: requests by hand to an office on either
// engine.
#include "app/office/usage_intake.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/core/billing/usage_tokens.hpp"
#include "pos/store/office/audit.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
using syncing::server::Request;
using syncing::server::Response;

class UsageRequests : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01", "M");
        go_to("2026-11-12");
        intake_.emplace(where(), options(), clock_, random_, tries_);
        token_ = token("collector");
    }
    std::string token(const std::string& source, std::int64_t per_minute = 600) {
        auto open = books();
        const auto made = billing::add_usage_token(open, source, per_minute, clock_.at, random_);
        EXPECT_TRUE(made) << made.error().words;
        return made.value_or("");
    }
    Response send(const std::string& body, const std::string& bearer,
                  const std::string& method = "POST") {
        Request request;
        request.method = method;
        request.path = "/v1/usage";
        request.authorization = bearer.empty() ? "" : "Bearer " + bearer;
        request.address = address_;
        const auto admitted = intake_->admit(request);
        if (admitted.refusal) return *admitted.refusal;
        request.body = body;
        return intake_->answer(*db_, request);
    }
    nlohmann::json told(const std::string& body) {
        const Response answer = send(body, token_);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return nlohmann::json::parse(answer.body, nullptr, false);
    }
    std::int64_t records() {
        return db_->value<std::int64_t>("SELECT count(*) FROM usage_record").value().value_or(-1);
    }
    static std::string record(const std::string& id, const std::string& quantity = "1",
                              const std::string& subject = "M") {
        return R"({"id": ")" + id + R"(", "subject": ")" + subject +
               R"(", "meter": "kwh", "at": "2026-11-10", "quantity": ")" + quantity + "\"}";
    }

    syncing::server::Metrics metrics_;
    syncing::server::TryLimit tries_{metrics_, clock_};
    std::string address_{"192.0.2.1"};
    std::optional<app::office::UsageIntake> intake_;
    std::string token_;
};

TEST_P(UsageRequests, AreTakenOnce) {
    const auto first = told(record("1") + "\n" + record("2") + "\n");
    EXPECT_EQ(first["added"], 2);
    EXPECT_EQ(first["source"], "collector");
    const auto again = told(record("1") + "\n" + record("2"));
    EXPECT_EQ(again["added"], 0);
    EXPECT_EQ(again["again"], 2);
    EXPECT_EQ(records(), 2);
    // Another source's ids are its own.
    token_ = token("other");
    EXPECT_EQ(told("[" + record("1") + ", " + record("3") + "]")["added"], 2);
    EXPECT_EQ(records(), 4);
    expect_books_in_order();
}

TEST_P(UsageRequests, NameWhatTheyRefuseAndKeepTheRest) {
    const auto said =
        told("[" + record("1") + "," + record("2", "1", "NOBODY") + ",7," + record("1", "5") + "]");
    EXPECT_EQ(said["records"], 4);
    EXPECT_EQ(said["added"], 1);
    ASSERT_EQ(said["refused"].size(), 3U);
    std::map<int, std::string> ids;
    for (const auto& one : said["refused"]) {
        ids[one["record"].get<int>()] = one["id"].get<std::string>();
        EXPECT_FALSE(one["reason"].get<std::string>().empty());
    }
    EXPECT_EQ(ids, (std::map<int, std::string>{{2, "2"}, {3, ""}, {4, "1"}}));
    EXPECT_EQ(records(), 1);
    EXPECT_EQ(told(R"({"id": "1", "void": true})")["voided"], 1);
}

TEST_P(UsageRequests, RefuseAVoidThatIsNeitherYesNorNo) {
    const std::string start = R"({"id": "1", "subject": "M", "meter": "kwh", "at": "2026-11-10",)";
    const auto said = told(start + R"( "quantity": "1", "void": "storno"})");
    EXPECT_EQ(said["added"], 0);
    ASSERT_EQ(said["refused"].size(), 1U);
    EXPECT_EQ(said["refused"][0]["id"], "1");
    EXPECT_EQ(said["refused"][0]["reason"], "void is \"storno\", which is neither yes nor no");
    EXPECT_EQ(records(), 0);
}

TEST_P(UsageRequests, WithoutATokenAreNotRead) {
    EXPECT_EQ(send(record("1"), "").status, 401);
    EXPECT_EQ(send(record("1"), "cfu_0123").status, 401);
    EXPECT_EQ(send(record("1"), "some-terminals-token").status, 401);
    auto open = books();
    ASSERT_TRUE(billing::revoke_usage_tokens(open, "collector", clock_.at));
    EXPECT_EQ(send(record("1"), token_).status, 403);
    EXPECT_FALSE(billing::revoke_usage_tokens(open, "collector", clock_.at));
    EXPECT_EQ(records(), 0);
}

TEST_P(UsageRequests, WithWrongTokensAreToldToWait) {
    const std::string late = token("late");
    EXPECT_EQ(send(record("1"), token_).status, 200);
    std::string wrong = late;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (int i = 0; i < 30; ++i) EXPECT_EQ(send(record("2"), wrong).status, 401) << i;
    const Response shut = send(record("2"), wrong);
    EXPECT_EQ(shut.status, 429);
    EXPECT_EQ(shut.retry_after_s, 60);
    EXPECT_EQ(metrics_.value(syncing::server::Metrics::Count::wrong_keys), 31);
    // One that was good lately goes on; one that was never seen waits, since no body is read.
    EXPECT_EQ(send(record("2"), token_).status, 200);
    EXPECT_EQ(send(record("3"), late).status, 429);
    address_ = "192.0.2.2";
    EXPECT_EQ(send(record("3"), late).status, 200);
    address_ = "192.0.2.1";
    EXPECT_EQ(send(record("4"), late).status, 200) << "seen by now";
    clock_.at.unix_ms += 60'000;
    EXPECT_EQ(send(record("5"), wrong).status, 401) << "it begins anew";
    EXPECT_EQ(records(), 4);
}

TEST_P(UsageRequests, ThatAreTooOftenOrTooMuchAreTurnedAway) {
    token_ = token("busy", 2);
    EXPECT_EQ(send(record("1"), token_).status, 200);
    EXPECT_EQ(send(record("2"), token_).status, 200);
    const Response later = send(record("3"), token_);
    EXPECT_EQ(later.status, 429);
    EXPECT_GT(later.retry_after_s.value_or(0), 0);
    EXPECT_EQ(send(record("3"), token_).status, 429);
    const auto noted = pos::store::office::turned_away(*db_, clock_.at, 10);
    ASSERT_TRUE(noted && noted->size() == 1U);
    EXPECT_EQ(noted->front().note, "too_often");
    EXPECT_EQ(noted->front().about, "busy");
    EXPECT_EQ(noted->front().detail, "1") << "once a minute in which it was so";
    clock_.at.unix_ms += 60'000;
    EXPECT_EQ(send(record("3"), token_).status, 200);
    std::string many = "[";
    for (std::size_t i = 0; i < app::office::UsageIntake::kRecordsMax; ++i) many += "1,";
    EXPECT_EQ(send(many + "1]", token_).status, 413);
    clock_.at.unix_ms += 60'000;
    EXPECT_EQ(send("[1, 2", token_).status, 400);
    EXPECT_EQ(send("", token_, "GET").status, 405);
}

TEST_P(UsageRequests, ThatAreNestedWithoutEndAreTurnedAway) {
    const std::string open(200'000, '[');
    const std::string shut(200'000, ']');
    EXPECT_EQ(send("[" + open + shut + "]", token_).status, 400);
    EXPECT_EQ(send("[{\"id\": \"[[[[[[[[[[[[\", \"void\": true}]", token_).status, 200);
    // A line of its own is named, and the others are kept.
    const auto said =
        told(R"({"id": )" + open.substr(0, 30'000) + shut.substr(0, 30'000) + "}\n" + record("1"));
    EXPECT_EQ(said["added"], 1);
    ASSERT_EQ(said["refused"].size(), 1U);
    EXPECT_NE(said["refused"][0]["reason"].get<std::string>().find("list"), std::string::npos);
}

TEST_P(UsageRequests, AreCountedWithoutTheirEmptyLines) {
    std::string many;
    for (std::size_t i = 0; i < app::office::UsageIntake::kRecordsMax; ++i) many += "7\r\n\n";
    const auto said = told(many);
    EXPECT_EQ(said["records"], app::office::UsageIntake::kRecordsMax);
    EXPECT_EQ(send(many + "7", token_).status, 413);
}

TEST_P(UsageRequests, TokensNeedANameAndARate) {
    auto open = books();
    EXPECT_FALSE(billing::add_usage_token(open, "", 1, clock_.at, random_));
    EXPECT_FALSE(billing::add_usage_token(open, std::string(101, 'x'), 1, clock_.at, random_));
    EXPECT_FALSE(billing::add_usage_token(open, "x", 0, clock_.at, random_));
    EXPECT_EQ(token("collector").size(), 4U + 64U);
}

}  // namespace

ON_EITHER_ENGINE(UsageRequests);
