#include "app/till/screens/settings/settings.hpp"

namespace till::settings {

std::vector<Line> lines_of(const Model& m) {
    std::vector<Line> lines{Line::language,   Line::theme, Line::palette,  Line::scale,
                            Line::large_text, Line::hand,  Line::mirrored, Line::sounds};
    if (!m.locks.empty()) lines.push_back(Line::lock);
    lines.push_back(Line::print);
    if (!m.stock_rules.empty()) {
        lines.push_back(Line::stock_rule);
        lines.push_back(Line::stock_shown);
    }
    return lines;
}

Action turned(const Model& m, Line line, int by) {
    const auto next = [by](const std::vector<std::string>& values, std::size_t chosen) {
        const auto count = static_cast<int>(values.size());
        return static_cast<std::size_t>((static_cast<int>(chosen) + by + count) % count);
    };
    switch (line) {
        case Line::language:
            return LanguageChosen{next(m.languages, m.language)};
        case Line::theme:
            return ThemeChosen{next(m.themes, m.theme)};
        case Line::palette:
            return PaletteFlipped{};
        case Line::scale:
            return ScaleChosen{next(m.scales, m.scale)};
        case Line::large_text:
            return LargeTextFlipped{};
        case Line::hand:
            return HandChosen{next(m.hands, m.hand)};
        case Line::mirrored:
            return MirroredFlipped{};
        case Line::sounds:
            return SoundsFlipped{};
        case Line::lock:
            return LockChosen{next(m.locks, m.lock)};
        case Line::print:
            return PrintFlipped{};
        case Line::stock_rule:
            return StockRuleChosen{next(m.stock_rules, m.stock_rule)};
        case Line::stock_shown:
            return StockShownFlipped{};
    }
    return BackPressed{};
}

void move(Model& m, int by) {
    const auto last = lines_of(m).size() - 1;
    if (!m.at || *m.at > last) {
        m.at = by > 0 ? 0 : last;
    } else if (by < 0) {
        m.at = *m.at == 0 ? 0 : *m.at - 1;
    } else {
        m.at = *m.at == last ? last : *m.at + 1;
    }
}

}  // namespace till::settings
