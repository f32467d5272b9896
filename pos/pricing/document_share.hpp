#pragma once

#include <expected>
#include <vector>

#include "pos/money/quantity.hpp"
#include "pos/pricing/price.hpp"

namespace pos::pricing {

enum class ShareError {
    currency_mixed,
    share_out_of_range,  // a percentage outside 0 … 100, or more than the document comes to
};

/// How a share treats a tax that is a fixed sum per piece, which no part of a piece can owe.
enum class FixedTaxes : std::uint8_t { taxed, as_net };

/// A part of one tax of the document.
struct GroupShare {
    Money base{};
    Money tax{};
    bool operator==(const GroupShare&) const = default;
};

/// ensures: net + tax == total; tax == sum(groups.tax)
struct DocumentShare {
    Money total{};
    Money net{};
    Money tax{};
    std::vector<GroupShare> groups{};  // as in the document
    bool operator==(const DocumentShare&) const = default;
};

/// A part of a whole priced document, in its taxes: a deposit of 20 %, a down payment of 50.00, or
/// what a discount takes off the payable amount.
///
/// The total is rounded once, each tax and base by itself, and the untaxed amount is the rest. For
/// a discount that leaves fixed taxes whole, share the document as it would be without them (see
/// tax::reprice).
///
/// ensures: the negated document gives the negated share
/// errors:  in enum order
std::expected<DocumentShare, ShareError> document_share(const PricedDocument& document,
                                                        const Discount& part, FixedTaxes fixed,
                                                        RoundingMode mode);

}  // namespace pos::pricing
