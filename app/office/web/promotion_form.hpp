#pragma once

#include <optional>
#include <string>

#include "app/core/office/promotion_text.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::office::web {

/// What the form of a promotion says. Figures are read as the page's language writes them; one
/// that is none comes back as it was typed, and is refused where it is looked at.
core::PromotionText promotion_from(const Fields& form, const Words& words);

/// The fields of the form, filled in.
struct FormChoices {
    const std::vector<pos::store::office::Branch>& branches;
    const std::vector<pos::catalog::Department>& departments;
};
void put_promotion(Data& data, const core::PromotionText& text, const FormChoices& choices,
                   const Words& words);

/// "3 for 2", and "3 for 2 · at most once a basket", in the page's language.
std::string gives_in(const core::PromotionText& text, const Words& words);
/// Of its items no more than so many.
std::string goods_in(const core::PromotionText& text, const Words& words,
                     std::size_t items_shown = 5);
std::string when_in(const core::PromotionText& text, const Words& words);

}  // namespace app::office::web
