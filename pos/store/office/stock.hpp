#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/money/quantity.hpp"
#include "pos/report/takings.hpp"
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
    bool counted{false};  // not only sold and delivered
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

/// Whether it was ever counted there.
Answer<bool> was_counted(db::Connection& db, std::string_view branch, const Ulid& item);

/// What each branch has of one item, by the branches' codes. Only where it ever moved.
struct BranchQuantity {
    std::string branch;
    Quantity quantity{};
};
Answer<std::vector<BranchQuantity>> stock_of_item(db::Connection& db, const Ulid& item);

/// One correction of an item's stock, wherever it was said.
struct StockCorrection {
    std::string branch;  // whose stock it is
    std::string from;    // of which branch the journal is that says so
    std::string terminal;
    journal::When when;
    std::string by;
    std::string reason;
    Quantity quantity{};  // added
};
struct CorrectionQuestion {
    Ulid item{};
    report::Days days{};
    std::string_view branch{};  // empty: every branch
    std::size_t limit{200};
};
/// The latest first.
Answer<std::vector<StockCorrection>> stock_corrections(db::Connection& db,
                                                       const CorrectionQuestion& asked);

/// Whether the stock was adjusted under that external number.
Answer<bool> was_adjusted(db::Connection& db, std::string_view external_number);

}  // namespace pos::store::office
