#pragma once

#include <compare>
#include <cstdint>

namespace drivers::printer {

/// By which a printer finds a picture that it keeps: two printable characters of ASCII.
struct PictureKey {
    std::uint8_t first{0};
    std::uint8_t second{0};
    auto operator<=>(const PictureKey&) const = default;
};

}  // namespace drivers::printer
