// Goal: every refusal of the register is said in words of its own, in each language. Method: all
// enumerators, looked up in the catalogues that the program has.
#include "app/till/shell/tell.hpp"

#include <gtest/gtest.h>

#include <map>

#include "app/till/ui/assets.hpp"

using pos::sale::Refusal;

TEST(RefusalWords, are_each_refusals_own_in_every_language) {
    for (const std::string& language : till::ui::Assets::languages()) {
        const auto texts = till::ui::Assets{}.texts(language);
        ASSERT_TRUE(texts.has_value()) << texts.error();
        std::map<std::string, std::string_view> seen;
        for (int value = 0; value <= static_cast<int>(pos::sale::kRefusalLast); ++value) {
            const auto refusal = static_cast<Refusal>(value);
            const std::string& words = (*texts)[till::shell::words_for(refusal)];
            EXPECT_GT(words.size(), 10U) << name_of(refusal);
            const auto [there, fresh] = seen.emplace(words, name_of(refusal));
            EXPECT_TRUE(fresh) << name_of(refusal) << " and " << there->second << ": " << words;
        }
    }
}
