// Goal: people at a till are told of a lost server in their own words, not in a library's.
// Method: the words of that error in each language.
#include "app/till/shell/trouble.hpp"

#include <gtest/gtest.h>

#include "app/till/ui/assets.hpp"

TEST(Trouble, of_a_server_that_does_not_answer_has_words_of_its_own_in_each_language) {
    const pos::store::StoreError lost{
        .kind = pos::store::StoreErrorKind::connection,
        .cause = {pos::store::db::DbErrorKind::connection, "08006",
                  "server closed the connection unexpectedly\n\tThis probably means"}};
    const auto languages = till::ui::Assets::languages();
    for (const std::string& language : languages) {
        const auto texts = till::ui::Assets{}.texts(language).value();
        const std::string words = till::shell::words_for(lost, texts);
        EXPECT_GT(words.size(), 60U) << language << ": what it means and what to do";
        EXPECT_EQ(words.find("unexpectedly"), std::string::npos) << language;
        EXPECT_EQ(words.find('\n'), std::string::npos) << language;
        EXPECT_EQ(words.find('{'), std::string::npos) << language;
    }
}

TEST(Trouble, of_a_shop_that_is_not_opened_is_told_by_its_name) {
    const auto texts = till::ui::Assets{}.texts("en").value();
    const auto words = [&](const char* name) { return till::shell::reason_words(name, texts); };
    EXPECT_EQ(words("open_older_copy"), "An older copy of the shop is in its place.");
    EXPECT_EQ(words("open_a_backup"), words("open_older_copy"));
    EXPECT_EQ(words("open_no_answer"), "The shop’s database server does not answer.");
}
