#pragma once

#include <string>
#include <vector>

#include "app/office/web/render.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::office::web {

/// The branches as a form's list: `code`, `name` ("B01 · Harbour") and whether it is the one
/// chosen.
Data branch_choices(const std::vector<pos::store::office::Branch>& branches,
                    const std::string& chosen);

}  // namespace app::office::web
