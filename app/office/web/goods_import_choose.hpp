#pragma once

#include <string>
#include <string_view>

#include "app/office/web/page.hpp"

namespace app::office::web {

inline constexpr const char* kGoodsImportPath = "/goods/import";

/// What pages call a field of core::imports::kItemFields; "barcode_2" is a further barcode.
std::string label_of_goods(std::string_view field, const Words& words);

/// Where a file is chosen; `waits`: a desk takes the last import back.
Answer choose_goods(Call& call, const std::string& refusal, bool waits = false);

/// Takes the last import back, or looks how far that is.
Answer undo_goods_page(Call& call);

}  // namespace app::office::web
