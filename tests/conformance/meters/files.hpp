#pragma once

#include <string>
#include <vector>

#include "tests/conformance/published/runner.hpp"

namespace tests {

/// The whole of a file.
std::string bytes_of_file(const std::string& path);

/// A case for each file of a folder below $COUNTERFOIL_DATA whose name ends so and begins so: its
/// json is the path. None where that is unset.
std::vector<NamedCase> files_as_cases(const std::string& folder, const std::string& begins,
                                      const std::string& ends);

}  // namespace tests
