// Goal: borders between characters as a person sees them are ICU's, whichever way they are found.
// Method: texts of every sort, walked in both directions, against ICU's iterator over all of them.
#include "app/till/ui/graphemes.hpp"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace {

using Borders = std::vector<std::size_t>;

const std::vector<std::string>& texts() {
    static const std::vector<std::string> all{
        "",
        "a",
        "milk 1 l",
        "Crème fraîche",
        "Cre\u0300me\u0301\u0323!",
        "\u0300a",
        "свежее молоко",
        "חָלָב טרי",
        "حليب طازج",
        "क्षत्रिय दूध",
        "นมสด น้ำผึ้ง",
        "北海道牛乳",
        "신선한 우유 \u1112\u1161\u11AB",
        "👩‍👩‍👧 🇩🇪🇫🇷 👍🏽",
        "a\r\nb\tc",
        "\u0600123",
        "x\u200Dy",
        "broken \xC3 \xF0\x9F bytes",
    };
    return all;
}

Borders of_icu(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> iterator{
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status)};
    UText* const over =
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    iterator->setText(over, status);
    EXPECT_TRUE(U_SUCCESS(status));
    Borders borders;
    for (auto at = iterator->first(); at != icu::BreakIterator::DONE; at = iterator->next())
        borders.push_back(static_cast<std::size_t>(at));
    utext_close(over);
    return borders;
}

}  // namespace

TEST(Graphemes, forwards_every_border_is_icus) {
    for (const std::string& text : texts()) {
        Borders found{0};
        const till::ui::Graphemes graphemes{text};
        while (found.back() < text.size()) found.push_back(graphemes.behind(found.back()));
        EXPECT_EQ(found, of_icu(text)) << text;
    }
}

TEST(Graphemes, backwards_every_border_is_icus) {
    for (const std::string& text : texts()) {
        Borders found{text.size()};
        const till::ui::Graphemes graphemes{text};
        while (found.back() > 0) found.push_back(graphemes.before(found.back()));
        std::ranges::reverse(found);
        EXPECT_EQ(found, of_icu(text)) << text;
    }
}
