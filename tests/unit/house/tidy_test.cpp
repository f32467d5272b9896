// Goal: the tree stays tidy: no unfinished marks, no wide lines, no paths of one machine, no
// sprawling files, a README for each folder and nothing stray at the top.
// Method: each rule is tried on a small bad example first, then on the real tree.
#include "tests/unit/house/tidy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>

using house::File;

namespace {

const std::vector<File>& tree() {
    static const std::vector<File> files = house::read_tree(COUNTERFOIL_SOURCE_DIR);
    return files;
}

constexpr std::array kFolders{"app", "assets", "drivers", "packaging", "pos", "sync", "tests"};
constexpr std::array kTopFiles{"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md"};

}  // namespace

TEST(Tidy, unfinished_marks_are_whole_words) {
    const std::string mark =
        "TO"
        "DO";
    const auto found = house::unfinished_marks({{"a.md", "fine\nlater // " + mark + ": more\n"}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].line, 2);
    EXPECT_TRUE(house::unfinished_marks({{"a.md", mark + "S and MAS" + mark + "N\n"}}).empty());
    EXPECT_EQ(house::unfinished_marks({{"a.cpp", mark}}).size(), 1U);
}

TEST(Tidy, tabs_and_wide_lines_are_counted_in_characters) {
    EXPECT_EQ(house::bad_layout({{"a.cpp", "\tint x;\n"}}).size(), 1U);
    EXPECT_TRUE(house::bad_layout({{"a.md", "\tnot code\n"}}).empty());
    EXPECT_TRUE(house::bad_layout({{"a.cpp", std::string(100, 'x')}}).empty());
    EXPECT_EQ(house::bad_layout({{"a.cpp", std::string(101, 'x')}}).size(), 1U);
    std::string euros;
    for (int i = 0; i < 100; ++i) euros += "€";
    EXPECT_TRUE(house::bad_layout({{"a.cpp", euros}}).empty());
}

TEST(Tidy, tables_in_raw_strings_of_tests_may_be_wide) {
    const std::string wide(101, 'x');
    const std::string table = "check(R\"(\n" + wide + "\n)\");\n";
    EXPECT_TRUE(house::bad_layout({{"tests/a.cpp", table}}).empty());
    EXPECT_EQ(house::bad_layout({{"tests/a.cpp", table + wide}}).size(), 1U);
    EXPECT_EQ(house::bad_layout({{"pos/a.cpp", table}}).size(), 1U);
}

TEST(Tidy, machine_paths_and_wall_clocks_are_found) {
    EXPECT_EQ(house::machine_paths({{"a.md",
                                     "see /ho"
                                     "me/anna/shop\n"}})
                  .size(),
              1U);
    EXPECT_TRUE(house::machine_paths({{"a.md", "see /var/lib/counterfoil\n"}}).empty());
    const std::string call = "auto now = std::chrono::system_clock::now();\n";
    EXPECT_EQ(house::wall_clocks({{"pos/sale/a.cpp", call}}).size(), 1U);
    EXPECT_TRUE(house::wall_clocks({{"app/till/a.cpp", call}}).empty());
}

TEST(Tidy, loops_name_what_they_go_over) {
    const auto found = [](const std::string& range) {
        return house::loops_over_parts({{"a.cpp", "for (auto& x : " + range + ") {\n"}}).size();
    };
    EXPECT_EQ(found("read(1, two())[\"rows\"]"), 1U);
    EXPECT_EQ(found("read().items()"), 1U);
    EXPECT_EQ(found("read(*db_, \"B01\")->changes"), 1U);
    EXPECT_EQ(found("(*last)->tenders"), 0U);
    EXPECT_EQ(found("json.at(\"a\").items()"), 0U);
    EXPECT_EQ(found("map.find(key)->second"), 0U);
    EXPECT_EQ(found("read().rows"), 0U);
    EXPECT_EQ(found("rows"), 0U);
}

TEST(Tidy, headers_begin_with_pragma_once) {
    EXPECT_TRUE(house::unguarded_headers({{"a.hpp", "// why\n\n#pragma once\nint x;\n"}}).empty());
    EXPECT_EQ(house::unguarded_headers({{"a.hpp", "int x;\n#pragma once\n"}}).size(), 1U);
    EXPECT_EQ(house::unguarded_headers({{"a.hpp", ""}}).size(), 1U);
    EXPECT_TRUE(house::unguarded_headers({{"a.cpp", "int x;\n"}}).empty());
}

TEST(Tidy, lengths_are_counted_in_lines) {
    const std::string three = "1\n2\n3";
    EXPECT_TRUE(house::longer_than(3, {{"pos/a.cpp", three}}).empty());
    EXPECT_EQ(house::longer_than(2, {{"pos/a.cpp", three}}).size(), 1U);
    EXPECT_TRUE(house::longer_than(2, {{"assets/a.json", three}}).empty());
}

TEST(Tree, carries_no_marks_of_unfinished_work) {
    const auto findings = house::unfinished_marks(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, code_has_no_tabs_and_no_wide_lines) {
    const auto findings = house::bad_layout(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, names_no_path_of_one_machine) {
    const auto findings = house::machine_paths(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, loops_name_what_they_go_over) {
    const auto findings = house::loops_over_parts(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, headers_are_guarded) {
    const auto findings = house::unguarded_headers(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, the_business_never_asks_the_machine_for_the_time) {
    const auto findings = house::wall_clocks(tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
}

TEST(Tree, files_keep_one_purpose) {
    const auto findings = house::longer_than(house::kFileLinesMax, tree());
    EXPECT_TRUE(findings.empty()) << house::render(findings);
    const auto long_ones = house::longer_than(house::kFileLinesUsual, tree());
    if (!long_ones.empty()) std::cout << "Longer than usual:\n" << house::render(long_ones);
}

TEST(Tree, top_level_holds_what_the_design_names_and_nothing_else) {
    for (const std::string& name : house::top_level(COUNTERFOIL_SOURCE_DIR)) {
        EXPECT_TRUE(std::ranges::find(kFolders, name) != kFolders.end() ||
                    std::ranges::find(kTopFiles, name) != kTopFiles.end())
            << name << " does not belong at the top level";
    }
}

TEST(Tree, every_top_folder_says_what_it_is) {
    for (const std::string folder : kFolders) {
        EXPECT_TRUE(std::ranges::any_of(
            tree(), [&](const File& file) { return file.path == folder + "/README.md"; }))
            << folder << "/README.md is missing";
    }
}
