// Goal: a manager sees what tills have of an account's credit, is told in the language of the page
// why one cannot be given any, and where a till has some that sends nothing any more. Method: a
// small office asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool says(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeLeases : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        counterfoil({"wallet", "grant", "1001", "50.00", "--promotional", "--db", db()});
    }
    Heard page(const std::string& also = {}) {
        return ask("/billing/leases?account=1001", cookie_ + also);
    }
    Heard post(const std::string& fields, const std::string& also = {}) {
        const Heard form = page(also);
        return send("/billing/leases", cookie_ + also,
                    "mark=" + form.mark() + "&account=1001&once=" + form.hidden("once") + fields);
    }
    std::string cookie_;
    const std::string german_ = "; counterfoil_language=de";
};

TEST_P(OfficeLeases, AreRefusedInTheLanguageOfThePage) {
    const Heard shown = page(german_);
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_TRUE(says(shown, "Guthaben an Kassen"));
    EXPECT_TRUE(says(shown, "Keine Kasse hat etwas von diesem Guthaben."));
    const Heard refused = post("&what=grant&how=once&place=B99/T9&amount=10", german_);
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(says(refused, "value=\"10\""));  // as it was typed
    const Heard off = post("&what=off&place=B99/T9", german_);
    EXPECT_EQ(off.status, 409);
    EXPECT_TRUE(says(off, "Diese Regel gibt es nicht."));
    const Heard unknown = post("&what=settle&lease=none&reason=x", german_);
    EXPECT_EQ(unknown.status, 409);
    EXPECT_TRUE(says(unknown, "Solches Guthaben an einer Kasse gibt es nicht."));
    EXPECT_EQ(ask("/billing/leases?account=nobody", cookie_).status, 404);
    EXPECT_TRUE(says(ask("/billing/account/1001", cookie_), "/billing/leases?account=1001"));
    const auto listed = json_of({"lease", "list", "1001", "--json", "--db", db()});
    EXPECT_TRUE(listed["leases"].empty());
}

TEST_P(OfficeLeases, OfATillThatSendsNothingAnyMoreWaitForSomebody) {
    till("B01", "T1");
    counterfoil({"lease", "grant", "1001", "B01", "T1", "20.00", "--db", db()});
    const auto frozen = [&] { return json_of({"attention", "--json", "--db", db()})["frozen"]; };
    const std::string title = "Guthaben an Kassen, die nichts mehr senden";
    EXPECT_TRUE(frozen().empty());
    const Heard before = ask("/attention", cookie_ + german_);
    EXPECT_FALSE(says(before, title));
    EXPECT_TRUE(says(before, "class=\"badge\">1<"));  // an account is parked
    counterfoil({"terminal", "revoke", "--branch", "B01", "--terminal", "T1", "--db", db()});
    ASSERT_EQ(frozen().size(), 1U);
    EXPECT_EQ(frozen()[0]["left"], "20.00");
    EXPECT_EQ(frozen()[0]["till"], "T1");
    const Heard shown = ask("/attention", cookie_ + german_);
    EXPECT_TRUE(says(shown, "class=\"badge\">2<")) << shown.body;
    EXPECT_TRUE(says(ask("/overview", cookie_), "class=\"badge\">2<"));
    EXPECT_TRUE(says(shown, title)) << shown.body;
    EXPECT_TRUE(says(shown, "/billing/leases?account=1001"));
    const std::string lease = frozen()[0]["lease"];
    counterfoil(
        {"lease", "settle", lease, "--spent", "5.00", "--reason", "by its receipts", "--db", db()});
    EXPECT_TRUE(frozen().empty());
    const Heard after = ask("/attention", cookie_ + german_);
    EXPECT_FALSE(says(after, title));
    EXPECT_TRUE(says(after, "class=\"badge\">1<")) << after.body;
}

}  // namespace
ON_EITHER_ENGINE(OfficeLeases);
