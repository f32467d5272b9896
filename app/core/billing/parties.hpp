#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/customer/known.hpp"
#include "pos/customer/party.hpp"

/// Customers at head office: each change is an entry of the books' journal, and tills hear of it.
namespace app::core::billing {

/// That a customer is not kept, for one fault: by its name, so that pages say it in their language.
Failure party_refusal(pos::customer::PartyFault fault);

/// The customer that a number, or an id as `customer duplicates` shows it, is of.
///
/// errors: nobody has it; several have
Outcome<pos::customer::Known> find_customer(pos::store::db::Connection& db, std::string_view who);

/// Within an open transaction of the books: `before` (blank but for its id: nobody yet) becomes
/// `after`. Whether anything changed.
Outcome<bool> write_party(BillingBooks& books, const pos::customer::Known& before,
                          const pos::customer::Party& after, pos::Instant now, pos::Random& random);

/// Adds a customer, or changes one: every field is as given. Without a number it gets one. Whether
/// anything changed; the customer as it is then.
///
/// errors: a field that is wrong; a number that another customer has, or that would change
Outcome<bool> save_party(BillingBooks& books, pos::customer::Party& party, pos::Instant now,
                         pos::Random& random);

/// Adds a customer under an id that was made before; whoever says so twice added one. Without a
/// number it gets one.
///
/// requires: party.id
/// errors:   as save_party()
Outcome<bool> add_party(BillingBooks& books, pos::customer::Party& party, pos::Instant now,
                        pos::Random& random);

/// Changes what is known of a customer at that moment: what `change` leaves as it is stays, whoever
/// else changes it meanwhile. Whether anything changed.
///
/// errors: as save_party(); it was merged or erased
Outcome<bool> change_party(BillingBooks& books, const pos::Ulid& id,
                           const std::function<void(pos::customer::Party&)>& change,
                           pos::Instant now, pos::Random& random);

/// Two customers are one: `other` is `into` from now on, with its sales, its accounts and what
/// `into` lacks of its fields.
///
/// errors: nobody has such a number, or both are one already
Outcome<void> merge_customers(BillingBooks& books, std::string_view other, std::string_view into,
                              pos::Instant now, pos::Random& random);

/// Forgets a customer, and those merged into it: all that is sealed of them is deleted here, and at
/// tills when they hear of it. Sales keep the number. How many sealed pieces were deleted.
///
/// errors: nobody has such a number; it is billed, so that its documents must be kept
Outcome<std::size_t> erase_customer(BillingBooks& books, std::string_view who, pos::Instant now);

}  // namespace app::core::billing
