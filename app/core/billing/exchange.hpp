#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/exact.hpp"
#include "pos/store/billing/exchange.hpp"

/// Several currencies: what each document and payment comes to in the books' own, and what was
/// realised by the change of a rate between a bill and its payment.
namespace app::core::billing {

/// What a currency is worth from a day on, as people say it.
struct NewRate {
    std::string currency;  // "USD"
    std::string rate;      // what one unit is worth in the books' currency: "0.9235"
    std::string on;        // a day; empty: today
};
/// Puts it in place of what was said of that day. What was taken into the books before stays.
///
/// errors: no such currency, or the books' own; no figure above zero, or one with more than 12
///         decimals; a day to come
Outcome<pos::store::billing::ExchangeRate> put_rate(BillingBooks& books, const NewRate& asked,
                                                    pos::Instant now);

/// The figure of a rate that was kept.
pos::Exact rate_of(const std::string& text);

/// Says behind each entry in another currency what it comes to in the books' (`Converted`), within
/// the entry's transaction. Where no rate of its day is known the entry stays as it is; what is
/// open of it is taken into the books, against opening balances, when it is next touched after
/// somebody has said one.
///
/// owns: the events of the transaction under way
std::unique_ptr<pos::store::office::Follower> follow_exchange(pos::store::db::Connection& db,
                                                              pos::Currency books);

}  // namespace app::core::billing
