// Goal: a manager brings a bank's statement, sees what pays what by itself and what does not, lets
// money pay invoices by hand, and undoes it; what overlaps is taken once, and what does not add up
// is not taken. Method: a small office asked over HTTP, as a browser sends files, in both
// languages.
#include "tests/contract/office_pages/bank_statement.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::bank_statement;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

using Said = test::BankEntry;

class OfficeBank : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/bank";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(kPath, cookie_).mark();
        for (const auto& one : json_of({"document", "list", "--json", "--db", db()})) {
            (one["account"] == "1001" ? first_ : second_) = one["number"].get<std::string>();
        }
    }
    Heard bring(const std::string& bytes, const std::string& cookies = {}) {
        return bring_file(kPath, cookie_ + cookies, mark_, {"statement", "june.xml", bytes});
    }
    std::string brought(const std::string& bytes) {
        const Heard answer = bring(bytes);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.header("Location");
    }
    Heard take(const std::string& place, const std::string& also = {}) {
        return send(kPath, cookie_,
                    "mark=" + mark_ + "&" + place.substr(place.find('?') + 1) + also);
    }
    json exported(const std::string& place) const {
        return json::parse(ask(place + "&as=json", cookie_).body);
    }
    std::string open_of(const std::string& number) const {
        const json rows = json::parse(
            ask("/billing/documents?as=json&number=" + number, cookie_).body)["documents"];
        return rows.at(0)["open"];
    }
    std::string cookie_;
    std::string mark_;
    std::string first_;   // of 1001: 68.92
    std::string second_;  // of 1002
};

TEST_P(OfficeBank, TakesWhatNamesAnInvoiceOnce) {
    const std::string file =
        bank_statement({{"68.92", "Invoice " + first_}, {"5.00", "thanks"}}, "73.92");
    const std::string place = brought(file);
    const Heard look = ask(place, cookie_);
    EXPECT_EQ(look.status, 200);
    EXPECT_TRUE(has(look, "june.xml"));
    EXPECT_TRUE(has(look, "The text names neither an invoice nor an account."));
    const json before = exported(place);
    ASSERT_EQ(before["sure"].size(), 1U);
    EXPECT_EQ(before["sure"][0]["invoices"], first_);
    EXPECT_EQ(before["sure"][0]["amount"], "68.92");
    ASSERT_EQ(before["open"].size(), 1U);
    EXPECT_EQ(open_of(first_), "68.92");

    const Heard taken = take(place);
    ASSERT_EQ(taken.status, 303) << taken.body;
    EXPECT_TRUE(has(ask(taken.header("Location"), cookie_), "Payments taken: 1"));
    EXPECT_EQ(open_of(first_), "0.00");
    // Sent again, and brought again with more behind it: it is there already.
    EXPECT_EQ(take(place).status, 303);
    const std::string more = brought(bank_statement(
        {{"68.92", "Invoice " + first_}, {"5.00", "thanks"}, {"1.00", "no " + second_}}, "74.92"));
    EXPECT_TRUE(has(ask(more, cookie_), "Lines that were taken before"));
    const json after = exported(more);
    ASSERT_EQ(after["again"].size(), 1U);
    EXPECT_EQ(after["again"][0]["account"], "1001");
    ASSERT_EQ(after["sure"].size(), 1U);
    EXPECT_EQ(after["sure"][0]["invoices"], second_);
    EXPECT_EQ(exported(std::string{kPath} + "?")["payments"].size(), 1U);
}

TEST_P(OfficeBank, LetsAClerkDecideAndUndoIt) {
    const std::string place = brought(bank_statement({{"68.92", "thanks", "Mary"}}, "68.92"));
    const Heard look = ask(place, cookie_);
    EXPECT_TRUE(has(look, "Only " + first_ + " has exactly that much open."));
    const std::string line = look.link("/billing/bank/line");
    const Heard decide = ask(line, cookie_);
    EXPECT_EQ(decide.status, 200);
    // By its amount it is the one's, by its name the other's.
    EXPECT_TRUE(has(decide, "Of " + first_ + " exactly that much is open."));
    EXPECT_TRUE(has(decide, "Found by “Mary”."));
    EXPECT_TRUE(has(decide, "For account 1001, Otto &lt;b&gt;Bold&lt;/b&gt;"));
    EXPECT_TRUE(has(ask(line + "&words=york", cookie_), ">1002<"));

    const std::string said = "mark=" + mark_ + "&" + line.substr(line.find('?') + 1);
    EXPECT_EQ(send("/billing/bank/line", cookie_, said).status, 409);
    EXPECT_EQ(
        send("/billing/bank/line", cookie_, said + "&account=1002&pay_" + first_ + "=yes").status,
        409);
    const std::string form = said + "&account=1002&pay_" + second_ + "=yes";
    ASSERT_EQ(send("/billing/bank/line", cookie_, form).status, 303);
    EXPECT_EQ(open_of(second_), "0.00");
    EXPECT_EQ(exported(place)["open"].size(), 0U);
    EXPECT_TRUE(has(ask("/billing/account/1002", cookie_), "Paid ahead"));
    // Sent again, it leads to what became of it.
    const std::string payment = send("/billing/bank/line", cookie_, form).header("Location");
    const Heard paid = ask(payment, cookie_);
    EXPECT_TRUE(has(paid, second_));
    EXPECT_TRUE(has(paid, "Paid ahead"));

    const std::string id = "mark=" + mark_ + "&" + payment.substr(payment.find('?') + 1);
    const std::string undo = id + "&what=undo&reason=wrong+one";
    ASSERT_EQ(send("/billing/bank/payment", cookie_, undo).status, 303);
    EXPECT_EQ(send("/billing/bank/payment", cookie_, undo).status, 409);
    EXPECT_NE(open_of(second_), "0.00");
    EXPECT_TRUE(has(ask(place, cookie_), "It was taken before, and that was undone."));
    // It was not the second one's, so it is the other's.
    EXPECT_TRUE(has(ask(line, cookie_), "For account 1001,"));
    EXPECT_TRUE(has(ask(payment, cookie_), "For account 1001,"));
    EXPECT_TRUE(has(ask(line + "&account=1002", cookie_), "For account 1002,"));
    EXPECT_EQ(exported(place)["open"].size(), 1U);
    // The import leaves it alone; a person takes it for the right one.
    EXPECT_EQ(take(place).status, 303);
    EXPECT_EQ(open_of(first_), "68.92");
    const std::string anew = id + "&account=1001&pay_" + first_ + "=yes";
    ASSERT_EQ(send("/billing/bank/payment", cookie_, anew).status, 303);
    EXPECT_EQ(open_of(first_), "0.00");
    EXPECT_EQ(send("/billing/bank/payment", cookie_, anew).status, 409);
    EXPECT_TRUE(has(ask(payment, cookie_), "Taken anew"));
    EXPECT_EQ(exported(std::string{kPath} + "?")["payments"].size(), 2U);
    // What was taken before is the right one's by now.
    const json again = exported(place)["again"];
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0]["account"], "1001");
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeBank, RefusesWhatDoesNotAddUpInTheLanguageOfThePage) {
    const std::string german = "; counterfoil_language=de";
    const std::string place = brought(bank_statement({{"68.92", "Invoice " + first_}}, "100.00"));
    const Heard wrong = ask(place, cookie_ + german);
    EXPECT_EQ(wrong.status, 409);
    EXPECT_TRUE(has(wrong, "geht nicht auf"));
    EXPECT_TRUE(has(wrong, "100,00"));
    EXPECT_EQ(take(place).status, 409);
    EXPECT_EQ(open_of(first_), "68.92");
    const std::string though = place + "&unbalanced=yes";
    EXPECT_EQ(ask(though, cookie_).status, 200);
    EXPECT_EQ(take(though).status, 303);
    EXPECT_EQ(open_of(first_), "0.00");

    counterfoil({"sender", "--iban", "DE89370400440532013000", "--db", db()});
    const Heard foreign = ask(though, cookie_ + german);
    EXPECT_EQ(foreign.status, 409);
    EXPECT_TRUE(has(foreign, "vom Konto GB33BUKB20201555555555"));
    EXPECT_EQ(ask(though + "&any=yes", cookie_).status, 200);
    const Heard none = bring("no statement", german);
    EXPECT_EQ(none.status, 409);
    EXPECT_TRUE(has(none, "kein Auszug einer Bank"));
    EXPECT_EQ(bring("").status, 409);
    EXPECT_EQ(ask(std::string{kPath} + "?file=nothing", cookie_).status, 409);
    EXPECT_EQ(ask("/billing/bank/line?file=nothing&line=x", cookie_).status, 404);
    EXPECT_EQ(ask("/billing/bank/payment?id=nothing", cookie_).status, 404);
}

TEST_P(OfficeBank, IsLookedAtWhileSomebodyElseWrites) {
    if (!is_sqlite()) GTEST_SKIP() << "there is no such lock on PostgreSQL";
    const std::string place =
        brought(bank_statement({{"68.92", "Invoice " + first_}, {"5.00", "thanks"}}, "73.92"));
    const auto writer = connect({pos::store::db::OpenMode::read_write});
    auto held = pos::store::db::Transaction::begin(*writer, pos::store::db::TransactionKind::write);
    ASSERT_TRUE(held);
    const Heard look = ask(place, cookie_);
    EXPECT_EQ(look.status, 200);
    EXPECT_TRUE(has(look, first_));
    EXPECT_EQ(ask(look.link("/billing/bank/line"), cookie_).status, 200);
    held->rollback();
    EXPECT_EQ(take(place).status, 303);
}

TEST_P(OfficeBank, ShowsFiftyPaymentsAtATime) {
    const std::vector<Said> many(51, {"1.00", "Invoice " + first_});
    EXPECT_EQ(take(brought(bank_statement(many, "51.00"))).status, 303);
    const Heard page = ask(kPath, cookie_);
    const std::string more = page.link("/billing/bank?skip=");
    EXPECT_EQ(more, "/billing/bank?skip=50");
    EXPECT_EQ(ask(more, cookie_).link("/billing/bank?skip="), "");
    EXPECT_TRUE(has(ask(more, cookie_), "/billing/bank/payment?id="));
    EXPECT_EQ(exported(std::string{kPath} + "?")["payments"].size(), 51U);
}

TEST_P(OfficeBank, LeavesAFileOfThousandsOfEntriesToTheCommand) {
    const std::vector<Said> many(5'001, {"0.01", "t"});
    const Heard page = bring(bank_statement(many, "50.01"), "; counterfoil_language=de");
    EXPECT_EQ(page.status, 409);
    EXPECT_TRUE(has(page, "Die Datei hat 5.001 Einträge")) << page.body;
    EXPECT_TRUE(has(page, "counterfoil bank import"));
}

TEST_P(OfficeBank, ShowsWhatWasPaidBackAsNoPaymentThatBounced) {
    const std::string file = bank_statement({{"80.00", "Invoice " + first_}}, "80.00");
    const std::string place = brought(file);
    ASSERT_EQ(take(place).status, 303);
    counterfoil({"payment", "refund", "1001", "--id", "T1", "--db", db()});
    const auto again = counterfoil({"payment", "refund", "1001", "--id", "T1", "--db", db()});
    EXPECT_NE(again.err.find("was booked before"), std::string::npos) << again.err;
    EXPECT_EQ(exported(std::string{kPath} + "?")["payments"][0]["state"], "taken");
    EXPECT_EQ(exported(place)["again"].size(), 1U);
    EXPECT_EQ(exported(place)["open"].size(), 0U);
    const Heard paid = ask(ask(kPath, cookie_).link("/billing/bank/payment"), cookie_);
    EXPECT_TRUE(has(paid, "Paid back"));
    EXPECT_TRUE(has(paid, "11.08"));
    EXPECT_FALSE(has(paid, "Paid ahead"));
    const Heard account = ask("/billing/account/1001", cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(account, "Zurückgezahlt"));
    EXPECT_FALSE(has(account, "Zurückgegangene Zahlung"));
    const std::string payment = ask(kPath, cookie_).link("/billing/bank/payment");
    ASSERT_EQ(send("/billing/bank/payment", cookie_,
                   "mark=" + mark_ + "&what=undo&" + payment.substr(payment.find('?') + 1))
                  .status,
              303);
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "Payment that went back"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeBank, IsForManagersAlone) {
    const std::string place = brought(bank_statement({{"68.92", "Invoice " + first_}}, "68.92"));
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    cookie_ = session("Eve");
    mark_ = ask("/overview", cookie_).mark();
    for (const std::string& path : {std::string{kPath}, place, std::string{kPath} + "/line",
                                    std::string{kPath} + "/payment"}) {
        EXPECT_EQ(ask(path, cookie_).status, 403) << path;
    }
    EXPECT_EQ(take(place).status, 403);
    EXPECT_FALSE(has(ask("/billing/accounts", cookie_), kPath));
}

}  // namespace

ON_EITHER_ENGINE(OfficeBank);
