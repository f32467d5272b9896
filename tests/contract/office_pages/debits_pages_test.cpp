// Goal: a manager sees who would be collected and who not, makes the file for the bank once, and
// says what became of it. Method: an office in euro with two mandates of three, asked over HTTP.
#include "tests/contract/office_pages/browser.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeDebits : public test::OfficePages {
protected:
    static constexpr const char* kDebits = "/billing/debits";

    void SetUp() override {
        OfficePages::SetUp();
        counterfoil({"sender", "--name", "Ours", "--iban", "DE02120300000000202051", "--creditor",
                     "DE98ZZZ09999999999", "--db", db()});
        for (const char* number : {"3001", "3002", "3003"}) {
            counterfoil({"customer", "put", number, "--name", std::string{"Eva "} + number,
                         "--currency", "EUR", "--db", db()});
            test::write_file(file("bill.json"),
                             std::string{R"({"account": ")"} + number +
                                 R"(", "lines": [{"text": "Advice", "price": "10.00"}]})");
            counterfoil({"document", "write", file("bill.json"), "--db", db()});
        }
        for (const char* number : {"3001", "3002"}) {
            counterfoil({"debit", "mandate", std::string{"M"} + number, "--account", number,
                         "--iban", "DE89370400440532013000", "--signed", "2020-01-01", "--db",
                         db()});
        }
        counterfoil({"debit", "end-mandate", "M3002", "--on", "2021-01-01", "--db", db()});
        cookie_ = session();
        mark_ = ask(kDebits, cookie_).mark();
    }
    Heard post(const std::string& said, const std::string& also = {}) const {
        return send(kDebits, cookie_ + also, "mark=" + mark_ + "&" + said);
    }
    json listed() const { return json_of({"debit", "list", "--json", "--db", db()}); }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeDebits, DocumentsSayThatTheyAreCollectedAndOthersThatTheyAreTransferred) {
    const auto latest = [&] {
        return json_of(
                   {"document", "list", "--account", "3001", "--json", "--db", db()})[0]["number"]
            .get<std::string>();
    };
    const auto shown = [&](const std::string& number) {
        return json_of({"document", "show", number, "--db", db()})["asked"];
    };
    const std::string before = latest();
    test::write_file(file("bill.json"),
                     R"({"account": "3001", "lines": [{"text": "Advice", "price": "10.00"}]})");
    counterfoil({"document", "write", file("bill.json"), "--db", db()});
    const std::string after = latest();
    EXPECT_FALSE(has(ask("/billing/document/" + after, cookie_), "not collected any more"));
    counterfoil({"debit", "end-mandate", "M3001", "--on", "2021-01-01", "--db", db()});
    EXPECT_EQ(shown(before), (json{{"by", "transfer"}}));
    EXPECT_EQ(
        shown(after),
        (json{{"by", "direct_debit"}, {"mandate", "M3001"}, {"creditor", "DE98ZZZ09999999999"}}));
    EXPECT_TRUE(has(ask("/billing/document/" + before, cookie_), "By transfer"));
    EXPECT_TRUE(has(ask("/billing/document/" + after, cookie_),
                    "By transfer, since it is not collected any more. It was asked so: By direct "
                    "debit, mandate M3001, creditor identifier DE98ZZZ09999999999"));
    const Heard text = ask("/billing/document/" + after + "?file=ubl", cookie_);
    EXPECT_TRUE(has(text, "<cbc:ID>M3001</cbc:ID>")) << text.body;
}

TEST_P(OfficeDebits, AreLookedAtOrderedAndSettled) {
    const json looked =
        json::parse(ask(std::string{kDebits} + "?on=2100-01-04&as=json", cookie_).body);
    ASSERT_EQ(looked["collected"].size(), 1U);
    EXPECT_EQ(looked["collected"][0]["account"], "3001");
    ASSERT_EQ(looked["left"].size(), 1U);
    EXPECT_EQ(looked["left"][0]["account"], "3002");
    EXPECT_EQ(looked["left"][0]["reason"], "mandate_over");
    const Heard made = post("what=order&on=2100-01-04");
    ASSERT_EQ(made.status, 303) << made.body;
    const std::string place = made.header("Location");
    const std::string order = place.substr(place.find('=') + 1);
    EXPECT_TRUE(has(ask(place, cookie_), "/billing/debits/file?order=" + order));
    const Heard file = ask("/billing/debits/file?order=" + order, cookie_);
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"" + order + ".xml\"");
    EXPECT_TRUE(has(file, "pain.008"));
    EXPECT_TRUE(has(file, "<SeqTp>FRST</SeqTp>"));
    // What is on its way is not ordered again, and the page says so.
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 409);
    EXPECT_TRUE(has(ask(std::string{kDebits} + "?on=2100-01-04", cookie_), "told to collect it"));
    EXPECT_EQ(post("what=settle&order=" + order).status, 303);
    ASSERT_EQ(listed().size(), 1U);
    EXPECT_EQ(listed()[0]["state"], "paid");
    const std::string debit = listed()[0]["debit"];
    EXPECT_EQ(post("what=return&order=" + order + "&debit=" + debit + "&reason=AC04").status, 303);
    EXPECT_EQ(listed()[0]["state"], "returned");
    EXPECT_EQ(listed()[0]["said"], "AC04");
    EXPECT_EQ(post("what=return&debit=" + debit).status, 409);
}

/// As wide as a small laptop's screen.
TEST_P(OfficeDebits, StandOnTheScreenWholeHoweverLongTheirNames) {
    counterfoil({"customer", "put", "3001", "--name",
                 "Maximiliane von Habsburg-Lothringen zu Oesterreich-Este", "--db", db()});
    const std::string place = post("what=order&on=2100-01-04").header("Location");
    ASSERT_EQ(listed().size(), 1U);
    const std::string debit = listed()[0]["debit"];
    ASSERT_EQ(post("what=return&debit=" + debit + "&reason=AC04+account+closed").status, 303);
    const std::string order = place.substr(place.find('=') + 1);
    const Heard page = ask(kDebits, cookie_);
    EXPECT_TRUE(has(page, "class=\"long token \"><a href=\"" + place + "\">" + order));
    EXPECT_TRUE(has(page, "(AC04 account closed)</td>"));
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    test::Browser browser{"en"};
    browser.open(base_ + "/sign-in");
    browser.type("#name", "Manager");
    browser.type("#password", kPassword);
    browser.click("button[type=submit]");
    ASSERT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    browser.resize(1280, 900);
    browser.open(base_ + kDebits);
    const json wider = browser.run(
        "return Array.from(document.querySelectorAll('.scroll')).filter(t => t.scrollWidth > "
        "t.clientWidth).map(t => t.getAttribute('aria-label'));");
    EXPECT_EQ(wider, json::array());
}

TEST_P(OfficeDebits, ThatCameBackAreCollectedAgainByAButton) {
    const auto order_of = [&] {
        const std::string place = post("what=order&on=2100-01-04").header("Location");
        return place.substr(place.find('=') + 1);
    };
    const auto collected = [&] {
        return json::parse(ask(std::string{kDebits} + "?on=2100-01-04&as=json", cookie_).body);
    };
    const std::string order = order_of();
    ASSERT_EQ(listed().size(), 1U);
    const std::string number = listed()[0]["document"];
    const std::string again = "what=again&number=" + number;
    EXPECT_FALSE(has(ask(kDebits, cookie_), "Collect again"));
    EXPECT_EQ(listed()[0]["by_now"], "");
    EXPECT_TRUE(has(post(again, "; counterfoil_language=de"), "Davon kam kein Einzug zurück"));
    post("what=return&debit=" + listed()[0]["debit"].get<std::string>() + "&reason=AM04");
    EXPECT_EQ(listed()[0]["by_now"], "transfer");
    for (const std::string& place : {std::string{kDebits}, kDebits + ("?order=" + order)}) {
        const Heard page = ask(place, cookie_);
        EXPECT_TRUE(has(page, "Collect again"));
        EXPECT_TRUE(has(page, "Came back: the customer is asked to transfer it"));
    }
    EXPECT_TRUE(has(ask(kDebits, cookie_ + "; counterfoil_language=de"), "Wieder einziehen"));
    EXPECT_TRUE(collected()["collected"].empty());
    EXPECT_EQ(collected()["left"][0]["reason"], "came_back");
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 409);
    // Whoever says it is kept, and on the page nothing more is asked.
    EXPECT_EQ(send(kDebits, cookie_, again).status, 403) << "not our form";
    EXPECT_EQ(post(again + "&order=" + order).header("Location"), kDebits + ("?order=" + order));
    EXPECT_EQ(post(again).status, 303);
    EXPECT_EQ(listed()[0]["by_now"], "next_file");
    EXPECT_TRUE(has(ask("/audit", cookie_),
                    "Invoice " + number + " is to be collected again by direct debit"));
    EXPECT_FALSE(has(ask(kDebits, cookie_), "Collect again"));
    EXPECT_TRUE(has(ask(kDebits, cookie_), "Came back: the next file collects it again"));
    EXPECT_TRUE(has(ask("/billing/document/" + number, cookie_), "By direct debit, mandate M3001"));
    ASSERT_EQ(collected()["collected"].size(), 1U);
    ASSERT_NE(order_of(), "");
    const json both = listed();
    ASSERT_EQ(both.size(), 2U);
    const bool first_is_old = both[0]["order"] == order;
    EXPECT_EQ(both[first_is_old ? 0 : 1]["by_now"], "with_bank");
    EXPECT_EQ(both[first_is_old ? 1 : 0]["state"], "ordered");
    EXPECT_EQ(json_of({"debit", "list", order, "--json", "--db", db()}).size(), 1U);
}

TEST_P(OfficeDebits, AreNotCollectedAgainAfterAllByAButton) {
    const std::string place = post("what=order&on=2100-01-04").header("Location");
    ASSERT_EQ(listed().size(), 1U);
    const std::string number = listed()[0]["document"];
    const std::string undo = "what=not_again&number=" + number;
    post("what=return&debit=" + listed()[0]["debit"].get<std::string>());
    EXPECT_FALSE(has(ask(kDebits, cookie_), "Do not collect again"));
    post("what=again&number=" + number);
    for (const std::string& shown : {std::string{kDebits}, place})
        EXPECT_TRUE(has(ask(shown, cookie_), "Do not collect again"));
    EXPECT_TRUE(has(ask(kDebits, cookie_ + "; counterfoil_language=de"), "Nicht wieder einziehen"));
    EXPECT_EQ(send(kDebits, cookie_, undo).status, 403) << "not our form";
    EXPECT_EQ(post(undo).status, 303);
    EXPECT_EQ(listed()[0]["by_now"], "transfer");
    EXPECT_TRUE(has(ask(kDebits, cookie_), "Collect again"));
    EXPECT_FALSE(has(ask(kDebits, cookie_), "Do not collect again"));
    EXPECT_TRUE(has(ask("/audit", cookie_),
                    "Invoice " + number + " is not to be collected again after all"));
    // Once it is with the bank it is too late.
    post("what=again&number=" + number);
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 303);
    EXPECT_FALSE(has(ask(kDebits, cookie_), "Do not collect again"));
    const Heard late = post(undo, "; counterfoil_language=de");
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "Die Bank hat den Auftrag schon. Nehmen Sie"));
}

TEST_P(OfficeDebits, ThatCameBackAreCollectedAgainByACommand) {
    post("what=order&on=2100-01-04");
    ASSERT_EQ(listed().size(), 1U);
    const std::string number = listed()[0]["document"];
    counterfoil({"debit", "returned", listed()[0]["debit"].get<std::string>(), "--db", db()});
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 409);
    counterfoil({"debit", "again", number, "--db", db()});
    counterfoil({"debit", "again", number, "--db", db()});
    EXPECT_EQ(listed()[0]["by_now"], "next_file");
    counterfoil({"debit", "again", number, "--undo", "--db", db()});
    EXPECT_EQ(listed()[0]["by_now"], "transfer");
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 409);
    counterfoil({"debit", "again", number, "--db", db()});
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 303);
}

TEST_P(OfficeDebits, ThatNeverWentOutAreWithdrawn) {
    const std::string place = post("what=order&on=2100-01-04").header("Location");
    const std::string order = place.substr(place.find('=') + 1);
    EXPECT_EQ(post("what=withdraw&order=" + order).status, 303);
    EXPECT_EQ(listed()[0]["state"], "withdrawn");
    EXPECT_EQ(post("what=order&on=2100-01-04").status, 303);
}

TEST_P(OfficeDebits, EndAMandateWithTheLast) {
    const json before = json::parse(ask(std::string{kDebits} + "?as=json", cookie_).body);
    ASSERT_EQ(before["mandates"].size(), 2U);
    EXPECT_EQ(before["mandates"][0]["state"], "in_force");
    EXPECT_EQ(before["mandates"][1]["state"], "ended 2021-01-01");
    EXPECT_EQ(post("what=end_with_next&mandate=M3001").status, 303);
    EXPECT_TRUE(has(ask(kDebits, cookie_), "Ends with its next collection"));
    const std::string place = post("what=order&on=2100-01-04").header("Location");
    const std::string order = place.substr(place.find('=') + 1);
    EXPECT_TRUE(has(ask("/billing/debits/file?order=" + order, cookie_), "<SeqTp>FNAL</SeqTp>"));
    EXPECT_EQ(post("what=end_with_next&mandate=M3001").status, 409);
    EXPECT_EQ(post("what=end&mandate=M3003").status, 409);
    EXPECT_TRUE(has(post("what=end_with_next&mandate=none", "; counterfoil_language=de"),
                    "Ein solches Mandat gibt es nicht"));
    EXPECT_TRUE(has(ask("/audit", cookie_), "ends with its next collection"));
}

TEST_P(OfficeDebits, AreRefusedInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    EXPECT_TRUE(has(post("what=order&on=2020-01-01", german), "einen Tag vorher"));
    EXPECT_TRUE(has(post("what=order&on=soon", german), "Sagen Sie den Tag"));
    EXPECT_TRUE(has(post("what=settle&order=DD-none", german), "gibt es nicht"));
    EXPECT_EQ(post("what=nothing").status, 409);
    EXPECT_EQ(ask("/billing/debits/file?order=DD-none", cookie_).status, 404);
    EXPECT_EQ(send(kDebits, cookie_, "what=order&on=2100-01-04").status, 403);  // not our form
    EXPECT_TRUE(listed().empty());
    send("/people", cookie_,
         "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery");
    const std::string eve = session("Eve");
    EXPECT_EQ(ask(kDebits, eve).status, 403);
    EXPECT_EQ(ask("/billing/debits/file?order=DD-none", eve).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeDebits);
