#include "pos/billing/invoice/syntax/read.hpp"

#include "pos/billing/invoice/cii/read.hpp"
#include "pos/billing/invoice/ubl/read.hpp"

namespace pos::billing::invoice {

std::expected<Reading, NoInvoice> read(std::string_view bytes) {
    const auto document = xml::read(bytes, {.bytes = kInvoiceBytesMax});
    if (!document) return std::unexpected{NoInvoice{.xml = document.error()}};
    const xml::Element& root = document->root();
    if (ubl::is_ubl(root)) return ubl::read(root);
    if (cii::is_cii(root)) return cii::read(root);
    return std::unexpected{NoInvoice{.root = std::string{root.name}, .line = root.line}};
}

std::string to_string(const NoInvoice& error) {
    if (error.xml) return xml::to_string(*error.xml);
    return "line " + std::to_string(error.line) + ": <" + error.root.substr(0, 100) +
           "> is neither a UBL nor a CII invoice";
}

}  // namespace pos::billing::invoice
