// Goal: a manager sends the bills of a finished run from its page, as e-mail and as one file, each
// once, and sees what became of each. Method: an office with two bills, one wanted on paper, asked
// over HTTP while its desk works; a real mail server.
#include <chrono>

#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/mail_server.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeSending : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        counterfoil({"customer", "put", "1001", "--name", "Otto", "--email", "otto@example.net",
                     "--delivery", "email", "--db", db()});
        cookie_ = session();
        run_ = ask("/billing/runs", cookie_).link("/billing/runs/run");
        id_ = run_.substr(run_.find('=') + 1);
    }
    Heard post(const std::string& what) const {
        return send("/billing/runs/run", cookie_,
                    "mark=" + ask("/overview", cookie_).mark() + "&id=" + id_ + "&what=" + what);
    }
    /// The run's page once the desk rests.
    Heard rested() const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        Heard page;
        do {
            page = ask(run_, cookie_);
        } while (has(page, "stop_sending") && std::chrono::steady_clock::now() < end);
        EXPECT_FALSE(has(page, "stop_sending"));
        return page;
    }
    std::string cookie_;
    std::string run_;
    std::string id_;
};

TEST_P(OfficeSending, SendsARunByMailAndAsOneFile) {
    ASSERT_FALSE(run_.empty());
    EXPECT_TRUE(has(ask(run_, cookie_), "value=\"email\""));
    ASSERT_EQ(post("email").status, 303);
    EXPECT_TRUE(has(rested(), "which mail server"));  // nobody said so yet
    const test::MailServer server;
    counterfoil(
        {"deliver", "server", "--url", server.url(), "--from", "bills@example.org", "--db", db()});
    ASSERT_EQ(post("email").status, 303);
    EXPECT_TRUE(has(rested(), "Sent 1, later again 0, failed 0, unknown 0."));
    EXPECT_EQ(server.letters().size(), 1U);
    ASSERT_EQ(post("email").status, 303);
    EXPECT_TRUE(has(rested(), "Sent 0,"));
    ASSERT_EQ(post("print").status, 303);
    const Heard printed = rested();
    EXPECT_TRUE(has(printed, "Bills in the file: 1.")) << printed.body;
    const std::string link = printed.link("/billing/deliveries/file?name=bills-");
    ASSERT_FALSE(link.empty());
    const Heard file = ask(link, cookie_);
    EXPECT_EQ(file.status, 200);
    EXPECT_TRUE(file.body.starts_with("%PDF"));
    EXPECT_TRUE(has(ask("/billing/deliveries", cookie_), link));
    ASSERT_EQ(post("print").status, 303);
    EXPECT_TRUE(has(rested(), "No bill waits to be printed."));
    // To whom and when each went stands on the run's page, and on the bill's.
    const json bills = json::parse(ask(run_ + "&as=json", cookie_).body)["documents"];
    ASSERT_EQ(bills.size(), 2U);
    for (const json& bill : bills) {
        const bool by_mail = bill["account"] == "1001";
        EXPECT_EQ(bill["recipient"], by_mail ? "otto@example.net" : "Mary");
        EXPECT_EQ(bill["delivery"], "sent");
        const std::string path = "/billing/document/" + bill["number"].get<std::string>();
        const json told = json::parse(ask(path + "?as=json", cookie_).body)["deliveries"];
        ASSERT_EQ(told.size(), 1U);
        EXPECT_EQ(told[0]["recipient"], bill["recipient"]);
        EXPECT_EQ(told[0]["way"], by_mail ? "email" : "print");
        EXPECT_EQ(told[0]["since"], bill["since"]);
        EXPECT_TRUE(has(ask(path, cookie_), bill["recipient"].get<std::string>()));
        EXPECT_EQ(ask(path, cookie_).link("/billing/deliveries/file?name=").empty(), by_mail);
    }
    for (const json& one : json_of({"deliver", "list", "--json", "--db", db()})) {
        EXPECT_EQ(one["state"], "sent") << one;
    }
}

TEST_P(OfficeSending, IsForManagersAndGivesOutNothingElse) {
    EXPECT_EQ(post("nothing").status, 409);
    EXPECT_EQ(post("stop_sending").status, 409);
    for (const char* name :
         {"", "office.key", "..%2Foffice.key", "bills-..%2Fx.pdf", "bills-2026-01-01-NONE00.pdf"}) {
        EXPECT_EQ(ask(std::string{"/billing/deliveries/file?name="} + name, cookie_).status, 404)
            << name;
    }
    EXPECT_EQ(send("/billing/runs/run", cookie_, "id=" + id_ + "&what=email").status, 403);
    const std::string mark = ask("/overview", cookie_).mark();
    send("/people", cookie_,
         "mark=" + mark + "&name=Eve&role=cashier&password=correct+horse+battery");
    const std::string eve = session("Eve");
    EXPECT_FALSE(has(ask(run_, eve), "value=\"email\""));
    EXPECT_EQ(send("/billing/runs/run", eve,
                   "mark=" + ask("/overview", eve).mark() + "&id=" + id_ + "&what=email")
                  .status,
              403);
    EXPECT_EQ(ask("/billing/deliveries/file?name=bills-1.pdf", eve).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeSending);
