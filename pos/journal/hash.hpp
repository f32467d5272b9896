#pragma once

#include <array>

#include "pos/base/bytes.hpp"

namespace pos::journal {

/// BLAKE2b-256 over bytes that come in pieces: only their concatenation counts.
///
/// source: RFC 7693
class Hasher {
public:
    Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    void update(BytesView bytes);
    /// requires: called once, last
    Hash finish();

private:
    struct alignas(64) State {
        std::array<unsigned char, 384> bytes;  // libsodium's, kept out of this header
    };
    State state_;
};

Hash blake2b(BytesView bytes);

}  // namespace pos::journal
