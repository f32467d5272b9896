#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/office/web/words.hpp"
#include "pos/journal/events/shop.hpp"

/// What the office's journals say of a change in the one way that they say it, "12.50 from
/// 2026-12-01", in the words of a page.
namespace app::office::web {

/// What is kept of a change, as people read it: figures, days and times as the language writes
/// them, and the words that have some; a dash for nothing. Anything else stays as it is.
std::string audit_value(std::string_view kept, const Words& words);

/// What is kept of a promotion, with its days and times as the language writes them; its label in
/// quotation marks stays as it is.
std::string audit_days(std::string_view kept, const Words& words);

/// The sentence for a change; nothing for one that has none.
std::optional<std::string> audit_phrase(const pos::journal::SettingChanged& changed,
                                        const Words& words);

}  // namespace app::office::web
