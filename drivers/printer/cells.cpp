#include "drivers/printer/cells.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "drivers/printer/code_points.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

bool is_override(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string utf8(const icu::UnicodeString& text, std::int32_t from, std::int32_t to) {
    std::string out;
    text.tempSubStringBetween(from, to).toUTF8String(out);
    return out;
}

std::string without_spaces_at_end(std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

using Breaks = std::unique_ptr<icu::BreakIterator>;

Breaks breaks(bool lines, const icu::UnicodeString& text) {
    UErrorCode error = U_ZERO_ERROR;
    Breaks made{lines ? icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), error)
                      : icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error)};
    POS_ASSERT(U_SUCCESS(error));
    made->setText(text);
    return made;
}

/// Pieces between break opportunities, each with the spaces that follow it.
std::vector<std::string> pieces(bool lines, const std::string_view text) {
    const auto wide = icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())});
    const Breaks found = breaks(lines, wide);
    std::vector<std::string> out;
    std::int32_t from = found->first();
    for (std::int32_t to = found->next(); to != icu::BreakIterator::DONE; to = found->next()) {
        out.push_back(utf8(wide, from, to));
        from = to;
    }
    return out;
}

/// Lines being filled from pieces.
class Filling {
public:
    explicit Filling(unsigned cells) : cells_{cells} {}

    void add(const std::string& piece) {
        if (!fits(piece)) flush();
        if (fits(piece)) return append(piece);
        for (const std::string& character : pieces(false, piece)) {
            if (!fits(character)) flush();
            append(character);
        }
    }

    std::vector<std::string> finish() {
        flush();
        if (lines_.empty()) lines_.emplace_back();
        return std::move(lines_);
    }

private:
    bool fits(const std::string& piece) const {
        return filled_ + cells_of(without_spaces_at_end(piece)) <= cells_;
    }
    void append(const std::string& piece) {
        line_ += piece;
        filled_ += cells_of(piece);
    }
    void flush() {
        std::string line = without_spaces_at_end(std::move(line_));
        if (!line.empty()) lines_.push_back(std::move(line));
        line_.clear();
        filled_ = 0;
    }

    unsigned cells_;
    std::string line_;
    unsigned filled_{0};  // cells of the line
    std::vector<std::string> lines_;
};

}  // namespace

std::string tidy(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) {
        return std::string{text};
    }
    std::u32string clean;
    for (const char32_t c : code_points(text)) {
        if (is_override(c) || c == 0xAD) continue;
        const auto type = u_charType(static_cast<UChar32>(c));
        const bool blank =
            type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR;
        clean.push_back(blank ? U' ' : c);
    }
    return to_utf8(clean);
}

unsigned cells_of(char32_t character) {
    if (character < 0x300) return character == 0xAD ? 0 : 1;
    const auto c = static_cast<UChar32>(character);
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR:
            return 0;
        default:
            break;
    }
    const auto syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
    const auto width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

unsigned cells_of(std::string_view text) {
    unsigned sum = 0;
    for (const char32_t c : code_points(text)) sum += cells_of(c);
    return sum;
}

std::vector<std::string> wrap(std::string_view text, unsigned cells) {
    POS_ASSERT(cells >= 2);
    std::string whole = without_spaces_at_end(std::string{text});
    if (cells_of(whole) <= cells) return {std::move(whole)};
    Filling filling{cells};
    for (const std::string& piece : pieces(true, text)) filling.add(piece);
    return filling.finish();
}

std::vector<std::string> wrap_anywhere(std::string_view text, unsigned cells) {
    POS_ASSERT(cells >= 2);
    Filling filling{cells};
    for (const std::string& piece : pieces(false, text)) filling.add(piece);
    return filling.finish();
}

}  // namespace drivers::printer
