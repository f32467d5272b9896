#pragma once

#include <cstdint>
#include <string>

#include "pos/journal/events/cart.hpp"
#include "pos/journal/events/shift.hpp"

namespace pos::shift {

/// A shift that is under way, with its figures so far.
struct Shift {
    Ulid id{};
    journal::When opened;  // its business_date is that of every sale of the shift
    journal::Actor opened_by;
    std::string first_receipt;
    std::string last_receipt;
    journal::ShiftFigures figures;
    bool operator==(const Shift&) const = default;
};

/// A shift as it starts. Its first tender is always the cash of the float.
///
/// requires: opening_float >= 0
Shift open(const journal::ShiftOpened& opened, std::string cash_code, std::string cash_name);

// What happened in the shift, in any order. Each is counted once; the figures always add up:
//   net == gross - refunded
//   tenders[cash].expected == opening_float + cash_moved + cash taken - cash paid out
//   sum of the other tenders' expected == sum of their amounts
void add(Shift& shift, const journal::SaleRecord& record);
void add(Shift& shift, const journal::CashMoved& moved);
void add(Shift& shift, const journal::DrawerOpened& opened);
void add(Shift& shift, const journal::LineVoided& voided);
void add(Shift& shift, const journal::SaleCancelled& cancelled);
void add(Shift& shift, const journal::TenderCorrected& corrected);

/// Whether the ticket counts as a refund: goods came back and nothing was paid, or money went out.
bool is_refund(const journal::SaleRecord& record);

}  // namespace pos::shift
