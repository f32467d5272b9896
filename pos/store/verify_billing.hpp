#pragma once

#include <cstdint>
#include <map>

#include "pos/journal/chain.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/verify.hpp"

namespace pos::store {

/// What verify() looks at in the books of billing beside the tables themselves: that each entry of
/// the ledger adds up to nothing, that what an account owes is what is open, that no series of
/// numbers has a gap, that no more was taken out of a lot of prepaid credit than it held and lots
/// are what the books hold of them, that what was paid back is money that went out, and that
/// streams have come as far as they say. What differs is added to the report.
db::Result<void> check_billing(db::Connection& db,
                               const std::map<std::int64_t, journal::Head>& heads,
                               VerifyReport& report);

}  // namespace pos::store
