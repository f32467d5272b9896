// Goal: nobody sees or changes anything on head office's pages who has not signed in, by whatever
// way. Method: what a browser never sends is sent by hand over HTTP.
#include <chrono>
#include <thread>

#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

class OfficeDoors : public test::OfficePages {};

TEST_P(OfficeDoors, AreForThoseWhoSignedInAlone) {
    for (const char* path : {"/", "/overview", "/receipts/B01-T1-000001", "/people", "/nothing"}) {
        const Heard heard = ask(path);
        EXPECT_EQ(heard.status, 303) << path;
        EXPECT_EQ(heard.header("Location"), "/sign-in") << path;
        EXPECT_EQ(heard.body, "") << path;
    }
    EXPECT_EQ(ask("/overview", "counterfoil_session=" + std::string(64, 'a')).status, 303);
    const std::string cookie = session();
    const Heard page = ask("/overview", cookie);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.header("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(page.header("Cache-Control"), "no-store");
    EXPECT_EQ(page.body.find("style="), std::string::npos);
    EXPECT_EQ(send("/sign-out", cookie, "mark=" + page.mark()).status, 303);
    EXPECT_EQ(ask("/overview", cookie).status, 303);
}

TEST_P(OfficeDoors, RefuseFormsThatAreNotOurs) {
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    const std::string add = "&name=Eve&role=manager&password=long+enough+indeed";
    EXPECT_EQ(send("/people", cookie, "x=1" + add).status, 403);
    EXPECT_EQ(send("/people", cookie, "mark=" + std::string(64, '0') + add).status, 403);
    EXPECT_EQ(send("/people", cookie, "mark=" + ask("/overview", session()).mark() + add).status,
              403);
    EXPECT_EQ(send("/people", "", "mark=" + mark + add).status, 403);
    const std::string form = "mark=" + mark + add;
    EXPECT_EQ(ask("/people", cookie, &form, {"Sec-Fetch-Site: cross-site"}).status, 403);
    EXPECT_EQ(ask("/people", cookie, &form, {"Content-Type: text/plain"}).status, 403);
    EXPECT_EQ(send("/people", cookie, form + "&more=" + std::string(9'000, 'x')).status, 413);
    EXPECT_EQ(json_of({"user", "list", "--json", "--db", db()}).size(), 1U);
    EXPECT_EQ(send("/people", cookie, form).status, 303);
    EXPECT_EQ(json_of({"user", "list", "--json", "--db", db()}).size(), 2U);
    // A form of signing in that was made for another browser.
    const Heard page = ask("/sign-in");
    EXPECT_EQ(send("/sign-in", "counterfoil_form=" + std::string(64, 'b'),
                   "mark=" + page.mark() + "&name=Manager&password=correct+horse+battery")
                  .status,
              403);
}

TEST_P(OfficeDoors, GiveEachSignInATokenOfItsOwn) {
    const std::string planted(64, 'c');
    const Heard in =
        try_to_sign_in("Manager", "correct+horse+battery", "; counterfoil_session=" + planted);
    ASSERT_EQ(in.status, 303);
    EXPECT_NE(in.cookie("session"), planted);
    EXPECT_EQ(in.cookie("session").size(), 64U);
    EXPECT_NE(in.head.find("HttpOnly; SameSite=Strict"), std::string::npos);
    EXPECT_EQ(ask("/overview", "counterfoil_session=" + planted).status, 303);
    // Over TLS, to us or to a server before us, browsers keep it to TLS and to this host.
    const Heard page = ask("/sign-in", "", nullptr, {"X-Forwarded-Proto: https"});
    EXPECT_NE(page.head.find("Set-Cookie: __Host-counterfoil_form="), std::string::npos);
    EXPECT_NE(page.head.find("; Secure"), std::string::npos);
}

TEST_P(OfficeDoors, LockWhoeverGuesses) {
    for (int i = 0; i < 10; ++i) EXPECT_EQ(try_to_sign_in("Manager", "wrong+password").status, 403);
    // The right one is not even looked at now, nor from another process.
    EXPECT_EQ(try_to_sign_in("Manager", "correct+horse+battery").status, 429);
    EXPECT_EQ(try_to_sign_in("Nobody", "wrong+password").status, 403);
    give_password("Manager", kPassword);
    session();
}

TEST_P(OfficeDoors, ShutOutAnAddressThatGuesses) {
    const Heard page = ask("/sign-in");
    const auto from = [&](const std::string& address, const std::string& name,
                          const std::string& password) {
        const std::string form = "mark=" + page.mark() + "&name=" + name + "&password=" + password;
        return ask("/sign-in", "counterfoil_form=" + page.cookie("form"), &form,
                   {"X-Forwarded-For: " + address});
    };
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(from("203.0.113.7", "N" + std::to_string(i), "wrong+password").status, 403) << i;
    }
    const Heard shut = from("203.0.113.7", "Manager", "correct+horse+battery");
    EXPECT_EQ(shut.status, 429);
    EXPECT_GT(std::stoi("0" + shut.header("Retry-After")), 800);
    EXPECT_EQ(from("203.0.113.8", "Manager", "correct+horse+battery").status, 303);
    const std::string counted = ask("/metrics").body;
    EXPECT_NE(counted.find("counterfoil_wrong_sign_ins_total 40\n"), std::string::npos) << counted;
    EXPECT_NE(counted.find("counterfoil_shut_out_total 1\n"), std::string::npos) << counted;
    // The office tells people by itself, a moment later, where they look for what needs them.
    const std::string cookie = session();
    const auto says = [&](const std::string& language, const std::string& words) {
        const Heard told = ask("/attention", cookie + "; counterfoil_language=" + language);
        return told.body.find(words) != std::string::npos;
    };
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!says("en", "Signing in from 203.0.113.7 locked") &&
           std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    EXPECT_TRUE(says("en", "Signing in from 203.0.113.7 locked"));
    EXPECT_TRUE(says("en", "keep that address out in the firewall"));
    EXPECT_TRUE(says("en", "class=\"badge\">1<")) << "one line, however often";
    EXPECT_TRUE(says("de", "Anmeldung von 203.0.113.7 aus gesperrt"));
    EXPECT_FALSE(says("en", "N39")) << "nothing of what was tried";
    const json said = json_of({"attention", "--json", "--db", db()})["turned_away"];
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0]["what"], "address_locked");
    EXPECT_EQ(said[0]["about"], "203.0.113.7");
    EXPECT_EQ(said[0]["times"], 1);
}

TEST_P(OfficeDoors, EndSessionsWithThePassword) {
    const std::string cookie = session();
    EXPECT_EQ(ask("/overview", cookie).status, 200);
    give_password("Manager", "another long password");
    EXPECT_EQ(ask("/overview", cookie).status, 303);
}

TEST_P(OfficeDoors, ShareSessionsAmongOffices) {
    const std::string cookie = session();
    auto [other, port] = serve();
    base_ = "http://127.0.0.1:" + std::to_string(port);
    EXPECT_EQ(ask("/overview", cookie).status, 200);
    // Whoever signs in there leaves nothing of it in what that process says.
    const std::string there = session();
    EXPECT_EQ(try_to_sign_in("Manager", "another+guess").status, 403);
    other->kill(SIGTERM);
    const auto ended = other->wait();
    const std::string said = ended.out + ended.err;
    for (const std::string& secret :
         {std::string{kPassword}, std::string{"correct+horse+battery"},
          std::string{"another+guess"}, there.substr(there.find('=') + 1),
          cookie.substr(cookie.find('=') + 1)}) {
        EXPECT_EQ(said.find(secret), std::string::npos) << secret;
    }
}

TEST_P(OfficeDoors, TakeHostileWordsAsWords) {
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark +
                       "&name=%3Cscript%3Ealert(1)%3C%2Fscript%3E&role=cashier&password=correct+"
                       "horse+battery")
                  .status,
              303);
    const Heard people = ask("/people", cookie);
    EXPECT_EQ(people.body.find("<script>alert"), std::string::npos);
    EXPECT_NE(people.body.find("&lt;script&gt;alert(1)"), std::string::npos);
    for (const char* path : {"/receipts?number=%27+OR+1%3D1", "/receipts?number=%3Cscript%3E",
                             "/overview?branch=%27%3B+DROP+TABLE+sale%3B--",
                             "/overview?from=x&to=y&lang=%22%3E%3Cscript%3E", "/audit?before=x",
                             "/receipts?skip=-1"}) {
        const Heard heard = ask(path, cookie);
        EXPECT_EQ(heard.status, 200) << path;
        EXPECT_EQ(heard.body.find("<script>"), std::string::npos) << path;
        EXPECT_EQ(heard.body.find("&lt;script&gt;&gt;"), std::string::npos) << path;
    }
    EXPECT_EQ(ask("/overview?a=%00", cookie).status, 400);
    EXPECT_EQ(ask("/overview?a=%ff", cookie).status, 400);
    for (const char* path : {"/files/../../etc/passwd", "/files/%2e%2e/web/frame.mustache",
                             "/files/frame.mustache", "/files/office.css", "/files/"}) {
        EXPECT_EQ(ask(path).status, 404) << path;
    }
    // Nobody is led to another host.
    for (const char* path : {"//evil.example/", "/sign-in?next=//evil.example/"}) {
        EXPECT_FALSE(ask(path, cookie).header("Location").starts_with("//")) << path;
        EXPECT_EQ(ask(path, cookie).body.find("href=\"//"), std::string::npos) << path;
    }
    for (const std::string& nobody : {std::string{}, cookie}) {
        EXPECT_EQ(ask("//evil.example/x?%", nobody).body.find("evil.example"), std::string::npos);
    }
    // A formula in a name stays a text in a spreadsheet.
    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=%3D1%2B1&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    EXPECT_NE(ask("/people?as=csv&table=people", cookie).body.find("\r\n'=1+1,"),
              std::string::npos);
}

}  // namespace

ON_EITHER_ENGINE(OfficeDoors);
