#pragma once

#include <cstddef>
#include <span>

#include "pos/base/bytes.hpp"

/// For the few files here that call libsodium.
namespace pos::journal {

/// Lets libsodium choose its fastest code for this processor; cheap when repeated.
void prepare_sodium();

inline unsigned char* writable_octets(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
inline const unsigned char* octets(BytesView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace pos::journal
