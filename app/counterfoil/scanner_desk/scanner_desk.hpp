#pragma once

#include <functional>
#include <string>

namespace app::counterfoil {

/// Scans each line of standard input as it comes, until `ended`, which is asked several times a
/// second, says so. A line without anything in it is no code.
void scan_typed(const std::function<void(const std::string& code)>& scan,
                const std::function<bool()>& ended);

}  // namespace app::counterfoil
