#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

/// A real web server on the loopback interface that takes signed calls; see web_hook.py.
class WebHook {
public:
    static constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    WebHook();

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/orders"; }
    /// A file that holds the secret, which only its owner may read.
    std::string secret_file() const { return secret_file_; }
    /// How it answers from now on; status 0: it hangs up.
    void answer(int status, const std::string& body = {},
                const nlohmann::json& headers = nlohmann::json::object()) const;
    /// What it was called with, in that order.
    std::vector<nlohmann::json> calls() const;

private:
    TempDir folder_;
    std::string secret_file_;
    Child child_;
    std::uint16_t port_;
};

}  // namespace test
