#pragma once

#include <string>
#include <vector>

#include "app/office/web/render.hpp"
#include "app/office/web/words.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::office::web {

/// The branches as a form's list: `code`, `name` ("B01 · Harbour") and whether it is the one
/// chosen.
Data branch_choices(const std::vector<pos::store::office::Branch>& branches,
                    const std::string& chosen);

/// "B01-T1", or head office by its name.
std::string place_name(const std::string& branch, const std::string& terminal, const Words& words);

}  // namespace app::office::web
