#pragma once

#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"

namespace app::core {

/// The machine's clock.
class SystemClock final : public pos::Clock {
public:
    pos::Instant now() override;
};

/// The kernel's unpredictable bytes.
class SystemRandom final : public pos::Random {
public:
    void fill(std::span<std::byte> bytes) override;
};

/// The name of the machine's own time zone ("Europe/London"); "UTC" if it says none.
std::string system_zone();

}  // namespace app::core
