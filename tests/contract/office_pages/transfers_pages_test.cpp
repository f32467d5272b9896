// Goal: a manager pays back what a customer has paid too much, makes the file for the bank, and
// sees what became of it; a form that is sent twice pays once. Method: an office with an account in
// euro that is ahead, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

constexpr const char* kTheirs = "DE89370400440532013000";

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeTransfers : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        counterfoil({"sender", "--name", "Ours", "--iban", "DE02120300000000202051", "--db", db()});
        counterfoil({"customer", "put", "2001", "--name", "Jürgen <b>Groß</b>", "--currency", "EUR",
                     "--db", db()});
        counterfoil({"customer", "put", "2002", "--name", "Jane", "--db", db()});  // in pounds
        for (const char* account : {"2001", "2002"})
            counterfoil({"payment", "receive", "30.00", "--account", account, "--db", db()});
        cookie_ = session();
    }
    Heard form(const std::string& account = "2001") const {
        return ask("/billing/refund?account=" + account, cookie_);
    }
    Heard pay_back(const Heard& page, const std::string& also, const std::string& cookies = {}) {
        return send("/billing/refund", cookie_ + cookies,
                    "mark=" + page.mark() + "&once=" + page.hidden("once") + also);
    }
    Heard post(const std::string& said) {
        return send("/billing/transfers", cookie_, "mark=" + form().mark() + "&" + said);
    }
    json listed() const { return json_of({"transfer", "list", "--json", "--db", db()}); }
    std::string cookie_;
};

TEST_P(OfficeTransfers, PayBackOnceAndTellTheBank) {
    EXPECT_TRUE(has(ask("/billing/account/2001", cookie_), "/billing/refund?account=2001"));
    const Heard page = form();
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "€30.00"));
    EXPECT_FALSE(has(page, "<b>Groß"));
    const std::string said = std::string{"&account=2001&amount=10.00&way=transfer&iban="} +
                             kTheirs + "&holder=Eva&reason=twice";
    const Heard paid = pay_back(page, said);
    ASSERT_EQ(paid.status, 303) << paid.body;
    EXPECT_EQ(pay_back(page, said).status, 303);  // sent again
    ASSERT_EQ(listed().size(), 1U);
    EXPECT_EQ(listed()[0]["holder"], "Eva");
    const std::string id = listed()[0]["transfer"];
    EXPECT_EQ(paid.header("Location"), "/billing/transfers?transfer=" + id);
    EXPECT_TRUE(has(ask("/billing/transfers", cookie_), "Waiting: 1, together €10.00."));

    const Heard made = post("what=order&on=2100-01-04");
    ASSERT_EQ(made.status, 303) << made.body;
    const std::string place = made.header("Location");
    const std::string order = place.substr(place.find('=') + 1);
    EXPECT_TRUE(has(ask(place, cookie_), "Download the file"));
    const Heard file = ask("/billing/transfers/file?order=" + order, cookie_);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"" + order + ".xml\"");
    EXPECT_TRUE(has(file, "<InstdAmt Ccy=\"EUR\">10.00</InstdAmt>"));
    EXPECT_TRUE(has(file, kTheirs));
    EXPECT_TRUE(has(post("what=order&on=2100-01-04"), "No refund waits"));
    EXPECT_EQ(post("what=settle&order=" + order).status, 303);
    EXPECT_EQ(listed()[0]["state"], "paid");
    EXPECT_EQ(post("what=withdraw&order=" + order).status, 409);
    EXPECT_EQ(post("transfer=" + id).status, 409);  // says nothing of what became of it
    EXPECT_EQ(listed()[0]["state"], "paid");
    EXPECT_EQ(post("what=return&transfer=" + id + "&reason=AC04").status, 303);
    EXPECT_EQ(listed()[0]["state"], "returned");
    EXPECT_EQ(post("what=return&transfer=" + id).status, 409);
    EXPECT_TRUE(has(form(), "€30.00"));
    const json rows = json::parse(ask("/billing/transfers?as=json", cookie_).body)["transfers"];
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["said"], "AC04");
    EXPECT_EQ(rows[0]["state"], "returned");
}

TEST_P(OfficeTransfers, AreRefusedInTheLanguageOfThePage) {
    const auto expect = [&](const std::string& said, const std::string& words) {
        const Heard refused = pay_back(form(), said, "; counterfoil_language=de");
        EXPECT_EQ(refused.status, 409) << said;
        EXPECT_TRUE(has(refused, words)) << words << '\n' << refused.body;
    };
    expect("&account=2001&amount=10,00&way=transfer&iban=DE88370400440532013000",
           "Das ist keine IBAN");
    expect("&account=2001&amount=10,00&way=transfer&iban=", "Sagen Sie die IBAN");
    expect("&account=2001&amount=30,01&way=by_hand", "mehr, als das Konto zu viel");
    expect("&account=2001&amount=a&way=by_hand", "Betrag");
    expect(std::string{"&account=2002&amount=1,00&way=transfer&iban="} + kTheirs,
           "Nur Konten in Euro");
    expect("&account=2001&amount=10,00", "melden Sie sich");  // neither way
    EXPECT_TRUE(listed().empty());
    EXPECT_EQ(form("nobody").status, 404);
    EXPECT_EQ(ask("/billing/transfers/file?order=CT-none", cookie_).status, 404);
    // What somebody has paid out by hand goes to no bank.
    EXPECT_EQ(pay_back(form(), "&account=2001&amount=30.00&way=by_hand").status, 303);
    EXPECT_TRUE(has(form(), "nothing to pay back"));
    EXPECT_TRUE(listed().empty());
}

}  // namespace

ON_EITHER_ENGINE(OfficeTransfers);
