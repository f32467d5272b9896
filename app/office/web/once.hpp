#pragma once

#include <string>
#include <string_view>

#include "app/office/web/page.hpp"

namespace app::office::web {

/// What a form carries so that, sent twice, it is done once.
std::string new_once(const Call& call);

/// Whether a form carries one, as new_once() makes them.
bool is_once(std::string_view text);

}  // namespace app::office::web
