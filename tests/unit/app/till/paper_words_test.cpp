// Goal: what the till shows and what it prints is called the same.
// Method: the words of the screen and of receipts, in each language.
#include <gtest/gtest.h>

#include "app/core/receipt_words.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/languages.hpp"

TEST(PaperWords, call_goods_without_a_department_as_the_screen_does) {
    for (const auto& language : till::ui::kLanguages) {
        const auto texts = till::ui::Assets{}.texts(language.code).value();
        EXPECT_EQ(texts[till::ui::TextKey::sell_no_department],
                  app::core::words_of(language.code).no_department)
            << language.code;
    }
}
