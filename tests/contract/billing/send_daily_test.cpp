// Goal: what goes by e-mail leaves by itself from its hour on, each letter once however many
// processes serve; what does not arrive is told and waits for a person. Method: two processes over
// one office on either engine, a real mail server, and a clock of the test's.
#include "app/core/billing/send_daily.hpp"

#include <gtest/gtest.h>

#include <barrier>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/core/billing/mail_server.hpp"
#include "app/core/billing/sender.hpp"
#include "pos/store/office/chores.hpp"
#include "tests/contract/billing/serving_office.hpp"
#include "tests/support/cutting_proxy.hpp"
#include "tests/support/mail_server.hpp"

namespace {

namespace billing = app::core::billing;
using billing::TimeOfDay;

class SendDaily : public test::ServingOffice {
protected:
    void SetUp() override {
        ServingOffice::SetUp();
        auto open = books();
        billing::Sender sender{.name = "Stadtwerke"};
        sender.country = "DE";
        ASSERT_TRUE(billing::change_sender(open, sender, clock_.at));
    }
    /// Bills a new account at this address by today; the clock is left where it is.
    void bill_to(const std::string& email) {
        const pos::Instant now = clock_.at;
        const std::string account = "10" + std::to_string(++accounts_);
        customer(account, {.country = "DE", .email = email, .delivery = "email"});
        subscribe(account, "GREEN", "2026-11-01");
        bill(to_string(books().office.zone.local(clock_.at).date));
        clock_.at = std::max(now, clock_.at);
    }
    void use(const std::string& url) {
        auto open = books();
        const auto done =
            billing::change_mail_setup(open, {url, "bills@example.org", "", "", ""}, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    void sending(std::optional<TimeOfDay> from, const std::string& since = "2026-11-01") {
        auto open = books();
        std::optional<billing::SendingHours> hours;
        if (from) hours = {*from, *pos::parse_date(since)};
        const auto done = billing::change_sending(open, hours, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
        EXPECT_EQ(billing::read_sending(*db_).value(), hours);
    }
    int accounts_{0};
    const Told one_sent_{"E-mails: 1 sent, 0 tried again later, 0 failed, 0 unknown."};
};

TEST_P(SendDaily, LettersLeaveFromTheirHourOnOnce) {
    const test::MailServer server;
    use(server.url());
    bill_to("otto@example.net");
    EXPECT_EQ(one_->send(), Told{});  // nobody asked for it
    sending(TimeOfDay{12, 1});
    EXPECT_EQ(one_->send(), Told{});
    clock_.at.unix_ms += 60'000;
    EXPECT_EQ(one_->send(), one_sent_);
    EXPECT_EQ(one_->send(), Told{});
    EXPECT_EQ(two_->send(), Told{});
    // Soon after it was issued, by the one that has it in hand, or by another once that is silent.
    bill_to("eva@example.net");
    EXPECT_EQ(two_->send(), Told{});
    EXPECT_EQ(one_->send(), one_sent_);
    bill_to("ida@example.net");
    clock_.at.unix_ms += pos::store::office::kChoreSilence_ms + 1;
    EXPECT_EQ(two_->send(), one_sent_);
    EXPECT_EQ(one_->send(), Told{});
    EXPECT_EQ(server.letters().size(), 3U);
    bill_to("otto@example.com");
    sending(std::nullopt);
    EXPECT_EQ(two_->send(), Told{});
}

TEST_P(SendDaily, TwoAtOnceSendEachLetterOnce) {
    const test::MailServer server;
    use(server.url());
    for (const char* email : {"a@example.net", "b@example.net", "c@example.net"}) bill_to(email);
    sending(TimeOfDay{0, 0});
    std::barrier start{2};
    {
        const std::jthread other{[&] {
            start.arrive_and_wait();
            two_->send();
        }};
        start.arrive_and_wait();
        one_->send();
    }
    EXPECT_EQ(server.letters().size(), 3U);
    EXPECT_EQ(count("delivery WHERE state = 3"), 3);
}

TEST_P(SendDaily, OneThatIsStoppedIsGoneOnWith) {
    const test::MailServer server;
    use(server.url());
    for (const char* email : {"a@example.net", "b@example.net", "c@example.net"}) bill_to(email);
    sending(TimeOfDay{0, 0});
    EXPECT_EQ(one_->send(false), one_sent_);
    EXPECT_EQ(one_->send(), Told{"E-mails: 2 sent, 0 tried again later, 0 failed, 0 unknown."});
    EXPECT_EQ(server.letters().size(), 3U);
}

TEST_P(SendDaily, WhatWasIssuedBeforeItIsNotSent) {
    const test::MailServer server;
    use(server.url());
    bill_to("old@example.net");
    go_to("2026-11-02");
    sending(TimeOfDay{0, 0}, "2026-11-02");
    EXPECT_EQ(one_->send(), Told{});
    bill_to("new@example.net");
    EXPECT_EQ(one_->send(), one_sent_);
    ASSERT_EQ(server.letters().size(), 1U);
    EXPECT_EQ(server.letters()[0]["envelope_to"][0], "new@example.net");
}

TEST_P(SendDaily, WhatFailsIsToldAndNeedsAttention) {
    const test::MailServer server;
    use(server.url());
    bill_to("nobody@example.net");
    bill_to("later@example.net");
    sending(TimeOfDay{0, 0});
    const auto told = one_->send();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].find("I2026-000001 to nobody@example.net did not arrive: "), 0U) << told[0];
    EXPECT_EQ(told[1], "E-mails: 0 sent, 1 tried again later, 1 failed, 0 unknown.");
    const auto undelivered = billing::undelivered(*db_).value();
    ASSERT_EQ(undelivered.size(), 1U);
    EXPECT_EQ(undelivered[0].number, "I2026-000001");
    EXPECT_EQ(one_->send(), Told{});  // not yet
    clock_.at.unix_ms += 15 * 60'000;
    EXPECT_EQ(one_->send(), Told{"E-mails: 0 sent, 1 tried again later, 0 failed, 0 unknown."});
    // One that nobody heard the end of is unknown after an hour, and stays so.
    ASSERT_TRUE(db_->exec("UPDATE delivery SET state = 2 WHERE state = 1"));
    clock_.at.unix_ms += 61 * 60'000;
    one_->send();
    EXPECT_EQ(billing::undelivered(*db_).value().size(), 2U);
    EXPECT_EQ(server.letters().size(), 0U);
}

TEST_P(SendDaily, AServerThatIsGoneIsToldOnceAndAskedAgainLater) {
    std::uint16_t port = 0;
    {
        const test::CuttingProxy gone{1};
        port = gone.port();
    }
    use("smtp://127.0.0.1:" + std::to_string(port));
    bill_to("otto@example.net");
    sending(TimeOfDay{0, 0});
    const auto told = one_->send();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].find("Bills are not sent by e-mail, and this is tried again: the mail server "
                           "cannot be reached: "),
              0U)
        << told[0];
    const test::MailServer server;
    use(server.url());
    EXPECT_EQ(one_->send(), Told{});
    clock_.at.unix_ms += 5 * 60'000;
    EXPECT_EQ(one_->send(), one_sent_);
}

TEST_P(SendDaily, AProcessThatCannotSendLeavesItToTheOthers) {
    const test::MailServer server{{"--user", "office", "--password", "open sesame"}};
    const std::string password = directory_.file("password");
    const auto write_password = [&] {
        std::ofstream{password} << "open sesame\n";
        std::filesystem::permissions(
            password, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    };
    write_password();
    {
        auto open = books();
        ASSERT_TRUE(billing::change_mail_setup(
            open, {server.url(), "bills@example.org", "office", password, ""}, clock_.at));
    }
    bill_to("otto@example.net");
    sending(TimeOfDay{0, 0});
    std::filesystem::remove(password);
    const auto told = one_->send();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("The mail server's password is not there"), std::string::npos);
    write_password();  // the other one's machine has it
    EXPECT_EQ(two_->send(), one_sent_);
    EXPECT_EQ(server.letters().size(), 1U);
}

TEST_P(SendDaily, IsRefusedWithoutAMailServer) {
    auto open = books();
    const auto refused = billing::change_sending(
        open, billing::SendingHours{{8, 0}, pos::make_date(2026, 11, 1)}, clock_.at);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().words.find("No mail server is known"), std::string::npos);
    EXPECT_FALSE(billing::read_sending(*db_).value());
}

ON_EITHER_ENGINE(SendDaily);

}  // namespace
