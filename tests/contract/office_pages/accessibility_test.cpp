// Goal: whoever cannot see, or cannot tell colours apart, uses head office's pages too. Method:
// axe-core judges every page in Debian's Chromium, with something on it and refused forms among
// them, in each language, light and dark, wide and on a phone. What it calls serious or critical
// fails. source: WCAG 2.2 A and AA, as axe-core tests them, https://dequeuniversity.com/rules/axe/
#include <unistd.h>

#include "tests/contract/office_pages/bank_statement.hpp"
#include "tests/contract/office_pages/browser.hpp"
#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/sanitized.hpp"

namespace {

using nlohmann::json;

constexpr const char* kAxe = COUNTERFOIL_SOURCE_DIR "/build/npm/node_modules/axe-core/axe.min.js";

class OfficeAccessibility : public test::OfficePages {
protected:
    /// What axe-core finds wrong with the page.
    json violations(test::Browser& browser) {
        return browser.run_later(
            axe_ +
            "; const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']})"
            ".then(found => done(found.violations), wrong => done(String(wrong)));");
    }
    void judge(test::Browser& browser, const std::string& what) {
        const json found = violations(browser);
        ASSERT_TRUE(found.is_array()) << what << ": " << found;
        for (const auto& one : found) {
            if (one["impact"] != "serious" && one["impact"] != "critical") continue;
            std::string where;
            for (const auto& node : one["nodes"]) {
                where += "\n  " + node["html"].get<std::string>() + "\n    " +
                         node["failureSummary"].get<std::string>();
            }
            ADD_FAILURE() << what << ": " << one["id"] << where;
        }
        ++judged_;
    }
    void judge_all_looks(test::Browser& browser, const std::string& path) {
        for (const bool dark : {false, true}) {
            browser.look(dark);
            for (const int width : {1280, 360}) {
                browser.resize(width, 900);
                browser.open(base_ + path);
                EXPECT_LE(browser.run("return document.documentElement.scrollWidth;").get<int>(),
                          width)
                    << path << " is wider than the window";
                judge(browser, path + (dark ? " dark " : " light ") + std::to_string(width));
            }
        }
    }
    void sign_in(test::Browser& browser) {
        browser.open(base_ + "/sign-in");
        browser.type("#name", "Manager");
        browser.type("#password", kPassword);
        browser.click("button[type=submit]");
        ASSERT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    }

    std::string axe_;
    int judged_{0};
};

TEST_P(OfficeAccessibility, IsForEverybody) {
    if (test::kSanitized) GTEST_SKIP() << "it judges pages, which other tests ask for";
    if (!is_sqlite()) GTEST_SKIP() << "the pages are the same on either engine";
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    if (::access(kAxe, R_OK) != 0) GTEST_SKIP() << "axe-core is not installed, see packaging/setup";
    axe_ = test::read_file(kAxe);
    auto& one = till("B01", "T1");
    import_goods();
    sell(one, 12);
    drain(one);
    auto& copy = copy_of(one);
    sell(one, 2);
    sell(copy, 4);
    drain(one);
    drain(copy);
    bill_three();
    for (const char* number : {"K1", "K2"}) {
        counterfoil({"customer", "add", number, "--name",
                     "Maximiliane von Habsburg-Lothringen zu Oesterreich-Este", "--email",
                     "maximiliane.von.habsburg-lothringen@verwaltung.example.org", "--db", db()});
    }
    counterfoil(
        {"stock", "adjust", "P1", "-3", "--branch", "B01", "--reason", "breakage", "--db", db()});
    const json people = json_of({"customer", "people", "habsburg", "--json", "--db", db()});
    ASSERT_EQ(people.size(), 2U);
    const std::string whom = people[0]["id"];
    const std::string alike = people[1]["id"];
    counterfoil({"promotion", "add", "THREE", "3 for 2", "--take", "3", "--pay", "2", "--item",
                 "P1", "--until", "2100-01-01", "--db", db()});
    counterfoil({"meter", "fit", "M1", "kwh", "--serial", "A-77", "--at", begin_, "--db", db()});
    counterfoil({"remind", "levels", "--level", "14:5.00:Reminder", "--db", db()});
    counterfoil({"usage", "token", "add", "collector", "--db", db()});

    test::write_file(file("list.csv"), "number,name,kind\n10,Otto,\n11,Eva,cat\n");

    // A real run, a bank's file with a line to decide about, what one of its lines paid, and a
    // move.
    const std::string cookie = session();
    const std::string mark = ask("/billing/bank", cookie).mark();
    const std::string run = ask("/billing/runs", cookie).link("/billing/runs/run");
    const std::string document = ask("/billing/documents", cookie).link("/billing/document/");
    const auto entries = [&](const char* closing) {
        std::vector<test::BankEntry> all{{"5.00", document.substr(document.rfind('/') + 1)}};
        if (std::string_view{closing} != "5.00") {
            all.push_back({"7.00", "thanks", "Maximiliane von Habsburg-Lothringen"});
            all.push_back({"6.00", all.front().text});
        }
        return test::bank_statement(all, closing);
    };
    const auto bring = [&](const char* closing) {
        return bring_file("/billing/bank", cookie, mark,
                          {"statement", "june.xml", entries(closing)})
            .header("Location");
    };
    const std::string taken = bring("5.00");
    ASSERT_EQ(
        send("/billing/bank", cookie, "mark=" + mark + "&" + taken.substr(taken.find('?') + 1))
            .status,
        303);
    const std::string bank_file = bring("18.00");
    const std::string wrong_file = bring("99.00");
    const std::string bank_line = ask(bank_file, cookie).link("/billing/bank/line");
    const std::string payment = ask("/billing/bank", cookie).link("/billing/bank/payment");
    const json moved = json_of({"move", "out", "M1", "--at", test::day_ago(1, 1), "--figure", "200",
                                "--sure", "--json", "--db", db()});
    for (const auto* found : {&run, &document, &bank_line, &payment}) ASSERT_FALSE(found->empty());

    const std::vector<std::string> pages{"/overview",
                                         "/overview?from=2010-12-01&to=2010-12-03",
                                         "/overview/items?from=2010-12-01&to=2010-12-03",
                                         "/overview/margin?from=2010-12-01&to=2010-12-03",
                                         "/terminals",
                                         "/receipts",
                                         "/receipts?number=none",
                                         "/receipts/B01-T1-000003",
                                         "/goods",
                                         "/goods?words=zzz",
                                         "/goods/item?number=P1",
                                         "/attention",
                                         "/audit",
                                         "/people",
                                         "/people/person?name=Manager",
                                         "/settings",
                                         "/account",
                                         "/terminals/revoke?branch=B01&terminal=T1",
                                         "/promotions",
                                         "/promotions/promotion",
                                         "/promotions/promotion?code=THREE",
                                         "/customers",
                                         "/customers?words=zzz",
                                         "/customers/new",
                                         "/customers/customer?id=" + whom,
                                         "/customers/edit?id=" + whom,
                                         "/customers/erase?id=" + whom,
                                         "/customers/duplicates",
                                         "/customers/merge?one=" + whom + "&other=" + alike,
                                         "/stock",
                                         "/stock?words=zzz",
                                         "/stock?short=1",
                                         "/stock/item?number=P1",
                                         "/billing/accounts",
                                         "/billing/accounts?words=zzz",
                                         "/billing/account/1001",
                                         "/billing/account/1003",
                                         "/billing/documents",
                                         "/billing/runs",
                                         "/billing/runs/run?id=none",
                                         run,
                                         "/billing/deliveries",
                                         "/billing/receivables",
                                         "/billing/refund?account=1002",
                                         "/billing/credit?account=1001",
                                         "/billing/transfers",
                                         "/billing/rates",
                                         "/billing/reminders",
                                         "/billing/meters",
                                         "/billing/meters?words=zzz",
                                         "/billing/meters/meter?point=M1&meter=kwh",
                                         "/billing/tokens",
                                         "/billing/document/NONE",
                                         "/billing/write?account=1001",
                                         "/billing/import",
                                         "/billing/instalments?account=1001",
                                         "/billing/quotes",
                                         "/billing/report?from=2000-01-01&to=2100-01-01",
                                         "/billing/bank",
                                         "/billing/bank/line",
                                         bank_file,
                                         wrong_file,
                                         bank_line,
                                         bank_line + "&account=1001",
                                         payment,
                                         "/billing/move/done?id=" + moved["id"].get<std::string>(),
                                         "/billing/move?point=M1&way=out",
                                         "/billing/subscription?number=1001-1",
                                         "/billing/subscription?account=1001",
                                         "/billing/move",
                                         "/billing/move?point=M1",
                                         "/billing/timeline?account=1001",
                                         "/billing/alerts?number=1001-1",
                                         "/billing/plans",
                                         "/billing/plans/plan",
                                         "/billing/plans/plan?code=POWER",
                                         "/search?words=o",
                                         "/search?words=zzz",
                                         "/nothing"};
    for (const char* language : {"en", "de"}) {
        test::Browser browser{language};
        judge_all_looks(browser, "/sign-in");
        sign_in(browser);
        for (const auto& page : pages) judge_all_looks(browser, page);
        browser.resize(1280, 900);
        browser.open(base_ + "/billing/documents");
        browser.click("tbody th a");
        browser.run("for (const each of document.querySelectorAll('details')) each.open = true;");
        EXPECT_GE(browser.count("details dl"), 1U);
        judge(browser, "a bill and why");
        browser.open(base_ + "/goods/item?number=P1");
        browser.type("#price", "abc");
        browser.click("main form button");
        while (browser.count("[role=alert]") == 0) {
        }
        judge(browser, "a refused price");
        browser.type("#price", "1");
        browser.click("button[value=preview]");
        while (browser.count("#preview") == 0) {
        }
        judge(browser, "what a price changes");
        browser.open(base_ + "/promotions/promotion?code=THREE");
        browser.click("button[value=try]");
        while (browser.count("#tried") == 0) {
        }
        judge(browser, "a basket that was tried");
        browser.open(base_ + "/billing/runs");
        browser.click("button[value=try]");
        while (browser.count("#trial") == 0) {
        }
        judge(browser, "what a run would bill");
        browser.open(base_ + "/billing/import");
        browser.type("#table", file("list.csv"));
        browser.click("main form button");
        while (browser.count("#would") == 0) {
        }
        judge(browser, "a file that is looked at");
        // It does find what is wrong.
        browser.run("document.querySelector('main').append(document.createElement('button'));");
        EXPECT_NE(violations(browser).dump().find("button-name"), std::string::npos);
    }
    EXPECT_EQ(judged_, 2 * ((static_cast<int>(pages.size()) + 1) * 4 + 6));
}

}  // namespace

ON_EITHER_ENGINE(OfficeAccessibility);
