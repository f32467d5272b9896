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
using testing::Not;
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
    const auto why = app::core::failure(
        pos::store::OpenError{.kind = pos::store::OpenErrorKind::damaged, .damage = {"page 3"}},
        "shop.copy");
    const auto german = till::ui::Assets{}.texts("de").value();
    const auto file = folder.path() / "shop.copy";
    EXPECT_EQ(till::refused_words(file, why, german), german[till::ui::TextKey::goods_not_there]);
    test::write_file(file.string(), "no shop");
    EXPECT_THAT(till::refused_words(file, why, german),
                AllOf(HasSubstr("Diese Sicherung"),
                      HasSubstr("(Die Datenbank des Geschäfts ist beschädigt.)"),
                      Not(HasSubstr("page 3")), Not(HasSubstr("damaged"))));
}

TEST_F(ReplaceWords, what_head_office_says_is_said_in_the_language_of_the_till) {
    const auto german = till::ui::Assets{}.texts("de").value();
    const till::ReplaceWording in_german{german, locale_,
                                         pos::locale::Zone::open("Europe/Berlin").value(), kNow};
    auto backup = copy_of("B01-T1", 2);
    backup.content->office = "https://office.example";
    const auto silent = till::words_of(
        till::ProvedCopy{backup, {AtOffice::Knows::unreachable, 0, "way_silent"}}, in_german);
    EXPECT_THAT(silent.missing[1],
                "Die Zentrale war nicht zu fragen. Die Zentrale antwortet nicht rechtzeitig. Noch "
                "einmal versuchen.");
    app::core::Replaced done;
    done.not_taken_in = app::core::Failure{app::core::FailureKind::environment, "It is busy.",
                                           app::core::Why::other, "office_busy"};
    EXPECT_THAT(till::words_of(done, in_german).missing.back(),
                AllOf(HasSubstr("Die Zentrale ist beschäftigt."), Not(HasSubstr("It is busy"))));
}

}  // namespace
