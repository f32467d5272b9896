// Goal: people see on head office's pages what the tills sold, and change what they may. Method:
// the built programs, real sales brought there by `sync`, and Debian's Chromium. What it saw is
// compared with what the tills themselves say.
#include <algorithm>
#include <csignal>

#include "tests/contract/office_pages/browser.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

class OfficePages : public test::OfficePages {};

constexpr char32_t kTab = U'\uE004';
constexpr char32_t kEnter = U'\uE007';

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
    // However wide the window, no row is longer than an eye follows.
    browser.resize(2560, 1080);
    EXPECT_LE(browser.run("return document.querySelector('main').offsetWidth;").get<int>(), 1500);

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

    bill_three();
    for (const char* page :
         {"/overview", "/terminals", "/receipts", "/goods", "/customers", "/customers/new",
          "/customers/duplicates", "/stock", "/billing/accounts", "/billing/account/1001",
          "/billing/documents", "/billing/runs", "/billing/deliveries", "/billing/receivables",
          "/attention", "/audit", "/people", "/account"}) {
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
    browser.press(std::u32string{kTab, kTab, kTab});
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
    while (browser.text("#delivered") != "Tills that have it: 1 of 1.") {
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
    EXPECT_EQ(json::parse(ask("/audit?topic=goods&as=json", cookie).body)["audit"][0]["what"],
              "Price withdrawn: P1 B01 from 01/01/2100, 08:30");
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
        return row["what"] == "Price of P1: 1.00 GBP → 1.80 GBP" && row["who"] == "Manager";
    }));
    const json goods = json::parse(ask("/goods?as=json", cookie).body)["goods"];
    ASSERT_EQ(goods.size(), 2U);
    EXPECT_EQ(goods[0]["number"], "P0");
    EXPECT_EQ(json::parse(ask("/goods?behind=P0&as=json", cookie).body)["goods"].size(), 1U);
    EXPECT_EQ(json::parse(ask("/goods?words=zzz&as=json", cookie).body)["goods"].size(), 0U);
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficePages, SayWhatANewPriceChangesWhere) {
    till("B01", "T1");
    till("B02", "T1");
    import_goods();
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    counterfoil({"price", "P1", "0.90", "--branch", "B02", "--from", "2099-01-01", "--db", db()});
    const auto preview = [&](const std::string& form) {
        return send("/goods/item", cookie, "mark=" + mark + "&number=P1&what=preview&" + form);
    };
    const Heard now = preview("price=1.25");
    EXPECT_EQ(now.status, 200);
    EXPECT_NE(now.body.find("id=\"preview\""), std::string::npos);
    EXPECT_NE(now.body.find("1.25"), std::string::npos);
    EXPECT_NE(now.body.find("changes, until"), std::string::npos);  // in B02
    const Heard later = preview("price=1.25&from=2100-01-01T08:30");
    EXPECT_NE(later.body.find("stays as it is"), std::string::npos);
    EXPECT_EQ(preview("price=1.25&from=2001-01-01T08:30").status, 409);
    EXPECT_EQ(preview("price=abc").status, 409);
    // Nothing was saved by it.
    EXPECT_EQ(json_of({"price", "P1", "--db", db(), "--json"})["price"], "1.00");
    EXPECT_EQ(json_of({"price", "P1", "--db", db(), "--json"})["begin"].size(), 1U);
}

TEST_P(OfficePages, MakePromotionsThatTillsThenHave) {
    auto& one = till("B01", "T1");
    till("B02", "T1");
    import_goods();
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    const std::string path = "/promotions/promotion";
    const auto post = [&](const std::string& form, const std::string& also = {}) {
        return send(path, cookie + also, "mark=" + mark + "&" + form);
    };
    const std::string three = "code=THREE&label=3+for+2&kind=n_for_m&take=3&pay=2&items=P1";
    EXPECT_EQ(post("what=save&" + three + "&from=2100-01-02&until=2100-01-01").status, 409);
    EXPECT_EQ(post("what=save&code=&label=x&kind=percent_off&percent=10").status, 409);
    EXPECT_EQ(post("what=save&code=A&label=x&kind=percent_off&percent=abc").status, 409);
    EXPECT_EQ(post("what=save&code=A&label=x&kind=percent_off&percent=10&items=NONE").status, 409);
    EXPECT_EQ(post("what=save&code=A&label=x&kind=percent_off&percent=10&branch:B09=1").status,
              409);
    // What a basket costs with it, before it is saved.
    const Heard tried = post("what=try&" + three + "&goods=P1*4,+P0&sample_branch=B01");
    EXPECT_EQ(tried.status, 200);
    EXPECT_NE(tried.body.find("the customer saves £1.00"), std::string::npos) << tried.body;
    EXPECT_EQ(post("what=try&" + three + "&goods=P9").status, 409);
    EXPECT_EQ(json_of({"promotion", "list", "--db", db(), "--json"}).size(), 0U);

    EXPECT_EQ(post("what=save&" + three + "&branch:B01=1&day:mon=1&day:sun=1").status, 303);
    EXPECT_EQ(post("what=save&" + three).status, 409);  // there is one of that code
    json list = json_of({"promotion", "list", "--db", db(), "--json"});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["branches"], json::array({"B01"}));
    EXPECT_EQ(list[0]["weekdays"], "mon,sun");
    drain(one);
    list = json_of({"promotion", "list", "--db", one.db, "--json"});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["items"], json::array({"P1"}));
    const json rows = json::parse(ask("/promotions?as=json", cookie).body)["promotions"];
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["gives"], "3 for 2");
    EXPECT_EQ(rows[0]["state"], "running");

    // A German page reads German figures.
    EXPECT_EQ(post("what=save&was=THREE&label=Rabatt&kind=amount_off&amount=0,25&items=P1,P0",
                   "; counterfoil_language=de")
                  .status,
              303);
    const json changed = json_of({"promotion", "list", "--db", db(), "--json"})[0];
    EXPECT_EQ(changed["off"], "0.25");
    EXPECT_EQ(changed["kind"], "amount_off");
    EXPECT_EQ(changed["branches"], json::array());
    EXPECT_EQ(changed["items"], json::array({"P0", "P1"}));

    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const std::string eves = "mark=" + ask("/overview", eve).mark() + "&was=THREE&what=end";
    EXPECT_EQ(send(path, eve, eves).status, 403);
    EXPECT_EQ(ask(path, eve).status, 403);
    const Heard seen = ask(path + "?code=THREE", eve);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body.find("<form method=\"post\" action=\"/promotions"), std::string::npos);
    EXPECT_EQ(ask(path + "?code=NONE", cookie).status, 404);

    EXPECT_EQ(post("what=end&was=THREE").status, 303);
    EXPECT_EQ(post("what=end&was=THREE").status, 409);
    EXPECT_EQ(json_of({"promotion", "list", "--db", db(), "--json"})[0]["state"], "ended");
    const json audit = json::parse(ask("/audit?as=json", cookie).body)["audit"];
    EXPECT_TRUE(std::ranges::any_of(audit, [](const json& row) {
        return row["what"].get<std::string>().starts_with("Promotion THREE ended: \"Rabatt\"") &&
               row["who"] == "Manager";
    }));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficePages, GiveShopsSettings) {
    auto& one = till("B01", "T1");
    const std::string cookie = session();
    const std::string mark = ask("/overview", cookie).mark();
    const auto post = [&](const std::string& form, const std::string& also = {}) {
        return send("/settings", cookie + also, "mark=" + mark + "&" + form).status;
    };
    EXPECT_EQ(post("cash_step=abc"), 409);
    EXPECT_EQ(post("lock_minutes=soon"), 409);
    EXPECT_EQ(post("branch=B09&name=x"), 404);
    EXPECT_EQ(post("footer_1=Thank+you&footer_3=Come+again&lock_minutes=5"), 303);
    EXPECT_EQ(post("branch=B01&cash_step=0,05", "; counterfoil_language=de"), 303);
    drain(one);
    json at_till = json_of({"settings", "--json", "--db", one.db});
    EXPECT_EQ(at_till["footer"], json::array({"Thank you", "Come again"}));
    EXPECT_EQ(at_till["cash_step"], "0.05");
    EXPECT_EQ(at_till["lock_minutes"], 5);
    const Heard seen = ask("/settings?branch=B01", cookie + "; counterfoil_language=de");
    EXPECT_NE(seen.body.find("value=\"0,05\""), std::string::npos);
    EXPECT_EQ(seen.body.find("Thank you"), std::string::npos);
    EXPECT_EQ(ask("/settings?branch=B09", cookie).status, 404);
    EXPECT_EQ(post("lock_minutes=5"), 303);  // the footer is each shop's own again
    drain(one);
    at_till = json_of({"settings", "--json", "--db", one.db});
    EXPECT_EQ(at_till["footer"], json::array());
    EXPECT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    EXPECT_EQ(ask("/settings", session("Eve")).status, 403);
    counterfoil({"verify", "--db", db()});
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

TEST_P(OfficePages, SayWhatComesFirstWhereNoTillHasJoined) {
    const std::string cookie = session();
    const auto says = [&](const char* path, const char* text, const char* language = "en") {
        const std::string cookies = cookie + "; counterfoil_language=" + language;
        return ask(path, cookies).body.find(text) != std::string::npos;
    };
    EXPECT_TRUE(says("/overview", "No till has joined yet"));
    EXPECT_TRUE(says("/overview", "counterfoil enrol-code --branch B01"));
    EXPECT_TRUE(says("/overview", "Noch ist keine Kasse angemeldet", "de"));
    EXPECT_FALSE(says("/overview", "Nothing was taken on these days"));
    EXPECT_FALSE(says("/stock", "There is no branch yet"));
    EXPECT_TRUE(says("/stock", "id=\"branch\""));

    const auto db = connect({pos::store::db::OpenMode::read_write});
    ASSERT_TRUE(db->exec("DELETE FROM branch"));
    EXPECT_TRUE(says("/stock", "There is no branch yet"));
    EXPECT_TRUE(says("/stock", "Noch gibt es keine Filiale", "de"));
    // Nothing is asked for where there is nothing to choose, and no sentence lacks its branch.
    EXPECT_FALSE(says("/stock", "id=\"branch\""));
    EXPECT_FALSE(says("/stock", "what moved there at all"));

    ASSERT_TRUE(db->exec("INSERT INTO branch (code, name, added_at) VALUES ('B01', '', 0)"));
    till("B01", "T1");
    EXPECT_TRUE(says("/overview", "Nothing was taken on these days"));
    EXPECT_FALSE(says("/overview", "No till has joined yet"));
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
    // A card like any other: a paragraph alone would be no wider than its words are read well.
    EXPECT_NE(
        ask("/attention", cookie)
            .body.find("<div class=\"card\"><p class=\"good\">✓ Everything that came is in the "
                       "books."),
        std::string::npos);
    drain(copy);
    EXPECT_NE(ask("/overview", cookie).body.find("need attention"), std::string::npos);
    test::Sums told;
    const json attention = json::parse(ask("/attention?as=json", cookie).body);
    for (const auto& row : attention["outside"]) {
        std::string digits = row["net"].get<std::string>();
        std::erase(digits, '.');
        EXPECT_EQ(row["why"], "set_aside");
        told[{"B01", row["day"], "cash"}] += std::stoll(digits);
    }
    EXPECT_EQ(told, outside_the_books());
    const Heard page = ask("/attention", cookie);
    EXPECT_NE(page.body.find("continued twice"), std::string::npos);
    // What is listed is what is counted beside the page's name.
    const json said = json_of({"attention", "--json", "--db", db()});
    const auto listed = said["entries_set_aside"].get<std::size_t>() +
                        said["entries_parked"].get<std::size_t>() + said["successions"].size();
    EXPECT_NE(page.body.find("class=\"badge\">" + std::to_string(listed) + "<"), std::string::npos)
        << listed;
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

TEST_P(OfficePages, ShowAPaymentAsItCountsAndWhatWasEntered) {
    auto& one = till("B01", "T1");
    sell(one, 1);
    drain(one);
    const std::string cookie = session();
    ASSERT_TRUE(connect({pos::store::db::OpenMode::read_write})
                    ->exec("INSERT INTO tender_correction SELECT entry + 1, sale, 1, 1, 'card', "
                           "'Card', '4711', payable_minor, 0, sale FROM sale WHERE number = $1",
                           "B01-T1-000001"));
    const Heard page = ask("/receipts/B01-T1-000001", cookie);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Card (entered as "), std::string::npos);
    // Two taxes may have one name.
    EXPECT_TRUE(ask("/receipts/B01-T1-000001?as=csv&table=taxes", cookie)
                    .body.starts_with("tax,percent,base,amount"));
    EXPECT_NE(page.body.find("4711"), std::string::npos);
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
    const std::string other = days + "&branch=B02";
    EXPECT_EQ(json::parse(ask(other + "&as=json", cookie).body)["by_tender"].size(), 0U);
    // Where nothing was taken no empty tables say so one after the other, but what can be done.
    const Heard none = ask(other, cookie + "; counterfoil_language=de");
    EXPECT_NE(none.body.find("Wählen Sie oben andere Tage"), std::string::npos);
    EXPECT_EQ(none.body.find("Keine Umsätze"), std::string::npos);
    EXPECT_EQ(none.body.find("<svg class=\"chart\""), std::string::npos);
    EXPECT_EQ(none.body.find("Nach Kassenkraft</caption>"), std::string::npos);
    const Heard some = ask(days, cookie + "; counterfoil_language=de");
    EXPECT_EQ(some.body.find("Wählen Sie oben andere Tage"), std::string::npos);
    EXPECT_NE(some.body.find("<svg class=\"chart\""), std::string::npos);
    EXPECT_NE(some.body.find("Nach Kassenkraft</caption>"), std::string::npos);
    std::int64_t of_items = 0;
    const json items =
        json::parse(ask("/overview/items" + days.substr(9) + "&as=json", cookie).body);
    for (const auto& row : items["by_item"]) {
        std::string digits = row["net"].get<std::string>();
        std::erase(digits, '.');
        of_items += std::stoll(digits);
        EXPECT_EQ(row["item"], "Thing");
    }
    EXPECT_EQ(of_items, sold);
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

TEST_P(OfficePages, FindReceiptsHoweverTheirNumberIsTyped) {
    auto& one = till("B01", "T1");
    sell(one, 2);
    drain(one);
    counterfoil({"backup", "--db", one.db, "--to", file("till-backup.db")});
    counterfoil({"restore", file("till-backup.db"), "--db", one.db, "--set-aside"});
    join(one);
    sell(one, 1);  // B01-T1b-000001
    drain(one);
    const std::string cookie = session();
    for (const char* typed : {"B01-T1b-000001", "b01-t1b-000001", "B01-T1B-0", "b01-t1b"}) {
        const Heard page = ask(std::string{"/receipts?number="} + typed, cookie);
        EXPECT_NE(page.body.find("/receipts/B01-T1b-000001"), std::string::npos) << typed;
        EXPECT_EQ(page.body.find("/receipts/B01-T1-00"), std::string::npos) << typed;
    }
}

ON_EITHER_ENGINE(OfficePages);
