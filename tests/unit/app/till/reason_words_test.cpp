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
using till::shell::words_for;
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

TEST(ReasonWords, of_a_start_a_device_or_a_new_shop_are_said_in_every_language) {
    using app::core::FailureKind;
    using app::core::Why;
    const till::ui::Assets assets;
    const auto english = assets.texts("en").value();
    for (int why = static_cast<int>(Why::unknown_device); why < static_cast<int>(Why::database);
         ++why) {
        const Failure failure{FailureKind::refused, "In English.", static_cast<Why>(why), "B09"};
        for (const char* language : {"de", "fr", "es", "he"}) {
            const auto texts = assets.texts(language).value();
            const std::string words = words_for(failure, texts);
            EXPECT_NE(words, words_for(failure, english)) << why;
            EXPECT_NE(words, texts[TextKey::why_other]) << why;
            EXPECT_EQ(words.find("English"), std::string::npos) << words;
            EXPECT_EQ(words.find('{'), std::string::npos) << words;
        }
    }
    const auto german = assets.texts("de").value();
    EXPECT_EQ(words_for(Failure{FailureKind::refused, "In English.", Why::no_item, "4711"}, german),
              german[TextKey::why_other])
        << "what no till is refused for is no name of a reason";
    EXPECT_EQ(
        words_for(Failure{FailureKind::environment, "Full.", Why::other, "disk_full"}, german),
        reason_words("disk_full", german));
}

TEST(ReasonWords, that_nobody_here_knows_says_where_more_is) {
    const auto german = till::ui::Assets{}.texts("de").value();
    EXPECT_EQ(reason_words({}, german), german[TextKey::why_other]);
    EXPECT_EQ(reason_words("what_comes_later", german), german[TextKey::why_other]);
    EXPECT_EQ(reason_words(refused_by_office("of_a_later_program").about, german),
              german[TextKey::why_office_refuses]);
}

}  // namespace
