#include "app/office/web/scratch_folder.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace app::office::web {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNameBegins = "counterfoil-export-";

/// Below 0 where it is no folder of this user's, or somebody uses it.
int lock_folder(const fs::path& path) {
    const int opened = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (opened < 0) return -1;
    struct stat about{};
    const bool is_ours = ::fstat(opened, &about) == 0 && about.st_uid == ::geteuid();
    if (is_ours && ::flock(opened, LOCK_EX | LOCK_NB) == 0) return opened;
    ::close(opened);
    return -1;
}

}  // namespace

fs::path ScratchFolder::usual_place() {
    std::error_code failed;
    fs::path place = fs::temp_directory_path(failed);
    return failed ? fs::path{} : place;
}

ScratchFolder::ScratchFolder(const fs::path& within) {
    if (within.empty()) return;
    // One that another program takes for a left one before it is locked is gone: another is made.
    for (int tries = 0; tries < 3; ++tries) {
        std::string path = (within / (std::string{kNameBegins} + "XXXXXX")).string();
        if (::mkdtemp(path.data()) == nullptr) return;
        lock_ = lock_folder(path);
        std::error_code failed;
        if (lock_ >= 0 && fs::is_directory(path, failed)) {
            path_ = path;
            return;
        }
        if (lock_ >= 0) ::close(lock_);
        lock_ = -1;
        fs::remove_all(path, failed);
    }
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
}

std::size_t remove_left_scratch(const fs::path& within) {
    std::error_code failed;
    std::vector<fs::path> left;
    fs::directory_iterator at{within, fs::directory_options::skip_permission_denied, failed};
    for (; !failed && at != fs::directory_iterator{}; at.increment(failed)) {
        if (at->path().filename().string().starts_with(kNameBegins)) left.push_back(at->path());
    }
    std::size_t removed = 0;
    for (const fs::path& path : left) {
        const int lock = lock_folder(path);
        if (lock < 0) continue;
        std::error_code kept;
        fs::remove_all(path, kept);
        ::close(lock);
        if (!kept) ++removed;
    }
    return removed;
}

}  // namespace app::office::web
