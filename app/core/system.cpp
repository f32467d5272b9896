#include "app/core/system.hpp"

#include <sodium.h>

#include <chrono>
#include <cstdlib>
#include <span>

#include "pos/base/assert.hpp"

namespace app::core {

pos::Instant SystemClock::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

void SystemRandom::fill(std::span<std::byte> bytes) {
    static const bool kReady = sodium_init() >= 0;
    POS_ASSERT(kReady);
    randombytes_buf(bytes.data(), bytes.size());
}

std::uint64_t random_seed() {
    SystemRandom random;
    std::uint64_t seed = 0;
    random.fill(std::as_writable_bytes(std::span{&seed, 1}));
    return seed;
}

std::filesystem::path data_folder() {
    const auto named = [](const char* variable) -> std::filesystem::path {
        const char* value = std::getenv(variable);
        return value == nullptr ? "" : value;
    };
    // The XDG specification passes over what is no absolute path.
    if (const auto data = named("XDG_DATA_HOME"); data.is_absolute()) return data / "counterfoil";
    const auto home = named("HOME");
    return home.is_absolute() ? home / ".local/share/counterfoil" : std::filesystem::path{};
}

std::string system_zone() {
    if (const char* named = std::getenv("TZ"); named != nullptr && *named != '\0') return named;
    std::error_code error;
    const auto link = std::filesystem::read_symlink("/etc/localtime", error).string();
    const auto at = link.find("zoneinfo/");
    return error || at == std::string::npos ? "UTC" : link.substr(at + 9);
}

}  // namespace app::core
