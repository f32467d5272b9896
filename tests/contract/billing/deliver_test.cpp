// Goal: every document reaches whoever it is for, once, on the way that they want; what does not is
// named with the reason and waits for a person. Method: a head office on either engine, a real mail
// server, a line that is cut; letters as Python reads them, printed files as poppler does.
#include "app/core/billing/deliver.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/invoice/hybrid/factur_x.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/cutting_proxy.hpp"
#include "tests/support/mail_server.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using stored::DeliveryState;

class Deliveries : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        auto opened = books();
        billing::Sender sender{.name = "Stadtwerke Müller"};
        sender.country = "DE";
        ASSERT_TRUE(billing::change_sender(opened, sender, clock_.now()));
    }
    /// Accounts with these ways, each with a bill of the first of November.
    void bills_for(std::initializer_list<std::pair<const char*, const char*>> ways,
                   const char* language = "") {
        int number = 0;
        for (const auto& [way, email] : ways) {
            const std::string account = "10" + std::to_string(++number);
            customer(account, {.name = "Customer " + account,
                               .postcode = std::to_string(90000 - number),
                               .country = "DE",
                               .email = email,
                               .language = language,
                               .delivery = way});
            subscribe(account, "GREEN", "2026-11-01");
        }
        bill("2026-11-01");
    }
    void use_server(const std::string& url, const std::string& user = "",
                    const std::string& password_file = "") {
        auto opened = books();
        const auto done = billing::change_mail_setup(
            opened, {url, "bills@example.org", user, password_file, ""}, clock_.now());
        ASSERT_TRUE(done) << done.error().words;
    }
    std::int64_t plan(const std::string& since = "2026-11-01") {
        auto opened = books();
        const auto planned = billing::plan_deliveries(opened, pos::parse_date(since), clock_.now());
        EXPECT_TRUE(planned) << planned.error().words;
        return planned.value_or(-1);
    }
    billing::EmailReport send() {
        auto opened = books();
        auto sent = billing::send_emails(opened, clock_, [](std::int64_t) { return true; });
        EXPECT_TRUE(sent) << sent.error().words;
        return sent.value_or(billing::EmailReport{});
    }
    app::core::Outcome<std::int64_t> print(const std::string& file) {
        auto opened = books();
        return billing::print_bills(opened, directory_.file(file), clock_,
                                    [](std::int64_t) { return true; });
    }
    void again(const std::string& number, const std::string& to = "") {
        auto opened = books();
        const auto done = billing::deliver_again(opened, {number, to}, clock_.now());
        ASSERT_TRUE(done) << done.error().words;
    }
    /// Of the first of October.
    void open_balance(const std::string& account, const std::string& amount,
                      const std::string& reference) {
        auto opened = books();
        const auto done = billing::in_transaction(opened, [&] {
            return billing::write_balance(
                opened, {account, amount, reference, "2026-10-01", "2026-10-01", ""}, clock_.now(),
                random_);
        });
        ASSERT_TRUE(done) << done.error().words;
    }
    /// How many.
    std::size_t remind(const std::string& day, const std::vector<billing::ReminderLevel>& levels) {
        go_to(day);
        auto opened = books();
        EXPECT_TRUE(billing::change_levels(opened, levels, clock_.now()));
        const auto done =
            billing::remind(opened, {.as_of = pos::parse_date(day)}, clock_.now(), random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->size() : 0;
    }
    std::map<DeliveryState, std::int64_t> counts() {
        return stored::count_deliveries(*db_).value();
    }
    using Counts = std::map<DeliveryState, std::int64_t>;
};

TEST_P(Deliveries, EmailsCarryThePageAndTheInvoice) {
    bills_for({{"email", "otto@example.net"}}, "de");
    const test::MailServer server;
    use_server(server.url());
    EXPECT_EQ(plan(), 1);
    EXPECT_EQ(plan(), 0);
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(send().sent, 0);
    const auto letters = server.letters();
    ASSERT_EQ(letters.size(), 1U);
    const auto& letter = letters[0];
    EXPECT_EQ(letter["from"], "Stadtwerke Müller <bills@example.org>");
    EXPECT_EQ(letter["to"], "Customer 101 <otto@example.net>");
    EXPECT_EQ(letter["subject"], "Rechnung I2026-000001 von Stadtwerke Müller");
    const auto text = letter["text"].get<std::string>();
    EXPECT_NE(text.find("11,78"), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    ASSERT_EQ(letter["files"].size(), 1U);
    EXPECT_EQ(letter["files"][0]["name"], "I2026-000001.pdf");
    const auto inside =
        app::core::invoice::embedded_invoice(test::bytes_of(letter["files"][0]), 1'000'000);
    ASSERT_TRUE(inside && *inside);
    EXPECT_EQ(pos::billing::invoice::read(**inside)->invoice.number, "I2026-000001");
    EXPECT_EQ(counts(), (Counts{{DeliveryState::sent, 1}}));
}

TEST_P(Deliveries, RemindOfOpeningBalancesThatNobodyWasSent) {
    bills_for({{"email", "otto@example.net"}, {"print", ""}}, "de");
    const test::MailServer server;
    use_server(server.url());
    EXPECT_EQ(plan(), 2);
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(print("bills.pdf").value(), 1);
    customer(
        "103",
        {.name = "Customer 103", .country = "DE", .email = "eva@example.net", .delivery = "email"});
    subscribe("103", "GREEN", "2026-11-01");
    bill("2026-11-01");
    open_balance("101", "119.00", "R-4711");
    open_balance("102", "20.00", "R-4712");
    open_balance("102", "30.00", "R-4713");
    pay({.account = "101", .document = "B2026-000001", .amount = "19.00"});
    EXPECT_EQ(remind("2026-11-20", {{14, "0", "Erinnerung"}}), 3U);
    pay({.account = "102", .document = "B2026-000003", .amount = "30.00"});  // before it is sent
    EXPECT_EQ(plan(), 1);  // the bill before them is not passed over
    EXPECT_EQ(send().sent, 2);
    EXPECT_EQ(print("reminders.pdf").value(), 1);
    const auto letters = server.letters();
    ASSERT_EQ(letters.size(), 3U);
    const auto letter = std::ranges::find_if(letters, [](const auto& one) {
        return one["subject"] == "Zahlungserinnerung B2026-000001 von Stadtwerke Müller";
    });
    ASSERT_NE(letter, letters.end());
    const auto text = (*letter)["text"].template get<std::string>();
    EXPECT_NE(text.find("100,00"), std::string::npos) << text;
    EXPECT_NE(text.find("R-4711"), std::string::npos) << text;
    EXPECT_NE(text.find("01.10.2026"), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    const auto page =
        test::run_program({"/usr/bin/pdftotext", "-layout", directory_.file("reminders.pdf"), "-"});
    ASSERT_EQ(page.exit, 0) << page.err;
    for (const char* said : {"Zahlungserinnerung", "B2026-000002", "R-4712", "20,00"}) {
        EXPECT_NE(page.out.find(said), std::string::npos) << said << page.out;
    }
    EXPECT_EQ(page.out.find("VAT"), std::string::npos) << page.out;
    EXPECT_EQ(page.out.find("R-4713"), std::string::npos) << page.out;
    // Its next level reminds of it by its fee, and once more by itself.
    EXPECT_EQ(remind("2026-12-10", {{14, "0", "Erinnerung"}, {28, "5.00", "Mahnung"}}), 5U);
    EXPECT_EQ(print("second.pdf").value(), 2);
}

TEST_P(Deliveries, GoTheWayThatTheAccountWants) {
    bills_for(
        {{"email", "a@example.net"}, {"print", "b@example.net"}, {"none", ""}, {"print", ""}});
    const test::MailServer server;
    use_server(server.url());
    EXPECT_EQ(plan(), 4);
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(counts(), (Counts{{DeliveryState::waits, 2}, {DeliveryState::sent, 1}}));
    EXPECT_EQ(print("bills.pdf").value(), 2);
    EXPECT_EQ(counts(), (Counts{{DeliveryState::sent, 3}}));
    EXPECT_EQ(print("more.pdf").value(), 0);
    EXPECT_FALSE(std::filesystem::exists(directory_.file("more.pdf")));
    // By postcode: 104 lives at 89996, 102 at 89998.
    const auto text =
        test::run_program({"/usr/bin/pdftotext", "-layout", directory_.file("bills.pdf"), "-"});
    ASSERT_EQ(text.exit, 0) << text.err;
    const auto first = text.out.find("Customer 104");
    const auto second = text.out.find("Customer 102");
    ASSERT_NE(first, std::string::npos);
    ASSERT_NE(second, std::string::npos);
    EXPECT_LT(first, second);
}

TEST_P(Deliveries, TheFirstTimeADayMustBeSaid) {
    bills_for({{"email", "a@example.net"}});
    auto opened = books();
    const auto planned = billing::plan_deliveries(opened, {}, clock_.now());
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().kind, app::core::FailureKind::usage);
    EXPECT_EQ(plan("2026-11-02"), 0);  // nothing is that young
    EXPECT_EQ(plan("2026-11-01"), 1);
    bill("2026-12-01");
    EXPECT_EQ(billing::plan_deliveries(opened, {}, clock_.now()).value(), 1);
}

TEST_P(Deliveries, WhatFailsIsNamedAndHoldsNothingUp) {
    bills_for({{"email", "nobody@example.net"},
               {"email", ""},
               {"email", "later@example.net"},
               {"email", "good@example.net"}});
    const test::MailServer server;
    use_server(server.url());
    plan();
    auto report = send();
    EXPECT_EQ(report.sent, 1);
    EXPECT_EQ(report.later, 1);
    ASSERT_EQ(report.failed.size(), 2U);
    EXPECT_EQ(send().later, 0);  // not yet
    for (int tries = 0; tries < 8; ++tries) {
        clock_.at.unix_ms += std::int64_t{24} * 3'600'000;
        report = send();
    }
    EXPECT_EQ(counts()[DeliveryState::waits], 0);
    // The customer says another address, and it is sent there.
    const auto known = stored::list_deliveries(*db_, {}).value();
    for (const auto& row : known) {
        if (row.account == "101") again(row.number, "found@example.net");
    }
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(server.letters().back()["envelope_to"][0], "found@example.net");
}

TEST_P(Deliveries, AreKnownToWaitBeforeAnybodyLooks) {
    const auto wait = [&](const std::string& since) {
        return billing::has_emails(*db_, *pos::parse_date(since), clock_.at).value();
    };
    EXPECT_FALSE(wait("2026-01-01"));
    bills_for({{"email", "a@example.net"}, {"print", ""}});
    open_balance("101", "119.00", "R-4711");  // is sent to nobody
    EXPECT_FALSE(wait("2026-11-02"));
    EXPECT_TRUE(wait("2026-11-01"));
    EXPECT_EQ(plan(), 2);
    EXPECT_TRUE(wait("2026-11-02"));  // the e-mail
    const auto put = [&](DeliveryState was, DeliveryState is) {
        auto rows = stored::list_deliveries(*db_, {}).value();
        for (auto& row : rows) {
            row.delivery.state = is;
            row.delivery.at = clock_.at;
            if (row.delivery.channel == pos::customer::Delivery::email) {
                EXPECT_TRUE(stored::put_delivery(*db_, row.delivery, was).value());
            }
        }
    };
    put(DeliveryState::waits, DeliveryState::under_way);
    EXPECT_FALSE(wait("2026-11-01"));  // paper alone
    clock_.at.unix_ms += 61 * 60'000;
    EXPECT_TRUE(wait("2026-11-01"));  // nobody heard its end
    put(DeliveryState::under_way, DeliveryState::failed);
    EXPECT_FALSE(wait("2026-11-01"));
    EXPECT_EQ(stored::count_undelivered(*db_).value(), 1);
    open_balance("102", "20.00", "R-4712");
    EXPECT_FALSE(wait("2026-11-01"));
    bill("2026-12-01");
    EXPECT_TRUE(wait("2026-12-24"));  // it is behind what was looked at
}

TEST_P(Deliveries, OfBillsThatWerePaidGoOutAllTheSame) {
    bills_for({{"print", ""}, {"print", ""}});
    EXPECT_EQ(plan(), 2);
    pay({.account = "101", .amount = "11.78"});
    pay({.account = "102", .amount = "11.78"});
    EXPECT_EQ(print("bills.pdf").value(), 2);  // it is an opening balance that would not
}

TEST_P(Deliveries, WithoutAServerTheyWait) {
    bills_for({{"email", "a@example.net"}, {"email", "b@example.net"}});
    auto opened = books();
    const auto nobody = billing::send_emails(opened, clock_, [](std::int64_t) { return true; });
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().kind, app::core::FailureKind::refused);
    std::uint16_t port = 0;
    {
        const test::CuttingProxy gone{1};
        port = gone.port();
    }
    use_server("smtp://127.0.0.1:" + std::to_string(port));
    plan();
    const auto report = send();
    EXPECT_FALSE(report.unreachable.empty());
    EXPECT_EQ(counts(), (Counts{{DeliveryState::waits, 2}}));
    const test::MailServer server;
    use_server(server.url());
    EXPECT_EQ(send().sent, 2);
}

TEST_P(Deliveries, OneWhoseAnswerIsLostIsNeverSentTwice) {
    bills_for({{"email", "a@example.net"}});
    const test::MailServer server;
    test::CuttingProxy proxy{server.port()};
    use_server("smtp://127.0.0.1:" + std::to_string(proxy.port()));
    plan();
    EXPECT_EQ(send().sent, 1);
    std::string said = proxy.said().at(0);
    const std::size_t all = said.rfind("\r\n.\r\n") + 5;
    again("I2026-000001");
    proxy.cut_next({.after_said = all});
    EXPECT_EQ(send().unknown, 1);
    EXPECT_EQ(send().sent, 0);
    EXPECT_EQ(counts(), (Counts{{DeliveryState::unknown, 1}}));
    again("I2026-000001");
    EXPECT_EQ(send().sent, 1);
    // Whoever reads them can tell that they are one.
    const auto letters = server.letters();
    EXPECT_EQ(letters.front()["id"], letters.back()["id"]);
}

TEST_P(Deliveries, OfAProgramThatWasKilledAreFound) {
    bills_for({{"email", "a@example.net"}, {"print", ""}});
    const test::MailServer server;
    use_server(server.url());
    plan();
    const auto known = stored::list_deliveries(*db_, {}).value();
    for (const auto& row : known) {
        auto one = row.delivery;
        one.state = DeliveryState::under_way;
        EXPECT_TRUE(stored::put_delivery(*db_, one, DeliveryState::waits).value());
        EXPECT_FALSE(stored::put_delivery(*db_, one, DeliveryState::waits).value());
    }
    EXPECT_EQ(send().sent, 0);
    EXPECT_EQ(counts(), (Counts{{DeliveryState::under_way, 2}}));
    clock_.at.unix_ms += std::int64_t{61} * 60'000;
    EXPECT_EQ(send().sent, 0);
    EXPECT_EQ(counts(), (Counts{{DeliveryState::waits, 1}, {DeliveryState::unknown, 1}}));
    EXPECT_EQ(print("bills.pdf").value(), 1);
}

TEST_P(Deliveries, AFileThatCannotBeWrittenLosesNone) {
    bills_for({{"print", ""}});
    plan();
    std::ofstream{directory_.file("there.pdf")} << "bills that nobody has printed";
    EXPECT_FALSE(print("there.pdf"));
    const auto no_folder = print("no/folder/bills.pdf");
    ASSERT_FALSE(no_folder);
    EXPECT_EQ(no_folder.error().kind, app::core::FailureKind::environment);
    EXPECT_EQ(counts(), (Counts{{DeliveryState::waits, 1}}));
    EXPECT_EQ(print("bills.pdf").value(), 1);
}

TEST_P(Deliveries, ThePasswordStaysInAFileOfItsOwn) {
    bills_for({{"email", "a@example.net"}});
    const test::MailServer server{{"--user", "office", "--password", "open sesame"}};
    const std::string path = directory_.file("password");
    use_server(server.url(), "office", path);
    plan();
    auto opened = books();
    const auto go_on = [](std::int64_t) { return true; };
    EXPECT_FALSE(billing::send_emails(opened, clock_, go_on));
    std::ofstream{path} << "open sesame\n";
    ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
    const auto open_to_all = billing::send_emails(opened, clock_, go_on);
    ASSERT_FALSE(open_to_all);
    EXPECT_NE(open_to_all.error().words.find("may be read by others"), std::string::npos);
    ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
    EXPECT_EQ(send().sent, 1);
    EXPECT_EQ(billing::read_mail_setup(*db_)->password_file, path);
}

ON_EITHER_ENGINE(Deliveries);

}  // namespace
