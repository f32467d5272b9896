#include "tests/support/certificate.hpp"

#include <gtest/gtest.h>

#include "tests/support/child.hpp"

namespace test {

Certificate make_certificate(const std::string& folder) {
    const auto made = run_program(
        {"/bin/sh", "-c",
         "cd '" + folder +
             "' && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 "
             "-subj /CN=office 2>/dev/null && openssl x509 -in cert.pem -pubkey -noout | "
             "openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64 "
             "-A"});
    EXPECT_EQ(made.exit, 0) << made.err;
    return {folder + "/cert.pem", folder + "/key.pem", "sha256//" + made.out};
}

}  // namespace test
