#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pos/journal/projection.hpp"

namespace app::core {

/// The receipt numbers that somebody who typed `text` may mean, likeliest first: as it stands; in
/// capitals; of figures alone, that many in the till's own series ("123" is B01-T1-000123).
std::vector<std::string> receipt_numbers(std::string_view text,
                                         const pos::journal::JournalRow& journal);

}  // namespace app::core
