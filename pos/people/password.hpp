#pragma once

#include <string>
#include <string_view>

namespace pos::people {

/// In characters as people count them, roughly; in bytes at most.
inline constexpr std::size_t kPasswordMin = 10;
inline constexpr std::size_t kPasswordBytesMax = 200;

/// Whether somebody may choose it: long enough, and not longer than is hashed.
bool is_good_password(std::string_view password);

/// What is kept of a password: Argon2id with a salt of the kernel's, cost and salt in the text. It
/// takes 64 MiB and some tenth of a second.
///
/// source: RFC 9106; libsodium's crypto_pwhash_str at its interactive cost
std::string hash_password(std::string_view password);

/// Whether that is the password. Without a hash it takes as long and is false, so that nobody
/// learns from the time whether a name is known.
bool is_password(std::string_view hash, std::string_view password);

}  // namespace pos::people
