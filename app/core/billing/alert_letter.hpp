#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "drivers/mail/message.hpp"
#include "pos/store/billing/alerts.hpp"

namespace app::core::billing {

/// What a customer is told, in the customer's language; nothing where the alert was taken away.
/// Its address may be empty.
Outcome<std::optional<drivers::mail::Message>> alert_letter(
    pos::store::db::Connection& db, const pos::store::billing::AlertTold& told,
    const std::string& office_locale, const drivers::mail::Mailbox& from);

}  // namespace app::core::billing
