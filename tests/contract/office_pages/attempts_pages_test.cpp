// Goal: a manager keeps a customer's card, collects by it, sees what became of it, notes what the
// provider said by telephone, and lets a wallet top itself up. Method: a small office asked over
// HTTP in both languages, and an emulated provider.
#include <filesystem>
#include <fstream>

#include "drivers/provider/emulator/emulated_provider.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using drivers::provider::emulator::Trouble;
using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeAttempts : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/attempts";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
        auto host = drivers::emulator::Host::start(machine_, drivers::emulator::TcpPlace{});
        ASSERT_TRUE(host);
        host_ = std::move(*host);
        const std::string key = file("provider.key");
        std::ofstream{key} << "office-key\n";
        std::filesystem::permissions(
            key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        EXPECT_TRUE(has(ask(kPath, cookie_), "No payment provider is known"));
        counterfoil({"attempt", "provider", "--name", "Pay", "--url",
                     drivers::provider::emulator::url_of(host_->address()), "--key-file", key,
                     "--patience", "2", "--db", db()});
    }
    Heard post(const std::string& form, const std::string& cookies = {}) {
        return send(kPath, cookie_ + cookies, "mark=" + mark_ + form);
    }
    Heard keep_card() {
        return post("&what=put&account=1001&label=Visa+ending+4242&token=tok_7&until=2100-12-31");
    }
    json attempts() const { return json_of({"attempt", "list", "--json", "--db", db()}); }
    std::string invoice() const {
        return json_of(
            {"document", "list", "--account", "1001", "--json", "--db", db()})[0]["number"];
    }
    /// Whoever serves does so by itself within a minute.
    void run() { counterfoil({"attempt", "run", "--db", db()}); }

    drivers::provider::emulator::EmulatedProvider machine_{"office-key"};
    std::unique_ptr<drivers::emulator::Host> host_;
    std::string cookie_;
    std::string mark_;
    const std::string german_ = "; counterfoil_language=de";
};

TEST_P(OfficeAttempts, CollectByACardThatIsKept) {
    EXPECT_EQ(keep_card().status, 303);
    const Heard account = ask("/billing/account/1001", cookie_ + german_);
    EXPECT_TRUE(has(account, "Hinterlegte Karte oder Konto"));
    EXPECT_TRUE(has(account, "Visa ending 4242, bis 31."));
    EXPECT_TRUE(has(account, "/billing/attempts?account=1001"));
    const std::string number = invoice();
    machine_.next({Trouble::none});  // whatever the amount is
    const Heard made = post("&what=charge&account=1001&document=" + number);
    ASSERT_EQ(made.status, 303) << made.body;
    run();
    ASSERT_EQ(attempts().size(), 1U);
    EXPECT_EQ(attempts()[0]["state"], "paid");
    EXPECT_EQ(machine_.moved(), 1);
    const Heard one = ask(made.header("Location"), cookie_ + german_);
    EXPECT_TRUE(has(one, "bezahlt"));
    EXPECT_TRUE(has(one, number));
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "Automatic payments"));
    EXPECT_TRUE(has(ask(kPath, cookie_), number));
    EXPECT_EQ(post("&what=remove&account=1001").status, 303);
    EXPECT_EQ(post("&what=remove&account=1001").status, 409);
    EXPECT_FALSE(has(ask("/billing/account/1001", cookie_), "Visa ending 4242, until"));
}

TEST_P(OfficeAttempts, AreSettledByAPersonWhereNobodyKnows) {
    ASSERT_EQ(keep_card().status, 303);
    machine_.next(std::vector<Trouble>(200, Trouble::cut_after));
    ASSERT_EQ(post("&what=charge&account=1001&document=" + invoice()).status, 303);
    run();
    const std::string key = attempts()[0]["key"];
    EXPECT_NE(attempts()[0]["state"], "paid");
    EXPECT_TRUE(has(post("&what=retry&attempt=" + key, german_), "weiß niemand"));
    EXPECT_EQ(post("&what=paid&attempt=" + key + "&reason=").status, 409);
    const Heard told = post("&what=paid&attempt=" + key + "&reason=by+phone&reference=P-1");
    ASSERT_EQ(told.status, 303) << told.body;
    EXPECT_EQ(attempts()[0]["state"], "paid");
    EXPECT_EQ(attempts()[0]["said"], "by phone");
    EXPECT_TRUE(
        has(post("&what=declined&attempt=" + key + "&reason=no", german_), "schon entschieden"));
}

TEST_P(OfficeAttempts, AreCountedOnEveryPageOnceNobodyHasKnownForLong) {
    ASSERT_EQ(keep_card().status, 303);
    machine_.next(std::vector<Trouble>(200, Trouble::cut_after));
    ASSERT_EQ(post("&what=charge&account=1001&document=" + invoice()).status, 303);
    run();
    // An account that could not be billed.
    EXPECT_TRUE(has(ask("/overview", cookie_), "class=\"badge\">1<"));
    const auto database = connect({pos::store::db::OpenMode::read_write});
    ASSERT_TRUE(database->exec("UPDATE payment_attempt SET sent_at = sent_at - 7200000"));
    EXPECT_TRUE(has(ask("/overview", cookie_), "class=\"badge\">2<"));
    ASSERT_TRUE(database->exec(
        "INSERT INTO wallet_top_up (account, below_minor, amount_minor, priority, lifetime_days, "
        "charged, most_a_month, stopped_at, stopped_said) SELECT account, 100, 100, 0, 0, 1, 3, "
        "1795354300000, 'No cover at all' FROM billing_account WHERE number = '1001'"));
    const Heard page = ask("/attention", cookie_);
    EXPECT_TRUE(has(page, "class=\"badge\">3<")) << page.body;
    EXPECT_TRUE(has(page, "No cover at all"));
}

TEST_P(OfficeAttempts, AreMadeAskedAboutAndTriedAnewByCommands) {
    counterfoil({"attempt", "method", "1001", "--token", "tok_7", "--label", "Visa ending 4242",
                 "--collect", "no", "--db", db()});
    const std::string number = invoice();
    machine_.next({Trouble::decline});
    counterfoil({"charge", number, "--id", "shop-1", "--db", db()}, 1);
    EXPECT_EQ(attempts()[0]["state"], "declined");
    counterfoil({"charge", number, "--id", "shop-1", "--db", db()}, 1);
    EXPECT_EQ(attempts().size(), 1U) << "the same id is the same attempt";
    counterfoil({"charge", number, "--account", "1001", "--db", db()}, 2);
    counterfoil({"charge", number, "--id", "shop 1", "--db", db()}, 2);
    machine_.next({Trouble::cut_after, Trouble::none});
    counterfoil({"attempt", "retry", "shop-1", "--db", db()}, 1);
    ASSERT_EQ(attempts().size(), 2U);
    const std::string key = attempts()[0]["key"];
    EXPECT_EQ(attempts()[0]["state"], "unknown");
    counterfoil({"attempt", "withdraw", key, "--db", db()}, 1);
    counterfoil({"attempt", "settle", key, "--reason", "x", "--db", db()}, 2);
    counterfoil({"attempt", "ask", key, "--db", db()});
    EXPECT_EQ(attempts()[0]["state"], "paid");
    EXPECT_EQ(machine_.moved(), 1);
    counterfoil({"attempt", "ask", "none", "--db", db()}, 1);
    EXPECT_TRUE(json_of({"attempt", "list", "--open", "--account", "1001", "--json", "--db", db()})
                    .empty());
    counterfoil({"attempt", "method", "1001", "--label", "4242 4242 4242 4242", "--db", db()}, 1);
    counterfoil({"attempt", "method", "1001", "--remove", "--db", db()});
    counterfoil({"attempt", "provider", "--days", "1,2", "--db", db()}, 2);
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeAttempts, FillAWalletByItself) {
    ASSERT_EQ(keep_card().status, 303);
    const auto rule = [&](const std::string& fields) {
        return send("/billing/credit", cookie_ + german_,
                    "mark=" + mark_ + "&account=1001" + fields);
    };
    EXPECT_TRUE(
        has(rule("&what=top_up&below=10&top_up_amount=5&most=3"), "mindestens so hoch sein"));
    EXPECT_TRUE(has(rule("&what=top_up&below=10&top_up_amount=20&most=0"), "von 1 bis 31 Mal"));
    machine_.next({Trouble::decline});
    ASSERT_EQ(rule("&what=top_up&below=10&top_up_amount=20&most=3").status, 303);
    const json wallet = json_of({"wallet", "show", "1001", "--json", "--db", db()});
    EXPECT_EQ(wallet["top_up"]["charged"], true);
    EXPECT_EQ(wallet["top_up"]["most_a_month"], 3);
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_ + german_), "höchstens 3 Mal im Monat"));
    run();
    EXPECT_TRUE(has(ask("/attention", cookie_ + german_), "nicht mehr von selbst aufgeladen"));
    EXPECT_TRUE(
        has(ask("/billing/credit?account=1001", cookie_ + german_), "angehalten: No cover"));
    const json attention = json_of({"attention", "--json", "--db", db()});
    ASSERT_EQ(attention["stopped"].size(), 1U);
    EXPECT_EQ(attention["stopped"][0]["account"], "1001");
    EXPECT_EQ(attention["stopped"][0]["reason"], "No cover");
    EXPECT_TRUE(attention["unclear"].empty()) << "declined is clear";
    ASSERT_EQ(rule("&what=top_up_off&below=&top_up_amount=&most=").status, 303);
    EXPECT_FALSE(json_of({"wallet", "show", "1001", "--json", "--db", db()}).contains("top_up"));
}

TEST_P(OfficeAttempts, KeepOfAWalletsRuleWhatTheFormDoesNotAskFor) {
    ASSERT_EQ(keep_card().status, 303);
    counterfoil({"wallet", "auto", "1001", "--below", "10.00", "--amount", "20.00", "--charged",
                 "--most", "3", "--priority", "7", "--days", "30", "--db", db()});
    ASSERT_EQ(send("/billing/credit", cookie_,
                   "mark=" + mark_ + "&account=1001&what=top_up&below=10&top_up_amount=25&most=2")
                  .status,
              303);
    machine_.next({Trouble::none});
    run();
    const json wallet = json_of({"wallet", "show", "1001", "--json", "--db", db()});
    EXPECT_EQ(wallet["top_up"]["amount"], "25.00");
    ASSERT_EQ(wallet["lots"].size(), 1U);
    EXPECT_EQ(wallet["lots"][0]["priority"], 7);
    EXPECT_FALSE(wallet["lots"][0]["expires"].is_null());
}

TEST_P(OfficeAttempts, AreForManagersAndRefusedInTheLanguageOfThePage) {
    for (const auto& [form, words] : std::vector<std::pair<std::string, std::string>>{
             {"&what=put&account=1001&label=Visa&token=4242424242424242", "Nummer einer Karte"},
             {"&what=put&account=1001&label=Visa&token=", "Der Token des Anbieters fehlt"},
             {"&what=put&account=1001&label=&token=tok_1", "Sagen Sie in höchstens 60 Zeichen"},
             {"&what=remove&account=1001", "hat keine Karte und kein Konto hinterlegt"},
             {"&what=charge&account=1001&document=", "Sagen Sie, welche Rechnung"},
             {"&what=charge&account=1001&document=" + invoice(), "hat keine Karte"},
             {"&what=nothing&account=1001", "Die Seite war zu lange offen"}}) {
        const Heard page = post(form, german_);
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, words)) << form << '\n' << page.body;
    }
    EXPECT_EQ(ask(std::string{kPath} + "?attempt=none", cookie_).status, 404);
    EXPECT_EQ(ask(std::string{kPath} + "?account=none", cookie_).status, 404);
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    EXPECT_EQ(ask(kPath, session("Eve")).status, 403);
    EXPECT_TRUE(attempts().empty());
}

}  // namespace

ON_EITHER_ENGINE(OfficeAttempts);
