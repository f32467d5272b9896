#include "app/till/ui/text_runs.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/ui/utf8.hpp"

namespace till::ui {

namespace {

constexpr char32_t kEllipsis = U'…';

struct Range {
    char32_t first, last;
};
// Left out on purpose: U+00AD (soft hyphen), U+0300-036F and U+0483-0489 (combining marks),
// U+200B-200F and U+2028-202E (width, direction).
constexpr Range kPlain[] = {{0x20, 0x7E},     {0xA0, 0xAC},     {0xAE, 0x24F},    {0x370, 0x482},
                            {0x48A, 0x52F},   {0x1E00, 0x1FFF}, {0x2000, 0x200A}, {0x2010, 0x2027},
                            {0x202F, 0x205E}, {0x2070, 0x209C}, {0x20A0, 0x20BF}, {0x2100, 0x218A},
                            {0x2190, 0x23FF}, {0x2460, 0x24FF}, {0x25A0, 0x2BFF}};

}  // namespace

bool is_plain(std::string_view text, const Face& face) {
    while (!text.empty()) {
        const auto byte = static_cast<unsigned char>(text.front());
        if (byte >= 0x20 && byte < 0x7F) {
            text.remove_prefix(1);
            continue;
        }
        const char32_t c = take_character(text);
        const bool known = std::ranges::any_of(
            kPlain, [&](const Range& range) { return c >= range.first && c <= range.last; });
        if (!known || !face.has(c)) return false;
    }
    return true;
}

float plain_width(GlyphAtlas::Set& set, std::string_view text, float spacing_px) {
    float x = 0;
    char32_t previous = 0;
    while (!text.empty()) {
        const char32_t c = take_character(text);
        if (previous) x += set.kerning(previous, c);
        x += set.glyph(c).advance + spacing_px;
        previous = c;
    }
    return x;
}

MeasuredText::MeasuredText(GlyphAtlas::Set& set, std::string_view text, float spacing_px)
    : text_(text), ellipsis_px_(set.glyph(kEllipsis).advance) {
    places_.reserve(text.size() + 1);
    bytes_.reserve(text.size() + 1);
    float x = 0;
    char32_t previous = 0;
    for (std::string_view rest = text; !rest.empty();) {
        bytes_.push_back(text.size() - rest.size());
        const char32_t c = take_character(rest);
        if (previous) x += set.kerning(previous, c);
        places_.push_back(x);
        x += set.glyph(c).advance + spacing_px;
        previous = c;
    }
    places_.push_back(x);
    bytes_.push_back(text.size());
}

float MeasuredText::place(std::size_t byte) const {
    const auto it = std::ranges::lower_bound(bytes_, byte);
    const auto index = static_cast<std::size_t>(it - bytes_.begin());
    return places_[std::min(index, places_.size() - 1)];
}

std::size_t MeasuredText::nearest(float x) const {
    const auto it =
        std::ranges::min_element(places_, {}, [&](float place) { return std::abs(place - x); });
    return bytes_[static_cast<std::size_t>(it - places_.begin())];
}

/// The first character that no longer fits behind `from`.
std::size_t MeasuredText::fitting(std::size_t from, float room) const {
    const auto begin = places_.begin() + static_cast<std::ptrdiff_t>(from);
    constexpr float kTolerance = 0.01F;
    const auto end = std::upper_bound(begin, places_.end(), *begin + room + kTolerance);
    return std::max(from, static_cast<std::size_t>(end - places_.begin()) - 1);
}

std::size_t MeasuredText::without_spaces(std::size_t from, std::size_t to) const {
    while (to > from && text_[bytes_[to - 1]] == ' ') --to;
    return to;
}

MeasuredText::Line MeasuredText::cut(std::size_t from, float room) const {
    const std::size_t count = bytes_.size() - 1;
    if (fitting(from, room) == count) return {bytes_[from], bytes_[count], false};
    const std::size_t to = without_spaces(from, fitting(from, std::max(0.0F, room - ellipsis_px_)));
    return {bytes_[from], bytes_[to], true};
}

std::vector<MeasuredText::Line> MeasuredText::wrap(float room, int lines_max,
                                                   float first_room) const {
    const std::size_t count = bytes_.size() - 1;
    std::vector<Line> lines;
    std::size_t from = 0;
    const auto is_space = [&](std::size_t i) { return text_[bytes_[i]] == ' '; };
    const auto here = [&] { return lines.empty() ? first_room : room; };
    while (from < count && static_cast<int>(lines.size()) + 1 < lines_max) {
        std::size_t to = fitting(from, here());
        if (to == count) break;
        std::size_t space = to;
        while (space > from && !is_space(space)) --space;
        if (space > from) {
            to = space;
        } else if (lines.empty() && first_room < room) {
            to = from;
        } else {
            to = std::max(to, from + 1);
        }
        lines.push_back({bytes_[from], bytes_[without_spaces(from, to)], false});
        from = to;
        while (from < count && is_space(from)) ++from;
    }
    if (from < count) lines.push_back(cut(from, here()));
    return lines;
}

}  // namespace till::ui
