// Goal: prove that search text, stored names and sorting treat all scripts as people expect, and
// survive any bytes.
// Method: a table of spellings that must fold alike; hand-made names with hostile characters;
// seeded random bytes and code points for the promises "valid UTF-8" and "twice is once".
#include "pos/locale/fold.hpp"

#include <gtest/gtest.h>
#include <random>

#include "pos/locale/clean.hpp"
#include "pos/locale/collate.hpp"

using namespace pos::locale;

namespace {

std::string joined(std::string_view folded) {
    std::string out;
    for (const Word& word : words(folded)) {
        if (!out.empty()) out += '|';
        out += word.text;
        if (word.cjk) out += '*';
    }
    return out;
}

std::string utf8(char32_t c) {
    std::string out;
    if (c < 0x80) return std::string(1, static_cast<char>(c));
    if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 63));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 63));
        out += static_cast<char>(0x80 | (c >> 6 & 63));
    }
    out += static_cast<char>(0x80 | (c & 63));
    return out;
}

}  // namespace

TEST(Fold, spellings_of_one_word_fold_alike) {
    const std::vector<std::pair<std::string_view, std::string_view>> same{
        {"Crème  Brûlée", "creme brulee"},
        {"STRASSE", "Straße"},
        {"Łódź", "lodz"},
        {"Đakovo", "djakovo"},
        {"Smørrebrød", "smorrebrod"},
        {"ÆBLE", "aeble"},
        {"İstanbul", "istanbul"},
        {"ISPARTA", "ısparta"},
        {"ﬁnes", "FINES"},
        {"e\u0301clair", "Éclair"},
        {"½ l", "1/2 L"},
        {"６×１．５", "6x1.5"},
        {"Ёлка", "елка"},
        {"ΣΊΣΥΦΟΣ", "σισυφος"},
        {"שָׁלוֹם", "שלום"},
        {"ק״ג", "ק\"ג"},
        {"مُحَمَّد", "محمد"},
        {"أحمد", "احمد"},
        {"ｶﾞ", "ガ"},
        {"\u1112\u1161\u11AB", "한"},
        {"Jack’s", "JACK'S"},
        {"a\u00ADb\u200Bc", "abc"},
        {" \t a\u00A0 b \n", "a b"},
        {"ẞ", "ss"},
    };
    for (const auto& [a, b] : same) {
        if (a == "Đakovo") {
            EXPECT_EQ(fold(a), "dakovo");  // the letter, not its transcription
        } else {
            EXPECT_EQ(fold(a), fold(b)) << a;
        }
    }
    EXPECT_NE(fold("हिन्दी"), fold("हन्द"));  // Devanagari vowel signs are letters
    EXPECT_NE(fold("น้ำ"), fold("นำ"));      // Thai tones are kept
    EXPECT_NE(fold("が"), fold("か"));
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold("한글"), "한글");
}

TEST(Fold, words_are_runs_of_letters_and_digits) {
    EXPECT_EQ(joined("milk 1.5 l (fresh), 3,5%"), "milk|1.5|l|fresh|3,5");
    EXPECT_EQ(joined("coca-cola."), "coca|cola");
    EXPECT_EQ(joined("可口可乐cola 500"), "可口可乐*|cola|500");
    EXPECT_EQ(joined("コーヒー・ミルク"), "コーヒー*|ミルク*");
    EXPECT_EQ(joined("우유 1l"), "우유*|1l");
    EXPECT_EQ(joined("חלב תנובה"), "חלב|תנובה");
    EXPECT_EQ(joined(" .. --"), "");
    EXPECT_EQ(bigrams("可口可"), (std::vector<std::string_view>{"可口", "口可"}));
    EXPECT_EQ(bigrams("可"), std::vector<std::string_view>{"可"});
}

TEST(Clean, a_name_keeps_its_letters_and_loses_what_could_deceive) {
    EXPECT_EQ(clean_name("Milk 1 l"), "Milk 1 l");
    EXPECT_EQ(clean_name("  Milk\t1\r\n l "), "Milk 1 l");
    EXPECT_EQ(clean_name("\uFEFFMilk"), "Milk");
    EXPECT_EQ(clean_name("evil\u202Egpj.exe\u2066x\u2069"), "evilgpj.exex");
    EXPECT_EQ(clean_name(std::string_view{"a\0b\x7F\x1B[2J", 8}), "ab[2J");
    EXPECT_EQ(clean_name("Caf\xE9"), "Caf\uFFFD");
    EXPECT_EQ(clean_name("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a lone surrogate
    EXPECT_EQ(clean_name("حلوى\u200Cها"), "حلوى\u200Cها");        // joiners shape words: they stay
    EXPECT_EQ(clean_name("   "), "");
    EXPECT_EQ(cut_utf8("añb", 2), "a");
    EXPECT_EQ(cut_utf8("añb", 3), "añ");
    EXPECT_EQ(cut_utf8("añb", 9), "añb");
}

TEST(Fold, any_input_gives_valid_text_that_folds_to_itself) {
    std::mt19937_64 random{99};
    std::uniform_int_distribution<int> byte{0, 255};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (int at = 0; at < 40; ++at) text += static_cast<char>(byte(random));
        const std::string folded = fold(text);
        EXPECT_TRUE(valid_utf8(folded));
        EXPECT_EQ(fold(folded), folded);
        const std::string name = clean_name(text);
        EXPECT_TRUE(valid_utf8(name));
        EXPECT_EQ(clean_name(name), name);
        for (const Word& word : words(folded)) EXPECT_FALSE(word.text.empty());
    }
}

TEST(Fold, every_character_folds_to_something_stable) {
    for (char32_t c = 1; c < 0x20000; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const std::string once = fold("a" + utf8(c) + "b");
        ASSERT_EQ(fold(once), once) << std::hex << static_cast<std::uint32_t>(c);
    }
}

TEST(Collation, words_are_listed_as_people_expect) {
    const auto german = Collation::open("de");
    ASSERT_TRUE(german.has_value());
    EXPECT_LT(german->compare("Äpfel", "Birnen"), 0);
    EXPECT_GT(german->compare("Zucker", "Äpfel"), 0);
    EXPECT_LT(german->compare("Milch 2", "Milch 10"), 0);
    EXPECT_EQ(german->compare("Milch", "Milch"), 0);
    EXPECT_LT(german->key("Milch 2"), german->key("Milch 10"));
    const auto swedish = Collation::open("sv");
    EXPECT_LT(swedish->compare("Zon", "Äpple"), 0);
    EXPECT_FALSE(Collation::open("zz").has_value());
}
