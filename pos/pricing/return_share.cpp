#include "pos/pricing/return_share.hpp"

#include "pos/base/assert.hpp"

namespace pos::pricing {

namespace {

/// One figure's part: what had to be back after this return, less what had to be before.
class Portions {
public:
    explicit Portions(const ReturnedQuantity& quantity) : quantity_{quantity} {}

    Money of(Money sold) const {
        const Quantity after = quantity_.before + quantity_.now;
        return {back(sold, quantity_.before) - back(sold, after), sold.currency};
    }

private:
    std::int64_t back(Money sold, Quantity returned) const {
        return divide(Wide{sold.minor} * returned.millionths, quantity_.sold.millionths,
                      RoundingMode::half_away);
    }

    ReturnedQuantity quantity_;
};

}  // namespace

std::expected<PricedLine, ReturnError> return_share(const PricedLine& sold,
                                                    const ReturnedQuantity& quantity) {
    if (quantity.sold.millionths <= 0) return std::unexpected{ReturnError::nothing_sold};
    if (quantity.now.millionths <= 0 || quantity.before.millionths < 0) {
        return std::unexpected{ReturnError::nothing_returned};
    }
    if (quantity.before.millionths > quantity.sold.millionths - quantity.now.millionths) {
        return std::unexpected{ReturnError::more_than_sold};
    }
    const Portions part{quantity};

    // What was paid, taxed and discounted is taken in parts; what follows from them is added up,
    // so that the line's own sums hold in every step.
    PricedLine line;
    line.payable = part.of(sold.payable);
    line.net = line.total = line.payable;
    for (const LineTax& tax : sold.taxes) {
        line.taxes.push_back({tax.group, tax.included, {}, part.of(tax.tax)});
        line.net -= line.taxes.back().tax;
        if (!tax.included) line.total -= line.taxes.back().tax;
    }
    for (std::size_t t = 0; t < sold.taxes.size(); ++t) {
        line.taxes[t].base = line.net + part.of(sold.taxes[t].base - sold.net);
    }
    line.gross = line.total;
    for (const Money discount : sold.discounts) {
        line.discounts.push_back(part.of(discount));
        line.gross += line.discounts.back();
    }
    // A stored line may hold the shares of several basket discounts as one figure.
    line.basket_share =
        sold.basket_shares.empty() ? part.of(sold.basket_share) : zero(sold.payable.currency);
    for (const Money share : sold.basket_shares) {
        line.basket_shares.push_back(part.of(share));
        line.basket_share += line.basket_shares.back();
    }
    line.gross += line.basket_share;
    return line;
}

}  // namespace pos::pricing
