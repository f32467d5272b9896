#pragma once

#include <string>
#include <vector>

#include "app/core/imports/import_items.hpp"
#include "app/till/screens/goods/goods.hpp"
#include "app/till/shell/goods_file.hpp"
#include "app/till/ui/texts.hpp"
#include "pos/locale/locale.hpp"

namespace till::shell {

// Files of goods in the till's words, wherever they are shown.

GoodsCounts counts_of(const app::core::imports::ItemImportReport& report);
/// Why a file was not read or not taken in, of what the import says.
GoodsRefused refused_by(const app::core::imports::ImportError& error);
/// That, and what to do.
std::string words_for(const GoodsRefused& refused, const ui::Texts& texts);

/// The rows that are not taken: where each stands, and why.
std::vector<goods::Refused> refused_rows(const GoodsPreview& preview, const ui::Texts& texts,
                                         const pos::locale::Locale& locale);
/// "and 12 more"; empty where all are shown.
std::string more_refused(const GoodsPreview& preview, const ui::Texts& texts,
                         const pos::locale::Locale& locale);

}  // namespace till::shell
