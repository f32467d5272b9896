#pragma once

#include "app/core/invoice/shape.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// What --to names.
inline constexpr Choices<core::invoice::Shape, 7> kInvoiceShapes{
    {{"ubl", core::invoice::Shape::ubl},
     {"cii", core::invoice::Shape::cii},
     {"text", core::invoice::Shape::text},
     {"pdf", core::invoice::Shape::pdf},
     {"factur-x", core::invoice::Shape::factur_x},
     {"receipt", core::invoice::Shape::receipt_80},
     {"receipt-58", core::invoice::Shape::receipt_58}}};

}  // namespace app::counterfoil
