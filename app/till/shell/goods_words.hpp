#pragma once

#include "app/core/imports/refusal.hpp"
#include "app/till/screens/goods/goods.hpp"
#include "app/till/ui/texts.hpp"
#include "pos/locale/locale.hpp"

namespace till::shell {

/// A row of a file that was not taken: where it stands, and why, in the till's words.
goods::Refused refused_row(const app::core::imports::Refusal& refusal, const ui::Texts& texts,
                           const pos::locale::Locale& locale);

}  // namespace till::shell
