#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace house {

/// One text file of the project: its path from the repository root, and what stands in it.
struct File {
    std::string path;
    std::string text;
};

/// Something wrong in a file, in words. `line` counts from 1; 0 means the file as a whole.
struct Finding {
    std::string path;
    int line{0};
    std::string what;
    bool operator==(const Finding&) const = default;
};

/// All text files below the repository root in the order of their paths. Left out: dot-folders,
/// what .gitignore names at the top level, and files that hold a zero byte.
std::vector<File> read_tree(const std::string& root);

/// Names of everything at the top level, dot-names and what .gitignore names left out.
std::vector<std::string> top_level(const std::string& root);

std::vector<std::string_view> lines_of(std::string_view text);

/// Whether that is a character of names.
bool is_word(char c);
/// Whether `word` stands in the line on its own, not within a longer name.
bool holds_word(std::string_view line, std::string_view word);

/// Whether the path ends in .hpp or .cpp.
bool is_code(std::string_view path);

/// Whether `path` lies in `folder` ("pos/sale" holds "pos/sale/cart.hpp" but not
/// "pos/sales/x.hpp").
bool lies_in(std::string_view path, std::string_view folder);

/// One finding a line, as `path:line: what`, for a test's message.
std::string render(const std::vector<Finding>& findings);

}  // namespace house
