#pragma once

#include "pos/store/db/connection.hpp"
#include "pos/store/verify.hpp"

/// What verify() looks at of customers; for verify.cpp.
namespace pos::store {

/// Whatever is sealed of customers is there, unless they were erased; and no field of a customer is
/// older than the latest change that this database holds, nor another than that change made it.
/// What differs is added to the report.
db::Result<void> check_customers(db::Connection& db, VerifyReport& report);

}  // namespace pos::store
