#pragma once

#include <string_view>

namespace pos::store::db {

/// Whether both engines store `text` as it is: UTF-8 without a NUL character.
bool is_storable_text(std::string_view text);

}  // namespace pos::store::db
