#pragma once

#include "app/core/invoice/shape.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// What --to names.
inline constexpr Choices<core::invoice::Shape, 5> kInvoiceShapes{
    {{"ubl", core::invoice::Shape::ubl},
     {"cii", core::invoice::Shape::cii},
     {"text", core::invoice::Shape::text},
     {"pdf", core::invoice::Shape::pdf},
     {"factur-x", core::invoice::Shape::factur_x}}};

}  // namespace app::counterfoil
