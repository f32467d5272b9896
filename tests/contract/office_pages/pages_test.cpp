// Goal: people see on head office's pages what the tills sold, and nobody else does. Method: the
// built programs, real sales brought there by `sync`, and Debian's Chromium; what a browser never
// sends is sent by hand over HTTP. What it saw is compared with what the tills themselves say.
#include <curl/curl.h>

#include <algorithm>
#include <csignal>

#include "tests/contract/head_office/head_office.hpp"
#include "tests/contract/office_pages/browser.hpp"

namespace {

using nlohmann::json;

constexpr char32_t kTab = U'\uE004';
constexpr char32_t kEnter = U'\uE007';
constexpr const char* kPassword = "correct horse battery";

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

struct Heard {
    long status{0};
    std::string head;
    std::string body;

    std::string header(const std::string& name) const {
        const auto at = head.find("\r\n" + name + ": ");
        if (at == head.npos) return {};
        const auto from = at + name.size() + 4;
        return head.substr(from, head.find("\r\n", from) - from);
    }
    /// The value of a cookie that was set.
    std::string cookie(const std::string& name) const {
        const auto at = head.find("Set-Cookie: counterfoil_" + name + "=");
        if (at == head.npos) return {};
        const auto from = at + 25 + name.size();
        return head.substr(from, head.find(';', from) - from);
    }
    std::string mark() const {
        const auto at = body.find("name=\"mark\" value=\"");
        return at == body.npos ? std::string{} : body.substr(at + 19, 64);
    }
};

class OfficePages : public test::HeadOffice {
protected:
    void SetUp() override {
        HeadOffice::SetUp();
        test::write_file(file("password"), std::string{kPassword} + "\n");
        give_password("Manager", kPassword);
        base_ = "http://127.0.0.1:" + std::to_string(office_port_);
    }
    void give_password(const std::string& name, const std::string& password) {
        const auto set = test::run_program(
            {"/bin/sh", "-c",
             "printf '%s\\n' \"$1\" | \"$2\" user password \"$3\" --db \"$4\" --password-stdin",
             "sh", password, COUNTERFOIL_BINARY_DIR "/bin/counterfoil", name, db()});
        ASSERT_EQ(set.exit, 0) << set.err;
    }

    Heard ask(const std::string& path, const std::string& cookies = {},
              const std::string* form = nullptr, const std::vector<std::string>& more = {}) const {
        const std::unique_ptr<CURL, void (*)(CURL*)> curl{::curl_easy_init(), ::curl_easy_cleanup};
        Heard heard;
        curl_slist* headers = nullptr;
        for (const auto& header : more) headers = ::curl_slist_append(headers, header.c_str());
        ::curl_easy_setopt(curl.get(), CURLOPT_URL, (base_ + path).c_str());
        ::curl_easy_setopt(curl.get(), CURLOPT_PATH_AS_IS, 1L);
        ::curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
        ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers);
        if (!cookies.empty()) ::curl_easy_setopt(curl.get(), CURLOPT_COOKIE, cookies.c_str());
        if (form != nullptr) ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, form->c_str());
        ::curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
        ::curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &heard.body);
        ::curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take);
        ::curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &heard.head);
        EXPECT_EQ(::curl_easy_perform(curl.get()), CURLE_OK);
        ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &heard.status);
        ::curl_slist_free_all(headers);
        return heard;
    }
    Heard send(const std::string& path, const std::string& cookies, const std::string& form) const {
        return ask(path, cookies, &form);
    }
    Heard try_to_sign_in(const std::string& name, const std::string& password,
                         const std::string& more_cookies = {}) const {
        const Heard page = ask("/sign-in");
        return send("/sign-in", "counterfoil_form=" + page.cookie("form") + more_cookies,
                    "mark=" + page.mark() + "&name=" + name + "&password=" + password);
    }
    /// The cookie of a new session.
    std::string session(const std::string& name = "Manager") const {
        const Heard in = try_to_sign_in(name, "correct+horse+battery");
        EXPECT_EQ(in.status, 303);
        EXPECT_EQ(in.header("Location"), "/overview");
        return "counterfoil_session=" + in.cookie("session");
    }

    void import_goods() {
        test::write_file(file("goods.csv"),
                         "number,name,price\nP0,Apple,0.50\nP1,Pear <b>green</b>,1.00\n");
        counterfoil({"import", "items", file("goods.csv"), "--db", db(), "--quiet"});
    }

    std::string base_;
};

TEST_P(OfficePages, ShowWhatTheTillsSoldToWhoeverSignsIn) {
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    auto& one = till("B01", "T1");
    auto& two = till("B02", "T1");
    sell(one, 12);
    sell(two, 7);
    drain(one);
    drain(two);
    std::int64_t sold = 0;
    for (const auto& [key, cents] : sold_by_all()) sold += cents;

    test::Browser browser{"en"};
    browser.open(base_ + "/");
    EXPECT_TRUE(browser.comes_to(base_ + "/sign-in")) << browser.url();
    browser.type("#name", "Manager");
    browser.type("#password", kPassword);
    browser.click("button[type=submit]");
    EXPECT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    browser.open(base_ + "/overview?from=2010-12-01&to=2010-12-03");
    std::string shown = browser.text(".big");
    std::erase_if(shown, [](char c) { return c < '0' || c > '9'; });
    EXPECT_EQ(shown, std::to_string(sold));

    // From the branch to one of its receipts, which is the one that the till has.
    browser.open(base_ + "/receipts");
    browser.type("#number", "b01-t1-000003");
    browser.click("form[role=search] button");
    EXPECT_TRUE(browser.comes_to(base_ + "/receipts?number=b01-t1-000003")) << browser.url();
    EXPECT_EQ(browser.count("tbody tr"), 1U);
    browser.click("tbody a");
    EXPECT_TRUE(browser.comes_to(base_ + "/receipts/B01-T1-000003")) << browser.url();
    EXPECT_NE(browser.text("h1").find("B01-T1-000003"), std::string::npos);
    EXPECT_EQ(browser.count("section .good"), 1U);

    for (const char* page : {"/overview", "/terminals", "/receipts", "/goods", "/attention",
                             "/audit", "/people", "/account"}) {
        browser.open(base_ + page);
        EXPECT_EQ(browser.count("h1"), 1U) << page;
        EXPECT_EQ(browser.count("main"), 1U) << page;
        EXPECT_EQ(browser.count("nav a[aria-current=page]"), 1U) << page;
        // On a phone nothing sticks out.
        browser.resize(360, 800);
        EXPECT_LE(browser.run("return document.documentElement.scrollWidth;").get<int>(), 360)
            << page;
        browser.resize(1280, 900);
    }
    browser.click(".who button");
    EXPECT_TRUE(browser.comes_to(base_ + "/sign-in")) << browser.url();
    for (const auto& complaint : browser.complaints()) ADD_FAILURE() << complaint;
    for (const auto& url : browser.requests()) {
        // The browser's own pages are in itself.
        const bool inner = url.starts_with("chrome:") || url.starts_with("data:");
        EXPECT_TRUE(url.starts_with(base_ + "/") || inner) << url;
    }
}

TEST_P(OfficePages, AreUsedWithKeysAlone) {
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    test::Browser browser{"de"};
    browser.open(base_ + "/sign-in");
    EXPECT_EQ(browser.text("h1"), "Anmelden");
    EXPECT_EQ(browser.run("return document.documentElement.lang;"), "de");
    EXPECT_EQ(browser.focus(), "name");
    browser.press(U"Manager");
    browser.press(std::u32string{kTab});
    EXPECT_EQ(browser.focus(), "password");
    for (const char* each = kPassword; *each != 0; ++each) {
        browser.press(std::u32string{static_cast<char32_t>(*each)});
    }
    browser.press(std::u32string{kEnter});
    EXPECT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    browser.press(std::u32string{kTab});
    EXPECT_EQ(browser.focus(), "Zum Inhalt");
    browser.press(std::u32string{kTab, kTab});
    EXPECT_EQ(browser.focus(), "Filialen und Kassen");
    browser.press(std::u32string{kEnter});
    EXPECT_TRUE(browser.comes_to(base_ + "/terminals")) << browser.url();
}

TEST_P(OfficePages, ChangeAPriceThatARunningTillHasAtOnce) {
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    auto& one = till("B01", "T1");
    import_goods();
    test::Child running{{COUNTERFOIL_BINARY_DIR "/bin/counterfoil", "sync", "--db", one.db}};
    test::Browser browser{"en"};
    browser.open(base_ + "/sign-in");
    browser.type("#name", "Manager");
    browser.type("#password", kPassword);
    browser.click("button[type=submit]");
    EXPECT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    browser.open(base_ + "/goods");
    browser.type("#words", "pear");
    browser.click("form[role=search] button");
    EXPECT_TRUE(browser.comes_to(base_ + "/goods?words=pear")) << browser.url();
    EXPECT_EQ(browser.count("tbody tr"), 1U);
    browser.click("tbody a");
    EXPECT_TRUE(browser.comes_to(base_ + "/goods/item?number=P1")) << browser.url();
    browser.type("#price", "2.49");
    browser.click("main form button");
    EXPECT_TRUE(browser.comes_to(base_ + "/goods/item?number=P1")) << browser.url();
    while (json_of({"price", "P1", "--db", one.db, "--json"})["price"] != "2.49") {
    }
    // The till says what it has when it asks for more.
    while (browser.text("#delivered") != "Delivered to 1 of 1 tills.") {
        browser.open(base_ + "/goods/item?number=P1");
    }
    for (const auto& complaint : browser.complaints()) ADD_FAILURE() << complaint;
    running.kill(SIGTERM);
    EXPECT_EQ(running.wait().exit, 0);
}

TEST_P(OfficePages, ShowAndChangePricesOfManagersAlone) {
    till("B01", "T1");
    import_goods();
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    const auto change = [&](const std::string& form) {
        return send("/goods/item", cookie, "mark=" + mark + "&number=P1&" + form).status;
    };
    EXPECT_EQ(ask("/goods/item?number=NONE", cookie).status, 404);
    EXPECT_EQ(change("price=abc"), 409);
    EXPECT_EQ(change("price=-1"), 409);
    EXPECT_EQ(change("price="), 409);
    EXPECT_EQ(change("price=1&branch=B09"), 409);
    EXPECT_EQ(change("price=1&from=2001-01-01T00:00"), 409);
    EXPECT_EQ(change("price=1.75&from=2100-01-01T08:30&branch=B01"), 303);
    EXPECT_EQ(change("price=1.80"), 303);
    json prices = json::parse(ask("/goods/item?number=P1&as=json", cookie).body)["prices"];
    ASSERT_EQ(prices.size(), 2U);
    EXPECT_EQ(prices[0]["price"], "1.80");
    EXPECT_EQ(prices[1]["price"], "1.75");
    EXPECT_EQ(prices[1]["state"], "waits");
    EXPECT_EQ(change("withdraw=B01|2100-01-01+08:30"), 303);
    EXPECT_EQ(change("withdraw=B01|2100-01-01+08:30"), 409);
    prices = json::parse(ask("/goods/item?number=P1&as=json", cookie).body)["prices"];
    EXPECT_EQ(prices.size(), 1U);
    // Nobody is said to have withdrawn what was not there.
    EXPECT_EQ(json::parse(ask("/audit?as=json", cookie).body)["audit"][0]["what"],
              "Price withdrawn: P1 B01 from 2100-01-01 08:30");
    // A German page reads German figures.
    const auto in_german = [&](const std::string& price) {
        return send("/goods/item", cookie + "; counterfoil_language=de",
                    "mark=" + mark + "&number=P0&price=" + price)
            .status;
    };
    EXPECT_EQ(in_german("1.499,00"), 303);
    EXPECT_EQ(json::parse(ask("/goods?as=json", cookie).body)["goods"][0]["price"], "1499.00");
    EXPECT_EQ(in_german("2,49"), 303);
    EXPECT_EQ(json::parse(ask("/goods?as=json", cookie).body)["goods"][0]["price"], "2.49");
    // What begins at once in a branch is withdrawn as it is shown.
    EXPECT_EQ(change("price=1.60&branch=B01"), 303);
    const std::string page = ask("/goods/item?number=P1", cookie).body;
    const auto at = page.find("<option value=\"B01|");
    ASSERT_NE(at, page.npos);
    std::string which = page.substr(at + 15, 20);
    std::ranges::replace(which, ' ', '+');
    EXPECT_EQ(change("withdraw=" + which), 303) << which;

    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const Heard seen = ask("/goods/item?number=P1", eve);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body.find("name=\"price\""), std::string::npos);
    EXPECT_EQ(
        send("/goods/item", eve, "mark=" + ask("/overview", eve).mark() + "&number=P1&price=1")
            .status,
        403);
    const json audit = json::parse(ask("/audit?as=json", cookie).body)["audit"];
    EXPECT_TRUE(std::ranges::any_of(audit, [](const json& row) {
        return row["what"] == "Price of P1: 1.00 → 1.80" && row["who"] == "Manager";
    }));
    const json goods = json::parse(ask("/goods?as=json", cookie).body)["goods"];
    ASSERT_EQ(goods.size(), 2U);
    EXPECT_EQ(goods[0]["number"], "P0");
    EXPECT_EQ(json::parse(ask("/goods?behind=P0&as=json", cookie).body)["goods"].size(), 1U);
    EXPECT_EQ(json::parse(ask("/goods?words=zzz&as=json", cookie).body)["goods"].size(), 0U);
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficePages, AreForThoseWhoSignedInAlone) {
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

TEST_P(OfficePages, RefuseFormsThatAreNotOurs) {
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

TEST_P(OfficePages, GiveEachSignInATokenOfItsOwn) {
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

TEST_P(OfficePages, LockWhoeverGuesses) {
    for (int i = 0; i < 10; ++i) EXPECT_EQ(try_to_sign_in("Manager", "wrong+password").status, 403);
    // The right one is not even looked at now, nor from another process.
    EXPECT_EQ(try_to_sign_in("Manager", "correct+horse+battery").status, 429);
    EXPECT_EQ(try_to_sign_in("Nobody", "wrong+password").status, 403);
    give_password("Manager", kPassword);
    session();
}

TEST_P(OfficePages, EndSessionsWithThePassword) {
    const std::string cookie = session();
    EXPECT_EQ(ask("/overview", cookie).status, 200);
    give_password("Manager", "another long password");
    EXPECT_EQ(ask("/overview", cookie).status, 303);
}

TEST_P(OfficePages, ShareSessionsAmongOffices) {
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

TEST_P(OfficePages, NoteWhatPeopleChange) {
    till("B01", "T1");
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    EXPECT_EQ(ask("/terminals/revoke?branch=B01&terminal=T1", cookie).status, 200);
    EXPECT_EQ(ask("/terminals/revoke?branch=B01&terminal=T9", cookie).status, 404);
    EXPECT_EQ(send("/terminals/revoke", cookie, "mark=" + mark + "&branch=B01&terminal=T1").status,
              303);
    EXPECT_EQ(send("/terminals/revoke", cookie, "mark=" + mark + "&branch=B01&terminal=T1").status,
              409);
    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    // The last manager stays one; somebody who may only read sees no page of managers.
    EXPECT_EQ(
        send("/people/person", cookie, "mark=" + mark + "&name=Manager&what=deactivate").status,
        409);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask("/overview", eve).status, 200);
    for (const char* path : {"/people", "/audit", "/terminals/revoke?branch=B01&terminal=T1"}) {
        EXPECT_EQ(ask(path, eve).status, 403) << path;
    }
    EXPECT_EQ(send("/people/person", cookie, "mark=" + mark + "&name=Eve&what=deactivate").status,
              303);
    EXPECT_EQ(ask("/overview", eve).status, 303);

    const json audit = json::parse(ask("/audit?as=json", cookie).body)["audit"];
    const auto told = [&](const std::string& what) {
        return std::ranges::any_of(
            audit, [&](const json& row) { return row["what"] == what && row["who"] == "Manager"; });
    };
    EXPECT_TRUE(told("Till B01-T1 revoked"));
    EXPECT_TRUE(told("Person added: Eve, cashier"));
    EXPECT_TRUE(told("Password set for Manager"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficePages, TellWhatIsInNoTakings) {
    auto& one = till("B01", "T1");
    sell(one, 3);
    drain(one);
    auto& copy = copy_of(one);
    sell(one, 2);
    sell(copy, 4);
    drain(one);
    const std::string cookie = session();
    EXPECT_EQ(ask("/overview", cookie).body.find("need attention"), std::string::npos);
    drain(copy);
    EXPECT_NE(ask("/overview", cookie).body.find("need attention"), std::string::npos);
    test::Sums told;
    const json attention = json::parse(ask("/attention?as=json", cookie).body);
    for (const auto& row : attention["outside"]) {
        std::string digits = row["net"].get<std::string>();
        std::erase(digits, '.');
        EXPECT_EQ(row["why"], "set_aside");
        told[{"B01", row["day"]}] += std::stoll(digits);
    }
    EXPECT_EQ(told, outside_the_books());
    EXPECT_NE(ask("/attention", cookie).body.find("continued twice"), std::string::npos);
}

TEST_P(OfficePages, ShowNoReceiptThatWasChanged) {
    auto& one = till("B01", "T1");
    sell(one, 2);
    drain(one);
    const std::string cookie = session();
    EXPECT_EQ(ask("/receipts/B01-T1-000001", cookie).status, 200);
    EXPECT_EQ(ask("/receipts/B01-T1-000009", cookie).status, 404);
    ASSERT_TRUE(connect({pos::store::db::OpenMode::read_write})
                    ->exec("UPDATE journal_entry SET at = at + 1 WHERE entry = "
                           "(SELECT entry FROM sale WHERE number = 'B01-T1-000001')"));
    const Heard changed = ask("/receipts/B01-T1-000001", cookie);
    EXPECT_EQ(changed.status, 500);
    EXPECT_NE(changed.body.find("is not what the till signed"), std::string::npos);
    EXPECT_EQ(ask("/receipts/B01-T1-000002", cookie).status, 200);
}

TEST_P(OfficePages, TakeHostileWordsAsWords) {
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

TEST_P(OfficePages, ExportWhatTheyShow) {
    auto& one = till("B01", "T1");
    sell(one, 9);
    drain(one);
    std::int64_t sold = 0;
    for (const auto& [key, cents] : sold_by_all()) sold += cents;
    const std::string cookie = session();
    const std::string days = "/overview?from=2010-12-01&to=2010-12-03";
    const json all = json::parse(ask(days + "&as=json", cookie).body);
    for (const char* table : {"by_branch", "by_day", "by_hour", "by_tender", "by_cashier"}) {
        std::int64_t sum = 0;
        for (const auto& row : all[table]) {
            std::string digits = row["net"].get<std::string>();
            std::erase(digits, '.');
            sum += std::stoll(digits);
        }
        EXPECT_EQ(sum, sold) << table;
    }
    EXPECT_EQ(json::parse(ask(days + "&branch=B02&as=json", cookie).body)["by_tender"].size(), 0U);
    const Heard csv = ask(days + "&as=csv&table=by_day", cookie);
    EXPECT_TRUE(csv.body.starts_with("day,net,sales,refunds,gross,refunded,currency\r\n2010-12-0"));
    EXPECT_NE(csv.header("Content-Disposition")
                  .find("attachment; filename=\"takings-2010-12-01-2010-12-03-by_day.csv\""),
              std::string::npos);
    EXPECT_TRUE(ask(days + "&as=xlsx", cookie).body.starts_with("PK"));
    EXPECT_EQ(ask(days + "&as=csv&table=nothing", cookie).status, 404);
    EXPECT_EQ(ask(days + "&as=exe", cookie).status, 404);
    const std::string style = ask("/sign-in").body;
    const auto at = style.find("/files/office.");
    const std::string link = style.substr(at, style.find('"', at) - at);
    const Heard css = ask(link);
    EXPECT_NE(css.header("Cache-Control").find("immutable"), std::string::npos);
    EXPECT_EQ(ask(link, "", nullptr, {"If-None-Match: " + css.header("ETag")}).status, 304);
}

}  // namespace

ON_EITHER_ENGINE(OfficePages);
