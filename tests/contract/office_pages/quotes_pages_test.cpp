// Goal: a manager offers what would be billed, sees it as it is sent, and makes it an invoice once.
// Method: a small office asked over HTTP, in both languages, by a manager and a cashier.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeOffers : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        const Heard page = ask("/billing/write", cookie_);
        mark_ = page.mark();
        const std::string from = "name=\"once\" value=\"";
        once_ = page.body.substr(page.body.find(from) + from.size(), 64);
    }
    Heard offer(const std::string& also = {}, const std::string& cookies = {}) {
        return send("/billing/write", cookie_ + cookies,
                    "mark=" + mark_ + "&once=" + once_ +
                        "&what=quote&account=1001&text_1=Advice&price_1=180" + also);
    }
    std::size_t documents() const {
        return json_of({"document", "list", "--json", "--db", db()}).size();
    }
    std::string cookie_;
    std::string mark_;
    std::string once_;
};

TEST_P(OfficeOffers, AreInvoicedOnce) {
    const std::size_t before = documents();
    const Heard offered = offer();
    ASSERT_EQ(offered.status, 303) << offered.body;
    const std::string place = offered.header("Location");
    EXPECT_EQ(offer().header("Location"), place);
    EXPECT_EQ(documents(), before);
    const Heard quote = ask(place, cookie_);
    EXPECT_TRUE(has(quote, "Advice"));
    EXPECT_TRUE(has(quote, "180.00"));
    EXPECT_TRUE(has(ask("/billing/quotes", cookie_), "000001"));
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/quotes/quote?number="));

    const std::string number = place.substr(place.find('=') + 1);
    const std::string form = "mark=" + mark_ + "&number=" + number;
    const Heard invoiced = send("/billing/quotes/quote", cookie_, form);
    ASSERT_EQ(invoiced.status, 303) << invoiced.body;
    EXPECT_EQ(send("/billing/quotes/quote", cookie_, form).header("Location"),
              invoiced.header("Location"));
    EXPECT_EQ(documents(), before + 1);
    EXPECT_TRUE(has(ask(place, cookie_), invoiced.header("Location")));
}

TEST_P(OfficeOffers, AreLookedAtByCashiersAndMadeByManagers) {
    EXPECT_TRUE(has(ask("/billing/quotes", cookie_), "Nothing was offered yet."));
    const std::string place = offer().header("Location");
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve") + "; counterfoil_language=de";
    const std::size_t before = documents();
    const Heard list = ask("/billing/quotes", eve);
    EXPECT_TRUE(has(list, "Angebote"));
    EXPECT_TRUE(has(list, place));
    EXPECT_FALSE(has(list, "/billing/write"));
    const Heard quote = ask(place, eve);
    EXPECT_EQ(quote.status, 200);
    EXPECT_TRUE(has(quote, "Advice"));
    EXPECT_FALSE(has(quote, "Zur Rechnung machen"));
    const std::string form =
        "mark=" + ask("/overview", eve).mark() + "&number=" + place.substr(place.find('=') + 1);
    EXPECT_EQ(send("/billing/quotes/quote", eve, form).status, 403);
    EXPECT_EQ(documents(), before);
    EXPECT_TRUE(has(ask(place, cookie_), "Make it an invoice"));
    EXPECT_EQ(ask("/billing/quotes?as=csv&table=quotes", cookie_).status, 200);
}

TEST_P(OfficeOffers, AreDownloadedAsAPage) {
    const std::string place = offer().header("Location");
    const std::string number = place.substr(place.find('=') + 1);
    EXPECT_TRUE(has(ask(place, cookie_), "&amp;file=pdf\" download>PDF</a>"));
    const Heard file = ask(place + "&file=pdf", cookie_);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Type"), "application/pdf");
    EXPECT_TRUE(file.body.starts_with("%PDF-")) << file.body.substr(0, 20);
    EXPECT_NE(file.header("Content-Disposition").find(number + ".pdf"), std::string::npos);
    EXPECT_EQ(ask(place + "&file=ubl", cookie_).status, 404);
    EXPECT_EQ(ask(place + "&file=pdf").status, 303);  // to sign in
}

TEST_P(OfficeOffers, AreRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    const Heard late = offer("&valid=2001-01-01", german);
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "nicht bis zu einem Tag vor heute"));
    EXPECT_EQ(ask("/billing/quotes/quote?number=Q1", cookie_).status, 404);
    EXPECT_EQ(send("/billing/quotes/quote", cookie_, "mark=" + mark_ + "&number=Q1").status, 404);
}

}  // namespace

ON_EITHER_ENGINE(OfficeOffers);
