#pragma once

#include "pos/base/ulid.hpp"

namespace app::core::imports {

/// Identifiers of one moment that follow one another, so that a million of them go into an index in
/// its order: the first is random, each further one is the last plus one.
class UlidSequence {
public:
    UlidSequence(pos::Instant at, pos::Random& random) : next_(pos::make_ulid(at, random)) {
        // The highest of the random bits is cleared: no count of rows carries into the time.
        next_.bytes[6] &= 0x7F;
    }

    pos::Ulid next() {
        const pos::Ulid given = next_;
        for (std::size_t at = next_.bytes.size(); at > 6 && ++next_.bytes[at - 1] == 0; --at) {
        }
        return given;
    }

private:
    pos::Ulid next_;
};

}  // namespace app::core::imports
