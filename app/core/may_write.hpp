#pragma once

#include <string>

#include "app/core/failure.hpp"

namespace app::core {

/// Whether a file that somebody has named may be written, over whatever lies there. A shop, its
/// log, its lock and its key are never written over.
Outcome<void> may_write(const std::string& file);

}  // namespace app::core
