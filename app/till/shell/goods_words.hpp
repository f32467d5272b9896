#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/imports/item_file.hpp"
#include "app/till/screens/goods/goods.hpp"
#include "app/till/shell/goods_file.hpp"
#include "app/till/ui/texts.hpp"
#include "pos/base/calendar.hpp"
#include "pos/locale/locale.hpp"

namespace till::shell {

// Files of goods in the till's words, wherever they are shown.

GoodsCounts counts_of(const app::core::imports::ItemImportReport& report);
/// What is shown of a file before it is imported; of refused rows as many as fit there.
GoodsPreview preview_of(const app::core::imports::ItemFile& file,
                        const app::core::imports::ItemImportReport& report,
                        std::vector<app::core::imports::Refusal> refused);
/// A file to choose: its name, and where it lies and since when.
common::Place place_of(const GoodsFile& file, const pos::LocalTime& written,
                       const pos::locale::Locale& locale);
/// The first rows of a file, with what each column is taken for.
goods::Table table_of(const GoodsPreview& preview, const ui::Texts& texts);
/// What its columns are read as once that was decided; nothing where goods would have no name then.
std::optional<GoodsMapping> mapping_of(const GoodsPreview& preview, const goods::Decided& decided);
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
