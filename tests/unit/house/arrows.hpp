#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/house/tree.hpp"

namespace house {

/// One `#include` line.
struct Include {
    std::string path;
    bool quoted{false};  ///< "ours", from the repository root; else <somebody else's>
    int line{0};
};

std::vector<Include> includes_of(std::string_view text);

/// Who may include whom among our own folders, and that every quoted include names a file of the
/// tree. Files of tests/ may include anything.
std::vector<Finding> wrong_arrows(const std::vector<File>& files);

/// Outside libraries in folders that must not see them: SQL only in the store, windows and USB
/// never in the business, nothing but the standard library in pos/base.
std::vector<Finding> wrong_libraries(const std::vector<File>& files);

/// Screens whose model or update reaches a window, database, device or network header, directly or
/// through a header of ours. Views are the files named *_view.
std::vector<Finding> unclean_models(const std::vector<File>& files);

/// Circles among the folders of pos/: none may be needed to understand another and need it back.
std::vector<Finding> circles(const std::vector<File>& files);

}  // namespace house
