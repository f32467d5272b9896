#include "pos/journal/sodium.hpp"

#include <sodium.h>

#include "pos/base/assert.hpp"

namespace pos::journal {

void prepare_sodium() {
    static const bool ready = sodium_init() >= 0;
    POS_ASSERT(ready);
}

}  // namespace pos::journal
