#include "tests/support/temp_dir.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "pos/base/assert.hpp"

namespace test {

TempDir::TempDir() : TempDir{std::filesystem::temp_directory_path()} {}

TempDir::TempDir(const std::filesystem::path& within) {
    std::string pattern = within / "counterfoil-XXXXXX";
    POS_ASSERT(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

TempDir::~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    POS_ASSERT(file.good());
    return {std::istreambuf_iterator<char>{file}, {}};
}

void write_file(const std::string& path, std::string_view contents) {
    std::ofstream file{path, std::ios::binary};
    file.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    POS_ASSERT(file.flush().good());
}

}  // namespace test
