// Goal: calls go where nobody listens in, and are signed as their standard says. Method: its
// published example, and addresses that are none.
#include "drivers/hook/hook.hpp"

#include <gtest/gtest.h>

namespace {

using drivers::hook::check;
using drivers::hook::key_of;
using drivers::hook::signature;

TEST(Hook, IsSignedAsTheStandardSays) {
    EXPECT_EQ(signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        {"msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"}),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Hook, HasAKeyThatCannotBeGuessed) {
    EXPECT_EQ(key_of("sixteen bytes ok").value_or("").size(), 16U);
    EXPECT_EQ(key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value_or("").size(), 24U);
    for (const char* none : {"", "short", "whsec_", "whsec_AAAA", "whsec_no base 64 at all!!!!"}) {
        EXPECT_FALSE(key_of(none)) << none;
    }
}

TEST(Hook, CallsNobodyInTheOpen) {
    for (const char* good : {"https://network.example/orders", "http://127.0.0.1:8080/x",
                             "http://localhost/x", "http://[::1]:9/", "https://a.example?x=1"}) {
        EXPECT_TRUE(check(good)) << good;
    }
    for (const char* bad :
         {"", "network.example", "ftp://network.example", "http://network.example",
          "http://127.0.0.1.evil.example/", "http://127.0.0.1@evil.example/",
          "https://name:word@network.example/", "https://", "file:///etc/passwd"}) {
        EXPECT_FALSE(check(bad)) << bad;
    }
}

}  // namespace
