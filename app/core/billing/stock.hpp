#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/money/quantity.hpp"

namespace app::core::billing {

/// A correction of a branch's stock at head office, as people say it.
struct StockChange {
    std::string branch;
    std::string number;    // of the goods
    std::string quantity;  // "-3", "1.204": added to the stock
    bool counted{false};   // it is what was counted, and what is added follows from that
    std::string reason;
    std::string reference{};  // says the same thing twice: the second time nothing is done
};

/// Writes it into the books' journal. The stock afterwards.
///
/// errors: usage or refused: no such branch or goods, no quantity, or no whole one of goods sold by
///         the piece, no reason
Outcome<pos::Quantity> adjust_stock(BillingBooks& books, const StockChange& change,
                                    pos::Instant now, pos::Random& random);

}  // namespace app::core::billing
