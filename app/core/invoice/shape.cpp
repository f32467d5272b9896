#include "app/core/invoice/shape.hpp"

#include "app/core/invoice/hybrid/factur_x.hpp"
#include "app/core/invoice/pdf.hpp"
#include "app/core/invoice/receipt.hpp"
#include "app/core/invoice/sheet.hpp"
#include "app/core/invoice/text.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/ubl/write.hpp"

namespace app::core::invoice {

std::string write_as(Shape shape, const pos::billing::invoice::Invoice& invoice,
                     std::string_view language) {
    if (!is_for_people(shape)) return write_as(shape, invoice, Sheet{});
    return write_as(shape, invoice, make_sheet(invoice, Words::read(language)));
}

bool is_for_people(Shape shape) {
    return shape != Shape::ubl && shape != Shape::cii;
}

std::string write_as(Shape shape, const pos::billing::invoice::Invoice& invoice,
                     const Sheet& sheet) {
    switch (shape) {
        case Shape::ubl:
            return pos::billing::invoice::ubl::write(invoice);
        case Shape::cii:
            return pos::billing::invoice::cii::write(invoice);
        case Shape::text:
            return render_text(sheet);
        case Shape::pdf:
            return render_pdf(sheet);
        case Shape::factur_x:
            return render_factur_x(invoice, sheet);
        case Shape::receipt_80:
            return render_receipt(sheet, 80);
        case Shape::receipt_58:
            return render_receipt(sheet, 58);
    }
    return {};
}

}  // namespace app::core::invoice
