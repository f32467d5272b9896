#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/meter/counter.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Counters at service points, for lists.
namespace pos::store::billing {

struct RegisterQuestion {
    std::string words{};  // part of a point, a serial number, or whose it is; empty: all
    std::int64_t skip{0};
    std::int64_t limit{50};
};
/// What is counted at a point, by the counter that stands there, or stood last.
struct RegisterRow {
    std::string point;
    std::string meter;
    std::string serial;
    bool removed{false};
    std::optional<pos::billing::meter::Reading> last{};
    std::string account;  // whose the point is by now; empty: nobody's
    std::string name;
};
/// By their points.
Answer<std::vector<RegisterRow>> list_registers(db::Connection& db, const RegisterQuestion& asked);
Answer<std::int64_t> count_registers(db::Connection& db, const std::string& words);

}  // namespace pos::store::billing
