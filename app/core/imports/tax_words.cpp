#include "app/core/imports/tax_words.hpp"

#include <algorithm>

#include "pos/locale/fold.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::imports {

std::string tax_word(std::string_view text) {
    std::string word = pos::locale::fold(text);
    std::string figure = word;
    std::erase(figure, ' ');
    const bool percent = figure.ends_with('%');
    if (percent) figure.pop_back();
    std::ranges::replace(figure, ',', '.');
    auto rate = pos::parse_percent(figure);
    if (!rate) return word;
    // Spreadsheets keep percentages as fractions, and no tax is below one per cent.
    const bool fraction = !percent && rate->e8 > 0 && *rate < pos::percent(1);
    if (fraction) rate->e8 *= 100;
    return pos::percent_string(*rate) + '%';
}

std::map<std::string, std::string, std::less<>> tax_words(const pos::tax::TaxTable& taxes,
                                                          pos::Date date) {
    std::map<std::string, std::string, std::less<>> words;
    const auto& classes = taxes.rules().classes;
    for (const auto& one : classes) words.emplace(tax_word(one.code), one.code);
    for (const auto& one : classes) words.emplace(tax_word(one.name), one.code);
    for (const auto& one : classes) {
        const auto held = taxes.taxes_on(one.code, date);
        if (!held || held->size() != 1 || held->front().kind != pos::tax::TaxKind::percent)
            continue;
        words.emplace(pos::percent_string(held->front().rate) + '%', one.code);
    }
    words.erase("");
    return words;
}

void know_taxes(ItemImportOptions& options, const pos::tax::TaxTable& taxes, pos::Date date) {
    const auto& rules = taxes.rules();
    options.tax_classes.emplace();
    for (const auto& one : rules.classes) options.tax_classes->insert(one.code);
    options.tax_words = tax_words(taxes, date);
    options.prices_with_tax.reset();
    if (rules.taxes.empty()) return;
    options.prices_with_tax =
        std::ranges::any_of(rules.taxes, [](const auto& period) { return period.tax.included; });
}

}  // namespace app::core::imports
