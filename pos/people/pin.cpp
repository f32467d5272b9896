#include "pos/people/pin.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>

namespace pos::people {

namespace {

constexpr unsigned long long kRounds = 3;
constexpr std::size_t kMemory = std::size_t{19} << 20U;
constexpr std::int64_t kFirstDelay_ms = 5'000;
constexpr std::int64_t kLongestDelay_ms = std::int64_t{15} * 60 * 1'000;
constexpr std::int64_t kFreeTries = 2;

}  // namespace

bool is_good_pin(std::string_view pin) {
    if (pin.size() < kPinMin || pin.size() > kPinMax) return false;
    if (!std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; })) return false;
    const auto steps_by = [&](int by) {
        for (std::size_t i = 1; i < pin.size(); ++i) {
            if (pin[i] - pin[i - 1] != by) return false;
        }
        return true;
    };
    return !steps_by(0) && !steps_by(1) && !steps_by(-1);
}

std::string hash_pin(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (::sodium_init() < 0 ||
        ::crypto_pwhash_str(hash.data(), pin.data(), pin.size(), kRounds, kMemory) != 0) {
        throw std::bad_alloc{};
    }
    return hash.data();
}

bool is_pin(std::string_view hash, std::string_view pin) {
    const std::string known{hash};
    if (known.empty()) {
        (void)hash_pin(pin);
        return false;
    }
    return ::sodium_init() >= 0 && known.size() < crypto_pwhash_STRBYTES &&
           ::crypto_pwhash_str_verify(known.c_str(), pin.data(), pin.size()) == 0;
}

std::int64_t pin_delay_ms(std::int64_t wrong) {
    if (wrong <= kFreeTries) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(wrong - kFreeTries - 1, 16);
    return std::min(kFirstDelay_ms << doublings, kLongestDelay_ms);
}

std::int64_t pin_wait_ms(std::int64_t wrong, Instant tried_at, Instant now) {
    const std::int64_t delay = pin_delay_ms(wrong);
    return std::clamp<std::int64_t>(tried_at.unix_ms + delay - now.unix_ms, 0, delay);
}

}  // namespace pos::people
