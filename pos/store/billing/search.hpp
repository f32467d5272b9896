#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/customer/party.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/money/money.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What a clerk who types a number may mean by it. Numbers are looked up by their beginning, as
/// typed and in capitals, by an index; accounts are list_accounts()'s.
namespace pos::store::billing {

struct FoundDocument {
    std::string number;
    journal::DocumentKind kind{journal::DocumentKind::invoice};
    Date issued_on{};
    Money payable{};
    std::string account;
    std::string name;
};
/// By their numbers. Digits alone may also be the last ones of a number of any series.
Answer<std::vector<FoundDocument>> find_documents(db::Connection& db, std::string_view words,
                                                  std::int64_t limit);

struct FoundQuote {
    std::string number;
    Date issued_on{};
    Date valid_until{};
    Money payable{};
    std::string account;
    std::string name;
};
/// As find_documents().
Answer<std::vector<FoundQuote>> find_quotes(db::Connection& db, std::string_view words,
                                            std::int64_t limit);

/// What came in, or went back.
struct FoundPayment {
    Ulid payment{};
    std::string reference;
    std::string external_id;
    Date received_on{};
    Money amount{};
    std::string account;
    std::string name;
};
/// By how their references begin, or what whoever sent them calls them.
Answer<std::vector<FoundPayment>> find_payments(db::Connection& db, std::string_view words,
                                                std::int64_t limit);

/// A customer's word that we may collect.
struct FoundMandate {
    std::string reference;
    std::string holder;
    std::string iban;
    std::optional<Date> ended_on;
    std::string account;
    std::string name;
};
/// By how their references begin, or the IBANs that they are of, with or without blanks.
Answer<std::vector<FoundMandate>> find_mandates(db::Connection& db, std::string_view words,
                                                std::int64_t limit);

/// A service point, and a counter there if there is any.
struct FoundPoint {
    std::string point;
    std::string meter;  // what is counted; empty: no counter stands there
    std::string serial;
    std::string account;  // whose it is by now, or was last
    std::string name;
};
/// Of that code, or with a counter of that serial number; by their codes.
Answer<std::vector<FoundPoint>> find_points(db::Connection& db, std::string_view words,
                                            std::int64_t limit);

struct FoundSubscription {
    std::string number;
    std::string account;
    std::string name;
};
Answer<std::vector<FoundSubscription>> find_subscriptions(db::Connection& db,
                                                          std::string_view words,
                                                          std::int64_t limit);

/// Customers who have no account, by words of their name, number, town, e-mail or telephone.
Answer<std::vector<customer::Party>> find_unbilled(db::Connection& db, std::string_view words,
                                                   std::int64_t limit);

/// Its statements of numbers, for a look at how they are carried out.
std::span<const std::string_view> search_statements();

}  // namespace pos::store::billing
