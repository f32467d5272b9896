#include "app/core/invoice/page/annex_columns.hpp"

#include <algorithm>

namespace app::core::invoice {

namespace {

using Entry = Sheet::Annex::Entry;

/// The longest texts alone are shaped: of several hundred entries most are as long as their
/// neighbours.
double widest_of(const Canvas& canvas, const Sheet::Annex& annex, std::string Entry::* member,
                 double most) {
    double width = Canvas::width_of(canvas.shape(annex.head.*member, kLabel, -1));
    std::size_t longest = 0;
    for (const Entry& entry : annex.entries) {
        const std::string& text = entry.*member;
        if (text.size() < longest) continue;
        longest = text.size();
        width = std::max(width, Canvas::width_of(canvas.shape(text, kListed, -1)));
    }
    // Figures are all as wide, other characters are not: some room for those.
    return std::min(width * 1.08 + 1, most);
}

}  // namespace

AnnexColumns measure_columns(const Canvas& canvas, const Sheet::Annex& annex) {
    const bool priced = !annex.head.price.empty();
    return {.when = widest_of(canvas, annex, &Entry::when, 130),
            .quantity = widest_of(canvas, annex, &Entry::quantity, 90),
            .price = priced ? widest_of(canvas, annex, &Entry::price, 90) : 0};
}

Cells cells_of(const Canvas& canvas, const AnnexColumns& columns, const Entry& entry,
               const Face& face) {
    Cells cells;
    cells.add(canvas.shape(entry.when, face, columns.when), kLeft);
    cells.add(canvas.shape(entry.what, face, columns.what_width()), columns.what_x());
    cells.add(canvas.shape(entry.quantity, face, columns.quantity, Align::end),
              columns.quantity_x());
    if (columns.price > 0) {
        cells.add(canvas.shape(entry.price, face, columns.price, Align::end), columns.price_x());
    }
    return cells;
}

}  // namespace app::core::invoice
