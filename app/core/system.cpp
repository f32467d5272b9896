#include "app/core/system.hpp"

#include <sodium.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

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

std::string system_zone() {
    if (const char* named = std::getenv("TZ"); named != nullptr && *named != '\0') return named;
    std::error_code error;
    const auto link = std::filesystem::read_symlink("/etc/localtime", error).string();
    const auto at = link.find("zoneinfo/");
    return error || at == std::string::npos ? "UTC" : link.substr(at + 9);
}

}  // namespace app::core
