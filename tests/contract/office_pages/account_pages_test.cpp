// Goal: a manager opens an account for a customer on a page, with or without adding the customer
// first, and changes its terms afterwards; what is wrong is refused in the page's language, and
// whoever looked at an older page changes no more than what they typed. Method: a small office
// asked over HTTP, beside the command line.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeAccounts : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    Heard post(const std::string& path, const std::string& form,
               const std::string& also = {}) const {
        return send(path, cookie_ + also, "mark=" + mark_ + "&" + form);
    }
    json known(const std::string& number) const {
        return json_of({"customer", "show", number, "--db", db()});
    }
    /// What a browser sends of the page of terms, with what was typed.
    Heard change(const std::string& account, const std::string& typed,
                 const std::string& also = {}) const {
        return post("/billing/terms",
                    "account=" + account +
                        "&was_zone=Europe/London&was_bill_day=&was_terms_days=14&was_grace_days=0&"
                        "was_payer=&was_tax=domestic&was_delivery=print&" +
                        typed,
                    also);
    }
    static constexpr const char* kUsual =
        "&currency=GBP&zone=Europe/London&bill_day=&terms_days=14&grace_days=0&payer=&tax=domestic"
        "&delivery=print";
    static constexpr const char* kAsItWas =
        "zone=Europe/London&bill_day=&terms_days=14&grace_days=0&payer=&tax=domestic&delivery="
        "print";

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeAccounts, NameTheCountryInTheLanguageOfThePage) {
    counterfoil({"customer", "put", "K5", "--name", "Ada", "--city", "Wellington", "--country",
                 "NZ", "--db", db()});
    EXPECT_TRUE(has(ask("/billing/account/K5", cookie_), "Wellington, New Zealand"));
    EXPECT_TRUE(has(ask("/billing/account/K5", cookie_ + "; counterfoil_language=de"),
                    "Wellington, Neuseeland"));
}

TEST_P(OfficeAccounts, AreOpenedWithTheCustomerOrForOneWhoIsKnown) {
    const Heard list = ask("/billing/accounts", cookie_);
    EXPECT_TRUE(has(list, "href=\"/billing/open\">Open an account</a>")) << list.body;
    EXPECT_TRUE(has(list, "class=\"figure\">Open</th>")) << list.body;  // what is owed
    const Heard form = ask("/customers/new", cookie_);
    const Heard added = post("/customers/new", "id=" + form.hidden("id") +
                                                   "&number=K1&name=Otto&kind=person&then=account");
    ASSERT_EQ(added.status, 303) << added.body;
    ASSERT_EQ(added.header("Location"), "/billing/open?customer=K1");
    const Heard page = ask("/billing/open?customer=K1", cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "name=\"customer\" value=\"K1\""));
    EXPECT_TRUE(has(page, "name=\"currency\" value=\"GBP\""));
    EXPECT_TRUE(has(page, "name=\"zone\" value=\"Europe/London\""));
    const Heard opened =
        post("/billing/open",
             "customer=K1&account=&currency=GBP&zone=Europe/London&bill_day=15&terms_days=30&"
             "grace_days=2&payer=&tax=exempt&delivery=email");
    ASSERT_EQ(opened.status, 303) << opened.body;
    EXPECT_EQ(opened.header("Location"), "/billing/account/K1");
    const json account = known("K1");
    EXPECT_EQ(account["name"], "Otto");
    EXPECT_EQ(account["bill_day"], 15);
    EXPECT_EQ(account["terms_days"], 30);
    EXPECT_EQ(account["grace_days"], 2);
    EXPECT_EQ(account["tax"], "exempt");
    EXPECT_EQ(account["delivery"], "email");
    // Sent twice it opened one, and says so.
    const Heard twice = post("/billing/open", std::string{"customer=K1&account="} + kUsual);
    EXPECT_EQ(twice.status, 409);
    EXPECT_TRUE(has(twice, "K1 is taken"));
    // A further one, from the customer's page; the first pays for it.
    const std::string customer = ask("/billing/account/K1", cookie_).link("/customers/customer");
    EXPECT_TRUE(has(ask(customer, cookie_), "/billing/open?customer=K1"));
    const Heard second =
        post("/billing/open",
             "customer=K1&account=K1-2&currency=GBP&zone=Europe/London&bill_day=&terms_days=14&"
             "grace_days=&payer=K1&tax=domestic&delivery=print");
    ASSERT_EQ(second.status, 303) << second.body;
    EXPECT_TRUE(has(ask("/billing/account/K1-2", cookie_), "/billing/account/K1\""));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeAccounts, ChangeWhatWasTypedAlone) {
    counterfoil({"customer", "put", "1001", "--name", "Otto", "--db", db()});
    counterfoil({"customer", "put", "1002", "--name", "Mary", "--db", db()});
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/terms?account=1001"));
    const Heard page = ask("/billing/terms?account=1001", cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.hidden("was_terms_days"), "14");
    EXPECT_FALSE(has(page, "name=\"currency\""));
    // Meanwhile somebody else says how long a bill may stay open.
    counterfoil({"customer", "put", "1001", "--terms-days", "10", "--db", db()});
    const Heard done = change("1001",
                              "zone=Europe/London&bill_day=20&terms_days=14&grace_days=0&payer="
                              "1002&tax=domestic&delivery=none");
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), "/billing/account/1001");
    json now = known("1001");
    EXPECT_EQ(now["terms_days"], 10);
    EXPECT_EQ(now["bill_day"], 20);
    EXPECT_EQ(now["delivery"], "none");
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/account/1002\""));
    // What is emptied is taken away.
    const Heard back = post("/billing/terms",
                            "account=1001&was_zone=Europe/London&was_bill_day=20&was_terms_days=10&"
                            "was_grace_days=0&was_payer=1002&was_tax=domestic&was_delivery=none&"
                            "zone=Europe/London&bill_day=&terms_days=10&grace_days=&payer=&tax="
                            "domestic&delivery=none");
    ASSERT_EQ(back.status, 303) << back.body;
    now = known("1001");
    EXPECT_EQ(now["bill_day"], 0);
    EXPECT_FALSE(has(ask("/billing/account/1001", cookie_), "/billing/account/1002\""));
    EXPECT_EQ(change("1001", kAsItWas).status, 303);
    EXPECT_EQ(known("1001"), now);
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeAccounts, AreClosedAndOpenedAgain) {
    counterfoil({"customer", "put", "1001", "--name", "Otto", "--db", db()});
    counterfoil({"payment", "receive", "--account", "1001", "3.00", "--db", db()});
    const std::string close = "account=1001&what=close";
    const Heard open = post("/billing/terms", close, "; counterfoil_language=de");
    EXPECT_EQ(open.status, 409);
    EXPECT_TRUE(has(open, "Von dem Konto ist etwas offen."));
    EXPECT_TRUE(has(open, "name=\"terms_days\" value=\"14\""));
    EXPECT_FALSE(known("1001").contains("closed_on"));
    counterfoil({"payment", "refund", "1001", "--amount", "3.00", "--db", db()});
    const Heard done = post("/billing/terms", close);
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), "/billing/account/1001");
    EXPECT_TRUE(known("1001").contains("closed_on"));
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "Closed on"));
    const std::string row = "href=\"/billing/account/1001\"";
    EXPECT_FALSE(has(ask("/billing/accounts", cookie_), row));
    EXPECT_FALSE(has(ask("/billing/accounts?words=Otto", cookie_), row));
    const Heard all = ask("/billing/accounts?words=Otto&closed=yes", cookie_);
    EXPECT_TRUE(has(all, row));
    EXPECT_TRUE(has(all, ">closed<")) << all.body;
    EXPECT_TRUE(has(all, "type=\"checkbox\" value=\"yes\" checked"));
    EXPECT_EQ(ask("/search?words=1001", cookie_).header("Location"), "/billing/account/1001");
    EXPECT_TRUE(has(ask("/billing/terms?account=1001", cookie_), "value=\"reopen\""));
    ASSERT_EQ(post("/billing/terms", "account=1001&what=reopen").status, 303);
    EXPECT_FALSE(known("1001").contains("closed_on"));
    EXPECT_FALSE(has(ask("/billing/account/1001", cookie_), "Closed on"));
    EXPECT_EQ(post("/billing/terms", "account=1001&what=dance").status, 409);
    // The same without a page.
    counterfoil({"customer", "close", "1001", "--db", db()});
    EXPECT_TRUE(json_of({"customer", "list", "--json", "--db", db()}).empty());
    const auto list = json_of({"customer", "list", "--closed", "--json", "--db", db()});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_TRUE(list[0].contains("closed_on"));
    counterfoil({"customer", "reopen", "1001", "--db", db()});
    EXPECT_FALSE(known("1001").contains("closed_on"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeAccounts, AreRefusedInTheLanguageOfThePage) {
    counterfoil({"customer", "put", "1001", "--name", "Otto", "--db", db()});
    const std::string german = "; counterfoil_language=de";
    const Heard nobody = post("/billing/open", std::string{"customer=K9&account="} + kUsual);
    EXPECT_EQ(nobody.status, 409);
    EXPECT_TRUE(has(nobody, "There is no customer K9."));
    EXPECT_TRUE(has(nobody, "name=\"customer\" value=\"K9\""));
    const Heard bare = post("/billing/open", std::string{"customer=&account="} + kUsual, german);
    EXPECT_EQ(bare.status, 409);
    EXPECT_TRUE(has(bare, "Nennen Sie die Nummer des Kunden"));
    const Heard mars = change("1001",
                              "zone=Mars/Base&bill_day=&terms_days=14&grace_days=0&payer=&tax="
                              "domestic&delivery=print",
                              german);
    EXPECT_EQ(mars.status, 409);
    EXPECT_TRUE(has(mars, "Diese Zeitzone gibt es nicht."));
    EXPECT_TRUE(has(mars, "name=\"zone\" value=\"Mars/Base\""));
    EXPECT_TRUE(has(mars, "name=\"was_zone\" value=\"Europe/London\""));
    EXPECT_TRUE(has(change("1001",
                           "zone=Europe/London&bill_day=32&terms_days=14&grace_days=0&payer=&tax="
                           "domestic&delivery=print"),
                    "The bill day is not from 1 to 31."));
    EXPECT_TRUE(has(change("1001",
                           "zone=Europe/London&bill_day=&terms_days=&grace_days=0&payer=&tax="
                           "domestic&delivery=print"),
                    "Say how many days a customer has to pay a bill."));
    EXPECT_TRUE(has(change("1001",
                           "zone=Europe/London&bill_day=&terms_days=14&grace_days=0&payer=7&tax="
                           "domestic&delivery=print"),
                    "No account has the number 7."));
    EXPECT_EQ(ask("/billing/terms?account=NONE", cookie_).status, 404);
    counterfoil({"user", "add", "Carl", "--role", "cashier", "--db", db()});
    give_password("Carl", kPassword);
    const std::string cashier = session("Carl");
    EXPECT_EQ(ask("/billing/open", cashier).status, 403);
    EXPECT_EQ(ask("/billing/terms?account=1001", cashier).status, 403);
    EXPECT_FALSE(has(ask("/billing/accounts", cashier), "/billing/open"));
}

}  // namespace

ON_EITHER_ENGINE(OfficeAccounts);
