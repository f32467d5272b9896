#include "pos/journal/projection.hpp"

#include "pos/base/saturate.hpp"

namespace pos::journal {

Takings& Takings::operator+=(const Takings& more) {
    sales = add_saturating(sales, more.sales);
    refunds = add_saturating(refunds, more.refunds);
    gross_minor = add_saturating(gross_minor, more.gross_minor);
    refunded_minor = add_saturating(refunded_minor, more.refunded_minor);
    tax_minor = add_saturating(tax_minor, more.tax_minor);
    discount_minor = add_saturating(discount_minor, more.discount_minor);
    rounding_minor = add_saturating(rounding_minor, more.rounding_minor);
    return *this;
}

TillCounts& TillCounts::operator+=(const TillCounts& more) {
    cancelled = add_saturating(cancelled, more.cancelled);
    voided_lines = add_saturating(voided_lines, more.voided_lines);
    price_overrides = add_saturating(price_overrides, more.price_overrides);
    drawer_openings = add_saturating(drawer_openings, more.drawer_openings);
    cash_moved_minor = add_saturating(cash_moved_minor, more.cash_moved_minor);
    return *this;
}

}  // namespace pos::journal
