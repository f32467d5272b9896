#pragma once

#include <span>
#include <vector>

#include "pos/base/calendar.hpp"

namespace pos::billing::bill {

/// [from, to)
struct Days {
    Date from{};
    Date to{};
    bool operator==(const Days&) const = default;
};

/// What is left of some days once others are taken out, in order.
std::vector<Days> without(const Days& days, std::span<const Days> taken);

}  // namespace pos::billing::bill
