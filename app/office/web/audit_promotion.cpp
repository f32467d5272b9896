#include "app/office/web/audit_promotion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/office/web/audit_phrases.hpp"
#include "app/office/web/promotion_form.hpp"

namespace app::office::web {

std::string audit_promotion(std::string_view kept, const std::string& currency,
                            const Words& words) {
    auto promotion = core::read_summary(kept);
    if (!promotion) return audit_days(kept, words);
    for (std::string* amount : {&promotion->off, &promotion->price, &promotion->spend}) {
        if (!amount->empty() && !currency.empty()) *amount += " " + currency;
    }
    std::string said = fmt::format(
        "\"{}\": {}; {}; {}", promotion->label, gives_in(*promotion, words),
        goods_in(*promotion, words, promotion->items.size()), when_in(*promotion, words));
    if (!promotion->branches.empty()) {
        said += fmt::format("; {}", fmt::join(promotion->branches, ", "));
    }
    if (promotion->combinable) said += "; " + words["promotion_combinable"];
    if (!promotion->priority.empty()) {
        said += "; " + words["promotion_priority"] + " " + promotion->priority;
    }
    return said;
}

}  // namespace app::office::web
