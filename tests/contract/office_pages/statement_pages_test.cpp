// Goal: a clerk sees what was booked on an account in a period, takes it along as a file, and sends
// it; whoever is no manager sends nothing. Method: an office with bills, asked over HTTP, and a
// real mail server.
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/mail_server.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

/// A mail server that takes calls and never says a word.
class SilentServer {
public:
    SilentServer() {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
        EXPECT_EQ(::listen(socket_, 4), 0);
        EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size), 0);
        port_ = ntohs(at.sin_port);
    }
    ~SilentServer() { hang_up(); }
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;

    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    /// Waits until somebody is on the line.
    bool is_called() const {
        pollfd line{socket_, POLLIN, 0};
        return ::poll(&line, 1, 30'000) == 1;
    }
    void hang_up() {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }

private:
    int socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    int port_{0};
};

class OfficeStatements : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
    }
    Heard post(const std::string& said) const {
        const std::string mark = ask(kPage, cookie_).mark();
        return send("/billing/statement", cookie_,
                    "mark=" + mark + "&account=1001&from=2000-01-01&to=" + billed_ + said);
    }
    /// The page once no statement is at the desk.
    Heard rested() const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        Heard page;
        do {
            page = ask(kPage, cookie_);
        } while (has(page, "is being sent") && std::chrono::steady_clock::now() < end);
        EXPECT_FALSE(has(page, "is being sent"));
        return page;
    }
    static constexpr const char* kPage = "/billing/statement?account=1001&from=2000-01-01";
    std::string cookie_;
};

TEST_P(OfficeStatements, ShowAPeriodAndItsFiles) {
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/statement?account=1001"));
    const Heard page = ask(kPage, cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(has(page, "<b>Bold"));
    EXPECT_TRUE(has(page, "/billing/document/I"));
    const auto rows = nlohmann::json::parse(ask(std::string{kPage} + "&as=json", cookie_).body);
    ASSERT_GE(rows["statement"].size(), 2U);
    EXPECT_EQ(rows["statement"][0]["about"], "opening_balance");
    EXPECT_EQ(rows["statement"][1]["about"], "document");
    const Heard pdf =
        ask("/billing/statement/file?account=1001&from=2000-01-01&to=" + billed_, cookie_);
    EXPECT_EQ(pdf.status, 200);
    EXPECT_TRUE(pdf.body.starts_with("%PDF"));
    EXPECT_EQ(pdf.header("Content-Disposition"),
              "attachment; filename=\"statement-" + billed_ + ".pdf\"");
    const Heard text = ask(
        "/billing/statement/file?shape=text&account=1001&from=2000-01-01&to=" + billed_, cookie_);
    EXPECT_TRUE(has(text, "Statement of account"));
    EXPECT_TRUE(has(text, "Otto <b>Bold</b>"));  // a file of text
    EXPECT_EQ(ask("/billing/statement?account=none", cookie_).status, 404);
    EXPECT_EQ(ask("/billing/statement/file?account=1001&from=2100-01-01", cookie_).status, 404);
    EXPECT_EQ(ask("/billing/statement?account=1001&from=2100-01-01", cookie_).status, 409);
    EXPECT_EQ(ask("/billing/statement?account=1001&from=soon", cookie_).status, 409);
}

TEST_P(OfficeStatements, AreSentAndSayWhatBecameOfThem) {
    const Heard none = post("&email=otto%40example.net");
    EXPECT_EQ(none.status, 409);
    EXPECT_TRUE(has(none, "which mail server")) << none.body;
    const test::MailServer server;
    counterfoil(
        {"deliver", "server", "--url", server.url(), "--from", "bills@example.org", "--db", db()});
    EXPECT_EQ(post("&email=otto%40example.net").status, 303);
    EXPECT_TRUE(has(rested(), ">sent<"));
    ASSERT_EQ(server.letters().size(), 1U);
    EXPECT_EQ(server.letters()[0]["envelope_to"][0], "otto@example.net");
    EXPECT_TRUE(has(post("&email=otto%40example.net"), "was sent today already"));
    EXPECT_EQ(post("&email=otto%40example.net&again=yes").status, 303);
    rested();
    EXPECT_EQ(server.letters().size(), 2U);
    EXPECT_TRUE(has(ask(kPage, cookie_), "otto@example.net"));
    EXPECT_TRUE(has(ask("/billing/deliveries", cookie_), "otto@example.net"));
    EXPECT_EQ(send("/billing/statement", cookie_, "account=1001").status, 403);  // not our form
}

TEST_P(OfficeStatements, KeepNobodyElseWaitingForTheMailServer) {
    SilentServer server;
    counterfoil(
        {"deliver", "server", "--url", server.url(), "--from", "bills@example.org", "--db", db()});
    const std::string mark = ask("/billing/accountant", cookie_).mark();
    EXPECT_EQ(post("&email=otto%40example.net").status, 303);
    ASSERT_TRUE(server.is_called());
    const Heard busy = ask(kPage, cookie_);
    EXPECT_TRUE(has(busy, "is being sent")) << busy.body;
    EXPECT_TRUE(has(busy, "http-equiv=\"refresh\"")) << busy.body;
    const Heard kept =
        send("/billing/accountant", cookie_, "mark=" + mark + "&consultant=1001&client=1");
    EXPECT_EQ(kept.status, 303) << kept.body;
    EXPECT_TRUE(has(ask(kPage, cookie_), "is being sent"));
    // Twice at once is once.
    EXPECT_TRUE(has(post("&email=otto%40example.net&again=yes"), "under way at this moment"));
    server.hang_up();
    EXPECT_TRUE(has(rested(), "otto@example.net"));
}

TEST_P(OfficeStatements, ThatDidNotArriveNeedAttentionUntilOneDoes) {
    EXPECT_TRUE(has(ask("/attention", cookie_), "class=\"badge\">1<"));  // an account is parked
    const test::MailServer server;
    counterfoil(
        {"deliver", "server", "--url", server.url(), "--from", "bills@example.org", "--db", db()});
    EXPECT_EQ(post("&email=nobody%40example.net").status, 303);
    EXPECT_TRUE(has(rested(), ">failed<"));
    const Heard attention = ask("/attention", cookie_);
    EXPECT_TRUE(has(attention, "class=\"badge\">2<")) << attention.body;
    EXPECT_TRUE(has(attention, "Statements of account that did not arrive"));
    EXPECT_TRUE(has(attention, "nobody@example.net"));
    EXPECT_TRUE(has(attention, "/billing/statement?account=1001"));
    const auto told = [&] {
        return json_of({"attention", "--json", "--db", db()})["undelivered_statements"];
    };
    ASSERT_EQ(told().size(), 1U);
    EXPECT_EQ(told()[0]["account"], "1001");
    EXPECT_EQ(told()[0]["state"], "failed");
    // Another one of the account, of another time, that was sent is the one that was wanted.
    const std::string mark = ask(kPage, cookie_).mark();
    EXPECT_EQ(send("/billing/statement", cookie_,
                   "mark=" + mark + "&account=1001&from=2001-01-01&to=" + billed_ +
                       "&email=otto%40example.net")
                  .status,
              303);
    rested();
    EXPECT_TRUE(told().empty());
    EXPECT_TRUE(has(ask("/attention", cookie_), "class=\"badge\">1<"));
}

TEST_P(OfficeStatements, AreSentByManagersAlone) {
    send("/people", cookie_,
         "mark=" + ask("/overview", cookie_).mark() +
             "&name=Eve&role=cashier&password=correct+horse+battery");
    const std::string cookie = session("Eve");
    const std::string mark = ask("/overview", cookie).mark();
    EXPECT_FALSE(has(ask(kPage, cookie), "name=\"email\""));
    EXPECT_EQ(send("/billing/statement", cookie, "mark=" + mark + "&account=1001").status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeStatements);
