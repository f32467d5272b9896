#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pos/document/words.hpp"

namespace pos::document {

/// The tenders that every shop begins with, for as long as it calls them as they were called.
enum class UsualTender : std::uint8_t { none, cash, card, voucher };
UsualTender usual_tender(std::string_view code, std::string_view name);

/// What a tender is called on paper: a usual one in the paper's language, another as the shop calls
/// it, or by its code.
const std::string& tender_words(const Words& words, const std::string& code,
                                const std::string& name);

}  // namespace pos::document
