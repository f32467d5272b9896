#pragma once

#include <span>

#include "tests/support/shell_driver.hpp"

namespace test {

/// Paying bills of head office's, in every state worth a look.
struct BillAct {
    const char* name;
    void (*play)(ShellDriver&);
};
std::span<const BillAct> bill_acts();

}  // namespace test
