#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pos/customer/known.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/store/db/connection.hpp"

/// What was changed of customers, wherever it was: for head office.
namespace pos::store::parties {

/// One field as one change made it.
struct FieldVersion {
    customer::Field field{customer::Field::name};
    Instant at{};        // the change's own time
    bool stands{false};  // no later change of it is known
};
/// One change, whoever made it.
struct Version {
    Ulid party{};  // the customer, or one that was merged into it
    std::string branch;
    std::string terminal;
    journal::When when;
    journal::Actor user;
    std::vector<FieldVersion> fields;
    std::optional<customer::Party> content;  // nothing: nothing personal, or it was erased
    std::optional<Ulid> into;
};
/// All changes of a customer and of those that were merged into it, the latest first. Both versions
/// of a field that was changed in two places are among them.
db::Result<std::vector<Version>> history(db::Connection& db, const Ulid& party, std::size_t limit);

}  // namespace pos::store::parties
