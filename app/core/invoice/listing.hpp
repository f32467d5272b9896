#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/invoice/sheet.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/currency.hpp"
#include "pos/money/exact.hpp"

namespace app::core::invoice {

/// The calls, or other events, that one line of an invoice is the sum of.
struct Listing {
    struct Event {
        pos::LocalTime at{};
        std::string what;
        pos::Exact quantity;
        std::optional<pos::Exact> amount;  // without tax; none where it has none of its own
    };
    std::string name;  // the charge's
    std::string unit;
    pos::Currency currency{};
    std::vector<Event> events;  // by time
    std::int64_t more{0};       // that are not listed
};

/// The list as a page shows it. Seconds are written as people write how long a call was: "1:02".
///
/// `contact`: whom to ask for those that are left out; may be empty
Sheet::Annex annex_of(const Listing& listing, const std::string& contact, const Words& words);

}  // namespace app::core::invoice
