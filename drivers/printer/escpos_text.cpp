#include "drivers/printer/escpos_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "drivers/printer/bidi.hpp"
#include "drivers/printer/code_points.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

bool is_ascii(char32_t c) {
    return c >= U' ' && c <= U'~';
}

/// Letters with their accents as one character, as code pages have them.
std::string composed(std::string_view text) {
    if (is_plain_latin(text)) return std::string{text};
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(error);
    POS_ASSERT(U_SUCCESS(error));
    std::string out;
    form->normalize(icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())}), error)
        .toUTF8String(out);
    POS_ASSERT(U_SUCCESS(error));
    return out;
}

}  // namespace

bool EscposText::shows(char32_t character) const {
    return is_ascii(character) || std::ranges::any_of(pages_, [=](const NumberedPage& page) {
               return page.page.byte_of(character).has_value();
           });
}

std::optional<std::u32string> EscposText::text(std::string_view text,
                                               pos::document::Direction direction) const {
    // Letters that read from right to left are in no page (see CodePage), so they end here too.
    const auto base = direction_of(text, direction);
    std::u32string out = code_points(visual_order(composed(text), base));
    for (char32_t& c : out) {
        const char32_t plain = plainer(c);
        if (plain == U' ' || !shows(c)) c = plain;
        if (!shows(c)) return std::nullopt;
    }
    return out;
}

std::optional<std::u32string> EscposText::line(const GridLine& line,
                                               pos::document::Direction direction) const {
    std::u32string out;
    for (const Placed& piece : line) {
        const auto characters = text(piece.text, direction);
        if (!characters) return std::nullopt;
        if (piece.column > out.size()) out.resize(piece.column, U' ');
        out += *characters;
    }
    return out;
}

const CodePage* EscposText::page_of(std::optional<std::uint8_t> number) const {
    const auto found = std::ranges::find_if(
        pages_, [=](const NumberedPage& page) { return page.number == number; });
    return found == pages_.end() ? nullptr : &found->page;
}

/// The one that goes furthest before another switch; the first listed of equals.
const NumberedPage& EscposText::best_page(std::u32string_view rest) const {
    const auto reach = [rest](const NumberedPage& page) {
        return std::ranges::find_if(rest, [&](char32_t c) { return !page.page.byte_of(c); }) -
               rest.begin();
    };
    return *std::ranges::max_element(pages_, {}, reach);
}

void EscposText::encode(std::u32string_view characters, std::optional<std::uint8_t>& page,
                        std::string& out) const {
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        if (is_ascii(c)) {
            out += static_cast<char>(c);
            continue;
        }
        const CodePage* in_force = page_of(page);
        if (in_force == nullptr || !in_force->byte_of(c)) {
            const NumberedPage& next = best_page(characters.substr(i));
            page = next.number;
            in_force = &next.page;
            out += select_;
            out += static_cast<char>(next.number);
        }
        const auto byte = in_force->byte_of(c);
        POS_ASSERT(byte.has_value());
        out += static_cast<char>(*byte);
    }
}

}  // namespace drivers::printer
