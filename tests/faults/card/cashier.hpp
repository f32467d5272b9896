#pragma once

#include <string>

namespace test {

/// A till without a window in a process of its own, to be killed: settles what card payments an
/// earlier one left open, then sells by card until it has sold `sales` times. Writes one byte to
/// descriptor 3 at every step of the way.
///
/// returns: the process's exit code; 0 when all went well
int run_cashier(const std::string& db, const std::string& terminal, unsigned sales);

}  // namespace test
