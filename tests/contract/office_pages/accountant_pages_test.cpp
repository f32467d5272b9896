// Goal: a manager says which account is which, sees a month's bookings and takes them along, as CSV
// and for DATEV; no file lacks an account. Method: an office with two bills, asked over HTTP.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeAccountant : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(page_, cookie_).mark();
    }
    Heard keep(const std::string& said, const std::string& also = {}) const {
        return send("/billing/accountant", cookie_ + also,
                    "mark=" + mark_ + "&month=" + month_ + said);
    }
    const std::string month_ = billed_.substr(0, 7);
    const std::string page_ = "/billing/accountant?month=" + month_;
    const std::string csv_ = "/billing/accountant/file?month=" + month_ + "&format=csv";
    const std::string datev_ = "/billing/accountant/file?month=" + month_ + "&format=datev";
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeAccountant, GetsTheMonthOnceEveryBookHasAnAccount) {
    const Heard before = ask(page_, cookie_);
    EXPECT_EQ(before.status, 200);
    EXPECT_TRUE(has(before, "no account yet"));
    EXPECT_FALSE(has(before, "format=csv"));
    EXPECT_FALSE(has(before, "<b>Bold"));
    EXPECT_EQ(ask(csv_, cookie_).status, 404);
    ASSERT_EQ(keep("&book_receivable=10000&book_revenue=8200&book_tax=1776").status, 303);
    const Heard page = ask(page_, cookie_);
    EXPECT_TRUE(has(page, "format=csv"));
    EXPECT_FALSE(has(page, "format=datev"));  // nobody said whose
    const Heard csv = ask(csv_, cookie_);
    EXPECT_EQ(csv.status, 200);
    EXPECT_EQ(csv.header("Content-Disposition"),
              "attachment; filename=\"bookings-" + month_ + ".csv\"");
    EXPECT_TRUE(csv.body.starts_with("day,debit,credit,amount,currency,number,customer,text\r\n"));
    EXPECT_TRUE(has(csv, ",10000,8200,"));
    EXPECT_TRUE(has(csv, ",10000,1776,"));
    const json rows = json::parse(ask(page_ + "&as=json", cookie_).body)["bookings"];
    ASSERT_GE(rows.size(), 4U);  // revenue and tax of two bills
    EXPECT_EQ(rows[0]["ledger_debit"], "10000");
    EXPECT_EQ(ask(datev_, cookie_).status, 404);
    ASSERT_EQ(keep("&consultant=1001&client=1").status, 303);
    const Heard datev = ask(datev_, cookie_);
    EXPECT_EQ(datev.status, 200);
    EXPECT_TRUE(datev.body.starts_with("\"EXTF\";700;21;"));
    // An emptied account is taken away.
    ASSERT_EQ(keep("&book_revenue=").status, 303);
    EXPECT_EQ(ask(csv_, cookie_).status, 404);
}

TEST_P(OfficeAccountant, IsRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    EXPECT_TRUE(has(keep("&book_revenue=abc", german), "1 bis 8 Stellen"));
    EXPECT_TRUE(has(keep("&consultant=1", german), "1001 bis 9999999"));
    EXPECT_TRUE(has(keep("&client=0", german), "1 bis 99999"));
    EXPECT_EQ(keep("&book_nothing=1").status, 409);
    EXPECT_EQ(ask("/billing/accountant?month=soon", cookie_).status, 409);
    EXPECT_EQ(ask("/billing/accountant/file?month=soon", cookie_).status, 404);
    EXPECT_EQ(send("/billing/accountant", cookie_, "book_revenue=8200").status, 403);
    send("/people", cookie_,
         "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery");
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(page_, eve).status, 403);
    EXPECT_EQ(ask(csv_, eve).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeAccountant);
