#pragma once

#include <expected>
#include <memory>

#include "app/core/tabular/packed.hpp"

namespace app::core::tabular {

/// Whether the bytes, at least four of which lie ready, begin a zip archive.
bool is_zip(const Packed& bytes);

/// The one file that a zip archive holds, folders aside. Read from front to back, so that an
/// archive may come through a pipe; sizes beyond 4 GiB, encryption and methods other than deflate
/// are refused, and so is an archive of several files, whose bytes would run together.
std::expected<std::unique_ptr<Input>, InputError> open_zip(Packed bytes);

}  // namespace app::core::tabular
