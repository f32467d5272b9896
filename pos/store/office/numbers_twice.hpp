#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/money/money.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// A ticket as people tell it from another one.
struct NumberedTicket {
    EntryKey entry{};
    std::string number;  // that it has, or would have, in the tables
    std::string branch;
    std::string terminal;
    LocalTime local{};
    std::string cashier;
    std::int64_t lines{0};
    Money payable{};
};

/// Two tickets with one number: the one that is parked for it, and the one that is in the books.
struct NumberTwice {
    NumberedTicket parked;
    std::optional<NumberedTicket> booked;  // none: it has another number by now
};

/// The first of them, in the order of the parked ones.
Answer<std::vector<NumberTwice>> numbers_twice(db::Connection& db, std::int64_t limit);

}  // namespace pos::store::office
