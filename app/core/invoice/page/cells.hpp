#pragma once

#include <vector>

#include "app/core/invoice/page/canvas.hpp"
#include "app/core/invoice/page/geometry.hpp"
#include "app/core/invoice/sheet.hpp"

namespace app::core::invoice {

/// Where the columns of lines stand; the widths of figures follow from what stands in them.
struct Columns {
    double position, quantity, price, tax, amount;

    double name_x() const { return kLeft + position + kGap; }
    double name_width() const {
        return kInner - position - quantity - price - tax - amount - 5 * kGap;
    }
    double quantity_x() const { return name_x() + name_width() + kGap; }
    double price_x() const { return quantity_x() + quantity + kGap; }
    double tax_x() const { return price_x() + price + kGap; }
    double amount_x() const { return tax_x() + tax + kGap; }
};
Columns measure_columns(const Canvas& canvas, const Sheet& sheet);

/// A row's cells, on one baseline whatever their scripts are.
class Cells {
public:
    void add(Layout layout, double x);
    double height() const;
    void draw(Canvas& canvas, double y, double grey) const;

private:
    struct Cell {
        Layout layout;
        double x;
    };
    double shift(const Cell& cell) const;

    std::vector<Cell> cells_;
    double baseline_{0};
};
Cells cells_of(const Canvas& canvas, const Columns& columns, const Sheet::Row& row,
               const Face& face);

}  // namespace app::core::invoice
