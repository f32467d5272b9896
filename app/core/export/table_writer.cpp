#include "app/core/export/table_writer.hpp"

#include <limits>

namespace app::core::exports {

namespace fs = std::filesystem;

Outcome<void> nothing_at(const fs::path& part) {
    std::error_code failed;
    if (fs::symlink_status(part, failed).type() == fs::file_type::not_found) return {};
    return refuse(part.string() +
                  " is there already, where the export would be written until it is whole. It may "
                  "be left of one that was broken off: remove it, or name another place.");
}

Outcome<void> for_owner_alone(const fs::path& file) {
    std::error_code failed;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failed);
    // A stick's file system has no owners, and says so.
    const bool has_none = failed == std::errc::operation_not_permitted ||
                          failed == std::errc::operation_not_supported;
    if (!failed || has_none) return {};
    return std::unexpected{Failure{FailureKind::environment,
                                   file.string() + " cannot be written: " + failed.message()}};
}

std::uint64_t free_bytes(const fs::path& folder) {
    std::error_code failed;
    const auto space = fs::space(folder, failed);
    // Where a disk does not say, writing will.
    return failed ? std::numeric_limits<std::uint64_t>::max() : space.available;
}

}  // namespace app::core::exports
