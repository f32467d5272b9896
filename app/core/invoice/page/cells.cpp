#include "app/core/invoice/page/cells.hpp"

#include <algorithm>

namespace app::core::invoice {

namespace {

double widest(const Canvas& canvas, const Sheet& sheet, std::string Sheet::Row::* member,
              double least, double most) {
    double width = Canvas::width_of(canvas.shape(sheet.head.*member, kLabel, -1));
    for (const Sheet::Row& row : sheet.rows)
        width = std::max(width, Canvas::width_of(canvas.shape(row.*member, kBody, -1)));
    return std::clamp(width + 1, least, most);
}

}  // namespace

Columns measure_columns(const Canvas& canvas, const Sheet& sheet) {
    return {.position = widest(canvas, sheet, &Sheet::Row::position, 18, 60),
            .quantity = widest(canvas, sheet, &Sheet::Row::quantity, 40, 80),
            .price = widest(canvas, sheet, &Sheet::Row::price, 40, 75),
            .tax = widest(canvas, sheet, &Sheet::Row::tax, 24, 45),
            .amount = widest(canvas, sheet, &Sheet::Row::amount, 55, 90)};
}

void Cells::add(Layout layout, double x) {
    baseline_ = std::max(baseline_, Canvas::baseline_of(layout));
    cells_.push_back({std::move(layout), x});
}

double Cells::shift(const Cell& cell) const {
    return baseline_ - Canvas::baseline_of(cell.layout);
}

double Cells::height() const {
    double height = 0;
    for (const Cell& cell : cells_)
        height = std::max(height, Canvas::height_of(cell.layout) + shift(cell));
    return height;
}

void Cells::draw(Canvas& canvas, double y, double grey) const {
    for (const Cell& cell : cells_) canvas.draw(cell.layout, cell.x, y + shift(cell), grey);
}

Cells cells_of(const Canvas& canvas, const Columns& columns, const Sheet::Row& row,
               const Face& face) {
    Cells cells;
    const auto figure = [&](const std::string& text, double x, double width) {
        cells.add(canvas.shape(text, face, width, Align::end), x);
    };
    cells.add(canvas.shape(row.position, face, columns.position), kLeft);
    cells.add(canvas.shape(row.name, face, columns.name_width()), columns.name_x());
    figure(row.quantity, columns.quantity_x(), columns.quantity);
    figure(row.price, columns.price_x(), columns.price);
    figure(row.tax, columns.tax_x(), columns.tax);
    figure(row.amount, columns.amount_x(), columns.amount);
    return cells;
}

}  // namespace app::core::invoice
