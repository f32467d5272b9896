#pragma once

#include <vector>

#include "tests/unit/house/tree.hpp"

namespace house {

inline constexpr int kColumnsMax = 100;
inline constexpr int kFileLinesMax = 600;
inline constexpr int kFileLinesUsual = 300;

/// Marks of unfinished work, in any text file.
std::vector<Finding> unfinished_marks(const std::vector<File>& files);

/// Tabs in code, and lines of code wider than kColumnsMax characters; tables in raw strings of
/// tests may be wider.
std::vector<Finding> bad_layout(const std::vector<File>& files);

/// Paths that hold on one machine only, in any text file.
std::vector<Finding> machine_paths(const std::vector<File>& files);

/// Headers whose first line of code is not `#pragma once`.
std::vector<Finding> unguarded_headers(const std::vector<File>& files);

/// Files of app, pos, drivers and sync with more than `limit` lines.
std::vector<Finding> longer_than(int limit, const std::vector<File>& files);

/// Loops over a part of what a call gives away, such as the rows of `read()["rows"]`: g++ 12 ends
/// the whole before the loop begins; later compilers keep it (P2718R0). A name keeps it with all.
std::vector<Finding> loops_over_parts(const std::vector<File>& files);

/// Calls in pos/ that ask the machine for the time; there it comes in as an argument.
std::vector<Finding> wall_clocks(const std::vector<File>& files);

}  // namespace house
