#include "pos/locale/plain_latin.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

#include "pos/base/assert.hpp"

namespace pos::locale {

namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"/-?:().,'+"}.find(c) != std::string_view::npos;
}

std::string spelt(std::string_view text) {
    // Not safe for several threads at once.
    static std::mutex mutex;
    const std::scoped_lock lock{mutex};
    static const std::unique_ptr<icu::Transliterator> rules = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made{icu::Transliterator::createInstance(
            "Any-Latin; de-ASCII; Latin-ASCII", UTRANS_FORWARD, error)};
        POS_ASSERT(U_SUCCESS(error) && made);
        return made;
    }();
    icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(
        icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    rules->transliterate(unicode);
    std::string out;
    unicode.toUTF8String(out);
    return out;
}

}  // namespace

std::string plain_latin(std::string_view text, std::size_t characters_max) {
    std::string out;
    bool space = false;
    for (const char c : spelt(text)) {
        if (!is_plain(c)) {
            space = !out.empty();
            continue;
        }
        if (out.size() + (space ? 1 : 0) >= characters_max) break;
        if (space) out += ' ';
        space = false;
        out += c;
    }
    return out;
}

}  // namespace pos::locale
