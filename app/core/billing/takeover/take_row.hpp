#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/takeover/row.hpp"
#include "app/core/failure.hpp"
#include "pos/store/billing/subscriptions.hpp"

/// One row of each kind into the books, within the caller's transaction. What is there already and
/// says the same is unchanged. After a refusal the transaction is not to be kept.
namespace app::core::billing::takeover {

struct Taking {
    BillingBooks& books;
    const Reading& how;
    pos::Instant now{};
    pos::Random& random;
    std::string blamed{};  // the field that a refusal is about, if it is about one
    Why why{};             // beside the failure

    /// A refusal that is of one field, or where that is empty of the whole row.
    std::unexpected<Failure> refuse(std::string_view field, Reason reason, std::string about,
                                    std::string words);
};

// What a row's cells say, in the form that people type; a refusal blames the field.

/// "2026-12-01", or with a clock's time and an offset behind it; blank stays blank.
Outcome<std::string> date_of(Taking& taking, const Row& row, const char* field);
/// The day alone: where the cell has an offset, the office's.
Outcome<std::string> day_of(Taking& taking, const Row& row, const char* field);
/// "1234.5"; blank stays blank.
Outcome<std::string> figure_of(Taking& taking, const Row& row, const char* field);
Outcome<unsigned> count_of(Taking& taking, const Row& row, const char* field, unsigned otherwise);
/// What a word means, in English or German: folded words, each with its meaning.
using Meaning = std::pair<std::string_view, std::string_view>;
Outcome<std::string> meaning_of(Taking& taking, const Row& row, const char* field,
                                std::span<const Meaning> words);

/// Takes a row of any kind.
Outcome<CustomerPut> take_row(Taking& taking, const Row& row);

Outcome<CustomerPut> take_customer(Taking& taking, const Row& row);
Outcome<CustomerPut> take_contract(Taking& taking, const Row& row);
Outcome<CustomerPut> take_meter(Taking& taking, const Row& row);
Outcome<CustomerPut> take_balance(Taking& taking, const Row& row);

/// Lets a service point count for a contract from its start on; whether that is new. Blames the
/// field where another contract has the point by then or later, unless that one is over.
Outcome<bool> give_point(Taking& taking, std::string_view field, const std::string& point,
                         const pos::store::billing::StoredSubscription& whose);

/// What a row is known by, so that no two rows of a file are the same.
std::string key_of(const Row& row, const Reading& how);

}  // namespace app::core::billing::takeover
