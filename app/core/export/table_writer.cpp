#include "app/core/export/table_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

namespace app::core::exports {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& at) {
    return at.parent_path().empty() ? fs::path{"."} : at.parent_path();
}

Failure not_written(const fs::path& at, std::string why) {
    constexpr std::uint64_t kNothingLeft = std::uint64_t{1} << 20;
    std::error_code failed;
    const fs::path folder = folder_of(at);
    std::string name{"cannot_write"};
    if (!fs::is_directory(folder, failed)) {
        name = "no_folder";
    } else if (free_bytes(folder) < kNothingLeft) {
        name = "disk_full";
    }
    return {FailureKind::environment, at.string() + " cannot be written: " + std::move(why),
            Why::other, std::move(name)};
}

std::unexpected<Failure> in_the_way(std::string words) {
    return refuse(Why::other, "file_in_the_way", std::move(words));
}

Outcome<void> settle(const fs::path& at) {
    const int number = ::open(at.c_str(), O_RDONLY | O_CLOEXEC);
    const int failed = number < 0 || ::syncfs(number) != 0 ? errno : 0;
    if (number >= 0) ::close(number);
    if (failed == 0) return {};
    return std::unexpected{not_written(at, std::strerror(failed))};
}

Outcome<void> nothing_at(const fs::path& part) {
    std::error_code failed;
    if (fs::symlink_status(part, failed).type() == fs::file_type::not_found) return {};
    return in_the_way(
        part.string() +
        " is there already, where the export would be written until it is whole. It may be left of "
        "one that was broken off: remove it, or name another place.");
}

Outcome<void> for_owner_alone(const fs::path& file) {
    std::error_code failed;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failed);
    // A stick's file system has no owners, and says so.
    const bool has_none = failed == std::errc::operation_not_permitted ||
                          failed == std::errc::operation_not_supported;
    if (!failed || has_none) return {};
    return std::unexpected{not_written(file, failed.message())};
}

std::uint64_t free_bytes(const fs::path& folder) {
    std::error_code failed;
    const auto space = fs::space(folder, failed);
    // Where a disk does not say, writing will.
    return failed ? std::numeric_limits<std::uint64_t>::max() : space.available;
}

}  // namespace app::core::exports
