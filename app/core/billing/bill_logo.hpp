#pragma once

#include <optional>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/bytes.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// The logo of whoever sends the bills, a PNG (see bill_logo_of() of logo.hpp). Where none was
/// given, the one that receipts have; empty where there is neither.
Outcome<std::optional<pos::Bytes>> read_bill_logo(pos::store::db::Connection& db);

/// Whether bills have one of their own.
Outcome<bool> has_bill_logo(pos::store::db::Connection& db);

/// Keeps a logo for bills; an empty one takes it away. The journal says who changed it, and from
/// which picture to which. The same again changes nothing.
Outcome<void> change_bill_logo(BillingBooks& books, pos::BytesView png, pos::Instant now);

}  // namespace app::core::billing
