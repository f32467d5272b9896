#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/customer/party.hpp"
#include "pos/journal/events/billing.hpp"
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
