#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/db/copy_database.hpp"

namespace app::core {

/// One copy in a folder of backups.
struct Backup {
    std::filesystem::path file;
    pos::Instant at{};
    bool operator==(const Backup&) const = default;
};

/// The backups of that till ("B01-T1") in a folder, the oldest first; none where there is no
/// folder. Other files there are nothing of ours.
std::vector<Backup> backups_in(const std::filesystem::path& folder, std::string_view till);

/// Which of them are too many: of the last day every one stays, of the last 30 days the last of
/// each day, before that the last of each month. Days and months are those of UTC.
///
/// requires: the oldest first
std::vector<Backup> backups_to_drop(std::span<const Backup> backups, pos::Instant now);

/// Why a backup was not made.
enum class BackupTrouble { no_folder, cannot_write, disk_full, other };
struct BackupFailure {
    BackupTrouble trouble{BackupTrouble::other};
    Failure failure;
};

/// Asked between the steps of a copy; true gives it up.
using GiveUp = std::function<bool()>;

/// Copies the shop as it is now to `FOLDER/TILL-2026-11-26-134501Z.db`, checked and durable, while
/// it sells; makes the folder if its own folder is there; then removes what backups_to_drop()
/// names.
///
/// errors: with the folder's name and what to do: it is not there, cannot be written or is full;
/// the
///         shop is damaged; given up
std::expected<Backup, BackupFailure> make_backup(const std::string& shop,
                                                 const std::filesystem::path& folder,
                                                 std::string_view till, pos::Instant now,
                                                 const GiveUp& give_up);

/// Puts a backup back into a folder that is thrown away: proves that it can be done. The backup's
/// series stays unused.
Outcome<void> try_backup(const Backup& backup, pos::Instant now, pos::Random& random,
                         const GiveUp& give_up);

/// Why a copy was not made, and what helps.
Failure backup_failure(const pos::store::db::CopyError& error, const std::string& shop,
                       const std::string& to);

}  // namespace app::core
