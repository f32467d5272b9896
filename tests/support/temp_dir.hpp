#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace test {

/// A fresh directory that is gone, with all in it, when this is.
class TempDir {
public:
    TempDir();
    /// requires: there is such a folder, and one may write into it
    explicit TempDir(const std::filesystem::path& within);
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir();

    const std::filesystem::path& path() const { return path_; }
    /// The path of `name` inside, whether there is such a file or not.
    std::string file(std::string_view name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

/// requires: the file can be read (or written), else the program stops
std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view contents);

}  // namespace test
