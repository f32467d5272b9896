#pragma once

#include "app/core/billing/asked_payment.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// How a document is to be paid by today, if it goes out once more: as it was asked when it was
/// issued, but by transfer where what would have paid it does not any more. That is a collection
/// that came back and was not ordered anew, a mandate or a method that is over, and a method that
/// was tried on each of its days, or that stood beside a mandate whose collection came back. What
/// is on its way at the bank is by the mandate of that order, whatever else was asked. Once
/// somebody said that what came back is collected again, the mandate that holds by then does; its
/// account is said, the document's own need not be the same. What is settled stays as it was asked.
Outcome<AskedPayment> asked_by_now(pos::store::db::Connection& db,
                                   const pos::store::billing::StoredDocument& document,
                                   pos::Date today);

}  // namespace app::core::billing
