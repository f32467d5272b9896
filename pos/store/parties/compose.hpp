#pragma once

#include <optional>
#include <span>

#include "pos/base/random.hpp"
#include "pos/customer/known.hpp"
#include "pos/journal/events/customer.hpp"
#include "pos/journal/sealed.hpp"

/// Changes of customers as entries of a journal.
namespace pos::store::parties {

struct Doing {
    journal::When when;
    journal::Actor user;
    Instant now{};
};

/// An entry to come, and what is sealed beside it.
struct Composed {
    journal::CustomerEdited event;
    std::optional<journal::Sealed> sealed;
};

/// What makes of `before` (blank but for its id: nobody yet) the customer `after`. Nothing where
/// they are the same.
///
/// requires: one id; `before` is neither merged nor erased
std::optional<Composed> edit(const customer::Known& before, const customer::Party& after,
                             const Doing& doing, Random& random);

/// That a customer is another one; behind every change of it that is known.
///
/// requires: other.party.id != into
Composed merging(const customer::Known& other, const Ulid& into, const Doing& doing);
/// That a customer is forgotten.
Composed erasing(const customer::Known& whom, const Doing& doing);

/// The remaining customer with what it lacks and the other one has.
customer::Party completed(const customer::Party& remaining, const customer::Party& other);

}  // namespace pos::store::parties
