// Goal: neither head office nor a till speaks old TLS, or a cipher without forward secrecy or
// without authentication, and a till sends nothing to who has another key than its pin.
// Method: head office's listener against openssl as a till of any age, and the till's client
// against openssl as an office of any age; that openssl would have spoken is looked at first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "sync/client/http_client.hpp"
#include "sync/server/http/http_server.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using syncing::client::HttpClient;
using syncing::client::Trouble;
using testing::HasSubstr;

/// Even where this machine's OpenSSL would not offer them by itself.
constexpr const char* kOld = " -cipher ALL:@SECLEVEL=0";
constexpr const char* kNotAuthenticated = "ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA";
constexpr const char* kNoForwardSecrecy = "AES256-GCM-SHA384:AES128-GCM-SHA256";
constexpr const char* kGood = "ECDHE-RSA-AES128-GCM-SHA256";

class Tls : public ::testing::Test {
protected:
    /// What openssl says as a client of that port.
    static test::Ended greet(const std::string& port, const std::string& how) {
        return test::run_program(
            {"/bin/sh", "-c",
             "openssl s_client -connect 127.0.0.1:" + port + " " + how + " </dev/null"});
    }
    HttpClient client(const std::string& port, const std::string& pin) const {
        return HttpClient{{"https://127.0.0.1:" + port, pin}};
    }

    test::TempDir folder_;
    const test::Certificate certificate_{test::make_certificate(folder_.path())};
};

class TlsOfOffice : public Tls {
protected:
    void SetUp() override {
        auto listening = syncing::server::HttpServer::listen(
            {.certificate_file = certificate_.file, .key_file = certificate_.key_file},
            {.admit = [](const auto&) { return syncing::server::Admission{1'000, std::nullopt}; },
             .answer =
                 [this](const auto&) {
                     ++answered_;
                     return syncing::server::Response{.content_type = "text/plain", .body = "here"};
                 }},
            metrics_);
        ASSERT_TRUE(listening) << listening.error();
        server_ = std::move(*listening);
        running_ = std::jthread{[this] { server_->run(); }};
    }
    ~TlsOfOffice() override {
        if (server_) server_->stop();
        running_ = {};
    }
    std::string port() const { return std::to_string(server_->port()); }
    /// Ended by the office's own alert, not by a client that would not speak so.
    void expect_refused(const std::string& how, const char* alert) const {
        const auto said = greet(port(), how);
        EXPECT_NE(said.exit, 0) << how;
        EXPECT_THAT(said.err, HasSubstr(alert)) << how;
    }

    std::atomic<int> answered_{0};
    syncing::server::Metrics metrics_;
    std::unique_ptr<syncing::server::HttpServer> server_;
    std::jthread running_;
};

TEST_F(TlsOfOffice, refuses_what_is_older_than_1_2) {
    constexpr const char* kProtocolVersion = "SSL alert number 70";  // RFC 8446, 6.2
    for (const char* version : {"-tls1", "-tls1_1"}) {
        expect_refused(version + std::string{kOld}, kProtocolVersion);
    }
    EXPECT_THAT(greet(port(), "-tls1_2").out, HasSubstr("New, TLSv1.2, Cipher is ECDHE-"));
    EXPECT_THAT(greet(port(), "-tls1_3").out, HasSubstr("New, TLSv1.3, Cipher is TLS_"));
}

TEST_F(TlsOfOffice, refuses_weak_ciphers) {
    constexpr const char* kHandshakeFailure = "SSL alert number 40";
    for (const char* cipher : {kNotAuthenticated, kNoForwardSecrecy}) {
        expect_refused("-tls1_2 -cipher " + std::string{cipher} + ":@SECLEVEL=0",
                       kHandshakeFailure);
    }
    EXPECT_THAT(greet(port(), "-tls1_2 -cipher " + std::string{kGood}).out, HasSubstr(kGood));
}

TEST_F(TlsOfOffice, is_told_nothing_by_a_till_that_does_not_know_its_key) {
    std::string other = certificate_.pin;
    other[20] = other[20] == 'A' ? 'B' : 'A';
    const auto wrong = client(port(), other).post({.path = "/v1/journal", .body = "sold"});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, Trouble::Kind::unreachable);
    EXPECT_EQ(wrong.error().way, Trouble::Way::certificate);
    EXPECT_THAT(wrong.error().words, HasSubstr("has another key than the pin names"));

    const auto unknown = client(port(), {}).post({.path = "/v1/journal", .body = "sold"});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().way, Trouble::Way::certificate);
    EXPECT_EQ(answered_.load(), 0);

    const auto known = client(port(), certificate_.pin).get({.path = "/healthz"});
    ASSERT_TRUE(known) << known.error().words;
    EXPECT_EQ(known->body, "here");
    EXPECT_EQ(answered_.load(), 1);
}

class TlsOfTill : public Tls {
protected:
    /// Starts an office that speaks so; its port.
    std::string listen(const std::string& how) {
        office_ = std::make_unique<test::Child>(std::vector<std::string>{
            "/bin/sh", "-c",
            "exec openssl s_server -accept 127.0.0.1:0 -www -cert '" + certificate_.file +
                "' -key '" + certificate_.key_file + "' " + how});
        for (;;) {
            const std::string line = office_->line();
            if (line.starts_with("ACCEPT ")) return line.substr(line.rfind(':') + 1);
            if (line.empty()) break;
        }
        ADD_FAILURE() << "openssl does not listen: " << office_->wait().err;
        return {};
    }
    syncing::client::Outcome<syncing::client::HttpAnswer> ask(const std::string& port) const {
        return client(port, certificate_.pin).get({.path = "/healthz"});
    }
    void expect_refused(const std::string& how, const std::string& spoken) {
        const std::string port = listen(how);
        const auto willing = greet(port, "-cipher ALL:@SECLEVEL=0");
        EXPECT_THAT(willing.out, HasSubstr(spoken)) << how;
        const auto answer = ask(port);
        ASSERT_FALSE(answer) << how;
        EXPECT_EQ(answer.error().kind, Trouble::Kind::unreachable) << how;
        EXPECT_EQ(answer.error().way, Trouble::Way::certificate) << how;
    }

    std::unique_ptr<test::Child> office_;
};

TEST_F(TlsOfTill, refuses_what_is_older_than_1_2) {
    expect_refused("-tls1" + std::string{kOld}, "Protocol  : TLSv1\n");
    expect_refused("-tls1_1" + std::string{kOld}, "Protocol  : TLSv1.1\n");
}

TEST_F(TlsOfTill, refuses_weak_ciphers) {
    const std::string plainly = ":@SECLEVEL=0";
    expect_refused("-tls1_2 -cipher " + std::string{kNotAuthenticated} + plainly,
                   "Cipher is ECDHE-RSA-AES256-SHA384");
    expect_refused("-tls1_2 -cipher " + std::string{kNoForwardSecrecy} + plainly,
                   "Cipher is AES256-GCM-SHA384");
}

TEST_F(TlsOfTill, speaks_to_whoever_speaks_as_it_should) {
    for (const std::string& how :
         {"-tls1_2 -cipher " + std::string{kGood}, std::string{"-tls1_3"}}) {
        const auto answer = ask(listen(how));
        ASSERT_TRUE(answer) << how << ": " << answer.error().words;
        EXPECT_EQ(answer->status, 200) << how;
    }
}

}  // namespace
