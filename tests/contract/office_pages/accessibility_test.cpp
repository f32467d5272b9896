// Goal: whoever cannot see, or cannot tell colours apart, uses head office's pages too. Method:
// axe-core judges every page in Debian's Chromium, with something on it and refused forms among
// them, light and dark, wide and on a phone, each of the four looks in one of two languages; in all
// of them no page is wider than the window, and what it is about is at hand. What it calls serious
// or critical fails. Each group of pages has an office of its own, so that ctest judges them side
// by side: a new group has its entry in tests/contract/CMakeLists.txt. source: WCAG 2.2 A and AA,
// as axe-core tests them, https://dequeuniversity.com/rules/axe/
#include <unistd.h>

#include <functional>

#include "tests/contract/office_pages/bank_statement.hpp"
#include "tests/contract/office_pages/browser.hpp"
#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/sanitized.hpp"

namespace {

using nlohmann::json;

constexpr const char* kAxe = COUNTERFOIL_SOURCE_DIR "/build/npm/node_modules/axe-core/axe.min.js";
constexpr int kLooks = 2;  // in each language
constexpr int kLanguages = 2;
constexpr int kWide = 1280;
constexpr int kPhone = 360;
constexpr int kHeight = 900;

class OfficeAccessibility : public test::OfficePages {
protected:
    using Pages = std::vector<std::string>;
    using Forms = std::function<void(test::Browser&)>;

    void SetUp() override {
        if (test::kSanitized) GTEST_SKIP() << "it judges pages, which other tests ask for";
        if (!test::Browser::is_there())
            GTEST_SKIP() << "chromium and chromium-driver are not installed";
        if (::access(kAxe, R_OK) != 0)
            GTEST_SKIP() << "axe-core is not installed, see packaging/setup";
        OfficePages::SetUp();
        axe_ = test::read_file(kAxe);
    }

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
    /// However long the page and however many places there are, both are at hand: what the page is
    /// about begins in a phone's upper third, the place that is shown is in the window, and so is
    /// all that stands beside the page where there is room for it.
    void expect_at_hand(test::Browser& browser, int width, const std::string& path) {
        if (width == kPhone) {
            EXPECT_LE(browser.run("return document.querySelector('main').offsetTop;").get<int>(),
                      kHeight / 3)
                << path;
        } else {
            EXPECT_TRUE(browser
                            .run("const side = document.querySelector('.side');"
                                 "return !side || side.offsetHeight <= innerHeight;")
                            .get<bool>())
                << path;
        }
        EXPECT_EQ(browser
                      .run("return Array.from(document.querySelectorAll("
                           "':is(.side nav, .places) a[aria-current]')).filter(each => {"
                           "const at = each.getBoundingClientRect();"
                           "return at.left < 0 || at.right > innerWidth;}).length;")
                      .get<int>(),
                  0)
            << path;
    }
    void judge_all_looks(test::Browser& browser, const std::string& path, bool first_language) {
        for (const bool dark : {false, true}) {
            browser.look(dark);
            for (const int width : {kWide, kPhone}) {
                browser.resize(width, kHeight);
                browser.open(base_ + path);
                expect_at_hand(browser, width, path);
                EXPECT_LE(browser.run("return document.documentElement.scrollWidth;").get<int>(),
                          width)
                    << path << " is wider than the window";
                if ((dark == (width == kPhone)) != first_language) continue;
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
    /// Every page, then what the forms come to, in each language.
    void judge_all(const Pages& pages, const Forms& forms = [](test::Browser&) {}) {
        for (const std::string language : {"en", "de"}) {
            test::Browser browser{language};
            sign_in(browser);
            if (HasFatalFailure()) return;
            const int before = judged_;
            for (const auto& page : pages) judge_all_looks(browser, page, language == "en");
            EXPECT_EQ(judged_ - before, static_cast<int>(pages.size()) * kLooks);
            browser.resize(kWide, kHeight);
            forms(browser);
            // It does find what is wrong.
            browser.run("document.querySelector('main').append(document.createElement('button'));");
            EXPECT_NE(violations(browser).dump().find("button-name"), std::string::npos);
        }
    }
    /// Presses a button and waits for what it brings.
    static void press(test::Browser& browser, const char* button, const char* brings) {
        browser.click(button);
        while (browser.count(brings) == 0) {
        }
    }

    /// A till that sold, and of which somebody has a copy that sells too.
    void sell_twice() {
        auto& one = till("B01", "T1");
        import_goods();
        sell(one, 12);
        drain(one);
        auto& copy = copy_of(one);
        sell(one, 2);
        sell(copy, 4);
        drain(one);
        drain(copy);
    }
    /// Two people of one name, who may be one; their ids.
    std::vector<std::string> two_alike() const {
        for (const char* number : {"K1", "K2"}) {
            counterfoil({"customer", "add", number, "--name",
                         "Maximiliane von Habsburg-Lothringen zu Oesterreich-Este", "--email",
                         "maximiliane.von.habsburg-lothringen@verwaltung.example.org", "--db",
                         db()});
        }
        const json people = json_of({"customer", "people", "habsburg", "--json", "--db", db()});
        EXPECT_EQ(people.size(), 2U);
        std::vector<std::string> ids;
        for (const auto& one : people) ids.push_back(one["id"]);
        return ids;
    }
    /// Nothing is judged that nobody could open.
    static void expect_all(const Pages& links) {
        for (const auto& link : links) EXPECT_FALSE(link.empty());
    }

    std::string axe_;
    int judged_{0};
};

TEST_P(OfficeAccessibility, OfTakingsAndTills) {
    sell_twice();
    for (const std::string language : {"en", "de"}) {
        test::Browser browser{language};
        judge_all_looks(browser, "/sign-in", language == "en");
    }
    judge_all({"/overview", "/overview?from=2010-12-01&to=2010-12-03",
               "/overview/items?from=2010-12-01&to=2010-12-03",
               "/overview/margin?from=2010-12-01&to=2010-12-03", "/terminals",
               "/terminals/revoke?branch=B01&terminal=T1", "/receipts", "/receipts?number=none",
               "/receipts/B01-T1-000003", "/attention", "/audit", "/people",
               "/people/person?name=Manager", "/settings", "/export", "/account", "/nothing"});
    EXPECT_EQ(judged_, kLanguages * (1 + 17) * kLooks);
}

TEST_P(OfficeAccessibility, OfGoodsAndCustomers) {
    sell_twice();
    counterfoil(
        {"stock", "adjust", "P1", "-3", "--branch", "B01", "--reason", "breakage", "--db", db()});
    counterfoil({"promotion", "add", "THREE", "3 for 2", "--take", "3", "--pay", "2", "--item",
                 "P1", "--until", "2100-01-01", "--db", db()});
    const auto ids = two_alike();
    ASSERT_EQ(ids.size(), 2U);
    test::write_file(file("autumn.csv"), "number,name,price\nP1,Pear,1.10\nP9,,1.00\n");
    judge_all({"/goods",
               "/goods?words=zzz",
               "/goods/item?number=P1",
               "/goods/import",
               "/promotions",
               "/promotions/promotion",
               "/promotions/promotion?code=THREE",
               "/customers",
               "/customers?words=zzz",
               "/customers/new",
               "/customers/customer?id=" + ids[0],
               "/customers/edit?id=" + ids[0],
               "/customers/erase?id=" + ids[0],
               "/customers/duplicates",
               "/customers/merge?one=" + ids[0] + "&other=" + ids[1],
               "/stock",
               "/stock?words=zzz",
               "/stock?short=1",
               "/stock/item?number=P1",
               "/search?words=o",
               "/search?words=zzz"},
              [&](test::Browser& browser) {
                  browser.open(base_ + "/goods/item?number=P1");
                  browser.type("#price", "abc");
                  press(browser, "main form button", "[role=alert]");
                  judge(browser, "a refused price");
                  browser.type("#price", "1");
                  press(browser, "button[value=preview]", "#preview");
                  judge(browser, "what a price changes");
                  browser.open(base_ + "/promotions/promotion?code=THREE");
                  press(browser, "button[value=try]", "#tried");
                  judge(browser, "a basket that was tried");
                  browser.open(base_ + "/goods/import");
                  browser.type("#table", file("autumn.csv"));
                  press(browser, "main form button", "#would");
                  judge(browser, "a file of goods that is looked at");
              });
    EXPECT_EQ(judged_, kLanguages * (21 * kLooks + 4));
}

TEST_P(OfficeAccessibility, OfAccountsAndBills) {
    bill_three();
    const std::string cookie = session();
    const std::string run = ask("/billing/runs", cookie).link("/billing/runs/run");
    expect_all({run});
    judge_all({"/billing/accounts",
               "/billing/accounts?words=zzz",
               "/billing/account/1001",
               "/billing/account/1003",
               "/billing/documents",
               "/billing/document/NONE",
               "/billing/runs",
               "/billing/runs/run?id=none",
               run,
               "/billing/deliveries",
               "/billing/receivables",
               "/billing/refund?account=1002",
               "/billing/statement?account=1001&from=2000-01-01",
               "/billing/statement?account=1001&from=2100-01-01",
               "/billing/references?account=1001",
               "/billing/open",
               "/billing/terms?account=1001",
               "/billing/credit?account=1001",
               "/billing/transfers",
               "/billing/debits",
               "/billing/accountant",
               "/billing/accountant?month=" + begin_.substr(0, 7),
               "/billing/attempts",
               "/billing/attempts?account=1001",
               "/billing/rates",
               "/billing/write?account=1001",
               "/billing/instalments?account=1001",
               "/billing/level?account=1001",
               "/billing/quotes",
               "/billing/report?from=2000-01-01&to=2100-01-01"},
              [&](test::Browser& browser) {
                  browser.open(base_ + "/billing/documents");
                  browser.click("tbody th a");
                  browser.run(
                      "for (const each of document.querySelectorAll('details')) each.open = true;");
                  EXPECT_GE(browser.count("details dl"), 1U);
                  judge(browser, "a bill and why");
                  // Beside its name a step's figures are to be seen.
                  browser.resize(kPhone, kHeight);
                  EXPECT_EQ(browser
                                .run("return Array.from(document.querySelectorAll('.why "
                                     "th.figure')).filter(each => each.offsetWidth > 150)"
                                     ".length;")
                                .get<int>(),
                            0);
                  browser.resize(kWide, kHeight);
                  browser.open(base_ + "/billing/runs");
                  press(browser, "button[value=try]", "#trial");
                  judge(browser, "what a run would bill");
              });
    EXPECT_EQ(judged_, kLanguages * (30 * kLooks + 2));
}

TEST_P(OfficeAccessibility, OfContractsAndMeters) {
    bill_three();
    counterfoil({"meter", "fit", "M1", "kwh", "--serial", "A-77", "--at", begin_, "--db", db()});
    counterfoil({"remind", "levels", "--level", "14:5.00:Reminder", "--db", db()});
    counterfoil({"usage", "token", "add", "collector", "--db", db()});
    test::write_file(file("typo.jsonl"), R"({"id": "w", "subject": "M1", "meter": "kHw", "at": ")" +
                                             test::day_ago(5, 11) + R"(", "quantity": "7"})");
    counterfoil({"usage", "import", file("typo.jsonl"), "--source", "slips", "--as", "lines",
                 "--db", db()});
    test::write_file(file("list.csv"), "number,name,kind\n10,Otto,\n11,Eva,cat\n");
    const json moved = json_of({"move", "out", "M1", "--at", test::day_ago(1, 1), "--figure", "200",
                                "--sure", "--json", "--db", db()});
    judge_all({"/billing/reminders",
               "/billing/meters",
               "/billing/meters?words=zzz",
               "/billing/meters/meter?point=M1&meter=kwh",
               "/billing/meters/fit",
               "/billing/tokens",
               "/billing/import",
               "/billing/move/done?id=" + moved["id"].get<std::string>(),
               "/billing/move?point=M1&way=out",
               "/billing/move",
               "/billing/move?point=M1",
               "/billing/subscription?number=1001-1",
               "/billing/subscription?account=1001",
               "/billing/timeline?account=1001",
               "/billing/alerts?number=1001-1",
               "/billing/plans",
               "/billing/plans/plan",
               "/billing/plans/plan?code=POWER",
               "/billing/plans/move?code=POWER",
               "/billing/usage",
               "/billing/usage?words=zzz",
               "/billing/usage?account=1001&from=" + begin_ + "&to=" + billed_,
               "/billing/usage/right?subscription=1001-1&measure=kHw"},
              [&](test::Browser& browser) {
                  browser.open(base_ + "/billing/import");
                  browser.type("#table", file("list.csv"));
                  press(browser, "main form button", "#would");
                  judge(browser, "a file that is looked at");
              });
    EXPECT_EQ(judged_, kLanguages * (23 * kLooks + 1));
}

/// A bank's file with a line to decide about, one that is wrong, and what a line of another paid.
TEST_P(OfficeAccessibility, OfTheBank) {
    bill_three();
    (void)two_alike();
    const std::string cookie = session();
    const std::string mark = ask("/billing/bank", cookie).mark();
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
    expect_all({document, bank_file, wrong_file, bank_line, payment});
    judge_all({"/billing/bank", "/billing/bank/line", bank_file, wrong_file, bank_line,
               bank_line + "&account=1001", payment});
    EXPECT_EQ(judged_, kLanguages * 7 * kLooks);
}

}  // namespace

/// The pages are the same on either engine.
INSTANTIATE_TEST_SUITE_P(, OfficeAccessibility, ::testing::Values(pos::store::db::Engine::sqlite),
                         test::engine_name);
