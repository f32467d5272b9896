// Goal: a manager says which accounts are billed before their period is over. Method: a small
// office asked over HTTP.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeEarlyBills : public test::OfficePages {};

TEST_P(OfficeEarlyBills, AreSaidAndTakenBack) {
    bill_three();
    const std::string cookie = session();
    const std::string path = "/billing/early";
    const std::string german = "; counterfoil_language=de";
    const Heard first = ask(path, cookie);
    EXPECT_TRUE(has(first, "Every account is billed at the end of its periods."));
    const auto tell = [&](const std::string& form, const std::string& also = {}) {
        return send(path, cookie + also, "mark=" + first.mark() + "&" + form);
    };
    EXPECT_EQ(tell("account=1001&amount=50.00&on_expiry=1").status, 303);
    EXPECT_EQ(tell("account=1002&amount=20,00", german).status, 303);
    const auto rows = json_of({"early", "list", "--json", "--db", db()});
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0]["amount"], "50.00");
    EXPECT_EQ(rows[0]["on_expiry"], true);
    EXPECT_EQ(rows[1]["amount"], "20.00");
    EXPECT_TRUE(has(ask(path, cookie), "/billing/account/1001"));
    for (const char* wrong :
         {"account=1001&amount=lots", "account=1001&amount=0", "account=none&amount=5"}) {
        EXPECT_EQ(tell(wrong, german).status, 409) << wrong;
    }
    EXPECT_EQ(tell("account=1001&amount=").status, 303);
    EXPECT_EQ(json_of({"early", "list", "--json", "--db", db()}).size(), 1U);
}

}  // namespace

ON_EITHER_ENGINE(OfficeEarlyBills);
