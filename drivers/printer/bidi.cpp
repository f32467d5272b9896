#include "drivers/printer/bidi.hpp"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "drivers/printer/code_points.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

using pos::document::Direction;

namespace {

constexpr std::string_view kLeftToRightIsolate = "\u2066";
constexpr std::string_view kRightToLeftIsolate = "\u2067";
constexpr std::string_view kPopIsolate = "\u2069";

/// Calls `see` for each character until it says stop (true).
template <class See>
bool any_character(std::string_view text, See see) {
    for (const char32_t c : code_points(text)) {
        if (see(u_charDirection(static_cast<UChar32>(c)))) return true;
    }
    return false;
}

bool is_right_to_left(UCharDirection direction) {
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

struct CloseBidi {
    void operator()(UBiDi* bidi) const { ubidi_close(bidi); }
};

}  // namespace

bool has_right_to_left(std::string_view text) {
    return any_character(text, [](UCharDirection direction) {
        return is_right_to_left(direction) || direction == U_ARABIC_NUMBER;
    });
}

Direction direction_of(std::string_view text, Direction otherwise) {
    Direction found = otherwise;
    any_character(text, [&found](UCharDirection direction) {
        if (direction == U_LEFT_TO_RIGHT) found = Direction::ltr;
        if (is_right_to_left(direction)) found = Direction::rtl;
        return direction == U_LEFT_TO_RIGHT || is_right_to_left(direction);
    });
    return found;
}

std::string isolated(std::string_view text, Direction base) {
    std::string out{base == Direction::rtl ? kRightToLeftIsolate : kLeftToRightIsolate};
    out += text;
    out += kPopIsolate;
    return out;
}

std::string visual_order(std::string_view text, Direction base) {
    if (base == Direction::ltr && is_plain_latin(text)) return std::string{text};
    const auto wide = icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())});
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UBiDi, CloseBidi> bidi{ubidi_openSized(wide.length(), 0, &error)};
    const UBiDiLevel level = base == Direction::rtl ? 1 : 0;
    ubidi_setPara(bidi.get(), wide.getBuffer(), wide.length(), level, nullptr, &error);
    icu::UnicodeString out;
    UChar* buffer = out.getBuffer(wide.length() + 1);
    const auto length =
        ubidi_writeReordered(bidi.get(), buffer, wide.length() + 1,
                             UBIDI_DO_MIRRORING | UBIDI_REMOVE_BIDI_CONTROLS, &error);
    out.releaseBuffer(length);
    POS_ASSERT(U_SUCCESS(error));
    std::string visual;
    return out.toUTF8String(visual);
}

}  // namespace drivers::printer
