#pragma once

#include <string>
#include <string_view>

namespace pos::store::db {

/// Whether both engines store `text` as it is: UTF-8 without a NUL character.
bool is_storable_text(std::string_view text);

/// `text` with U+FFFD in place of every byte that makes it unstorable.
std::string storable_text(std::string_view text);

}  // namespace pos::store::db
