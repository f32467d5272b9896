#include "pos/journal/sealed.hpp"

#include <utility>

#include "pos/journal/hash.hpp"

namespace pos::journal {

Hash hash_of(const Attachment& attachment) {
    Hasher hasher;
    hasher.update(as_bytes("counterfoil attachment v1"));
    hasher.update(attachment.salt);
    hasher.update(attachment.bytes);
    return hasher.finish();
}

Sealed seal(Bytes bytes, Random& random) {
    Sealed sealed{{}, {{}, std::move(bytes)}};
    random.fill(sealed.attachment.salt);
    sealed.hash = hash_of(sealed.attachment);
    return sealed;
}

bool matches(const Hash& hash, const Attachment& attachment) {
    return hash_of(attachment) == hash;
}

}  // namespace pos::journal
