#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "pos/billing/invoice/syntax/reading.hpp"
#include "pos/xml/read.hpp"

namespace pos::billing::invoice {

/// Why a file is no invoice: it is no XML, or XML of something else.
struct NoInvoice {
    std::optional<xml::ReadError> xml;
    std::string root;  // what it is instead
    std::uint32_t line{0};
};

/// One sentence for people.
std::string to_string(const NoInvoice& error);

/// More than any invoice with its attachments.
inline constexpr std::size_t kInvoiceBytesMax = std::size_t{128} << 20;

/// Reads a UBL or CII invoice, told by its root.
std::expected<Reading, NoInvoice> read(std::string_view bytes);

}  // namespace pos::billing::invoice
