#pragma once

#include <fmt/format.h>

#include <string>

#include "pos/people/pin.hpp"

namespace app::core {

/// What is said of a PIN that is none.
inline std::string pin_words() {
    return fmt::format(
        "A PIN has {} to {} digits, not all the same and not counted up or down (1111, 1234).",
        pos::people::kPinMin, pos::people::kPinMax);
}

}  // namespace app::core
