// Goal: bills that did not arrive are counted where everybody looks, and why is said in the
// language of the page; a page that looks again by itself does so wherever its address points.
// Method: a small office asked over HTTP in both languages, and in a browser.
#include <chrono>
#include <memory>

#include "pos/journal/codec.hpp"
#include "tests/contract/office_pages/browser.hpp"
#include "tests/contract/office_pages/office_pages.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/sanitized.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeAttention : public test::OfficePages {};

TEST_P(OfficeAttention, IsForAccountsThatCouldNotBeBilled) {
    bill_three();  // the plan of one names a tax class that there is not
    const Heard page = ask("/attention", session() + "; counterfoil_language=de");
    EXPECT_TRUE(has(page, "Zurückgestellte Konten")) << page.body;
    EXPECT_TRUE(has(page, "href=\"/billing/account/1003\""));
    EXPECT_TRUE(has(page, "Posten fee nennt die Steuerklasse luxury, die es nicht gibt"));
}

TEST_P(OfficeAttention, IsForBillsThatDidNotArrive) {
    bill_three();
    const std::string cookie = session();
    const std::string german = cookie + "; counterfoil_language=de";
    EXPECT_TRUE(has(ask("/overview", cookie), "class=\"badge\">1<"));  // an account is parked
    counterfoil({"customer", "put", "1001", "--delivery", "email", "--db", db()});
    counterfoil({"customer", "put", "1002", "--delivery", "email", "--email", "mary@example.org",
                 "--db", db()});
    counterfoil({"deliver", "server", "--url", "smtp://127.0.0.1:1", "--from", "us@example.org",
                 "--db", db()});
    // Whoever has no address is named; the rest waits for the server.
    counterfoil({"deliver", "run", "--since", "2000-01-01", "--email", "--db", db()}, 3);
    ASSERT_TRUE(connect({pos::store::db::OpenMode::read_write})
                    ->exec("UPDATE delivery SET state = 4, said = CASE WHEN recipient = '' THEN "
                           "'the customer has no e-mail address' ELSE '550 no such user' END WHERE "
                           "channel = 2"));
    const Heard page = ask("/attention", german);
    EXPECT_TRUE(has(page, "class=\"badge\">3<")) << page.body;
    EXPECT_TRUE(has(page, "Alles, was ankam, steht in den Büchern."));
    EXPECT_FALSE(has(page, "Keine Bons außerhalb der Bücher."));
    EXPECT_TRUE(has(page, "der Kunde hat keine E-Mail-Adresse"));
    EXPECT_FALSE(has(page, "the customer has no"));
    EXPECT_TRUE(has(page, "der Mailserver sagte: 550 no such user"));
    EXPECT_TRUE(has(ask("/billing/deliveries", german), "der Kunde hat keine E-Mail-Adresse"));
    const Heard account = ask("/billing/account/1003", german);
    EXPECT_TRUE(has(account, "Posten fee nennt die Steuerklasse luxury, die es nicht gibt"));
    EXPECT_TRUE(has(ask("/billing/runs", german), "die Steuerklasse luxury, die es nicht gibt"));
}

TEST_P(OfficeAttention, IsForReadingsOfTillsThatAManagerDecidesAbout) {
    // A till's journal of its own, of which the office has this one entry.
    constexpr std::int64_t kEntry = (std::int64_t{77} << 40) + 5;
    const auto [kind, version, payload] = pos::journal::encode(test::sample_reading());
    const auto database = connect({pos::store::db::OpenMode::read_write});
    ASSERT_TRUE(database->exec(
        "INSERT INTO journal_entry (entry, at, kind, version, payload, hash) VALUES ($1, $2, $3, "
        "$4, $5, $6)",
        kEntry, std::int64_t{1'795'354'300'000}, kind, version, payload, test::hash_of_number(1)));
    ASSERT_TRUE(database->exec("INSERT INTO bill_to_book (entry, reason) VALUES ($1, $2)", kEntry,
                               std::string{"It is very high."}));  // as an older program kept it
    const std::string cookie = session();
    const Heard page = ask("/attention", cookie + "; counterfoil_language=de");
    EXPECT_TRUE(has(page, "12345,6 kWh, Zähler 4711 an P-1, Konto A-1042:")) << page.body;
    EXPECT_TRUE(has(page, "It is very high."));
    EXPECT_TRUE(has(page, "class=\"badge\">1<"));
    ASSERT_TRUE(database->exec("UPDATE bill_to_book SET reason = $2 WHERE entry = $1", kEntry,
                               std::string{"It is very high.\ntoo_high\n12345.6"}));
    const Heard german = ask("/attention", cookie + "; counterfoil_language=de");
    EXPECT_TRUE(has(german, "12345,6 hieße, dass viel mehr am Tag verbraucht wurde als bisher."));
    EXPECT_FALSE(has(german, "It is very high."));
    EXPECT_FALSE(has(german, "kreuzen Sie an"));
    EXPECT_TRUE(has(page, "Er stimmt: übernehmen"));
    EXPECT_FALSE(has(page, "--put-away"));
    const auto form = [&](const std::string& mark, const std::string& what) {
        return "mark=" + mark + "&entry=77%2F5&what=" + what;
    };
    EXPECT_EQ(send("/attention", cookie, form("x", "put_away")).status, 403);
    // Nobody here has that account: it is said, and the reading waits on.
    const Heard refused = send("/attention", cookie, form(page.mark(), "take"));
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "A-1042"));
    EXPECT_TRUE(has(refused, "It is right: take it"));
    const Heard denied =
        send("/attention", cookie + "; counterfoil_language=de", form(page.mark(), "take"));
    EXPECT_TRUE(has(denied, "Kein Konto hat die Nummer A-1042.")) << denied.body;
    const Heard away = send("/attention", cookie, form(page.mark(), "put_away"));
    EXPECT_EQ(away.status, 303);
    EXPECT_FALSE(has(ask("/attention", cookie), "4711"));
    // Who comes too late is told so in the page's language.
    const std::string in_german = cookie + "; counterfoil_language=de";
    const Heard late = send("/attention", in_german, form(page.mark(), "put_away"));
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "Diese Ablesung wartet nicht mehr")) << late.body;
    EXPECT_FALSE(has(late, "No reading of a till"));
    EXPECT_FALSE(has(late, "counterfoil attention"));
}

TEST_P(OfficeAttention, IsForReceiptsWithOneNumberThatAManagerLetsIn) {
    // Two tills were set up under one name before either had sold.
    auto& one = till("B01", "T1");
    auto& two = *tills_.emplace_back(
        std::make_unique<test::TillOnDisk>("B01", "T1", file("again.db"), test::Sums{}));
    counterfoil({"init", "--db", two.db, "--branch", "B01", "--terminal", "T1", "--currency", "GBP",
                 "--zone", "Europe/London"});
    join(two);
    sell(one, 2);
    drain(one);
    sell(two, 3);
    drain(two);
    expect_balance();
    const auto said = [&] { return json_of({"attention", "--json", "--db", db()}); };
    EXPECT_EQ(said()["numbers_twice"].size(), 2U);

    const std::string cookie = session();
    const Heard page = ask("/attention", cookie);
    EXPECT_TRUE(has(page, "Two receipts with one number")) << page.body;
    EXPECT_TRUE(has(page, "href=\"/receipts/B01-T1-000001\""));
    EXPECT_TRUE(has(ask("/attention", cookie + "; counterfoil_language=de"),
                    "Zwei Belege mit einer Nummer"));
    const std::string form =
        "mark=" + page.mark() + "&what=accept&entry=" + page.hidden("entry") + "&reason=";
    const Heard unsaid = send("/attention", cookie, form);
    EXPECT_EQ(unsaid.status, 409);
    EXPECT_TRUE(has(unsaid, "The reason is missing"));
    EXPECT_EQ(send("/attention", cookie, form + "set+up+twice").status, 303);
    const Heard again = send("/attention", cookie, form + "set+up+twice");
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(has(again, "That entry is not parked any more")) << again.body;
    expect_balance();
    EXPECT_EQ(ask("/receipts/B01-T1-000001%2F2", cookie).status, 200);
    EXPECT_TRUE(has(ask("/audit", cookie),
                    "Parked receipt B01-T1-000001 let into the books as "
                    "B01-T1-000001/2: set up twice"));

    const auto left = said()["numbers_twice"];
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0]["number"], "B01-T1-000002");
    const auto entry = left[0]["entry"].get<std::string>();
    counterfoil({"parked", "accept", entry, "--reason", " ", "--db", db()}, 2);
    counterfoil({"parked", "accept", entry, "--reason", "set up twice", "--db", db()});
    counterfoil({"parked", "accept", entry, "--reason", "set up twice", "--db", db()}, 1);
    EXPECT_EQ(said()["numbers_twice"].size(), 0U);
    EXPECT_EQ(said()["entries_parked"], 0);
    expect_balance();
}

TEST_P(OfficeAttention, IsForCreditThatTheOfficeDoesNotKnow) {
    // A till's journal of its own, of which the office has this one entry.
    constexpr std::int64_t kEntry = (std::int64_t{77} << 40) + 5;
    pos::journal::CreditUsed used;
    used.when = test::at(9, 0, 0);
    used.cashier = test::anna();
    used.account_number = "1001";
    used.parts = {{test::id(77), test::euro(1'200), test::euro(0)}};
    used.left = test::euro(0);
    const auto [kind, version, payload] = pos::journal::encode(used);
    const auto database = connect({pos::store::db::OpenMode::read_write});
    ASSERT_TRUE(database->exec(
        "INSERT INTO journal_entry (entry, at, kind, version, payload, hash) VALUES ($1, $2, $3, "
        "$4, $5, $6)",
        kEntry, std::int64_t{1'795'354'300'000}, kind, version, payload, test::hash_of_number(1)));
    ASSERT_TRUE(
        database->exec("INSERT INTO bill_to_book (entry, reason, tried_at) VALUES ($1, $2, "
                       "$3)",
                       kEntry, "It was never given.\nother\nlease_not_here",
                       std::int64_t{9'000'000'000'000}));
    const std::string german = session() + "; counterfoil_language=de";
    const Heard page = ask("/attention", german);
    EXPECT_TRUE(has(page, "von Guthaben aus, das die Zentrale nicht kennt (Eintrag 77/5)"))
        << page.body;
    EXPECT_TRUE(has(page, "Wurde eine ältere Kopie der Zentrale zurückgespielt"));
    EXPECT_FALSE(has(page, "It was never given"));
    const std::string form = "mark=" + page.mark() + "&what=accept_lease&entry=77%2F5&reason=";
    const Heard unsaid = send("/attention", german, form);
    EXPECT_EQ(unsaid.status, 409);
    // Nobody here has sent that journal.
    const Heard refused = send("/attention", german, form + "x");
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "Die Zentrale kennt die Kasse nicht, die es ausgab.")) << refused.body;
    const auto said = json_of({"attention", "--json", "--db", db()})["unbooked"];
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0]["entry"], "77/5");
    counterfoil({"lease", "accept", "77/5", "--reason", "x", "--db", db()}, 1);
    counterfoil({"lease", "accept", "77/6", "--reason", "x", "--db", db()}, 1);
}

TEST_P(OfficeAttention, IsForTillsOfWhichNothingIsHeard) {
    auto& one = till("B01", "T1");
    sell(one, 2);
    drain(one);
    const std::string cookie = session();
    EXPECT_FALSE(has(ask("/attention", cookie), "Tills of which nothing is heard"));
    // Two hours pass for it.
    const auto database = connect({pos::store::db::OpenMode::read_write});
    const std::int64_t two_hours_ms = 2 * 60 * 60 * 1'000;
    ASSERT_TRUE(database->exec("UPDATE terminal SET seen_at = seen_at - $1", two_hours_ms));
    ASSERT_TRUE(
        database->exec("UPDATE sent_journal SET received_at = received_at - $1, heard_at = "
                       "0, told_at = 0, told_seq = head_seq + 3",
                       two_hours_ms));
    ASSERT_TRUE(database->exec("UPDATE shift SET closed_seq = NULL, z_number = NULL"));
    const Heard page = ask("/attention", cookie);
    EXPECT_TRUE(has(page, "Tills of which nothing is heard")) << page.body;
    EXPECT_TRUE(has(page, "href=\"/terminals?till=B01-T1\""));
    EXPECT_TRUE(has(page, "class=\"badge\">1<"));
    const auto rows = nlohmann::json::parse(ask("/attention?as=json", cookie).body)["silent"];
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0]["till"], "B01-T1");
    EXPECT_EQ(rows[0]["day"], "open");
    EXPECT_EQ(rows[0]["unsent"], 3);
    const auto said = json_of({"attention", "--json", "--db", db()})["silent"];
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0]["terminal"], "T1");
    EXPECT_EQ(said[0]["day_open"], true);
    const Heard tills = ask("/terminals", cookie + "; counterfoil_language=de");
    EXPECT_TRUE(has(tills, "Tag offen, still seit ")) << tills.body;
    EXPECT_TRUE(has(tills, "Kassen, die zu hören sein sollten und es nicht sind: 1."));
    EXPECT_FALSE(has(tills, "Kassen, deren Uhr"));
    ASSERT_TRUE(database->exec("UPDATE terminal SET clock_error_ms = -7200000"));
    EXPECT_TRUE(
        has(ask("/terminals", cookie),
            "Tills whose clock was more than two minutes off when they were heard last: 1."));
    counterfoil({"terminal", "revoke", "--branch", "B01", "--terminal", "T1", "--db", db()});
    EXPECT_FALSE(has(ask("/terminals", cookie), "Tills whose clock"));
    EXPECT_FALSE(has(ask("/attention", cookie), "Tills of which nothing is heard"));
}

TEST_P(OfficeAttention, IsLookedForAgainWhereverTheAddressPoints) {
    if (test::kSanitized) GTEST_SKIP() << "it is about a script";
    if (!is_sqlite()) GTEST_SKIP() << "the pages are the same on either engine";
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    test::Browser browser{"en"};
    browser.open(base_ + "/sign-in");
    browser.type("#name", "Manager");
    browser.type("#password", kPassword);
    browser.click("button[type=submit]");
    ASSERT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    // A page on which nothing goes on any more is asked for whole.
    browser.open(base_ + "/billing/runs?skip=0#trial");
    browser.run("window.here = true; lookAgain();");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    bool here = true;
    while (here && std::chrono::steady_clock::now() < end) {
        here = browser.run("return window.here === true;").get<bool>();
    }
    EXPECT_FALSE(here);
    EXPECT_EQ(browser.url(), base_ + "/billing/runs?skip=0");
}

}  // namespace

ON_EITHER_ENGINE(OfficeAttention);
