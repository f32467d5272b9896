#pragma once

#include <optional>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace app::core {

/// A setting of head office's as a till keeps it. Of the shop's settings, taxes, tenders, rounding
/// and in-store labels are the office's; the branch's name, address, language and receipts' numbers
/// stay its own. What concerns one machine is nobody else's: nothing is answered.
std::optional<pos::Bytes> merge_office_setting(std::string_view name, pos::BytesView offices,
                                               const std::optional<pos::Bytes>& own);

}  // namespace app::core
