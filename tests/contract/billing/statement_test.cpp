// Goal: a statement of account says what the books say and adds up, asks for no more than is open,
// and reaches its customer once. Method: a head office on either engine with bills, payments and
// credits of known figures; a real mail server; pages as poppler reads them.
#include "app/core/billing/statement.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/billing/collect_again.hpp"
#include "app/core/billing/credit.hpp"
#include "app/core/billing/debits.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/statement_letters.hpp"
#include "app/core/invoice/text.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/mail_server.hpp"
#include "tests/support/overheard.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using stored::DeliveryState;

class Statements : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        auto opened = books();
        billing::Sender sender{.name = "Stadtwerke Müller"};
        sender.iban = "DE02120300000000202051";
        sender.creditor = "DE98ZZZ09999999999";
        ASSERT_TRUE(billing::change_sender(opened, sender, clock_.at));
        customer("101", {.name = "Otto Bold", .email = "otto@example.net", .language = "de"});
        subscribe("101", "GREEN", "2026-11-01");
    }
    /// 11.78 on the first of November and of December; 5.00 paid on 20 November.
    void live() {
        bill("2026-11-01");
        go_to("2026-11-20");
        pay({.account = "101", .amount = "5.00", .reference = "cash desk"});
        bill("2026-12-01");
        go_to("2026-12-10");
    }
    app::core::Outcome<billing::AccountStatement> read(const std::string& from,
                                                       const std::string& to,
                                                       const std::string& today = "2026-12-10") {
        return billing::read_statement(*db_, {"101", *pos::parse_date(from), *pos::parse_date(to)},
                                       *pos::parse_date(today));
    }
    app::core::invoice::Sheet sheet_of(const billing::AccountStatement& statement,
                                       const std::string& language = "en") {
        auto stationery = billing::Stationery::read(*db_);
        const auto sender = billing::read_sender(*db_);
        EXPECT_TRUE(stationery && sender);
        return billing::statement_sheet(statement, *sender, *stationery, language);
    }
    void use_server(const std::string& url) {
        auto opened = books();
        ASSERT_TRUE(
            billing::change_mail_setup(opened, {url, "bills@example.org", "", "", ""}, clock_.at));
    }
    app::core::Outcome<stored::StatementLetter> send(const std::string& to = "",
                                                     bool again = false) {
        auto opened = books();
        return billing::send_statement(
            opened,
            {{"101", *pos::parse_date("2026-11-01"), *pos::parse_date("2026-11-30")}, to, again},
            clock_);
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_P(Statements, AddUpToWhatTheBooksSay) {
    live();
    const auto november = read("2026-11-01", "2026-11-30");
    ASSERT_TRUE(november) << november.error().words;
    EXPECT_EQ(november->opening_minor, 0);
    ASSERT_EQ(november->rows.size(), 2U);
    EXPECT_EQ(billing::kind_of(november->rows[0]), "document");
    EXPECT_EQ(november->rows[0].number, "I2026-000001");
    EXPECT_EQ(to_string(november->rows[0].due_on.value()), "2026-11-15");
    EXPECT_EQ(billing::kind_of(november->rows[1]), "payment");
    EXPECT_EQ(november->rows[1].amount_minor, -500);
    EXPECT_EQ(november->closing_minor, 678);
    EXPECT_EQ(november->open_minor, 678 + 1178);
    EXPECT_EQ(november->ageing.not_due_minor, 1178);  // due on the fifteenth
    EXPECT_EQ(november->ageing.days_30_minor, 678);
    EXPECT_EQ(november->payable().minor, 1856);
    const auto december = read("2026-12-01", "2026-12-10");
    ASSERT_TRUE(december);
    EXPECT_EQ(december->opening_minor, november->closing_minor);
    EXPECT_EQ(december->closing_minor, december->open_minor);
    ASSERT_EQ(december->rows.size(), 1U);
}

TEST_P(Statements, AddUpWhileSomebodyPays) {
    live();
    bool paid = false;
    test::Overheard db{*db_, [&](const test::Question& one) {
                           // Once what is open was asked for, and before how old it is.
                           if (paid || !has(one.sql, "FROM open_item")) return;
                           paid = true;
                           pay({.account = "101", .amount = "6.78", .reference = "meanwhile"});
                       }};
    const billing::StatementAsked asked{"101", *pos::parse_date("2026-11-01"),
                                        *pos::parse_date("2026-12-10")};
    const auto said = billing::read_statement(db, asked, asked.to);
    ASSERT_TRUE(said) << said.error().words;
    ASSERT_TRUE(paid);
    EXPECT_EQ(said->open_minor, 1856);
    EXPECT_EQ(said->ageing.not_due_minor + said->ageing.days_30_minor, said->open_minor);
    EXPECT_EQ(open_of("101"), 1856 - 678);
}

TEST_P(Statements, LookAtNobodyElsesAccount) {
    if (!is_sqlite()) GTEST_SKIP() << "SQLite says how it will go about it whatever the sizes";
    live();
    std::vector<test::Question> asked;
    test::Overheard db{*db_, [&](const test::Question& one) { asked.push_back(one); }};
    const auto day = *pos::parse_date("2026-12-10");
    const auto said = billing::read_statement(db, {"101", day, day}, day);
    ASSERT_TRUE(said) << said.error().words;
    ASSERT_TRUE(
        stored::list_statement_letters(db, said->customer.stored.account.id, 20).has_value());
    for (const char* from : {"FROM open_item o", "FROM mandate m", "FROM statement_letter v"}) {
        const auto found =
            std::ranges::find_if(asked, [&](const auto& one) { return has(one.sql, from); });
        ASSERT_NE(found, asked.end()) << from;
        EXPECT_EQ(test::scans_of(*db_, *found), "");
    }
}

TEST_P(Statements, SayWhatEachRowIs) {
    live();
    {
        auto opened = books();
        ASSERT_TRUE(billing::credit(opened, {"I2026-000002", {{1, "2.00"}}, "sorry", false},
                                    clock_.at, random_));
        ASSERT_TRUE(billing::write_off(opened, "I2026-000001", "too little", clock_.at));
    }
    const auto said = read("2026-11-01", "2026-12-10");
    ASSERT_TRUE(said) << said.error().words;
    std::vector<std::string> kinds;
    std::int64_t sum = 0;
    for (const auto& row : said->rows) {
        kinds.push_back(billing::kind_of(row));
        sum += row.amount_minor;
    }
    EXPECT_EQ(kinds, (std::vector<std::string>{"document", "payment", "document", "credit_note",
                                               "write_off"}));
    // 11.78 and 11.78, less 5.00, less 2.00 with 19 % of it, less the 6.78 that were left.
    EXPECT_EQ(sum, 1178 - 500 + 1178 - 238 - 678);
    EXPECT_EQ(said->open_minor, sum);
    EXPECT_EQ(open_of("101"), sum);
}

TEST_P(Statements, AskForWhatIsOpenByACode) {
    live();
    const auto said = read("2026-11-01", "2026-11-30");
    ASSERT_TRUE(said);
    const auto sheet = sheet_of(*said);
    EXPECT_EQ(sheet.title, "Statement of account");
    ASSERT_TRUE(sheet.code);
    EXPECT_TRUE(has(*sheet.code, "\nDE02120300000000202051\nEUR18.56\n")) << *sheet.code;
    EXPECT_TRUE(has(*sheet.code, "Account 101")) << *sheet.code;
    const std::string text = app::core::invoice::render_text(sheet_of(*said, "de"));
    for (const char* part :
         {"Kontoauszug", "Rechnung I2026-000001", "fällig am 15.11.2026", "Endstand am 30.11.2026",
          "Seitdem gebucht", "11,78", "18,56", "1 bis 30 Tage", "Kto. 101"}) {
        EXPECT_TRUE(has(text, part)) << part << '\n' << text;
    }
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
}

TEST_P(Statements, AskForNothingThatIsCollectedOrPaidAhead) {
    live();
    {
        auto opened = books();
        billing::MandateInput mandate{.reference = "M1", .account = "101"};
        mandate.iban = "DE89370400440532013000";
        mandate.signed_on = "2026-10-01";
        ASSERT_TRUE(billing::put_mandate(opened, mandate, clock_.at));
    }
    auto said = read("2026-11-01", "2026-12-10");
    ASSERT_TRUE(said && said->mandate);
    auto sheet = sheet_of(*said);
    EXPECT_FALSE(sheet.code);
    ASSERT_EQ(sheet.payment_notes.size(), 1U);
    EXPECT_TRUE(has(sheet.payment_notes[0], "mandate M1"));
    pay({.account = "101", .amount = "20.00"});
    said = read("2026-11-01", "2026-12-10");
    ASSERT_TRUE(said);
    EXPECT_EQ(said->open_minor, 1856 - 2000);
    EXPECT_EQ(said->payable().minor, 0);
    sheet = sheet_of(*said);
    EXPECT_FALSE(sheet.code);
    EXPECT_TRUE(sheet.payment_notes.empty());
    EXPECT_TRUE(has(sheet.sums.back().label, "In your favour"));
}

// What is collected is not asked for; what came back is, by its code, beside what is collected.
TEST_P(Statements, AskForWhatCameBackAlone) {
    live();  // of the invoices 6.78 and 11.78 are open, due on 15 November and 15 December
    auto opened = books();
    billing::MandateInput mandate{.reference = "M1", .account = "101"};
    mandate.iban = "DE89370400440532013000";
    mandate.signed_on = "2026-10-01";
    ASSERT_TRUE(billing::put_mandate(opened, mandate, clock_.at));
    const auto ordered = billing::order_collections(opened, {*pos::parse_date("2026-12-11"), false},
                                                    clock_.at, random_);
    ASSERT_TRUE(ordered && ordered->collections == 1);
    EXPECT_EQ(read("2026-11-01", "2026-12-10")->to_transfer().minor, 0);
    const auto rows = stored::debits(*db_, ordered->message, 10).value();
    ASSERT_TRUE(
        billing::return_collection(opened, to_string(rows.at(0).debit.debit), "AM04", clock_.at));
    auto said = read("2026-11-01", "2026-12-10");
    ASSERT_TRUE(said && said->mandate);
    EXPECT_EQ(said->payable().minor, 1856);
    EXPECT_EQ(said->to_transfer().minor, 678);
    auto sheet = sheet_of(*said);
    ASSERT_TRUE(sheet.code);
    EXPECT_TRUE(has(*sheet.code, "\nDE02120300000000202051\nEUR6.78\n")) << *sheet.code;
    ASSERT_EQ(sheet.payment_notes.size(), 2U);
    EXPECT_TRUE(has(sheet.payment_notes[0], "6.78")) << sheet.payment_notes[0];
    EXPECT_TRUE(has(sheet.payment_notes[0], "came back")) << sheet.payment_notes[0];
    EXPECT_TRUE(has(sheet.payment_notes[1], "what else is due from DE89 3704 0044 0532 0130 00"))
        << sheet.payment_notes[1];
    // Where somebody says so it is collected again, as the rest.
    ASSERT_TRUE(billing::collect_again(opened, rows.at(0).number, clock_.at));
    EXPECT_EQ(read("2026-11-01", "2026-12-10")->to_transfer().minor, 0);
    const auto anew = billing::order_collections(opened, {*pos::parse_date("2026-12-11"), false},
                                                 clock_.at, random_);
    ASSERT_TRUE(anew && anew->collections == 1);
    const auto second = stored::debits(*db_, anew->message, 10).value();
    ASSERT_TRUE(
        billing::return_collection(opened, to_string(second.at(0).debit.debit), "AM04", clock_.at));
    EXPECT_EQ(read("2026-11-01", "2026-12-10")->to_transfer().minor, 678);
    // Once that alone is open nothing is collected.
    ASSERT_TRUE(billing::write_off(opened, "I2026-000002", "a gift", clock_.at));
    said = read("2026-11-01", "2026-12-10");
    ASSERT_TRUE(said);
    sheet = sheet_of(*said, "de");
    EXPECT_TRUE(sheet.code);
    ASSERT_EQ(sheet.payment_notes.size(), 1U);
    EXPECT_TRUE(has(sheet.payment_notes[0], "kamen zurück")) << sheet.payment_notes[0];
}

TEST_P(Statements, AreOfATimeThatWas) {
    live();
    const auto why = [&](const std::string& from, const std::string& to) {
        const auto said = read(from, to);
        return said ? app::core::Why::other : said.error().why;
    };
    EXPECT_EQ(why("2026-11-30", "2026-11-29"), app::core::Why::out_of_order);
    EXPECT_EQ(why("2026-11-01", "2026-12-11"), app::core::Why::to_come);
    const auto nobody = billing::read_statement(*db_, {"999", {}, {}}, {});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().why, app::core::Why::no_account);
    EXPECT_EQ(to_string(billing::usual_period(*pos::parse_date("2026-01-15")).from), "2025-12-01");
    EXPECT_EQ(to_string(billing::usual_period(*pos::parse_date("2026-12-31")).from), "2026-11-01");
}

TEST_P(Statements, ReachTheirCustomerOnce) {
    live();
    const test::MailServer server;
    use_server(server.url());
    const auto sent = send();
    ASSERT_TRUE(sent) << sent.error().words;
    EXPECT_EQ(sent->delivery.state, DeliveryState::sent);
    EXPECT_EQ(sent->delivery.recipient, "otto@example.net");
    const auto twice = send();
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().about, "statement_sent");
    ASSERT_EQ(server.letters().size(), 1U);
    const auto letter = server.letters()[0];
    EXPECT_EQ(letter["subject"], "Kontoauszug 101 von Stadtwerke Müller");
    EXPECT_TRUE(has(letter["text"].get<std::string>(), "18,56"));
    EXPECT_EQ(letter["text"].get<std::string>().find('{'), std::string::npos);
    ASSERT_EQ(letter["files"].size(), 1U);
    EXPECT_EQ(letter["files"][0]["name"], "Statement-101-2026-11-30.pdf");
    EXPECT_TRUE(test::bytes_of(letter["files"][0]).starts_with("%PDF"));
    ASSERT_TRUE(send("eva@example.net", true));
    EXPECT_EQ(server.letters().size(), 2U);
    const auto rows = stored::list_statement_letters(*db_, {}, 10).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].letter.delivery.recipient, "eva@example.net");
    // Nobody is reminded by it, and no bill is delivered by it.
    EXPECT_FALSE(stored::has_deliveries(*db_).value());
}

TEST_P(Statements, ThatCannotBeSentSayWhy) {
    live();
    const auto none = send();
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().about, "no_mail_server");
    EXPECT_TRUE(stored::list_statement_letters(*db_, {}, 10).value().empty());
    const test::MailServer server;
    use_server(server.url());
    EXPECT_EQ(send("no address").error().about, "no_address");
    const auto failed = send("nobody@example.net");
    ASSERT_TRUE(failed) << failed.error().words;
    EXPECT_EQ(failed->delivery.state, DeliveryState::failed);
    EXPECT_FALSE(failed->delivery.said.empty());
    // It may be tried anew without a word.
    const auto sent = send();
    ASSERT_TRUE(sent) << sent.error().words;
    EXPECT_EQ(sent->delivery.state, DeliveryState::sent);
}

TEST_P(Statements, ThatWaitGoWithTheBills) {
    live();
    use_server("smtp://127.0.0.1:9");  // nobody is there
    const auto waits = send();
    ASSERT_TRUE(waits) << waits.error().words;
    EXPECT_EQ(waits->delivery.state, DeliveryState::waits);
    const auto any = billing::has_emails(*db_, *pos::parse_date("2026-12-31"), clock_.at);
    EXPECT_TRUE(any && *any);
    const test::MailServer server;
    use_server(server.url());
    auto opened = books();
    const auto report = billing::send_emails(opened, clock_, [](std::int64_t) { return true; });
    ASSERT_TRUE(report) << report.error().words;
    EXPECT_EQ(report->sent, 1);
    EXPECT_EQ(server.letters().size(), 1U);
}

ON_EITHER_ENGINE(Statements);

}  // namespace
