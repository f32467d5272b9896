#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/store/db/connection.hpp"

/// What tells whose money a bank's entry is.
namespace pos::store::billing {

/// The series that invoices and opening balances have been numbered in: "I2026", "B2026".
db::Result<std::vector<std::string>> invoice_series(db::Connection& db);

/// An invoice of which exactly so much is open.
struct OpenInvoice {
    std::string number;
    std::string account_number;
};
/// At most `limit` of them.
db::Result<std::vector<OpenInvoice>> open_invoices_of(db::Connection& db,
                                                      std::string_view currency_code,
                                                      std::int64_t open_minor, std::int64_t limit);

/// The external ids of payments that were read from a bank's files begin so.
inline constexpr std::string_view kBankId = "bank:";

/// A payment of a bank's file, and whose it was.
struct KnownPayment {
    std::string external_id;
    std::string account_number;
};
db::Result<std::vector<KnownPayment>> payments_of_files(db::Connection& db);

}  // namespace pos::store::billing
