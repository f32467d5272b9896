#include "pos/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace pos {

void assert_fail(const char* text, const std::source_location& at) {
    std::fprintf(stderr, "%s:%u: assertion failed: %s\n", at.file_name(), at.line(), text);
    std::abort();
}

}  // namespace pos
