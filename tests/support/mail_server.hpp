#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

/// A real mail server (aiosmtpd) on the loopback interface; see mail_server.py.
class MailServer {
public:
    explicit MailServer(const std::vector<std::string>& more = {});

    std::uint16_t port() const { return port_; }
    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    /// What it has taken, in that order.
    std::vector<nlohmann::json> letters() const;

private:
    TempDir folder_;
    Child child_;
    std::uint16_t port_;
};

/// The bytes of an attachment as a letter has it.
std::string bytes_of(const nlohmann::json& file);

}  // namespace test
