#pragma once

#include "app/core/invoice/page/cells.hpp"

namespace app::core::invoice {

/// Where the columns of a list stand; "what" has what the others leave.
struct AnnexColumns {
    double when, quantity, price;

    double what_x() const { return kLeft + when + kGap; }
    double what_width() const {
        return kInner - when - quantity - 2 * kGap - (price > 0 ? price + kGap : 0);
    }
    double quantity_x() const { return what_x() + what_width() + kGap; }
    double price_x() const { return quantity_x() + quantity + kGap; }
};
AnnexColumns measure_columns(const Canvas& canvas, const Sheet::Annex& annex);

Cells cells_of(const Canvas& canvas, const AnnexColumns& columns, const Sheet::Annex::Entry& entry,
               const Face& face);

}  // namespace app::core::invoice
