#pragma once

#include <memory>
#include <string>

#include "app/core/bench/contest.hpp"
#include "app/core/bench/scratch.hpp"
#include "pos/report/takings.hpp"

namespace app::core::bench {

/// A shop that has traded for nine months, its books at `where`.
struct TradedShop {
    std::string where;
    pos::report::Days days{};
    std::uint64_t receipts{0};
};

/// Makes one with so many receipts of four lines on average, spread over opening hours, cashiers,
/// tenders and departments.
Outcome<TradedShop> make_traded_shop(const Scratch& scratch, std::uint64_t receipts);

/// One breakdown of each day, or of each month, of that shop, against reading the roll-ups' rows
/// that it is made of.
enum class Period : std::uint8_t { day, month };
Outcome<std::unique_ptr<Contest>> takings_contest(const TradedShop& shop, Period period,
                                                  pos::report::TakingsBy by, std::size_t times);

}  // namespace app::core::bench
