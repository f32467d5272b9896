#pragma once

#include <cstdint>

namespace app::core {

/// Why a picture can be no logo.
enum class LogoFault : std::uint8_t {
    cannot_read,
    too_many_bytes,  // above 4 MiB
    not_a_picture,   // neither PNG nor JPEG, or damaged
    too_many_dots,   // above 4,096 a side
    blank,           // nothing of it would be seen on paper
};

}  // namespace app::core
