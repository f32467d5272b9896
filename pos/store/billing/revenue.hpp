#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What was billed and what was used, for people who ask how business goes.
namespace pos::store::billing {

/// What the lines of one day, charge and kind come to. What was given back is below nothing.
struct RevenueRow {
    Date issued_on{};
    std::string plan;    // empty: written by hand
    std::string charge;  // empty: likewise
    pos::billing::bill::ItemKind kind{pos::billing::bill::ItemKind::recurring};
    std::string currency;  // "EUR2"
    std::int64_t lines{0};
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
};
/// Of documents issued on these days, the last of them too; opening balances are no revenue.
Answer<std::vector<RevenueRow>> revenue(db::Connection& db, Date from, Date to);

/// What one meter counted of all subscriptions, without what was taken back.
struct ConsumptionRow {
    std::string meter;
    std::int64_t records{0};
    std::int64_t quantity_millionths{0};
};
/// Of records of [from, to), by their meters.
Answer<std::vector<ConsumptionRow>> consumption(db::Connection& db, Instant from, Instant to);

}  // namespace pos::store::billing
