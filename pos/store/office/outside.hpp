#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/currency.hpp"
#include "pos/report/takings.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// Why something is kept beside the books and not in them.
enum class Outside : std::uint8_t {
    set_aside,  // it is another continuation of a journal than the books'
    parked,     // no rows follow from it yet
};

/// The tickets of one till and day that are in no takings. Together with the takings they are what
/// the tills have sold.
struct OutsideRow {
    Outside why{Outside::set_aside};
    std::string branch;
    std::string terminal;
    Date day{};
    Currency currency{};
    journal::Takings figures;  // counts, gross, refunded, tax, discount and rounding
    std::vector<report::TenderTotal> tenders;  // in the order of their codes
};

struct OutsideTheBooks {
    std::vector<OutsideRow> rows;        // in the order of their members
    std::uint64_t entries_set_aside{0};  // tickets and everything else
    std::uint64_t entries_parked{0};
};

/// Read from the entries themselves.
Answer<OutsideTheBooks> outside_the_books(db::Connection& db);

}  // namespace pos::store::office
