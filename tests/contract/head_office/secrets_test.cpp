// Goal: what lets somebody in stands in nothing that programs say: no code, no token, no password.
// Method: a till joins and sends, somebody guesses a code, somebody signs in at the pages; what all
// of it said on its outputs is searched for what was carried over the line.
#include <signal.h>

#include "tests/contract/head_office/head_office.hpp"

namespace {

class Secrets : public test::HeadOffice {
protected:
    /// The tokens that tills showed, out of what the proxy carried.
    std::vector<std::string> tokens() const {
        constexpr std::string_view kBefore = "Authorization: Bearer ";
        std::vector<std::string> found;
        for (const std::string& session : proxy_->said()) {
            for (auto at = session.find(kBefore); at != session.npos;
                 at = session.find(kBefore, at + 1)) {
                const auto begins = at + kBefore.size();
                found.push_back(session.substr(begins, session.find('\r', begins) - begins));
            }
        }
        return found;
    }
    void sign_in(const std::string& password) const {
        const std::string form = "name=Anna&password=" + password;
        const std::string answer =
            test::say_all(office_port_,
                          "POST /sign-in HTTP/1.1\r\nHost: office\r\nConnection: close\r\n"
                          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                              std::to_string(form.size()) + "\r\n\r\n" + form);
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 403")) << answer;
    }
};

TEST_P(Secrets, StandInNothingThatProgramsSay) {
    const std::string password = "correct-horse-battery";
    const std::string guess = "0000-0000-0000";
    const auto& one = new_till("B01", "T1");
    const auto code = json_of({"enrol-code", "--branch", "B01", "--terminal", "T1", "--db", db(),
                               "--json"})["code"]
                          .get<std::string>();
    std::string said;
    const auto listen_to = [&](const test::Ended& ended) { said += ended.out + ended.err; };
    std::vector<std::string> join{
        "enrol",  "--db", one.db, "--office", "http://127.0.0.1:" + std::to_string(proxy_->port()),
        "--code", guess};
    listen_to(counterfoil(join, 1));
    join.back() = code;
    listen_to(counterfoil(join));
    sell(one, 3);
    listen_to(counterfoil({"sync", "--db", one.db, "--once"}));
    sign_in(password);
    office_->kill(SIGTERM);
    listen_to(office_->wait());

    auto secrets = tokens();
    EXPECT_FALSE(secrets.empty()) << "no till showed a token";
    secrets.insert(secrets.end(), {password, guess, code});
    for (const std::string& secret : secrets) {
        ASSERT_GT(secret.size(), 8U) << secret;
        EXPECT_EQ(said.find(secret), std::string::npos) << secret << " stands in: " << said;
    }
}

ON_EITHER_ENGINE(Secrets);

}  // namespace
