#pragma once

#include <span>

#include "tests/support/shell_driver.hpp"

namespace test {

/// People, goods, departments and taxes as a manager looks after them, in every state worth a look.
struct RecordAct {
    const char* name;
    void (*play)(ShellDriver&);
};
std::span<const RecordAct> record_acts();

}  // namespace test
