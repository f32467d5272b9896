// Goal: a till looks as it was set to, and for one run as the command line says.
// Method: settings from a table.
#include "app/till/read_setup.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace {

namespace ui = till::ui;

using Settings = std::map<std::string, std::string>;

till::shell::Looks looks(const Settings& settings, const till::Options& options = {}) {
    return till::read_looks(
        options,
        [&](const char* name, const std::string& otherwise) {
            const auto found = settings.find(name);
            return found == settings.end() ? otherwise : found->second;
        },
        "de");
}

}  // namespace

TEST(ReadLooks, of_a_till_that_was_never_set_are_the_usual) {
    const auto usual = looks({});
    EXPECT_EQ(usual.language, "de") << "as is spoken there";
    EXPECT_EQ(usual.theme_name(), "light");
    EXPECT_EQ(usual.scale_percent, 100);
    EXPECT_FALSE(usual.large_text);
    EXPECT_EQ(usual.hand, ui::Hand::usual);
}

TEST(ReadLooks, are_those_that_were_kept) {
    const auto kept = looks({{"theme", "dark"},
                             {"palette", "safe"},
                             {"scale", "150"},
                             {"large_text", "1"},
                             {"mirrored", "1"},
                             {"hand", "left"}});
    EXPECT_EQ(kept.theme_name(), "dark-safe");
    EXPECT_EQ(kept.scale_percent, 150);
    EXPECT_TRUE(kept.large_text);
    EXPECT_TRUE(kept.mirrored);
    EXPECT_EQ(kept.hand, ui::Hand::left);
    EXPECT_EQ(looks({{"hand", "right"}}).hand, ui::Hand::right);
}

TEST(ReadLooks, take_a_theme_by_the_name_of_its_palette_too) {
    till::Options options;
    options.theme = "dark-safe";
    const auto named = looks({{"palette", "safe"}}, options);
    EXPECT_EQ(named.theme, "dark");
    EXPECT_EQ(named.theme_name(), "dark-safe") << "not twice";
    EXPECT_EQ(looks({}, options).theme_name(), "dark-safe");
    options.theme = "dark";
    EXPECT_EQ(looks({{"palette", "safe"}}, options).theme_name(), "dark-safe");
}
