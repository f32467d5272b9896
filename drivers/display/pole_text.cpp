#include "drivers/display/pole_text.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "drivers/printer/code_points.hpp"

namespace drivers::display {

struct PoleText::Latin {
    std::unique_ptr<icu::Transliterator> rules;
};

PoleText::PoleText(printer::CodePage page, std::unique_ptr<Latin> latin)
    : page_{std::move(page)}, latin_{std::move(latin)} {}
PoleText::PoleText(PoleText&&) noexcept = default;
PoleText& PoleText::operator=(PoleText&&) noexcept = default;
PoleText::~PoleText() = default;

std::optional<PoleText> PoleText::open(std::string_view code_page) {
    auto page = printer::CodePage::open(code_page);
    if (!page) return std::nullopt;
    UErrorCode error = U_ZERO_ERROR;
    auto latin = std::make_unique<Latin>();
    latin->rules.reset(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, error));
    if (U_FAILURE(error)) latin->rules.reset();
    return PoleText{std::move(*page), std::move(latin)};
}

std::string PoleText::bytes_of(std::string_view text) const {
    std::string bytes;
    const auto add_plain = [&](char32_t c) {
        const auto byte = page_.byte_of(printer::plainer(c));
        if (byte) bytes += static_cast<char>(*byte);
        return byte.has_value();
    };
    for (const char32_t c : printer::code_points(text)) {
        if (add_plain(c)) continue;
        icu::UnicodeString sound{static_cast<UChar32>(c)};
        if (latin_->rules) latin_->rules->transliterate(sound);
        bool heard = false;
        for (std::int32_t at = 0; at < sound.length(); ++at) {
            heard = add_plain(static_cast<char32_t>(sound[at])) || heard;
        }
        // A mark above a letter before is no letter by itself, and one of direction is none at all.
        const auto type = u_charType(static_cast<UChar32>(c));
        const bool mark = type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR;
        if (!heard && !mark) bytes += '?';
    }
    return bytes;
}

std::string PoleText::line_of(const PanelLine& line) const {
    std::string start = bytes_of(line.start);
    std::string end = bytes_of(line.end);
    if (end.size() > kColumns)
        end.erase(0, end.size() - kColumns);  // figures: the last digits count
    const std::size_t gap = end.empty() ? 0 : 1;
    const std::size_t room = kColumns - std::min(kColumns, end.size() + gap);
    if (start.size() > room) start.resize(room);
    const std::size_t left = line.centred ? (kColumns - end.size() - start.size()) / 2 : 0;
    std::string text = std::string(left, ' ') + start;
    text.resize(kColumns - end.size(), ' ');
    return text + end;
}

}  // namespace drivers::display
