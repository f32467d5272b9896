#pragma once

#include <string>

#include "pos/document/writer.hpp"
#include "pos/journal/events/shift.hpp"

namespace pos::document {

/// For cash put into or taken out of the drawer: amount, reason and a line to sign on.
Document cash_slip(const journal::CashMoved& moved, const House& house, const std::string& till);

/// For a drawer that was opened without a sale.
Document no_sale_slip(const journal::DrawerOpened& opened, const House& house,
                      const std::string& till);

}  // namespace pos::document
