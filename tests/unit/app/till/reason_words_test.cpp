// Goal: why the core did not do something is said in the language of the till, whatever it was.
// Method: every way in which a shop's file, its database and head office can fail, by what the core
// makes of it; every language beside English.
#include "app/till/shell/trouble.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "app/core/failure.hpp"
#include "app/core/office/joined_till.hpp"
#include "app/till/ui/assets.hpp"

namespace {

using app::core::Failure;
using app::core::failure;
using pos::store::OpenError;
using pos::store::OpenErrorKind;
using pos::store::StoreError;
using pos::store::StoreErrorKind;
using syncing::client::Trouble;
using till::shell::reason_words;
using till::ui::TextKey;

Failure refused_by_office(const std::string& error) {
    return failure(Trouble{Trouble::Kind::refused, "No.", error, {}});
}

std::vector<Failure> every_failure() {
    std::vector<Failure> all;
    for (int kind = 0; kind <= static_cast<int>(OpenErrorKind::failed); ++kind) {
        all.push_back(failure(OpenError{.kind = static_cast<OpenErrorKind>(kind)}, "shop.db"));
    }
    for (int kind = 0; kind <= static_cast<int>(StoreErrorKind::failed); ++kind) {
        all.push_back(failure(StoreError{.kind = static_cast<StoreErrorKind>(kind)}));
    }
    for (int way = 0; way <= static_cast<int>(Trouble::Way::other); ++way) {
        Trouble trouble;
        trouble.way = static_cast<Trouble::Way>(way);
        all.push_back(failure(trouble));
    }
    for (const char* error :
         {"code_unknown", "code_used", "code_expired", "other_place", "place_in_use",
          "nothing_to_replace", "revoked", "terminal_unknown"}) {
        all.push_back(refused_by_office(error));
    }
    all.push_back(failure(Trouble{Trouble::Kind::busy, "Later.", "busy", {}}));
    all.push_back(failure(Trouble{Trouble::Kind::busy, "Later.", "too_many_tries", 600}));
    all.push_back(failure(Trouble{Trouble::Kind::database, "Its disk.", {}, {}}));
    return all;
}

TEST(ReasonWords, is_said_in_every_language) {
    const till::ui::Assets assets;
    const auto english = assets.texts("en").value();
    const auto all = every_failure();
    for (const char* language : {"de", "fr", "es", "he"}) {
        const auto texts = assets.texts(language).value();
        for (const Failure& why : all) {
            const std::string words = reason_words(why.about, texts);
            EXPECT_NE(words, reason_words(why.about, english)) << why.about;
            EXPECT_NE(words, texts[TextKey::why_other]) << why.about << ": " << why.words;
            EXPECT_NE(words, texts[TextKey::why_office_refuses]) << why.about;
            EXPECT_EQ(words.find('{'), std::string::npos) << words;
        }
    }
}

TEST(ReasonWords, that_nobody_here_knows_says_where_more_is) {
    const auto german = till::ui::Assets{}.texts("de").value();
    EXPECT_EQ(reason_words({}, german), german[TextKey::why_other]);
    EXPECT_EQ(reason_words("what_comes_later", german), german[TextKey::why_other]);
    EXPECT_EQ(reason_words(refused_by_office("of_a_later_program").about, german),
              german[TextKey::why_office_refuses]);
}

}  // namespace
