#pragma once

namespace syncing::wire {

/// What tills and head office speak below TLS 1.3: forward secrecy and authenticated encryption
/// alone, in OpenSSL's words. TLS 1.3 has nothing else; older than 1.2 neither of them speaks.
inline constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

}  // namespace syncing::wire
