#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What a branch has in stock: the sum of everything that its tills sold, took back and corrected,
/// and of what head office said of it. Each movement counts once, as its entry does.
namespace pos::store::office {

struct StockRow {
    Ulid item{};
    std::string number;  // empty: goods that a till had of its own
    std::string name;
    std::string unit;
    Quantity quantity{};
};
struct StockQuestion {
    std::string_view branch;
    std::string_view words;  // of the number or name; empty: everything that ever moved
    std::int64_t skip{0};
    std::int64_t limit{100};
};
/// By the goods' numbers.
Answer<std::vector<StockRow>> branch_stock(db::Connection& db, const StockQuestion& asked);

/// Of one item.
Answer<Quantity> branch_stock_of(db::Connection& db, std::string_view branch, const Ulid& item);

/// Whether the stock was adjusted under that external number.
Answer<bool> was_adjusted(db::Connection& db, std::string_view external_number);

}  // namespace pos::store::office
