#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"

/// The few digits by which somebody signs on at a till, or approves there.
namespace pos::people {

inline constexpr std::size_t kPinMin = 4;
inline constexpr std::size_t kPinMax = 8;

/// Whether somebody may choose it: 4 to 8 digits that are neither one digit alone nor a plain run
/// (1111, 1234, 9876).
bool is_good_pin(std::string_view pin);

/// What is kept of a PIN: Argon2id with a salt of the kernel's, cost and salt in the text.
///
/// Three rounds over 19 MiB: 60 to 90 ms on the slow machine that a till must do with, two programs
/// busy beside it. No hash makes ten thousand PINs many: what keeps strangers off is the delay, and
/// that the database is the owner's to read.
///
/// source: RFC 9106; libsodium's crypto_pwhash_str
std::string hash_pin(std::string_view pin);

/// Whether that is the PIN. Without a hash it takes as long and is false.
bool is_pin(std::string_view hash, std::string_view pin);

/// How long after the last of so many wrong tries in a row the next one must wait: nothing for the
/// first two, then 5 s, twice as long with each further one, a quarter of an hour at most.
std::int64_t pin_delay_ms(std::int64_t wrong);

/// How long the next try must wait still. A clock that was set back makes nobody wait longer than a
/// whole delay.
std::int64_t pin_wait_ms(std::int64_t wrong, Instant tried_at, Instant now);

}  // namespace pos::people
