// Goal: a manager gives bills a logo on the page of settings or by the command line, sees it, and
// takes it away; what is no picture is refused in words. Method: a small office asked over HTTP, as
// a browser sends a file, in both languages; a bill is taken away as a file.
#include "pos/base/bytes.hpp"
#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using test::Heard;

/// Two by two dots in red.
constexpr const char* kRedPng =
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73000000104944415478da63f8cfc0"
    "00"
    "440c100a001fee03fd635ebb5b0000000049454e44ae426082";

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class LogoPage : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        const auto bytes = pos::from_hex(kRedPng);
        ASSERT_TRUE(bytes);
        png_ = {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
        cookie_ = session();
        mark_ = ask("/settings", cookie_).mark();
    }
    Heard bring(const std::string& bytes, const std::string& also = {}) const {
        return bring_file("/settings/logo", cookie_ + also, mark_, {"picture", "logo.png", bytes});
    }
    bool has_logo() const { return json_of({"sender", "--db", db()})["logo"].get<bool>(); }

    std::string png_;
    std::string cookie_;
    std::string mark_;
};

TEST_P(LogoPage, TakesAPictureThatBillsThenHave) {
    bill_three();
    const auto number = json_of({"document", "list", "--account", "1001", "--json", "--db", db()})
                            .at(0)["number"]
                            .get<std::string>();
    const std::string bill = "/billing/document/" + number + "?file=pdf";
    EXPECT_FALSE(has(ask(bill, cookie_), "/Subtype /Image"));
    EXPECT_TRUE(has(ask("/settings", cookie_), "Bills have no logo."));
    EXPECT_EQ(ask("/settings/logo", cookie_).status, 404);
    const Heard done = bring(png_);
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), "/settings#logo");
    const Heard page = ask("/settings", cookie_);
    EXPECT_TRUE(has(page, "src=\"/settings/logo\""));
    EXPECT_TRUE(has(page, "Take this logo away"));
    const Heard shown = ask("/settings/logo", cookie_);
    EXPECT_EQ(shown.status, 200);
    EXPECT_TRUE(shown.body.starts_with("\x89PNG"));
    EXPECT_TRUE(has_logo());
    EXPECT_TRUE(has(ask(bill, cookie_), "/Subtype /Image"));
    EXPECT_EQ(send("/settings/logo", cookie_, "mark=" + mark_ + "&what=remove").status, 303);
    EXPECT_FALSE(has_logo());
    EXPECT_FALSE(has(ask(bill, cookie_), "/Subtype /Image"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(LogoPage, RefusesWhatIsNoneInWords) {
    const Heard text = bring("these are words");
    EXPECT_EQ(text.status, 409);
    EXPECT_TRUE(has(text, "That is no PNG or JPEG"));
    EXPECT_EQ(bring(png_.substr(0, png_.size() / 2)).status, 409);
    EXPECT_TRUE(has(bring(""), "Choose a picture first."));
    EXPECT_TRUE(has(bring("Wörter", "; counterfoil_language=de"), "kein PNG oder JPEG"));
    EXPECT_FALSE(has_logo());
    // A form without the page's mark, and somebody who may not.
    EXPECT_EQ(bring_file("/settings/logo", cookie_, "no mark", {"picture", "a.png", png_}).status,
              403);
    counterfoil({"user", "add", "Carl", "--role", "cashier", "--db", db()});
    give_password("Carl", kPassword);
    const std::string carl = session("Carl");
    EXPECT_EQ(bring_file("/settings/logo", carl, ask("/overview", carl).mark(),
                         {"picture", "a.png", png_})
                  .status,
              403);
    EXPECT_EQ(ask("/settings/logo", carl).status, 403);
    EXPECT_FALSE(has_logo());
}

TEST_P(LogoPage, IsOnTheCommandLineToo) {
    test::write_file(file("logo.png"), png_);
    test::write_file(file("words.png"), "these are words");
    counterfoil({"sender", "--logo", file("logo.png"), "--name", "Ours", "--db", db()});
    EXPECT_TRUE(has_logo());
    EXPECT_EQ(json_of({"sender", "--db", db()})["name"], "Ours");
    const auto refused = counterfoil({"sender", "--logo", file("words.png"), "--db", db()}, 1);
    EXPECT_NE(refused.err.find("no PNG or JPEG"), std::string::npos) << refused.err;
    counterfoil({"sender", "--logo", file("none.png"), "--db", db()}, 3);
    counterfoil({"sender", "--logo", file("logo.png"), "--no-logo", "--db", db()}, 2);
    EXPECT_TRUE(has_logo());
    counterfoil({"sender", "--no-logo", "--db", db()});
    EXPECT_FALSE(has_logo());
    EXPECT_EQ(json_of({"sender", "--db", db()})["name"], "Ours");
}

}  // namespace

ON_EITHER_ENGINE(LogoPage);
