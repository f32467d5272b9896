#include "pos/store/add_up.hpp"

namespace pos::store {

using namespace journal;

bool add_to(Takings& sum, const Takings& more) {
    bool fits = true;
    for (const auto figure :
         {&Takings::sales, &Takings::refunds, &Takings::gross_minor, &Takings::refunded_minor,
          &Takings::tax_minor, &Takings::discount_minor, &Takings::rounding_minor}) {
        fits = add_to(sum.*figure, more.*figure) && fits;
    }
    return fits;
}
bool add_to(TillCounts& sum, const TillCounts& more) {
    bool fits = true;
    for (const auto figure :
         {&TillCounts::cancelled, &TillCounts::voided_lines, &TillCounts::price_overrides,
          &TillCounts::drawer_openings, &TillCounts::cash_moved_minor}) {
        fits = add_to(sum.*figure, more.*figure) && fits;
    }
    return fits;
}

}  // namespace pos::store
