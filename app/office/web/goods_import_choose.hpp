#pragma once

#include <string>
#include <string_view>

#include "app/office/web/import_desk.hpp"

namespace app::office::web {

inline constexpr const char* kGoodsImportPath = "/goods/import";

/// What pages call a field of core::imports::kItemFields; "barcode_2" is a further barcode.
std::string label_of_goods(std::string_view field, const Words& words);

/// Where a file is chosen; `standing` is that of taking the last import back.
Answer choose_goods(Call& call, const std::string& refusal, const ImportStanding& standing = {});

/// Takes the last import back, or looks how far that is.
Answer undo_goods_page(Call& call);

}  // namespace app::office::web
