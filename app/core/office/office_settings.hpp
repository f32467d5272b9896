#pragma once

#include <optional>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace app::core {

/// A setting of head office's as a till keeps it. Of the shop's settings, in-store labels and how
/// it goes by its stock are the office's and, where it has any, taxes with their rounding; the
/// branch's name, address, language, tenders and receipts' numbers stay its own; what the office
/// gives in their place lies beside them (given_settings.hpp). What concerns one machine is nobody
/// else's: nothing is answered.
std::optional<pos::Bytes> merge_office_setting(std::string_view name, pos::BytesView offices,
                                               const std::optional<pos::Bytes>& own);

}  // namespace app::core
