#include "app/office/web/figures.hpp"

#include <algorithm>

#include "app/core/imports/figures.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web {

namespace {

bool has_comma(const Words& words) {
    return words.code() == "de";
}

}  // namespace

std::optional<std::int64_t> scaled_figure(const std::string& typed, unsigned decimals,
                                          const Words& words) {
    using core::imports::DecimalSign;
    const core::imports::FigureReader reader{
        has_comma(words) ? DecimalSign::comma : DecimalSign::point, {}};
    const std::string given = pos::locale::clean_name(typed);
    if (given.empty()) return std::nullopt;
    const auto parts = reader.read(given, decimals);
    if (!parts) return std::nullopt;
    return *parts;
}

std::optional<std::string> plain_figure(const std::string& typed, const Words& words) {
    const auto e8 = scaled_figure(typed, 8, words);
    if (!e8) return std::nullopt;
    return pos::format_decimal(*e8, 8, 0);
}

std::string typed_figure(std::string plain, const Words& words) {
    if (has_comma(words)) std::ranges::replace(plain, '.', ',');
    return plain;
}

}  // namespace app::office::web
