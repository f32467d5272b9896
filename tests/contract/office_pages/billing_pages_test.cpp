// Goal: people see on head office's pages whom it bills, what for, why each amount is what it is,
// and what is owed. Method: a small office that the built program fills, asked over HTTP; the
// figures are worked out by hand.
#include <algorithm>

#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

/// As English people write it.
std::string in_english(const std::string& day) {
    return day.substr(8) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4);
}

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeBilling : public test::OfficePages {
protected:
    /// The number of the document of an account.
    std::string bill_of(const std::string& cookie, const std::string& account) const {
        const json rows = exported("/billing/documents?account=" + account, cookie)["documents"];
        EXPECT_EQ(rows.size(), 1U) << account;
        return rows.empty() ? std::string{} : rows[0]["number"].get<std::string>();
    }
    json exported(const std::string& path, const std::string& cookie) const {
        const char* sign = path.find('?') == std::string::npos ? "?" : "&";
        return json::parse(ask(path + sign + "as=json", cookie).body);
    }
};

TEST_P(OfficeBilling, ShowsWhoIsBilledAndWhatIsOpen) {
    bill_three();
    const std::string cookie = session();
    const Heard list = ask("/billing/accounts", cookie);
    EXPECT_EQ(list.status, 200);
    EXPECT_TRUE(has(list, "Accounts found: 3"));
    EXPECT_FALSE(has(list, "<b>Bold"));
    EXPECT_TRUE(has(list, "Otto &lt;b&gt;Bold&lt;/b&gt;"));
    const json accounts = exported("/billing/accounts", cookie)["accounts"];
    ASSERT_EQ(accounts.size(), 3U);
    // Two fees of 9.90, and 100 × 0.30 + 30.5 × 0.25 = 37.63: 57.43 and 20 % of it.
    EXPECT_EQ(accounts[0]["account"], "1001");
    EXPECT_EQ(accounts[0]["open"], "68.92");
    EXPECT_EQ(accounts[0]["overdue"], "68.92");
    EXPECT_EQ(accounts[0]["currency"], "GBP");
    EXPECT_EQ(accounts[0]["parked"], "");
    EXPECT_EQ(accounts[2]["parked"], "parked");
    EXPECT_EQ(exported("/billing/accounts?words=york", cookie)["accounts"].size(), 1U);
    EXPECT_EQ(exported("/billing/accounts?skip=2", cookie)["accounts"].size(), 1U);
    EXPECT_TRUE(has(ask("/billing/accounts?words=zzz", cookie), "Try a part of the name"));

    const Heard one = ask("/billing/account/1001", cookie);
    EXPECT_EQ(one.status, 200);
    EXPECT_TRUE(has(one, "£68.92"));
    EXPECT_FALSE(has(one, "<b>Bold"));
    const json account = exported("/billing/account/1001", cookie);
    ASSERT_EQ(account["subscriptions"].size(), 1U);
    EXPECT_EQ(account["subscriptions"][0]["subscription"], "1001-1");
    EXPECT_EQ(account["subscriptions"][0]["what"], "started");
    EXPECT_EQ(account["subscriptions"][0]["plan"], "POWER");
    EXPECT_EQ(account["subscriptions"][0]["at"], begin_ + "T00:00:00");
    EXPECT_EQ(account["points"][0]["point"], "M1");
    EXPECT_EQ(account["open"][0]["open"], "68.92");
    EXPECT_EQ(account["documents"][0]["payable"], "68.92");
    ASSERT_EQ(account["statement"].size(), 1U);
    EXPECT_EQ(account["statement"][0]["balance"], "68.92");
    EXPECT_TRUE(has(ask("/billing/account/1003", cookie), "luxury"));
    EXPECT_TRUE(has(ask("/billing/account/1003", cookie), "Not billed yet."));
}

TEST_P(OfficeBilling, ShowsWhyABillIsWhatItIs) {
    bill_three();
    const std::string cookie = session();
    const std::string number = bill_of(cookie, "1001");
    const Heard page = ask("/billing/document/" + number, cookie);
    EXPECT_EQ(page.status, 200);
    for (const std::string& text : std::initializer_list<std::string>{
             "Invoice I" + billed_.substr(0, 4) + "-", "Otto &lt;b&gt;Bold&lt;/b&gt;", "£57.43",
             "£11.49", "£68.92", "130.5 kWh", "Units of the tier, tier 2", "7.63",
             "POWER, version 1", "1001-1", in_english(begin_) + " – ",
             "Checked now: hash and signature fit"}) {
        EXPECT_TRUE(has(page, text)) << text;
    }
    EXPECT_FALSE(has(page, "<b>Bold"));
    const json document = exported("/billing/document/" + number, cookie);
    EXPECT_EQ(document["lines"].size(), 3U);
    EXPECT_EQ(document["taxes"][0]["amount"], "11.49");
    EXPECT_TRUE(std::ranges::any_of(document["steps"], [](const json& step) {
        return step["step"] == "tier_units" && step["quantity"] == "30.5" &&
               step["price"] == "0.25" && step["amount"] == "7.63";
    }));
    // A part of a month says which part.
    EXPECT_TRUE(
        has(ask("/billing/document/" + bill_of(cookie, "1002"), cookie), "Share of the period"));
    EXPECT_TRUE(ask("/billing/document/" + number + "?as=xlsx", cookie).body.starts_with("PK"));
    EXPECT_TRUE(ask("/billing/document/" + number + "?as=csv&table=taxes", cookie)
                    .body.starts_with("tax,percent,base,amount\r\nVAT,20,57.43,11.49\r\n"));

    const json all = exported("/billing/documents", cookie)["documents"];
    EXPECT_EQ(all.size(), 2U);
    EXPECT_EQ(exported("/billing/documents?number=i" + billed_.substr(0, 4) + "-&open=1",
                       cookie)["documents"]
                  .size(),
              2U);
    EXPECT_EQ(exported("/billing/documents?number=" + number, cookie)["documents"].size(), 1U);
    EXPECT_EQ(exported("/billing/documents?number=X%25", cookie)["documents"].size(), 0U);
    counterfoil({"document", "credit", number, "--reason", "A <i>test</i>", "--db", db()});
    EXPECT_EQ(exported("/billing/documents?open=1", cookie)["documents"].size(), 1U);
    const json note = exported("/billing/documents?number=C", cookie)["documents"];
    ASSERT_EQ(note.size(), 1U);
    EXPECT_EQ(note[0]["kind"], "credit_note");
    const Heard credit = ask("/billing/document/" + note[0]["number"].get<std::string>(), cookie);
    EXPECT_TRUE(has(credit, "href=\"/billing/document/" + number + "\""));
    EXPECT_TRUE(has(credit, "A &lt;i&gt;test&lt;/i&gt;"));
}

TEST_P(OfficeBilling, SpeaksTheReadersLanguageOfBillsOfOthers) {
    counterfoil({"customer", "put", "77", "--name", "Ada", "--country", "NZ", "--language", "en",
                 "--db", db()});
    test::write_file(file("bill.json"),
                     R"({"account": "77", "lines": [{"text": "Fee", "price": "5.00"}]})");
    counterfoil({"document", "write", file("bill.json"), "--db", db()});
    const std::string cookie = session();
    const std::string path = "/billing/document/" + bill_of(cookie, "77");
    const Heard english = ask(path, cookie);
    EXPECT_TRUE(has(english, "New Zealand"));
    EXPECT_TRUE(has(english, "Not subject to VAT"));
    const std::string german = cookie + "; counterfoil_language=de";
    const Heard page = ask(path, german);
    EXPECT_TRUE(has(page, "Neuseeland"));
    EXPECT_TRUE(has(page, "Unterliegt nicht der Umsatzsteuer"));
    EXPECT_FALSE(has(page, "Not subject to VAT"));
    EXPECT_TRUE(has(ask(path + "?file=ubl", german), "Unterliegt nicht der Umsatzsteuer"));
    EXPECT_EQ(exported(path, german)["taxes"][0]["tax"], "Not subject to VAT");
}

TEST_P(OfficeBilling, ShowsRunsAndWhatIsOwed) {
    bill_three();
    const std::string cookie = session();
    const Heard runs = ask("/billing/runs", cookie);
    EXPECT_EQ(runs.status, 200);
    EXPECT_TRUE(has(runs, "/billing/account/1003"));
    const json told = exported("/billing/runs", cookie);
    ASSERT_EQ(told["runs"].size(), 1U);
    EXPECT_EQ(told["runs"][0]["as_of"], billed_);
    EXPECT_EQ(told["runs"][0]["due_accounts"], 3);
    EXPECT_EQ(told["runs"][0]["billed"], 2);
    EXPECT_EQ(told["runs"][0]["parked"], 1);
    EXPECT_EQ(told["runs"][0]["state"], "finished");
    EXPECT_EQ(told["runs"][0]["by"], "Manager");
    ASSERT_EQ(told["parked"].size(), 1U);
    EXPECT_EQ(told["parked"][0]["account"], "1003");
    EXPECT_NE(told["parked"][0]["reason"].get<std::string>().find("luxury"), std::string::npos);

    const json owed = exported("/billing/receivables", cookie);
    ASSERT_EQ(owed["ageing"].size(), 1U);
    EXPECT_EQ(owed["ageing"][0]["older"], owed["ageing"][0]["balance"]);
    EXPECT_EQ(owed["ageing"][0]["not_due"], "0.00");
    std::int64_t sum = 0;
    for (const auto& book : owed["books"]) {
        std::string digits = book["amount"].get<std::string>();
        std::erase(digits, '.');
        sum += std::stoll(digits);
        if (book["book"] != "receivable") continue;
        EXPECT_EQ(book["amount"], owed["ageing"][0]["balance"]);
    }
    EXPECT_EQ(sum, 0);
    EXPECT_TRUE(has(ask("/billing/receivables", cookie), "The books balance"));
}

TEST_P(OfficeBilling, ShowsHowBillsReachCustomers) {
    bill_three();
    const std::string cookie = session();
    counterfoil(
        {"deliver", "run", "--since", "2000-01-01", "--print", file("bills.pdf"), "--db", db()});
    const json told = exported("/billing/deliveries", cookie);
    ASSERT_EQ(told["deliveries"].size(), 2U);
    EXPECT_EQ(told["deliveries"][0]["state"], "sent");
    EXPECT_EQ(told["deliveries"][0]["way"], "print");
    EXPECT_EQ(told["deliveries"][0]["said"], "bills.pdf");
    const Heard page = ask("/billing/deliveries", cookie);
    EXPECT_TRUE(has(page, "href=\"/billing/document/I"));
}

TEST_P(OfficeBilling, SaysWhatToDoWhereThereIsNothing) {
    const std::string cookie = session();
    EXPECT_EQ(ask("/billing", cookie).header("Location"), "/billing/accounts");
    for (const auto& [path, text] : {std::pair{"/billing/accounts", "Open the first one."},
                                     std::pair{"/billing/documents", "Bill runs bill what is due."},
                                     std::pair{"/billing/runs", "See first what it would bill."},
                                     std::pair{"/billing/deliveries", "Nothing was delivered yet."},
                                     std::pair{"/billing/receivables", "Nobody owes anything."}}) {
        const Heard page = ask(path, cookie);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_TRUE(has(page, text)) << path;
        EXPECT_TRUE(has(page, "<a href=\"/billing\" aria-current=\"page\">")) << path;
        EXPECT_EQ(ask(path).header("Location"), "/sign-in") << path;
        EXPECT_EQ(send(path, cookie, "mark=none").status, 403) << path;
    }
    for (const auto& [path, text] :
         {std::pair{"/billing/account/77", "No account has that number."},
          std::pair{"/billing/account/%3Cb%3E", "No account has that number."},
          std::pair{"/billing/documents?account=77", "No account has that number."},
          std::pair{"/billing/document/I2020-000001", "No invoice or credit note has that"},
          std::pair{"/billing/nothing", "There is nothing here"},
          std::pair{"/billing/account/", "There is nothing here"}}) {
        const Heard page = ask(path, cookie);
        EXPECT_EQ(page.status, 404) << path;
        EXPECT_TRUE(has(page, text)) << path;
        EXPECT_FALSE(has(page, "<b>")) << path;
    }
}

TEST_P(OfficeBilling, SpeaksGermanAndToCashiersToo) {
    bill_three();
    const std::string manager = session();
    EXPECT_EQ(send("/people", manager,
                   "mark=" + ask("/overview", manager).mark() +
                       "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const std::string number = bill_of(eve, "1001");
    const std::string german = eve + "; counterfoil_language=de";
    for (const auto& [path, text] :
         {std::pair{std::string{"/billing/accounts"}, "Überfällig"},
          std::pair{std::string{"/billing/account/1001"}, "Kontoauszug"},
          std::pair{std::string{"/billing/documents"}, "Rechnungsnummer"},
          std::pair{"/billing/document/" + number, "Einheiten der Staffel, Staffel 2"},
          std::pair{std::string{"/billing/runs"}, "Die letzten Läufe"},
          std::pair{std::string{"/billing/receivables"}, "Die Bücher gehen auf"}}) {
        const Heard page = ask(path, german);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_TRUE(has(page, text)) << path;
        EXPECT_TRUE(has(page, "Abrechnung")) << path;
    }
    EXPECT_TRUE(has(ask("/billing/document/" + number, german), "7,63"));
    EXPECT_TRUE(has(ask("/billing/document/" + number, german), "130,5 kWh"));
}

TEST_P(OfficeBilling, TakesPaymentsOfManagersOnce) {
    bill_three();
    const std::string cookie = session();
    const std::string path = "/billing/account/1001";
    const auto open = [&] { return exported("/billing/accounts", cookie)["accounts"][0]["open"]; };
    const Heard page = ask(path, cookie);
    const auto at = page.body.find("name=\"once\" value=\"");
    ASSERT_NE(at, page.body.npos);
    const std::string form =
        "mark=" + page.mark() + "&once=" + page.body.substr(at + 19, 64) + "&method=bank";
    const std::string paid = form + "&amount=8.92&reference=Thanks+%3Cb%3E";
    for (const char* wrong :
         {"&amount=", "&amount=abc", "&amount=0", "&amount=-1", "&amount=1.234",
          "&amount=1&document=NONE", "&amount=1&on=yesterday", "&amount=1&on=2999-01-01"}) {
        const Heard refused = send(path, cookie, form + wrong);
        EXPECT_EQ(refused.status, 409) << wrong;
        EXPECT_TRUE(has(refused, "role=\"alert\"")) << wrong;
    }
    EXPECT_EQ(send(path, cookie, "mark=" + page.mark() + "&amount=1&method=bank").status, 409);
    EXPECT_EQ(open(), "68.92");
    // Sent twice it counts once.
    EXPECT_EQ(send(path, cookie, paid).status, 303);
    EXPECT_EQ(send(path, cookie, paid).status, 303);
    const Heard other = send(path, cookie, form + "&amount=9");
    EXPECT_EQ(other.status, 409);
    EXPECT_TRUE(has(other, "This form was sent before"));
    EXPECT_EQ(open(), "60.00");
    const json statement = exported(path, cookie)["statement"];
    ASSERT_EQ(statement.size(), 2U);
    EXPECT_EQ(statement[1]["amount"], "-8.92");
    EXPECT_EQ(statement[1]["about"], "payment");
    EXPECT_EQ(statement[1]["balance"], "60.00");
    EXPECT_FALSE(has(ask(path, cookie), "Thanks <b>"));
    // A German page reads German figures; an invoice can be named.
    const Heard german = ask(path, cookie + "; counterfoil_language=de");
    const auto there = german.body.find("name=\"once\" value=\"");
    EXPECT_EQ(send(path, cookie + "; counterfoil_language=de",
                   "mark=" + german.mark() + "&once=" + german.body.substr(there + 19, 64) +
                       "&method=cash&amount=60,00&document=" + bill_of(cookie, "1001"))
                  .status,
              303);
    EXPECT_EQ(open(), "0.00");
    // A cashier looks, and takes nothing.
    EXPECT_EQ(send("/people", cookie,
                   "mark=" + page.mark() + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const Heard seen = ask(path, eve);
    EXPECT_EQ(seen.status, 200);
    EXPECT_FALSE(has(seen, "name=\"amount\""));
    EXPECT_EQ(send(path, eve,
                   "mark=" + ask("/overview", eve).mark() + "&once=" + std::string(64, 'a') +
                       "&method=bank&amount=1")
                  .status,
              403);
    EXPECT_EQ(send(path, cookie, "mark=" + std::string(64, '0') + form.substr(69)).status, 403);
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeBilling, ShowsNoBillThatWasChanged) {
    bill_three();
    const std::string cookie = session();
    const std::string number = bill_of(cookie, "1002");
    ASSERT_TRUE(connect({pos::store::db::OpenMode::read_write})
                    ->exec("UPDATE journal_entry SET at = at + 1 WHERE entry = "
                           "(SELECT entry FROM document WHERE number = $1)",
                           number));
    const Heard changed = ask("/billing/document/" + number, cookie);
    EXPECT_EQ(changed.status, 500);
    EXPECT_TRUE(has(changed, "is not what was signed"));
    EXPECT_EQ(ask("/billing/document/" + bill_of(cookie, "1001"), cookie).status, 200);
}

}  // namespace

ON_EITHER_ENGINE(OfficeBilling);
