// Goal: what journals keep of changes is said whole, in the page's language, with figures and days
// as that writes them; nothing of it is a name of ours. Method: one change of each kind, as the
// books write it, in every language.
#include "app/office/web/audit_phrases.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/office/web/audit_promotion.hpp"
#include "pos/store/office/audit.hpp"

namespace {

using app::office::web::audit_phrase;
using app::office::web::audit_value;
using app::office::web::Words;
using pos::journal::SettingChanged;

const Words& in(const char* language) {
    return Words::choose(language, "");
}

SettingChanged change(const char* key, const char* from, const char* to) {
    SettingChanged changed;
    changed.key = key;
    changed.from = from;
    changed.to = to;
    return changed;
}

TEST(AuditPhrases, SayEveryChangeInEveryLanguage) {
    const SettingChanged changes[] = {
        change("tax A", "19 %", "19 %, 20.5 % from 2027-01-01"),
        change("user.pin", "Eve", ""),
        change("user.pin", "", "Eve"),
        change("account 1001", "", "note"),
        change("account 1001", "", "statement of 2026-01-01 to 2026-02-01 sent"),
        change("account 1001", "", "buyer reference, order reference"),
        change("account 1001", "", "opened"),
        change("account 1001", "", "changed"),
        change("account 1001", "", "closed"),
        change("account 1001", "", "opened again"),
        change("customer 1001", "", "added"),
        change("customer 1001", "", "changed"),
        change("subscription 7", "", "service off"),
        change("subscription 7", "", "service on again"),
        change("subscription 7", "", "alert at 80 % of 100 in money"),
        change("subscription 7", "", "alert at 80 % of 100 told again"),
        change("subscription 7", "alert at 80 % of 100", ""),
        change("subscription 7", "", "power version 2 from 2026-12-01"),
        change("subscription 7", "power version 2 from 2026-12-01", "taken back"),
        change("subscription 7", "", "paused  on 2026-12-01"),
        change("subscription 7", "", "changed power on 2026-12-01"),
        change("coupon TEN", "", "10 %, periods 3, until 2026-12-31, times 100, of an account 1"),
        change("office", "", "the database is an older copy; numbers end in b from now on"),
        change("billing.mandate", "", "M-1"),
        change("billing.mandate", "M-1", "ends 2026-12-01"),
        change("billing.mandate", "M-1", "ends with its next collection"),
        change("billing.collect", "", "msg-1"),
        change("billing.collect", "", "I2026-000001 again"),
        change("billing.collect", "", "I2026-000001 not again"),
        change("billing.transfer", "", "msg-1"),
        change("billing.rate.USD", "", "2026-12-01 1.0850"),
        change("early bill of account 1001", "", "50.00 when credit expires"),
        change("early bill of account 1001", "", " when credit expires"),
        change("early bill of account 1001", "", "50.00"),
        change("early bill of account 1001", "", ""),
        change("meter readings", "", "3 of a file, 4 usage records"),
        change("meter M1 kwh", "", "counter 4711 from 12.5"),
        change("meter M1 kwh", "", "12.5 at 2026-12-01"),
        change("meter M1 kwh", "", "12.5 at 2026-12-01, removed"),
        change("meter M1 kwh", "", "12.5 at a till, 2026-12-01"),
        change("meter M1 kwh", "", "12.5 at a till put away, 2026-12-01"),
        change("instalments of account 1001", "", "90.00 in 3 parts from 2026-12-01"),
        change("instalments of account 1001", "", "ended"),
        change("lease of 1001 at B01 T1", "", "up to 20.00"),
        change("lease of 1001 at B01", "", "off"),
        change("lease accepted of 1001 at B01 T1", "", "20.00: an older copy"),
        change("billing.lease_floor", "", "5.00"),
        change("level payments of account 1001", "", "50.00 from 2026-01-01 to 2026-12-31"),
        change("level payments of account 1001", "50.00", "60.00 from 2026-06-01"),
        change("level payments of account 1001", "to 2026-12-31", "to 2026-06-30"),
        change("service point P-1", "account 1001", "nobody from 2026-12-01 on"),
        change("service point P-1", "nobody",
               "account 1002 from 2026-12-01 on, final bill I2026-000001"),
        change("usage 7", "3 records of 7 under kwh", "taken back"),
        change("usage 7", "3 records of 7 under kw", "under kwh"),
        change("quote Q-1", "", "90.00 for account 1001"),
        change("quote Q-1", "", "invoiced as I2026-000001"),
        change("recurring credit of 1001", "", "5.00 EUR each month"),
        change("recurring credit 01ARZ3", "5.00 EUR", "until 2026-12-01"),
        change("payment method of 1001", "", "Visa 4242"),
        change("payment method of 1001", "", "Visa 4242, invoices are charged"),
        change("payment method of 1001", "Visa 4242", "ended"),
        change("plan power", "", "version 2"),
        change("plan power", "", "version 2 from 2026-12-01"),
        change("import customers", "", "1 added, 2 changed, 3 as they were, 4 refused"),
        change("top-up of 1001", "", "20.00 below 5.00"),
        change("top-up of 1001", "", "20.00 below 5.00, charged, at most 3 a month"),
        change("top-up of 1001", "", ""),
        change("top-up of 1001", "", "stopped: declined"),
        change("top-up of 1001", "stopped", "goes on"),
        change("billing.daily_emails", "off", "08:00 2026-12-01"),
        change("billing.chart", "", "{}"),
        change("billing.mail", "", "{}"),
        change("billing.provider", "", "{}"),
        change("billing.reminders", "[]", "[]"),
        change("billing.sender", "", "{}"),
        change("billing.hook", "", "{}"),
        change("billing.logo", "", "a"),
        change("shop.logo", "", "a"),
        change("shop.labels", "", "a"),
        change("shop.stock", "allow, shown", "block, hidden"),
        change("shop", "", "name: Corner shop; smallest coin: 0.05"),
        change("shop B01", "", "locks after minutes: 5"),
    };
    for (const SettingChanged& each : changes) {
        std::set<std::string> said;
        for (const Words& words : Words::all()) {
            const auto text = audit_phrase(each, words);
            ASSERT_TRUE(text) << each.key << " " << each.to;
            EXPECT_EQ(text->find('{'), text->npos) << *text;
            said.insert(*text);
        }
        EXPECT_EQ(said.size(), Words::all().size()) << *said.begin();
    }
    EXPECT_FALSE(audit_phrase(change("nothing of ours", "", "x"), in("en")));
    // What is more than one of them says is no such change.
    EXPECT_FALSE(audit_phrase(change("plan power", "", "versions"), in("en")));
}

TEST(AuditPhrases, TakeNoActForAFieldOrADay) {
    EXPECT_EQ(*audit_phrase(change("account 1001", "", "opened"), in("de")), "Konto 1001 eröffnet");
    EXPECT_EQ(*audit_phrase(change("account 1001", "", "changed"), in("de")),
              "Konto 1001 geändert");
    EXPECT_EQ(*audit_phrase(change("account 1001", "", "closed"), in("de")),
              "Konto 1001 geschlossen");
    EXPECT_EQ(*audit_phrase(change("account 1001", "", "opened again"), in("de")),
              "Konto 1001 wieder eröffnet");
    EXPECT_EQ(
        *audit_phrase(change("billing.mandate", "M-1", "ends with its next collection"), in("de")),
        "Lastschriftmandat M-1 endet mit dem nächsten Einzug");
}

TEST(AuditPhrases, WriteFiguresAndDaysAsTheLanguageDoes) {
    EXPECT_EQ(*audit_phrase(change("lease of 1001 at B01 T1", "", "up to 1250.50"), in("de")),
              "Guthaben von Konto 1001 an B01 T1 wird auf 1250,50 aufgefüllt");
    EXPECT_EQ(*audit_phrase(change("lease of 1001 at B01 T1", "", "up to 1250.50 EUR"), in("de")),
              "Guthaben von Konto 1001 an B01 T1 wird auf 1250,50 EUR aufgefüllt");
    EXPECT_EQ(*audit_phrase(change("quote Q-1", "", "90.00 for account 1001"), in("en")),
              "Quote Q-1 of 90.00 for account 1001");
    EXPECT_EQ(
        *audit_phrase(change("service point P-1", "account 1001", "nobody from 2026-12-01 on"),
                      in("de")),
        "Verbrauchsstelle P-1: niemand ab 01.12.2026 (vorher: Konto 1001)");
    EXPECT_EQ(audit_value("", in("de")), "–");
    EXPECT_EQ(audit_value("2026-12-01", in("de")), "01.12.2026");
    EXPECT_EQ(audit_value("2026-12-01 08:30", in("en")), "01/12/2026, 08:30");
    EXPECT_EQ(audit_value("2026-12-01 08:3", in("en")), "2026-12-01 08:3");
    EXPECT_EQ(audit_value("-2.50", in("de")), "-2,50");
    EXPECT_EQ(audit_value("2.50 EUR", in("de")), "2,50 EUR");
    EXPECT_EQ(audit_value("19 %, 20.5 % from 2027-01-01", in("de")), "19 %, 20,5 % ab 01.01.2027");
    EXPECT_EQ(audit_value("Eve, cashier, deactivated", in("de")), "Eve, Kassenkraft, deaktiviert");
    EXPECT_EQ(audit_value("name: Corner shop; smallest coin: 0.05", in("de")),
              "Name: Corner shop; kleinste Münze: 0,05");
    EXPECT_EQ(audit_value("name: Corner shop; smallest coin: 0.05 EUR", in("de")),
              "Name: Corner shop; kleinste Münze: 0,05 EUR");
    EXPECT_EQ(audit_value("what: it is", in("de")), "what: it is");
    EXPECT_EQ(audit_value("account", in("de")), "account") << "a name of ours is no word";
}

TEST(AuditPhrases, SayValuesOfMoreThanAWord) {
    EXPECT_EQ(
        *audit_phrase(change("recurring credit of 1001", "", "5.00 EUR each month"), in("de")),
        "Konto 1001 bekommt immer wieder 5,00 EUR: jeden Monat");
    EXPECT_EQ(
        *audit_phrase(change("subscription 7", "", "alert at 80 % of 100 in money"), in("de")),
        "Vertrag 7: Nachricht bei 80 % von 100 an Geld");
    EXPECT_EQ(*audit_phrase(change("subscription 7", "alert at 80 % of 49.50 EUR", ""), in("de")),
              "Vertrag 7, nicht mehr: Nachricht bei 80 % von 49,50 EUR");
    EXPECT_EQ(*audit_phrase(
                  change("subscription 7", "power version 1", "power version 2 from 2026-12-01"),
                  in("de")),
              "Vertrag 7: Tarif power, Version 2, ab 01.12.2026 (vorher: Tarif power, Version 1)");
    EXPECT_EQ(
        *audit_phrase(change("subscription 7", "power version 2 from 2026-12-01", "taken back"),
                      in("de")),
        "Vertrag 7: zurückgenommen: Tarif power, Version 2 ab 01.12.2026");
    EXPECT_EQ(*audit_phrase(change("usage 7", "1 records of 7 under kwh", "taken back"), in("de")),
              "Verbrauch von 7 zurückgenommen: Verbrauchssätze von 7 unter kwh: 1");
    EXPECT_EQ(*audit_phrase(change("top-up of 1001", "", "20.00 EUR below 5.00 EUR"), in("de")),
              "Konto 1001 lädt sich mit 20,00 EUR auf, wenn weniger als 5,00 EUR da sind");
    EXPECT_EQ(audit_value("the new version of it", in("de")), "the new version of it");
}

TEST(AuditPhrases, SayPromotionsInTheLanguage) {
    const auto told = [](const char* kept, const char* language) {
        return app::office::web::audit_promotion(kept, "EUR", in(language));
    };
    const char* milk =
        "\"3 for 2\": 3 for 2, 1 times a basket, with others; departments D1, items "
        "101 102 103 104 105 106; from 2026-11-28 until 2026-12-24 18:00 mon-tue "
        "16:00-18:00; B01 B02; priority 10";
    EXPECT_EQ(told(milk, "de"),
              "\"3 for 2\": 3 für 2 · höchstens 1 je Einkauf; D1, 101, 102, 103, 104, 105, 106; "
              "ab 28.11.2026, bis 24.12.2026 18:00, Mo, Di, 16:00–18:00; B01, B02; Zusammen mit "
              "anderen solchen; Vorrang 10");
    EXPECT_EQ(told("\"Off\": 5.00 off each 50.00; all goods; always", "de"),
              "\"Off\": 5,00 EUR je 50,00 EUR; alle Waren; immer");
    EXPECT_EQ(told("\"Off\": 5.00 off each 50.00; all goods; always", "en"),
              "\"Off\": 5.00 EUR off each 50.00 EUR; all goods; always");
    EXPECT_EQ(told("ended", "de"), "ended");
    EXPECT_EQ(told("\"X\": a gift; all goods; until 2026-12-24", "de"),
              "\"X\": a gift; all goods; until 24.12.2026");
}

TEST(AuditPhrases, WriteDaysOfPromotionsAsTheLanguageDoes) {
    const auto told = [](std::string_view kept) {
        return app::office::web::audit_days(kept, in("de"));
    };
    EXPECT_EQ(told("\"Until 2026-12-24 only\": 10 % off; all goods; from 2026-11-28 until "
                   "2026-12-24 18:00 mon-fri 16:00-18:00; B01"),
              "\"Until 2026-12-24 only\": 10 % off; all goods; from 28.11.2026 until "
              "24.12.2026, 18:00 mon-fri 16:00-18:00; B01");
    EXPECT_EQ(told("until 2026-12-24; B01"), "until 24.12.2026; B01");
    EXPECT_EQ(told("2026-12-24"), "24.12.2026");
    for (const char* text : {"", "ended", "items A2026-12-24", "2026-12-241", "\"2026-12-24"}) {
        EXPECT_EQ(told(text), text);
    }
}

TEST(AuditPhrases, NameEveryTopicAndNote) {
    namespace office = pos::store::office;
    for (const Words& words : Words::all()) {
        for (const auto topic : office::kAuditTopics) {
            EXPECT_TRUE(words.has("audit_topic_" + std::string{audit_topic_name(topic)}));
        }
        for (const auto note : {office::audit_note::kCodeMade, office::audit_note::kJoined,
                                office::audit_note::kFollowed, office::audit_note::kReplaced,
                                office::audit_note::kNameLocked, office::audit_note::kAddressLocked,
                                office::audit_note::kExported, office::audit_note::kCodesShut,
                                office::audit_note::kKeysShut, office::audit_note::kTooOften}) {
            EXPECT_TRUE(words.has("audit_note_" + std::string{note})) << note;
        }
        for (const auto note : {office::audit_note::kNameLocked, office::audit_note::kAddressLocked,
                                office::audit_note::kCodesShut, office::audit_note::kKeysShut,
                                office::audit_note::kTooOften}) {
            EXPECT_TRUE(words.has("doors_todo_" + std::string{note})) << note;
        }
    }
}

}  // namespace
