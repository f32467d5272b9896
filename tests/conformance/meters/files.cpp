#include "tests/conformance/meters/files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tests {

std::string bytes_of_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot read " + path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<NamedCase> files_as_cases(const std::string& folder, const std::string& begins,
                                      const std::string& ends) {
    if (data_folder().empty()) return {};
    std::vector<NamedCase> cases;
    for (const auto& entry : std::filesystem::directory_iterator{data_folder() + "/" + folder}) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(begins) || !name.ends_with(ends)) continue;
        cases.push_back({name, entry.path().string()});
    }
    std::ranges::sort(cases, {}, &NamedCase::name);
    return cases;
}

}  // namespace tests
