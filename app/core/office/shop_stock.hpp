#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/records.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/events/shop.hpp"
#include "pos/store/store.hpp"

/// What a shop of its own has in stock: counted, and what came in. A till that has joined a head
/// office has that said there, where the sales of all tills come together.
namespace app::core {

/// What is added to an item's stock, so that it is what was counted, or more by what came in.
///
/// ensures: a count is a line even where it adds nothing: the goods are counted from then on
Kept<pos::journal::StockLine> stock_line(pos::store::Reader& reader, const pos::catalog::Item& item,
                                         const StockSaid& said);

struct StockFigure {
    std::string number;  // of the goods
    pos::Quantity quantity{};
};
/// As people say it from without.
struct StockSaying {
    bool counted{false};  // there are so many; else so many came in
    std::vector<StockFigure> goods;
    std::string reason;
    std::string reference;  // said twice it counts once
    std::string by;         // who says it; empty: the first manager
};
struct StockMoved {
    std::string number;
    std::string name;
    std::string unit;
    std::optional<pos::Quantity> before;  // nothing: never counted until then
    pos::Quantity now{};                  // of goods that were never counted: what moved
};
/// One entry of the journal for all of it. What each has now; nothing if it was said before.
///
/// errors: a head office, or a till that has joined one; goods that are not there, or stand there
///         twice; a quantity below zero of a count, or of nothing that came in, or no whole one
///         of goods sold by the piece
Outcome<std::vector<StockMoved>> change_shop_stock(const std::string& where,
                                                   const pos::store::StoreOptions& store_options,
                                                   const StockSaying& saying, pos::Instant now,
                                                   pos::Random& random);

}  // namespace app::core
