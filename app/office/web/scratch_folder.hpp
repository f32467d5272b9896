#pragma once

#include <cstddef>
#include <filesystem>

namespace app::office::web {

/// A folder of this program's own, for files that are being made: it is gone with this. It is
/// locked meanwhile, so that no other program takes it for one that was left.
class ScratchFolder {
public:
    /// Where programs of this machine put such things; empty: there is no such place.
    static std::filesystem::path usual_place();

    explicit ScratchFolder(const std::filesystem::path& within);
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    /// Empty where none could be made.
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int lock_{-1};
};

/// Removes what programs of this user left there as they were killed; what one of them still uses
/// stays. How many folders.
std::size_t remove_left_scratch(const std::filesystem::path& within);

}  // namespace app::office::web
