#pragma once

#include <optional>
#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "drivers/mail/smtp.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// Through whom the office sends e-mail. The password stays in a file of its own, of which the
/// database knows the name alone.
struct MailSetup {
    std::string url;  // "smtps://mail.example.org"
    std::string from;
    std::string user;
    std::string password_file;
    std::string ca_file;
    bool operator==(const MailSetup&) const = default;
};

/// Empty where the office never said.
Outcome<MailSetup> read_mail_setup(pos::store::db::Connection& db);

/// Puts what is not empty in place of what was said before, and notes it in the books' journal.
///
/// errors: usage: no mail server, no e-mail address; a user without a password file
Outcome<MailSetup> change_mail_setup(BillingBooks& books, const MailSetup& change,
                                     pos::Instant now);

/// The server with its password.
///
/// errors: nobody said which; the password's file is not there, empty, or may be read by others
Outcome<drivers::mail::MailServer> mail_server(const MailSetup& setup);

}  // namespace app::core::billing
