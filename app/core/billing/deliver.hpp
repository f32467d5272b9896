#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/deliveries.hpp"

/// Documents on their way: as e-mail, or as one file for a printing house.
namespace app::core::billing {

/// Makes what is to be delivered known: every document since the last time. The first time, those
/// issued on `since` or later.
///
/// errors: usage: the first time without a day, so that nobody sends the bills of years
Outcome<std::int64_t> plan_deliveries(BillingBooks& books, std::optional<pos::Date> since,
                                      pos::Instant now);

/// Whether send_emails() would find something to do after plan_deliveries().
Outcome<bool> has_emails(pos::store::db::Connection& db, pos::Date since, pos::Instant now);

/// A document that did not arrive, and why.
struct NotDelivered {
    std::string number;
    std::string recipient;
    std::string why;
};

struct EmailReport {
    std::int64_t sent{0};
    std::int64_t later{0};    // tried again by the next run from that moment on
    std::int64_t unknown{0};  // nobody knows whether they arrived; never sent again by itself
    std::vector<NotDelivered> failed;
    std::string unreachable;  // why the rest waits; empty: none does
};

/// Sends what waits to be sent as e-mail: the page with the e-invoice inside, in the customer's
/// language; then statements of account that wait. Each is marked before it is given to the server
/// and after, so that one that is killed in between is unknown and is not sent twice.
///
/// `go_on` is told how many were tried, between letters; false stops there.
/// errors: no mail server, the database
Outcome<EmailReport> send_emails(BillingBooks& books, pos::Clock& clock,
                                 const std::function<bool(std::int64_t)>& go_on);

/// So many bills go into one file.
inline constexpr std::int64_t kBillsPerFile = 2'000;

/// Writes what waits to be printed into one PDF file, sorted as the post wants it: by country,
/// postcode and account. They count as sent once the file is whole on the disk. How many; more than
/// kBillsPerFile wait for the next file.
///
/// errors: a file that is there already or cannot be written: then all of them wait as before
Outcome<std::int64_t> print_bills(BillingBooks& books, const std::filesystem::path& file,
                                  pos::Clock& clock,
                                  const std::function<bool(std::int64_t)>& go_on);

/// Lets one wait again: what failed, is unknown, or was sent and did not arrive.
///
/// `recipient`: another address; empty: the customer's as it is by now.
/// errors: no such document; it is under way
struct Again {
    std::string number;
    std::string recipient;
};
Outcome<void> deliver_again(BillingBooks& books, const Again& which, pos::Instant now);

/// What did not arrive, or may not have, and waits for a person: what changed last first.
Outcome<std::vector<pos::store::billing::DeliveryRow>> undelivered(pos::store::db::Connection& db,
                                                                   std::int64_t limit = 100);

/// "waits", "under way", "sent", "failed", "unknown"
std::string word_of(pos::store::billing::DeliveryState state);

}  // namespace app::core::billing
