#pragma once

#include <string>
#include <string_view>

#include "pos/store/errors.hpp"

namespace app::core {

/// What is the matter with a database, and what to do next: for who runs the program.
///
/// `where` is its path or its server's address, as it may be shown.
std::string words_of(const pos::store::OpenError& error, const std::string& where);
std::string words_of(const pos::store::StoreError& error);

/// "open_damaged", "store_disk_full": for whoever says it in another language.
std::string_view name_of(pos::store::OpenErrorKind kind);
std::string_view name_of(pos::store::StoreErrorKind kind);

}  // namespace app::core
