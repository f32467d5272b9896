#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"

namespace pos::report {

/// What takings are broken down by.
enum class TakingsBy : std::uint8_t {
    day,
    hour,
    department,
    tender,
    cashier,
    branch_and_day,
    item
};

/// Business days, both included.
struct Days {
    Date from{};
    Date to{};
};

/// What one means of payment came to.
struct TenderTotal {
    journal::TenderKind kind{journal::TenderKind::cash};
    std::string code;
    std::string name;
    std::int64_t payments{0};
    std::int64_t gross_minor{0};
    std::int64_t refunded_minor{0};
    std::int64_t net_minor() const { return gross_minor - refunded_minor; }
    bool operator==(const TenderTotal&) const = default;
};

/// What sold goods cost the business, as their lines said it when they were sold. Lines that said
/// none are in neither figure.
struct CostOfSales {
    std::int64_t cost_e8{0};        // in 1e-8 of the currency's unit
    std::int64_t takings_minor{0};  // of the same lines, without tax
    bool operator==(const CostOfSales&) const = default;
};

/// One row of a breakdown, read from the roll-ups. Only the key of its breakdown is set.
struct TakingsRow {
    std::string branch;  // by branch and day
    Date day{};          // by day, by branch and day
    int hour{0};         // by hour
    std::string code;    // of the department or tender; the item's number
    std::string name;    // of the department, tender, cashier or item
    Currency currency{};
    journal::Takings figures;          // by tender: counts, gross and refunded; by item: of lines
    Quantity quantity{};               // by department and item
    CostOfSales cost{};                // by department and item, where it is asked for
    std::int64_t payments{0};          // by tender
    std::vector<TenderTotal> tenders;  // by day, by branch and day
    bool operator==(const TakingsRow&) const = default;
};

/// The sum over rows of one currency; empty rows give zeros.
journal::Takings sum(const std::vector<TakingsRow>& rows);

}  // namespace pos::report
