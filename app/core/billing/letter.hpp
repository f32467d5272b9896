#pragma once

#include <string>

#include "app/core/billing/sender.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/failure.hpp"
#include "app/core/invoice/sheet.hpp"
#include "drivers/mail/message.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/invoice/invoice.hpp"
#include "pos/customer/party.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// A document with all that is said of it to whom it is for.
struct Letter {
    pos::billing::invoice::Invoice invoice;
    pos::customer::Party party;  // as it is known today: where it is sent to
    std::string language;        // "en" or "de"
    app::core::invoice::Sheet page;
};

/// Of an opening balance what is open of it, as a reminder: whoever owes it has its bill. It is
/// asked to be paid as asked_by_now() says: who is reminded of what came back is to transfer it.
///
/// errors: no such document, or one that is not what was signed
Outcome<Letter> read_letter(pos::store::db::Connection& db, const pos::Ulid& document,
                            const Sender& sender, Stationery& stationery,
                            const std::string& office_locale, pos::Date today);

/// The e-mail with the page attached. The same document has the same id.
drivers::mail::Message email_of(const Letter& letter, Stationery& stationery,
                                const pos::Ulid& document, const drivers::mail::Mailbox& from,
                                const std::string& to, pos::Instant now);

}  // namespace app::core::billing
