#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/report/takings.hpp"
#include "pos/store/reader.hpp"

namespace pos::store::office {

/// A ticket of any till, and whose it is.
struct Ticket {
    ReceiptSummary summary;
    std::string branch;
    std::string terminal;
};

struct TicketQuestion {
    report::Days days{};      // asked where no number is
    std::string_view branch;  // empty: every branch
    std::string_view number;  // the start of a receipt's number
    std::int64_t skip{0};
    std::int64_t limit{100};
};
/// The latest first; with a number in the order of numbers.
Answer<std::vector<Ticket>> tickets(db::Connection& db, const TicketQuestion& asked);

/// The last day that a till has closed.
struct LastClose {
    std::string branch;
    std::string terminal;
    std::int64_t z_number{0};
    Date business_date{};
    LocalTime closed{};
};
Answer<std::vector<LastClose>> last_closes(db::Connection& db);

}  // namespace pos::store::office
