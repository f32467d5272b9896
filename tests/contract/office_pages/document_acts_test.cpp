// Goal: what is wrong with a bill is put right on its page: credited, taken back and billed anew,
// given up, sent again, or taken away as a file; twice sent is once done, and cashiers may not.
// Method: a small office with bills, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class DocumentActs : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        number_ = documents("1001").at(0)["number"].get<std::string>();
        path_ = "/billing/document/" + number_;
        mark_ = ask(path_, cookie_).mark();
    }
    json documents(const std::string& account) const {
        return json_of({"document", "list", "--account", account, "--json", "--db", db()});
    }
    Heard act(const std::string& what, const std::string& more = {},
              const std::string& cookies = {}) const {
        return send(path_, cookies.empty() ? cookie_ : cookies,
                    "mark=" + mark_ + "&what=" + what + "&" + more);
    }

    std::string cookie_;
    std::string number_;
    std::string path_;
    std::string mark_;
};

TEST_P(DocumentActs, CreditsALineOnceHoweverOftenTheFormIsSent) {
    const std::string form = "line=3&amount=2.00&reason=Late+van&corrections=0";
    const Heard done = act("credit", form);
    ASSERT_EQ(done.status, 303) << done.body;
    const Heard note = ask(done.header("Location"), cookie_);
    EXPECT_TRUE(has(note, "Late van"));
    EXPECT_TRUE(has(note, "£2.40"));  // with a fifth of tax
    const Heard twice = act("credit", form);
    EXPECT_EQ(twice.status, 409);
    EXPECT_TRUE(has(twice, "Something has been credited"));
    EXPECT_EQ(documents("1001").size(), 2U);
    EXPECT_EQ(act("credit", "line=3&amount=1000&corrections=1").status, 409);
    EXPECT_TRUE(has(act("credit", "line=&amount=1&corrections=1"), "Choose the line"));
    EXPECT_TRUE(has(act("credit", "line=1&amount=x&corrections=1"), "refus"));
}

TEST_P(DocumentActs, TakesAnInvoiceBackThatTheNextRunBillsAnew) {
    ASSERT_EQ(act("void", "reason=Wrong+meter&corrections=0").status, 303);
    counterfoil({"bill", "--db", db()}, 1);  // one customer is parked for good
    ASSERT_EQ(documents("1001").size(), 3U);
    EXPECT_EQ(documents("1001").at(0)["open"], documents("1001").at(0)["payable"]);
    EXPECT_EQ(act("void", "reason=Again&corrections=1").status, 409);
}

TEST_P(DocumentActs, SaysInTheLanguageOfThePageWhyNothingIsCredited) {
    const std::string german = cookie_ + "; counterfoil_language=de";
    const Heard more = act("credit", "line=3&amount=1000,00&reason=x&corrections=0", german);
    EXPECT_EQ(more.status, 409);
    EXPECT_TRUE(has(more, "So viel ist von der Zeile nicht mehr übrig")) << more.body;
    ASSERT_EQ(act("void", "reason=Wrong+meter&corrections=0").status, 303);
    EXPECT_TRUE(
        has(act("void", "reason=x&corrections=1", german), "Sie wurde schon zurückgenommen."));
    EXPECT_TRUE(has(act("credit", "line=&amount=&reason=x&corrections=1", german),
                    "Davon ist nichts mehr übrig"));
}

TEST_P(DocumentActs, GivesUpWhatIsOpen) {
    EXPECT_TRUE(has(ask(path_, cookie_), "value=\"write_off\""));
    ASSERT_EQ(act("write_off", "reason=Moved+away").status, 303);
    EXPECT_EQ(documents("1001").at(0)["open"], "0.00");
    EXPECT_FALSE(has(ask(path_, cookie_), "value=\"write_off\""));
    EXPECT_EQ(act("write_off", "reason=Again").status, 409);
}

TEST_P(DocumentActs, SetsAsideWhatIsDisputed) {
    EXPECT_TRUE(has(ask(path_, cookie_), "value=\"dispute\""));
    EXPECT_EQ(act("dispute", "amount=10.00&reason=").status, 409);
    EXPECT_EQ(act("dispute", "amount=1000.00&reason=no").status, 409);
    EXPECT_EQ(act("reject", "reason=no").status, 409);
    ASSERT_EQ(act("dispute", "amount=10.00&reason=Wrong+%3Cb%3Emeter").status, 303);
    const Heard page = ask(path_, cookie_);
    EXPECT_TRUE(has(page, "The customer has disputed £10.00"));
    EXPECT_TRUE(has(page, "Wrong &lt;b&gt;meter"));
    EXPECT_FALSE(has(page, "value=\"dispute\""));
    EXPECT_TRUE(
        has(act("dispute", "amount=1%2C00&reason=no", cookie_ + "; counterfoil_language=de"),
            "schon bestritten"));
    const auto owed = nlohmann::json::parse(ask("/billing/receivables?as=json", cookie_).body);
    EXPECT_EQ(owed["ageing"][0]["disputed"], "10.00");
    ASSERT_EQ(owed["disputes"].size(), 1U);
    EXPECT_EQ(owed["disputes"][0]["number"], number_);
    ASSERT_EQ(act("reject", "reason=It+was+right").status, 303);
    EXPECT_TRUE(has(ask(path_, cookie_), "value=\"dispute\""));
    const auto rows = json_of({"dispute", "list", "--all", "--json", "--db", db()});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["state"], "rejected");
    EXPECT_EQ(rows[0]["answer"], "It was right");
}

TEST_P(DocumentActs, SendsAgain) {
    EXPECT_FALSE(has(ask(path_, cookie_), "value=\"again\""));
    EXPECT_EQ(act("again").status, 409);  // nobody delivers it
    EXPECT_TRUE(has(ask(path_, cookie_), "Nobody delivers it yet."));
    EXPECT_TRUE(has(ask(path_, cookie_ + "; counterfoil_language=de"), "Noch stellt es niemand"));
    counterfoil({"customer", "put", "1001", "--name", "Otto", "--delivery", "print", "--db", db()});
    counterfoil({"deliver", "run", "--since", begin_, "--print", file("bills.pdf"), "--db", db()});
    EXPECT_TRUE(has(ask(path_, cookie_), "value=\"again\""));
    EXPECT_EQ(act("again").header("Location"), "/billing/deliveries");
    EXPECT_EQ(act("nothing").status, 409);
}

TEST_P(DocumentActs, HandsOutFiles) {
    const auto file = [&](const std::string& shape) {
        return ask(path_ + "?file=" + shape, cookie_);
    };
    const Heard pdf = file("pdf");
    EXPECT_TRUE(pdf.body.starts_with("%PDF"));
    EXPECT_NE(pdf.header("Content-Disposition").find(number_ + ".pdf"), std::string::npos);
    EXPECT_TRUE(has(file("factur_x"), "factur-x.xml"));
    EXPECT_TRUE(has(file("ubl"), "<cbc:ID>" + number_));
    EXPECT_TRUE(has(file("cii"), "CrossIndustryInvoice"));
    EXPECT_TRUE(has(file("text"), number_));
    EXPECT_EQ(file("doc").status, 404);
    EXPECT_EQ(ask(path_ + "?file=pdf").status, 303);  // to sign in
}

TEST_P(DocumentActs, AreAManagersInTheirLanguage) {
    counterfoil({"user", "add", "Carl", "--role", "cashier", "--db", db()});
    give_password("Carl", kPassword);
    const std::string carl = session("Carl");
    const Heard page = ask(path_, carl);
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(has(page, "value=\"void\""));
    EXPECT_EQ(send(path_, carl, "mark=" + page.mark() + "&what=void&corrections=0").status, 403);
    const Heard german = ask(path_, cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(german, "Zurücknehmen und neu berechnen"));
    EXPECT_TRUE(has(act("credit", "line=1&corrections=9", cookie_ + "; counterfoil_language=de"),
                    "seit die Seite gezeigt wurde"));
}

}  // namespace

ON_EITHER_ENGINE(DocumentActs);
