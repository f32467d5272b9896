#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::billing {

/// A payment that a bank's file told of, and whose it is.
struct BankPayment {
    journal::PaymentRow row;
    std::string account_number;
    std::string name;      // of the party
    bool returned{false};  // it bounced, or was undone
};
/// The latest first.
Answer<std::vector<BankPayment>> list_bank_payments(db::Connection& db, std::int64_t skip,
                                                    std::int64_t limit);

}  // namespace pos::store::billing
