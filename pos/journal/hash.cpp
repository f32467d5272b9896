#include "pos/journal/hash.hpp"

#include <sodium.h>

#include "pos/base/assert.hpp"
#include "pos/journal/sodium.hpp"

namespace pos::journal {

namespace {

crypto_generichash_state* state_of(void* bytes) {
    return static_cast<crypto_generichash_state*>(bytes);
}

}  // namespace

Hasher::Hasher() {
    static_assert(sizeof(crypto_generichash_state) <= sizeof(State));
    static_assert(alignof(crypto_generichash_state) <= alignof(State));
    prepare_sodium();
    crypto_generichash_init(state_of(&state_), nullptr, 0, sizeof(Hash));
}

void Hasher::update(BytesView bytes) {
    crypto_generichash_update(state_of(&state_), octets(bytes), bytes.size());
}

Hash Hasher::finish() {
    Hash hash{};
    const int failed =
        crypto_generichash_final(state_of(&state_), writable_octets(hash), hash.size());
    POS_ASSERT(failed == 0);  // only a second call fails
    return hash;
}

Hash blake2b(BytesView bytes) {
    Hasher hasher;
    hasher.update(bytes);
    return hasher.finish();
}

}  // namespace pos::journal
