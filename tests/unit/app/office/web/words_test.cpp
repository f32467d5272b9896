// Goal: every text that a page names is there in every language, with the same placeholders, and
// none is there that no page names. Method: the templates and the code of the pages are read.
#include "app/office/web/words.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "app/office/web/embedded.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::office::web::Words;

std::multiset<std::string> placeholders(const std::string& text) {
    static const std::regex name{R"(\{(\w+)\})"};
    std::multiset<std::string> found;
    for (std::sregex_iterator at{text.begin(), text.end(), name}, end; at != end; ++at)
        found.insert((*at)[1]);
    return found;
}

TEST(Words, are_the_same_in_every_language) {
    const auto& english = Words::all().front();
    for (const Words& other : Words::all()) {
        EXPECT_EQ(other.texts().size(), english.texts().size());
        for (const auto& [name, text] : english.texts()) {
            ASSERT_TRUE(other.has(name)) << other.code() << " " << name;
            EXPECT_EQ(placeholders(other[name]), placeholders(text)) << name;
            EXPECT_FALSE(other[name].empty()) << name;
        }
    }
}

TEST(Words, of_templates_are_there) {
    static const std::regex text{R"(\{\{t\.(\w+)\}\})"};
    int seen = 0;
    for (const auto& file : app::office::web::embedded_files()) {
        const std::string bytes{file.bytes};
        for (std::sregex_iterator at{bytes.begin(), bytes.end(), text}, end; at != end;
             ++at, ++seen) {
            EXPECT_TRUE(Words::all().front().has((*at)[1].str())) << file.path << " " << (*at)[1];
        }
    }
    EXPECT_GT(seen, 3);
}

TEST(Words, that_no_page_names_are_not_there) {
    std::string code;
    for (const auto& file :
         std::filesystem::recursive_directory_iterator{COUNTERFOIL_SOURCE_DIR "/app/office/web"}) {
        if (file.path().extension() == ".cpp") code += test::read_file(file.path().string());
    }
    for (const auto& file : app::office::web::embedded_files()) {
        if (file.path.ends_with(".mustache")) code += file.bytes;
    }
    // Names that are put together: their beginnings are in the code.
    const std::regex made{
        "(audit|billing|continued|customer|day|doors_todo|error|export_of|goods|groups|item_field|"
        "line|parked|period|person|price|promotion|reason|receipt|refused|role|stock|takeover|till|"
        "todo)"
        "_.*"};
    for (const auto& [name, text] : Words::all().front().texts()) {
        if (std::regex_match(name, made)) continue;
        EXPECT_NE(code.find(name), code.npos) << name;
    }
}

TEST(Words, are_chosen_by_wish_then_by_the_browser) {
    EXPECT_EQ(Words::choose("de", "en").code(), "de");
    EXPECT_EQ(Words::choose("", "fr-FR, de-AT;q=0.8, en;q=0.5").code(), "de");
    EXPECT_EQ(Words::choose("xx", "fr").code(), "en");
    EXPECT_EQ(Words::choose("", "").code(), "en");
}

TEST(Words, are_filled_once) {
    const Words& english = Words::all().front();
    EXPECT_EQ(english.with("account_who", {{"name", "{role}"}, {"role", "manager"}}),
              "{role}, manager");
}

}  // namespace
