// Goal: a manager says on a page what an account's invoices bear for its customer's programs, and
// where programs answer; what is wrong is refused in the page's language, and whoever looked at an
// older page changes no more than what they typed. Method: a small office asked over HTTP, beside
// the command line.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeReferences : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/references";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    /// What a browser sends where nothing was said before.
    Heard save(const std::string& typed, const std::string& also = {}) const {
        return send(kPath, cookie_ + also,
                    "mark=" + mark_ +
                        "&account=1001&was_buyer_reference=&was_order_reference=&was_contract_"
                        "reference=&was_e_address=&was_e_address_scheme=&" +
                        typed);
    }
    json known() const { return json_of({"customer", "show", "1001", "--db", db()}); }
    json sender() const { return json_of({"sender", "--db", db()}); }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeReferences, AreSaidOnAPageAndStandOnTheAccountAndItsNextBill) {
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/references?account=1001"));
    const Heard page = ask("/billing/references?account=1001", cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "Leitweg-ID"));
    const Heard done = save("buyer_reference=991-33333TEST-33&order_reference=PO+%3Cb%3E7");
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), "/billing/account/1001");
    EXPECT_EQ(known()["buyer_reference"], "991-33333TEST-33");
    EXPECT_EQ(known()["order_reference"], "PO <b>7");
    const Heard account = ask("/billing/account/1001", cookie_);
    EXPECT_TRUE(has(account, "991-33333TEST-33"));
    EXPECT_TRUE(has(account, "PO &lt;b&gt;7"));
    EXPECT_FALSE(has(account, "PO <b>7"));

    // Meanwhile somebody says more; an older page changes what was typed there alone.
    counterfoil({"customer", "put", "1001", "--contract-reference", "Frame 8", "--db", db()});
    EXPECT_EQ(save("e_address=0204:991-33333TEST-33").status, 303);
    const json now = known();
    EXPECT_EQ(now["buyer_reference"], "991-33333TEST-33");
    EXPECT_EQ(now["contract_reference"], "Frame 8");
    EXPECT_EQ(now["e_address"], "991-33333TEST-33");
    EXPECT_EQ(now["e_address_scheme"], "0204");
    counterfoil({"customer", "put", "1001", "--order-reference", "-", "--db", db()});
    EXPECT_FALSE(known().contains("order_reference"));

    // One invoice has an order of its own; its page and its file say so.
    const Heard form = ask("/billing/write", cookie_);
    const Heard issued = send("/billing/write", cookie_,
                              "mark=" + form.mark() + "&once=" + form.hidden("once") +
                                  "&what=issue&account=1001&text_1=Advice&price_1=10&order_"
                                  "reference=PO-77&buyer_reference=&contract_reference=-");
    ASSERT_EQ(issued.status, 303) << issued.body;
    const std::string bill = issued.header("Location");
    EXPECT_TRUE(has(ask(bill, cookie_), "PO-77"));
    EXPECT_TRUE(has(ask(bill, cookie_), "0204:991-33333TEST-33"));
    EXPECT_FALSE(has(ask(bill, cookie_), "Frame 8"));
    const Heard file = ask(bill + "?file=ubl", cookie_);
    EXPECT_TRUE(has(file, "<cbc:BuyerReference>991-33333TEST-33</cbc:BuyerReference>"));
    EXPECT_TRUE(has(file, "<cbc:EndpointID schemeID=\"0204\">991-33333TEST-33</cbc:EndpointID>"));
    EXPECT_TRUE(has(file, "<cbc:ID>PO-77</cbc:ID>"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeReferences, AreRefusedInTheLanguageOfThePage) {
    const Heard english = save("buyer_reference=04011000-12345-34");
    EXPECT_EQ(english.status, 409);
    EXPECT_TRUE(has(english, "The check digits of this Leitweg-ID are wrong."));
    EXPECT_TRUE(has(english, "value=\"04011000-12345-34\""));
    const Heard german = save("e_address=x&e_address_scheme=1234", "; counterfoil_language=de");
    EXPECT_EQ(german.status, 409);
    EXPECT_TRUE(has(german, "Diese Art von elektronischer Adresse gibt es nicht."));
    EXPECT_TRUE(has(save("e_address=x"), "Say what kind of electronic address that is"));
    EXPECT_TRUE(has(save("e_address_scheme=0204"), "Say the electronic address"));
    EXPECT_TRUE(has(save("e_address=0204:x"), "its form or its check digits are wrong"));
    EXPECT_FALSE(known().contains("buyer_reference"));
    EXPECT_EQ(ask("/billing/references?account=NONE", cookie_).status, 404);
    counterfoil({"user", "add", "Carl", "--role", "cashier", "--db", db()});
    give_password("Carl", kPassword);
    EXPECT_EQ(ask("/billing/references?account=1001", session("Carl")).status, 403);
}

TEST_P(OfficeReferences, OfTheSenderAreAmongTheSettings) {
    counterfoil({"sender", "--name", "Ours", "--db", db()});
    EXPECT_TRUE(has(ask("/settings", cookie_), "Electronic address of the sender"));
    const Heard wrong = send("/settings/sender", cookie_,
                             "mark=" + mark_ + "&e_address=DE12&e_address_scheme=9930");
    EXPECT_EQ(wrong.status, 409);
    EXPECT_TRUE(has(wrong, "its form or its check digits are wrong"));
    EXPECT_TRUE(has(wrong, "value=\"DE12\""));
    EXPECT_EQ(sender()["e_address"], "");
    const Heard done = send("/settings/sender", cookie_,
                            "mark=" + mark_ + "&e_address=DE123456789&e_address_scheme=9930");
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), "/settings#sender");
    EXPECT_EQ(sender()["e_address"], "DE123456789");
    EXPECT_EQ(sender()["e_address_scheme"], "9930");
    EXPECT_EQ(sender()["name"], "Ours");
    EXPECT_TRUE(has(ask("/settings", cookie_), "value=\"DE123456789\""));
    EXPECT_EQ(
        send("/settings/sender", cookie_, "mark=" + mark_ + "&e_address=&e_address_scheme=").status,
        303);
    EXPECT_EQ(sender()["e_address"], "");
    EXPECT_EQ(ask("/settings/sender", cookie_).status, 404);
}

}  // namespace

ON_EITHER_ENGINE(OfficeReferences);
