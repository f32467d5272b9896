#include "pos/journal/projection.hpp"

namespace pos::journal {

Takings& Takings::operator+=(const Takings& more) {
    sales += more.sales;
    refunds += more.refunds;
    gross_minor += more.gross_minor;
    refunded_minor += more.refunded_minor;
    tax_minor += more.tax_minor;
    discount_minor += more.discount_minor;
    rounding_minor += more.rounding_minor;
    return *this;
}

TillCounts& TillCounts::operator+=(const TillCounts& more) {
    cancelled += more.cancelled;
    voided_lines += more.voided_lines;
    price_overrides += more.price_overrides;
    drawer_openings += more.drawer_openings;
    cash_moved_minor += more.cash_moved_minor;
    return *this;
}

}  // namespace pos::journal
