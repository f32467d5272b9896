#include "pos/locale/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>
#include <array>

#include "pos/base/assert.hpp"

namespace pos::locale {

namespace {

/// Letters and signs that Unicode does not take apart, but people do when they type.
std::u16string_view typed_as(UChar32 c) {
    switch (c) {
        case 0x00E6:
            return u"ae";
        case 0x00F0:
            return u"d";
        case 0x00F8:
            return u"o";
        case 0x00FE:
            return u"th";
        case 0x0111:
            return u"d";
        case 0x0127:
            return u"h";
        case 0x0131:
            return u"i";
        case 0x0142:
            return u"l";
        case 0x0153:
            return u"oe";
        case 0x0167:
            return u"t";
        case 0x0649:
            return u"\u064A";  // alef maksura, as typed for yeh
        case 0x06CC:
            return u"\u064A";  // Persian yeh
        case 0x06A9:
            return u"\u0643";  // Persian kaf
        case 0x00D7:
            return u"x";
        case 0x2044:
            return u"/";
        default:
            break;
    }
    if (c == 0x02BC || c == 0x05F3 || (c >= 0x2018 && c <= 0x201B) || c == 0x2032) return u"'";
    if (c == 0x05F4 || (c >= 0x201C && c <= 0x201F) || c == 0x2033) return u"\"";
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x05BE) return u"-";
    return {};
}

/// Accents and points that may be left out in typing. Other scripts' marks are vowels: they stay.
bool is_dropped_mark(UChar32 c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0487) ||
           (c >= 0x0591 && c <= 0x05C7 && u_charType(c) == U_NON_SPACING_MARK) ||
           (c >= 0x0610 && c <= 0x061A) || c == 0x0640 || (c >= 0x064B && c <= 0x065F) ||
           c == 0x0670 || (c >= 0x06D6 && c <= 0x06ED && u_charType(c) == U_NON_SPACING_MARK) ||
           (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

bool is_dropped(UChar32 c) {
    return is_dropped_mark(c) || u_charType(c) == U_CONTROL_CHAR || !U_IS_UNICODE_CHAR(c) ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

const icu::Normalizer2& nfkd() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const form = icu::Normalizer2::getNFKDInstance(status);
    POS_ASSERT(U_SUCCESS(status));
    return *form;
}

bool is_hangul_syllable(UChar32 c) {
    return c >= 0xAC00 && c <= 0xD7A3;
}

/// What one character folds to: never anything that folds further.
icu::UnicodeString folded(UChar32 c) {
    icu::UnicodeString text{c};
    if (is_hangul_syllable(c)) return text;
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString next = nfkd().normalize(text, status);
        POS_ASSERT(U_SUCCESS(status));
        next.foldCase();
        icu::UnicodeString out;
        for (std::int32_t at = 0; at < next.length(); at = next.moveIndex32(at, 1)) {
            const UChar32 one = next.char32At(at);
            const auto replaced = typed_as(one);
            if (!replaced.empty()) {
                out.append(replaced.data(), static_cast<std::int32_t>(replaced.size()));
            } else if (!is_dropped(one)) {
                out.append(one);
            }
        }
        if (out == text) return text;
        text = out;
    }
}

/// Writes folded characters: one space for white space, and Korean letters as syllables.
class Sink {
public:
    explicit Sink(std::string& out) : out_(out) { out_.clear(); }

    void space() { space_ = !out_.empty(); }

    void put(UChar32 c) {
        if (u_isUWhiteSpace(c)) return space();
        if (space_) {
            out_ += ' ';
            last_ = ' ';
        }
        space_ = false;
        if (joins(c)) return;
        start_ = out_.size();
        last_ = c;
        append(c);
    }

    void put_ascii(char c) {
        if (space_) out_ += ' ';
        space_ = false;
        out_ += c;
        last_ = c;
    }

private:
    void append(UChar32 c) {
        std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(bytes, length, c);
        out_.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
    }

    /// Korean letters one after the other make a syllable, as Unicode composes them.
    bool joins(UChar32 c) {
        UChar32 joined = 0;
        if (last_ >= 0x1100 && last_ <= 0x1112 && c >= 0x1161 && c <= 0x1175) {
            joined = 0xAC00 + ((last_ - 0x1100) * 21 + (c - 0x1161)) * 28;
        } else if (is_hangul_syllable(last_) && (last_ - 0xAC00) % 28 == 0 && c >= 0x11A8 &&
                   c <= 0x11C2) {
            joined = last_ + (c - 0x11A7);
        } else {
            return false;
        }
        out_.resize(start_);
        last_ = joined;
        append(joined);
        return true;
    }

    std::string& out_;
    bool space_{false};
    UChar32 last_{0};
    std::size_t start_{0};  // where the last character begins, if it is not ASCII
};

constexpr UChar32 kTableEnd = 0x0250;  // Latin letters with accents end here

/// Accented Latin letters come most often: their foldings are kept.
const icu::UnicodeString& latin(UChar32 c) {
    static const auto kTable = [] {
        std::array<icu::UnicodeString, kTableEnd> table;
        for (UChar32 at = 0; at < kTableEnd; ++at) table[static_cast<std::size_t>(at)] = folded(at);
        return table;
    }();
    return kTable[static_cast<std::size_t>(c)];
}

void put_all(const icu::UnicodeString& text, Sink& sink) {
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        sink.put(text.char32At(at));
    }
}

void put_folded(UChar32 c, Sink& sink) {
    if (c < 0) return sink.put(0xFFFD);
    if (u_isUWhiteSpace(c)) return sink.space();
    if (c < kTableEnd) return put_all(latin(c), sink);
    if (u_foldCase(c, U_FOLD_CASE_DEFAULT) == c && nfkd().isInert(c) && typed_as(c).empty() &&
        !is_dropped(c)) {
        return sink.put(c);  // most letters of most scripts
    }
    put_all(folded(c), sink);
}

UChar32 next_of(std::string_view text, std::int64_t& at) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at,
            static_cast<std::int64_t>(text.size()), c);
    return c;
}

bool is_digit(std::string_view text, std::int64_t at) {
    if (at < 0 || at >= static_cast<std::int64_t>(text.size())) return false;
    const char c = text[static_cast<std::size_t>(at)];
    return c >= '0' && c <= '9';
}

bool is_word_character(UChar32 c) {
    return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

}  // namespace

void fold_into(std::string_view text, std::string& out) {
    Sink sink{out};
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t at = 0; at < length;) {
        const char c = text[static_cast<std::size_t>(at)];
        if (c > ' ' && c < 0x7F) {
            sink.put_ascii(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
            ++at;
        } else {
            put_folded(next_of(text, at), sink);
        }
    }
}

std::string fold(std::string_view text) {
    std::string out;
    fold_into(text, out);
    return out;
}

bool is_cjk(char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) ||  // Korean letters
           c == 0x3005 || c == 0x3007 ||    // iteration mark, zero
           (c >= 0x3040 && c <= 0x30FF && c != 0x30FB) || (c >= 0x3100 && c <= 0x312F) ||
           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

std::vector<Word> words(std::string_view folded) {
    std::vector<Word> found;
    const auto length = static_cast<std::int64_t>(folded.size());
    bool inside = false;
    for (std::int64_t at = 0; at < length;) {
        const std::int64_t start = at;
        const UChar32 c = next_of(folded, at);
        const bool joins_digits =
            (c == '.' || c == ',') && is_digit(folded, start - 1) && is_digit(folded, at);
        if (c < 0 || (!is_word_character(c) && !joins_digits)) {
            inside = false;
            continue;
        }
        const bool cjk = is_cjk(static_cast<char32_t>(c));
        if (!inside || found.back().cjk != cjk) {
            found.push_back({folded.substr(static_cast<std::size_t>(start), 0), cjk});
        }
        inside = true;
        Word& word = found.back();
        const auto begin = static_cast<std::size_t>(word.text.data() - folded.data());
        word.text = folded.substr(begin, static_cast<std::size_t>(at) - begin);
    }
    return found;
}

std::vector<std::string_view> bigrams(std::string_view cjk_run) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < cjk_run.size(); ++at) {
        if ((static_cast<unsigned char>(cjk_run[at]) & 0xC0) != 0x80) starts.push_back(at);
    }
    if (starts.size() < 2) return {cjk_run};
    starts.push_back(cjk_run.size());
    std::vector<std::string_view> pairs;
    for (std::size_t at = 0; at + 2 < starts.size(); ++at) {
        pairs.push_back(cjk_run.substr(starts[at], starts[at + 2] - starts[at]));
    }
    return pairs;
}

}  // namespace pos::locale
