// Goal: a manager says what a currency is worth, and a bill in it says what it came to in the
// books. Method: an office in pounds with a bill in euro, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeRates : public test::OfficePages {};

TEST_P(OfficeRates, AreSaidAndStandWithTheBill) {
    const std::string cookie = session();
    const std::string mark = ask("/billing/rates", cookie).mark();
    const auto put = [&](const std::string& form, const std::string& also = {}) {
        return send("/billing/rates", cookie + also, "mark=" + mark + "&" + form);
    };
    ASSERT_EQ(put("currency=EUR&rate=0.85&on=" + begin_).status, 303);
    EXPECT_EQ(put("currency=GBP&rate=1").status, 409);
    // Only managers, and only from our own page.
    EXPECT_EQ(send("/billing/rates", cookie, "mark=none&currency=EUR&rate=2").status, 403);
    ASSERT_EQ(send("/people", cookie,
                   "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask("/billing/rates", eve).status, 403);
    const std::string hers = ask("/overview", eve).mark();
    EXPECT_EQ(send("/billing/rates", eve, "mark=" + hers + "&currency=EUR&rate=2").status, 403);
    EXPECT_EQ(json_of({"rate", "list", "--json", "--db", db()}).size(), 1U);
    const std::string german = "; counterfoil_language=de";
    EXPECT_TRUE(has(put("currency=XYZ&rate=1", german), "Diese Währung gibt es nicht"));
    EXPECT_EQ(put("currency=EUR&rate=0", german).status, 409);
    EXPECT_TRUE(has(ask("/billing/rates", cookie + german), "0,85"));
    counterfoil({"customer", "put", "2001", "--name", "Eva", "--currency", "EUR", "--db", db()});
    test::write_file(file("advice.json"),
                     R"({"account": "2001", "lines": [{"text": "Advice", "price": "100.00"}]})");
    counterfoil({"document", "write", file("advice.json"), "--db", db()});
    const auto rows = json_of({"document", "list", "--json", "--db", db()});
    ASSERT_EQ(rows.size(), 1U);
    const Heard page = ask("/billing/document/" + rows[0]["number"].get<std::string>(), cookie);
    EXPECT_TRUE(has(page, "1 EUR = 0.85 GBP"));
    EXPECT_TRUE(has(ask("/billing/receivables", cookie), "The books in GBP, all currencies"));
}

}  // namespace

ON_EITHER_ENGINE(OfficeRates);
