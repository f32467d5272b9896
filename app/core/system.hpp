#pragma once

#include <cstdint>
#include <filesystem>
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

/// A seed for chance that need not be repeated.
std::uint64_t random_seed();

/// Where this user's programs keep what belongs to no database file: "~/.local/share/counterfoil",
/// or what XDG_DATA_HOME says. Empty where the user has no home.
std::filesystem::path data_folder();

/// The name of the machine's own time zone ("Europe/London"); "UTC" if it says none.
std::string system_zone();

}  // namespace app::core
