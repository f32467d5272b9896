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
#include "pos/store/restore.hpp"

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

/// Why a backup was not made, or not proved.
enum class BackupTrouble {
    no_folder,     // the folder's own is not there: a disk that is not plugged in
    cannot_write,  //
    disk_full,     //
    damaged,       // the shop's own file
    no_shop,       // it was removed or replaced
    not_restored,  // it was made, and could not be put back for a try
    other,
};
struct BackupFailure {
    BackupTrouble trouble{BackupTrouble::other};
    Failure failure;
};

/// Asked between the steps of a copy; true gives it up.
using GiveUp = std::function<bool()>;
/// Told between them how far it is, from 0 to 100.
using OnPercent = std::function<void(int)>;

/// Whether backups can go to that folder: makes it if its own folder is there, and writes a file
/// that it takes away again.
///
/// errors: no_folder (or a file of that name), cannot_write, disk_full
std::expected<void, BackupTrouble> check_backup_folder(const std::filesystem::path& folder);
/// Whether both lie on one disk, so that they would be lost together; unknown is no.
bool on_one_disk(const std::filesystem::path& one, const std::filesystem::path& other);

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
                                                 const GiveUp& give_up,
                                                 const OnPercent& on_percent = {});

/// Looks into the shop that a backup became, before it is thrown away again.
using LookInto =
    std::function<Outcome<void>(const std::string& shop, const pos::store::Restored& how)>;

/// Puts a backup back into a folder that is thrown away: proves that it can be done. The backup's
/// series stays unused.
Outcome<void> try_backup(const std::filesystem::path& backup, pos::Instant now, pos::Random& random,
                         const GiveUp& give_up, const OnPercent& on_percent = {},
                         const LookInto& look_into = {});

/// Why a copy was not made, and what helps.
Failure backup_failure(const pos::store::db::CopyError& error, const std::string& shop,
                       const std::string& to);

}  // namespace app::core
