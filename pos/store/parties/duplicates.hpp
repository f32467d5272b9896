#pragma once

#include <cstddef>
#include <vector>

#include "pos/customer/known.hpp"
#include "pos/store/db/connection.hpp"

/// Which customers may be one: for head office.
namespace pos::store::parties {

/// What two customers are alike in.
struct Pair {
    customer::Party one;  // made first
    customer::Party other;
    std::vector<customer::Likeness> alike;
};
/// Customers that may be one, as far as `limit`: those that are alike in more come first. One pass
/// over all customers; what is kept of each is a few bytes.
db::Result<std::vector<Pair>> duplicates(db::Connection& db, std::size_t limit);

}  // namespace pos::store::parties
