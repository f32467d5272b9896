// Goal: what is sold never travels in the open, however the office's address is written. Method:
// addresses that look like this machine, or like an office, and are none.
#include "sync/client/http_client.hpp"

#include <gtest/gtest.h>

using syncing::client::wrong_address;

namespace {

const std::string kPin = "sha256//" + std::string(43, 'A') + "=";

std::string why(const std::string& url, const std::string& pin = {}) {
    return wrong_address({url, pin}).value_or("");
}

}  // namespace

TEST(WrongAddress, takes_an_office_and_this_machine) {
    for (const char* url :
         {"https://office.example", "https://office.example:8443/", "https://127.evil.example",
          "http://127.0.0.1:8443", "http://127.9.8.7", "http://localhost:1", "http://[::1]:8443"}) {
        EXPECT_EQ(why(url), "") << url;
    }
    EXPECT_EQ(why("https://office.example", kPin), "");
}

TEST(WrongAddress, lets_nothing_travel_in_the_open) {
    for (const char* url :
         {"http://office.example", "http://127.evil.example", "http://127.0.0.1.evil.example",
          "http://localhost.evil.example", "http://[::2]:1", "http://[::ffff:8.8.8.8]",
          "http://0.0.0.0", "http://128.0.0.1"}) {
        EXPECT_NE(why(url).find("in the open"), std::string::npos) << url << ": " << why(url);
    }
}

TEST(WrongAddress, takes_no_address_that_can_be_read_in_two_ways) {
    for (const char* url : {"", "office.example", "ftp://office.example", "https://",
                            "http://127.0.0.1:1@evil.example", "https://user@office.example",
                            "https://user:word@office.example", "http://127.0.0.1\\@evil.example",
                            "https://office.example?x=1", "https://office.example#x",
                            "https://office.example:99999", "http://[::1", "localhost:8443"}) {
        EXPECT_NE(why(url), "") << url;
    }
}

TEST(WrongAddress, pins_certificates_alone) {
    EXPECT_NE(why("http://127.0.0.1:1", kPin), "");
    EXPECT_NE(why("https://office.example", "sha256//short"), "");
}
