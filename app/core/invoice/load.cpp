#include "app/core/invoice/load.hpp"

#include <array>

#include "app/core/invoice/hybrid/factur_x.hpp"
#include "app/core/tabular/input.hpp"
#include "pos/billing/invoice/syntax/read.hpp"

namespace app::core::invoice {

namespace {

std::unexpected<Failure> unreadable(const tabular::InputError& error) {
    return std::unexpected{Failure{FailureKind::environment, to_string(error)}};
}

}  // namespace

Outcome<pos::billing::invoice::Reading> load(const std::string& path) {
    auto input = tabular::open_input(path, tabular::PdfFiles::read);
    if (!input) return unreadable(input.error());
    std::string bytes;
    std::array<char, 65'536> buffer{};
    // One byte more than is taken tells a file that is too large from one that just fits.
    while (bytes.size() <= pos::billing::invoice::kInvoiceBytesMax) {
        const auto got = (*input)->read(buffer);
        if (!got) return unreadable(got.error());
        if (*got == 0) break;
        bytes.append(buffer.data(), *got);
    }
    if (is_pdf(bytes)) {
        auto inside = embedded_invoice(bytes, pos::billing::invoice::kInvoiceBytesMax);
        if (!inside) return refuse(path + ": " + inside.error() + ".");
        if (!*inside) {
            return refuse(path +
                          ": it is a page without an e-invoice inside (factur-x.xml, "
                          "xrechnung.xml or zugferd-invoice.xml); ask its sender for one.");
        }
        bytes = std::move(**inside);
    }
    auto reading = pos::billing::invoice::read(bytes);
    if (!reading) return refuse(path + ": " + to_string(reading.error()) + ".");
    return std::move(*reading);
}

}  // namespace app::core::invoice
