#pragma once

#include <source_location>

namespace pos {

/// Writes the place and the broken condition to standard error and stops the program.
[[noreturn]] void assert_fail(const char* text, const std::source_location& at);

}  // namespace pos

/// States what must be true if this program is correct. Always compiled in. Never used for anything
/// a person, a device, a file or the network can get wrong: those are std::expected errors.
#define POS_ASSERT(cond) \
    ((cond) ? void(0) : ::pos::assert_fail(#cond, std::source_location::current()))
