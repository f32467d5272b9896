// Goal: nothing but a clear and whole answer of that very charge says what became of it. Method:
// answers as they may come, one by one.
#include "drivers/provider/provider.hpp"

#include <gtest/gtest.h>

namespace {

using namespace drivers::provider;
using drivers::web::Response;

const Charge kCharge{"I1-1", "tok_7", "11.78", "EUR", "I1"};

Response said(long status, const std::string& body, bool is_whole = true) {
    return {.status = status, .body = body, .is_whole = is_whole};
}
std::string answer(const std::string& status, const std::string& key = "I1-1",
                   const std::string& amount = "11.78", const std::string& currency = "EUR") {
    return R"({"key": ")" + key + R"(", "status": ")" + status + R"(", "amount": ")" + amount +
           R"(", "currency": ")" + currency + R"(", "reference": "P-1", "reason": "No cover"})";
}

TEST(Provider, says_paid_or_declined_where_the_answer_is_clear) {
    for (const long status : {200L, 201L}) {
        const Answer paid = read_charged(said(status, answer("paid")), kCharge);
        EXPECT_EQ(paid.verdict, Verdict::paid);
        EXPECT_EQ(paid.reference, "P-1");
    }
    const Answer declined = read_charged(said(402, answer("declined")), kCharge);
    EXPECT_EQ(declined.verdict, Verdict::declined);
    EXPECT_EQ(declined.said, "No cover");
    EXPECT_EQ(read_charged(said(200, answer("declined")), kCharge).verdict, Verdict::declined);
    EXPECT_EQ(read_asked(said(200, answer("paid")), kCharge).verdict, Verdict::paid);
    EXPECT_EQ(read_asked(said(200, answer("declined")), kCharge).verdict, Verdict::declined);
}

TEST(Provider, takes_whatever_else_for_no_answer) {
    const std::vector<Response> strange{
        said(200, answer("pending")),
        said(200, answer("paid", "I1-2")),
        said(200, answer("paid", "I1-1", "11.79")),
        said(200, answer("paid", "I1-1", "11.78", "USD")),
        said(200, answer("paid"), false),
        said(200, answer("paid").substr(0, 40)),
        said(200, ""),
        said(200, "[1]"),
        said(200, R"({"key": 1, "status": "paid"})"),
        said(202, answer("paid")),
        said(302, answer("paid")),
        said(402, answer("paid")),
        said(409, answer("paid")),
        said(422, answer("declined")),
        said(500, answer("declined")),
        said(401, R"({"title": "Who are you?"})"),
        said(404, "Not found"),
        said(404, R"({"key": "I1-1", "status": "unknown"})"),
    };
    for (const Response& heard : strange) {
        EXPECT_EQ(read_charged(heard, kCharge).verdict, Verdict::unclear)
            << heard.status << ' ' << heard.body;
    }
    EXPECT_EQ(read_charged(said(500, "Oops\nmore"), kCharge).said, "500 Oops");
}

TEST(Provider, never_heard_of_a_key_only_if_it_says_so) {
    EXPECT_EQ(read_asked(said(404, R"({"key": "I1-1", "status": "unknown"})"), kCharge).verdict,
              Verdict::never_heard);
    for (const Response& heard :
         std::vector<Response>{said(404, "Not found"), said(404, "{}"),
                               said(404, R"({"key": "I1-9", "status": "unknown"})"),
                               said(404, R"({"key": "I1-1", "status": "unknown"})", false),
                               said(410, R"({"key": "I1-1", "status": "unknown"})"),
                               said(402, answer("declined")), said(500, answer("paid"))}) {
        EXPECT_EQ(read_asked(heard, kCharge).verdict, Verdict::unclear) << heard.body;
    }
}

TEST(Provider, keeps_texts_of_others_short_and_of_one_line) {
    const std::string long_text(300, 'x');
    const Answer read = read_charged(
        said(402, R"({"key": "I1-1", "status": "declined", "amount": "11.78", "currency": "EUR",)"
                  R"( "reason": "a\nb)" +
                      long_text + R"("})"),
        kCharge);
    EXPECT_EQ(read.verdict, Verdict::declined);
    EXPECT_EQ(read.said.size(), 200U);
    EXPECT_EQ(read.said.substr(0, 3), "a b");
}

TEST(Provider, says_what_is_charged_the_same_way_each_time) {
    EXPECT_EQ(charge_json(kCharge),
              R"({"token":"tok_7","amount":"11.78","currency":"EUR","about":"I1"})");
}

TEST(Provider, is_never_called_in_the_open) {
    EXPECT_TRUE(check("https://pay.example/v1"));
    EXPECT_TRUE(check("http://127.0.0.1:8080"));
    EXPECT_EQ(check("http://pay.example").error(),
              "Payments would travel in the open to http://pay.example. Use an https:// address.");
    EXPECT_FALSE(check("https://name:word@pay.example"));
    EXPECT_FALSE(check("pay.example"));
    EXPECT_FALSE(check(""));
}

}  // namespace
