#pragma once

#include <array>
#include <cstddef>

#include "pos/base/bytes.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/archive/wire_types.hpp"

namespace pos::journal {

/// Personal data beside an entry. The entry's payload holds only its hash, which the salt keeps
/// from being guessed: deleting the attachment forgets the person and leaves the chain whole.
struct Attachment {
    std::array<std::byte, 32> salt{};
    Bytes bytes;
    bool operator==(const Attachment&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & salt & bytes;
    }
};

struct Sealed {
    Hash hash{};  // for the payload: BLAKE2b-256("counterfoil attachment v1", salt, bytes)
    Attachment attachment;
};

Sealed seal(Bytes bytes, Random& random);

/// What it was sealed as.
Hash hash_of(const Attachment& attachment);

/// Whether `attachment` is the one that was sealed as `hash`.
bool matches(const Hash& hash, const Attachment& attachment);

}  // namespace pos::journal
