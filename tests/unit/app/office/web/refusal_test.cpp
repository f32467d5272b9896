// Goal: what the core refuses is said in the language of the page, whatever it is. Method: every
// reason there is, in every language.
#include "app/office/web/refusal.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Why;
using app::office::web::in_words;
using app::office::web::Words;

TEST(Refusal, IsSaidInEveryLanguage) {
    for (int why = 0; why <= static_cast<int>(Why::database); ++why) {
        const Failure failure{FailureKind::refused, "In English.", static_cast<Why>(why), "B09"};
        std::set<std::string> said;
        for (const Words& words : Words::all()) {
            const std::string text = in_words(failure, words);
            EXPECT_EQ(text.find('{'), text.npos) << text;
            said.insert(text);
        }
        EXPECT_EQ(said.size(), Words::all().size()) << why << ": the same in two languages";
    }
}

TEST(Refusal, SaysWhatItIsAbout) {
    const Words& german = Words::choose("de", "");
    const Failure failure{FailureKind::refused, "There is no branch B09.", Why::no_branch, "B09"};
    EXPECT_EQ(in_words(failure, german), "Eine Filiale B09 gibt es nicht.");
    EXPECT_EQ(in_words(failure, Words::choose("en", "")), "There is no branch B09.");
}

TEST(Refusal, ThatOnlyTheCoreKnowsKeepsItsWords) {
    const Failure failure{FailureKind::refused, "Something {odd}."};
    EXPECT_EQ(in_words(failure, Words::choose("en", "")), "Something {odd}.");
    EXPECT_EQ(in_words(failure, Words::choose("de", "")), "Das wurde abgelehnt: Something {odd}.");
}

}  // namespace
