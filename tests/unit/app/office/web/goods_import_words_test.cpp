// Goal: whatever becomes of a row of goods is said in the language of the page. Method: every
// reason there is, in every language.
#include "app/office/web/goods_import_words.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

using app::core::imports::Doubt;
using app::core::imports::Note;
using app::core::imports::Refusal;
using app::core::imports::RowNote;
using app::core::imports::RowRefusal;
using app::core::tabular::Defect;
using app::office::web::in_words;
using app::office::web::Words;

/// Nothing is left to fill in, and no two languages say the same.
template <class What>
void expect_said(const What& what, int which) {
    std::set<std::string> said;
    for (const Words& words : Words::all()) {
        const std::string text = in_words(what, words);
        EXPECT_EQ(text.find('{'), text.npos) << text;
        said.insert(text);
    }
    EXPECT_EQ(said.size(), Words::all().size()) << which << ": the same in two languages";
}

TEST(GoodsImportWords, SayWhyARowIsRefused) {
    for (int reason = 0; reason <= static_cast<int>(RowRefusal::number_of_another); ++reason) {
        Refusal refusal{.line = 3, .reason = static_cast<RowRefusal>(reason)};
        refusal.text = "4711";
        refusal.other = "P1";
        refusal.other_line = 2;
        expect_said(refusal, reason);
    }
    for (int defect = 0; defect <= static_cast<int>(Defect::invalid_utf8); ++defect) {
        Refusal refusal{.line = 3, .reason = RowRefusal::broken_row};
        refusal.defect = static_cast<Defect>(defect);
        expect_said(refusal, defect);
    }
    Refusal twice{.line = 3, .reason = RowRefusal::duplicate_barcode};
    twice.text = "20012345";
    twice.other_line = 2;
    EXPECT_EQ(in_words(twice, Words::choose("en", "")), "Barcode 20012345 came in row 2 already.");
}

TEST(GoodsImportWords, SayWhatIsKeptOtherwise) {
    for (int kind = 0; kind <= static_cast<int>(RowNote::unknown_tax_class); ++kind) {
        expect_said(Note{3, static_cast<RowNote>(kind), "barcode", "4711"}, kind);
    }
}

TEST(GoodsImportWords, SayWhatIsDoubtful) {
    for (int doubt = 0; doubt <= static_cast<int>(Doubt::letters_unsure); ++doubt) {
        expect_said(static_cast<Doubt>(doubt), doubt);
    }
}

}  // namespace
