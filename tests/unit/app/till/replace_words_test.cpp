// Goal: whoever replaces a till is told no more than is so: a rescued copy lacks nothing only as
// long as nobody sold on without it. Method: copies made by hand, in the words of the till.
#include "app/till/replace_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/ui/assets.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::core::AtOffice;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using till::FoundCopy;

constexpr pos::Instant kNow{1'795'354'300'000};
constexpr std::int64_t kHour_ms = 3'600'000;

FoundCopy copy_of(const std::string& till, int hours_ago, bool rescued = false) {
    FoundCopy found;
    found.copy.file = "/media/stick/" + till + ".db";
    found.copy.at = {kNow.unix_ms - hours_ago * kHour_ms};
    found.copy.rescued = rescued;
    auto& content = found.content.emplace();
    content.till = till;
    content.series = till;
    content.last_number = till + "-000123";
    content.last_sale = found.copy.at;
    return found;
}

class ReplaceWords : public testing::Test {
protected:
    till::ReplaceWording wording() const {
        return {texts_, locale_, pos::locale::Zone::open("Europe/Berlin").value(), kNow};
    }

    till::ui::Texts texts_{till::ui::Assets{}.texts("en").value()};
    pos::locale::Locale locale_{pos::locale::Locale::open("en-GB").value()};
};

TEST_F(ReplaceWords, what_was_rescued_is_all_until_the_till_sold_on_without_it) {
    std::vector<FoundCopy> found{copy_of("B01-T1", 2, true), copy_of("B01-T1", 3),
                                 copy_of("B01-T2", 1)};
    till::doubt_rescued(found);
    EXPECT_TRUE(found[0].copy.rescued) << "the later one is of another till";
    found.push_back(copy_of("B01-T1", 1));
    till::doubt_rescued(found);
    EXPECT_FALSE(found[0].copy.rescued);
}

TEST_F(ReplaceWords, a_backup_lacks_what_was_sold_after_it) {
    const auto rescued =
        till::words_of(till::ProvedCopy{copy_of("B01-T1", 2, true), {}}, wording());
    EXPECT_THAT(rescued.missing, ElementsAre(HasSubstr("Nothing")));
    auto backup = copy_of("B01-T1", 2);
    const auto alone = till::words_of(till::ProvedCopy{backup, {}}, wording());
    ASSERT_EQ(alone.missing.size(), 4U);
    EXPECT_THAT(alone.missing[0], HasSubstr("B01-T1-000123"));
    EXPECT_THAT(alone.missing[1], HasSubstr("stands alone"));
    backup.content->office = "https://office.example";
    const auto more =
        till::words_of(till::ProvedCopy{backup, {AtOffice::Knows::more, 12, {}}}, wording());
    EXPECT_THAT(more.missing[1], HasSubstr("12"));
    EXPECT_THAT(more.missing[2], HasSubstr("https://office.example"));
}

TEST_F(ReplaceWords, what_is_no_good_is_said_in_the_language_of_the_till) {
    const test::TempDir folder;
    const app::core::Failure why{app::core::FailureKind::environment, "page 3 is damaged"};
    const auto german = till::ui::Assets{}.texts("de").value();
    const auto file = folder.path() / "shop.copy";
    EXPECT_EQ(till::refused_words(file, why, german), german[till::ui::TextKey::goods_not_there]);
    test::write_file(file.string(), "no shop");
    EXPECT_THAT(till::refused_words(file, why, german),
                AllOf(HasSubstr("Diese Sicherung"), HasSubstr("page 3 is damaged")));
}

}  // namespace
