// Goal: a manager writes an invoice on a page, sees what it comes to, and issues it once however
// often the form is sent. Method: a small office with customers, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeWrites : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/write";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        const Heard page = ask(kPath, cookie_);
        mark_ = page.mark();
        const std::string from = "name=\"once\" value=\"";
        once_ = page.body.substr(page.body.find(from) + from.size(), 64);
        account_ = "1001";
    }
    Heard post(const std::string& what, const std::string& lines, const std::string& also = {}) {
        return send(kPath, cookie_ + also,
                    "mark=" + mark_ + "&once=" + once_ + "&what=" + what + "&account=" + account_ +
                        "&" + lines);
    }
    std::size_t documents() const {
        return json_of({"document", "list", "--json", "--db", db()}).size();
    }

    std::string cookie_;
    std::string mark_;
    std::string once_;
    std::string account_;
};

constexpr const char* kAdvice =
    "text_1=Advice&quantity_1=1.5&unit_1=h&price_1=180.00&tax_class_1=&text_2=&quantity_2=&price_2="
    "&text_3=Fee&quantity_3=&price_3=53";

TEST_P(OfficeWrites, ShowsWhatItComesToBeforeItIsIssuedOnce) {
    const std::size_t before = documents();
    const Heard preview = post("preview", kAdvice);
    EXPECT_EQ(preview.status, 200);
    EXPECT_TRUE(has(preview, "323.00"));
    EXPECT_TRUE(has(preview, "value=\"issue\""));
    EXPECT_TRUE(has(preview, "value=\"Advice\""));
    EXPECT_EQ(documents(), before);

    const Heard issued = post("issue", kAdvice);
    ASSERT_EQ(issued.status, 303);
    const std::string place = issued.header("Location");
    EXPECT_TRUE(has(ask(place, cookie_), "Advice"));
    EXPECT_EQ(post("issue", kAdvice).header("Location"), place);
    EXPECT_EQ(post("preview", kAdvice).header("Location"), place);
    EXPECT_EQ(documents(), before + 1);

    const Heard other = post("issue", "text_1=Advice&price_1=1");
    EXPECT_EQ(other.status, 409);
    EXPECT_TRUE(has(other, "This form was issued before"));
    EXPECT_FALSE(has(other, once_));
    EXPECT_EQ(documents(), before + 1);
}

TEST_P(OfficeWrites, GivesMoreRowsAndKeepsWhatWasTyped) {
    const Heard more = post("more", "text_1=Advice&quantity_1=two&price_1=1");
    EXPECT_EQ(more.status, 200);
    EXPECT_TRUE(has(more, "value=\"two\""));
    EXPECT_TRUE(has(more, "name=\"text_6\""));
    EXPECT_FALSE(has(more, "name=\"text_7\""));
}

TEST_P(OfficeWrites, SaysInItsLanguageWhatIsTheMatter) {
    const std::string german = "; counterfoil_language=de";
    const std::size_t before = documents();
    const auto expect = [&](const std::string& lines, const std::string& words) {
        const Heard refused = post("issue", lines, german);
        EXPECT_EQ(refused.status, 409) << lines;
        EXPECT_TRUE(has(refused, words)) << words << '\n' << refused.body;
    };
    expect("text_1=", "Eine Rechnung hat mindestens eine Zeile");
    expect("text_1=A&quantity_1=zwei&price_1=1", "„zwei“ in Zeile 1 ist keine Zahl");
    expect("text_1=A&price_1=", "Zeile 1 hat keinen Preis.");
    expect("text_1=&price_1=1", "Zeile 1 sagt nicht");
    expect("text_1=A&price_1=-1", "weniger als nichts");
    expect("text_1=A&price_1=1&due=2001-01-01", "nicht vor heute");
    account_ = "nobody";
    expect("text_1=A&price_1=1", "Kein Konto hat die Nummer nobody");
    EXPECT_EQ(documents(), before);
}

TEST_P(OfficeWrites, LinksTheAccountToIt) {
    EXPECT_TRUE(
        has(ask("/billing/account/" + account_, cookie_), "/billing/write?account=" + account_));
    EXPECT_TRUE(has(ask(std::string{kPath} + "?account=" + account_, cookie_),
                    "name=\"account\" value=\"" + account_ + "\""));
}

}  // namespace

ON_EITHER_ENGINE(OfficeWrites);
