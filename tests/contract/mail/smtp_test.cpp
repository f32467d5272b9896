// Goal: a letter arrives as it was written, whatever its names hold; what became of one that does
// not is told apart: refused, not now, nobody there, nobody knows. Method: a real mail server, and
// a line that is cut; letters as Python's mail package reads them.
#include "drivers/mail/smtp.hpp"

#include <gtest/gtest.h>

#include "tests/support/cutting_proxy.hpp"
#include "tests/support/mail_server.hpp"

using drivers::mail::MailTrouble;
using drivers::mail::Message;
using drivers::mail::Smtp;

namespace {

Message letter() {
    Message message;
    message.from = {"Stadtwerke Müller, Köln", "bills@example.org"};
    message.to = {"Otto", "otto@example.net"};
    message.subject =
        "Rechnung I2026-000001 über 123,45 € — Stadtwerke Müller, eine sehr lange Zeile";
    message.text = "Guten Tag,\n.\n..\nanbei: 你好 שלום\n\nFrom here on.\n";
    std::string all;
    for (int i = 0; i < 3'001; ++i) all += static_cast<char>(i * 7);
    message.attachments = {{"I2026-000001.pdf", "application/pdf", all},
                           {"empty.xml", "text/xml", ""}};
    message.id = "01KB0000000000000000000001";
    message.sent_at = {1'795'000'000'000};
    return message;
}

MailTrouble trouble_of(std::expected<void, drivers::mail::MailError> sent) {
    EXPECT_FALSE(sent);
    EXPECT_FALSE(sent.error().words.empty());
    return sent.error().trouble;
}

}  // namespace

TEST(Mail, arrives_as_it_was_written) {
    const test::MailServer server;
    Smtp smtp{{.url = server.url()}};
    const Message sent = letter();
    const auto done = smtp.send(sent);
    ASSERT_TRUE(done) << done.error().words;
    const auto letters = server.letters();
    ASSERT_EQ(letters.size(), 1U);
    const auto& got = letters[0];
    EXPECT_EQ(got["envelope_from"], "bills@example.org");
    EXPECT_EQ(got["envelope_to"], nlohmann::json::array({"otto@example.net"}));
    EXPECT_EQ(got["from"], "\"Stadtwerke Müller, Köln\" <bills@example.org>");
    EXPECT_EQ(got["to"], "Otto <otto@example.net>");
    EXPECT_EQ(got["subject"], sent.subject);
    EXPECT_EQ(got["text"], sent.text);
    EXPECT_EQ(got["id"], "<01KB0000000000000000000001@example.org>");
    EXPECT_EQ(got["date"], "2026-11-18T11:06:40+00:00");
    ASSERT_EQ(got["files"].size(), 2U);
    EXPECT_EQ(got["files"][0]["name"], "I2026-000001.pdf");
    EXPECT_EQ(got["files"][0]["type"], "application/pdf");
    EXPECT_TRUE(test::bytes_of(got["files"][0]) == sent.attachments[0].bytes);
    EXPECT_TRUE(test::bytes_of(got["files"][1]).empty());
    EXPECT_LE(got["longest_line"], 78);
    EXPECT_TRUE(got["defects"].empty()) << got["defects"];
}

TEST(Mail, many_letters_go_over_one_connection) {
    const test::MailServer server;
    test::CuttingProxy proxy{server.port()};
    Smtp smtp{{.url = "smtp://127.0.0.1:" + std::to_string(proxy.port())}};
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(smtp.send(letter()));
    EXPECT_EQ(server.letters().size(), 5U);
    EXPECT_EQ(proxy.said().size(), 1U);
}

TEST(Mail, names_forge_no_line_of_the_head) {
    const test::MailServer server;
    Smtp smtp{{.url = server.url()}};
    Message message = letter();
    message.from.name = "A\r\nBcc: other@example.net\r\n";
    message.to.name = "=?UTF-8?Q?x?=\" <";
    message.subject = "one\r\nX-Forged: yes\r\n\r\nbody =?UTF-8?B?eA==?=";
    const auto sent = smtp.send(message);
    ASSERT_TRUE(sent) << sent.error().words;
    const auto got = server.letters().at(0);
    EXPECT_EQ(got["headers"], (nlohmann::json{"Auto-Submitted", "Content-Type", "Date", "From",
                                              "MIME-Version", "Message-ID", "Subject", "To"}));
    EXPECT_EQ(got["envelope_to"].size(), 1U);
    EXPECT_EQ(got["text"], message.text);
}

TEST(Mail, what_the_server_says_is_told_apart) {
    const test::MailServer server;
    Smtp smtp{{.url = server.url()}};
    Message message = letter();
    message.to.address = "nobody@example.net";
    const auto refused = smtp.send(message);
    EXPECT_EQ(trouble_of(refused), MailTrouble::refused);
    EXPECT_EQ(refused.error().words, "550 5.1.1 No such person here");
    message.to.address = "later@example.net";
    EXPECT_EQ(trouble_of(smtp.send(message)), MailTrouble::later);
    // The next one is none the worse for it.
    EXPECT_TRUE(smtp.send(letter()));
    EXPECT_EQ(server.letters().size(), 1U);
}

TEST(Mail, without_a_server_nothing_was_sent) {
    std::uint16_t port = 0;
    {
        const test::CuttingProxy gone{1};
        port = gone.port();
    }
    Smtp smtp{{.url = "smtp://127.0.0.1:" + std::to_string(port)}};
    EXPECT_EQ(trouble_of(smtp.send(letter())), MailTrouble::unreachable);
}

TEST(Mail, a_line_that_is_cut_before_the_end_has_sent_nothing_and_at_the_end_nobody_knows) {
    const test::MailServer server;
    test::CuttingProxy proxy{server.port()};
    const std::string url = "smtp://127.0.0.1:" + std::to_string(proxy.port());
    {
        Smtp smtp{{.url = url}};
        ASSERT_TRUE(smtp.send(letter()));
    }
    std::string said = proxy.said().at(0);
    said = said.substr(0, said.rfind("\r\n.\r\n") + 5);
    for (const std::size_t before : {std::size_t{40}, said.size() / 2}) {
        proxy.cut_next({.after_said = before});
        Smtp smtp{{.url = url}};
        EXPECT_NE(trouble_of(smtp.send(letter())), MailTrouble::refused) << before;
        EXPECT_EQ(server.letters().size(), 1U);
    }
    proxy.cut_next({.after_said = said.size()});
    Smtp smtp{{.url = url}};
    EXPECT_EQ(trouble_of(smtp.send(letter())), MailTrouble::unknown);
}

TEST(Mail, a_name_and_password_are_shown_to_the_server_that_asks) {
    const test::MailServer server{{"--user", "till", "--password", "a secret"}};
    Smtp nobody{{.url = server.url()}};
    EXPECT_EQ(trouble_of(nobody.send(letter())), MailTrouble::refused);
    Smtp wrong{{.url = server.url(), .user = "till", .password = "another"}};
    const auto denied = wrong.send(letter());
    EXPECT_EQ(trouble_of(denied), MailTrouble::refused);
    EXPECT_EQ(denied.error().words.find("another"), std::string::npos);
    Smtp right{{.url = server.url(), .user = "till", .password = "a secret"}};
    EXPECT_TRUE(right.send(letter()));
}

TEST(Mail, addresses_and_servers_are_looked_at) {
    using drivers::mail::is_address;
    for (const char* good : {"a@b", "otto.müller@example.org", "a+b@c.d"})
        EXPECT_TRUE(is_address(good)) << good;
    for (const char* wrong : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n", "<a@b>", "a@b,c@d"})
        EXPECT_FALSE(is_address(wrong)) << wrong;
    EXPECT_TRUE(drivers::mail::check({.url = "smtps://mail.example.org"}));
    for (const char* wrong : {"", "mail.example.org", "http://x", "file:///etc/passwd",
                              "smtps://name:word@mail.example.org"})
        EXPECT_FALSE(drivers::mail::check({.url = wrong})) << wrong;
}
