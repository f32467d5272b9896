#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"

namespace till::shell {

/// What is in the way of a backup.
enum class BackupTrouble : std::uint8_t {
    none,
    no_folder,     // the folder's own is not there: a disk that is not plugged in
    cannot_write,  //
    disk_full,     //
    damaged,       // the shop's own file
    no_shop,       // it was removed or replaced
    not_restored,  // it was made, and could not be put back for a try
    other,         // in words of its own
};
/// One that lies in the folder.
struct KeptBackup {
    pos::Instant at{};
    std::uint64_t bytes{0};
    bool operator==(const KeptBackup&) const = default;
};
/// What is being done about a backup at this moment.
enum class BackupWork : std::uint8_t { nothing, copying, trying };
/// How the backups stand that are made by themselves.
struct BackupChanged {
    bool wanted{false};
    std::optional<pos::Instant> last{};   // that was made
    std::optional<pos::Instant> tried{};  // that was put back for a try
    BackupTrouble trouble{BackupTrouble::none};
    std::string folder{};  // that they go to
    std::string why{};     // the name of the reason: see reason_words()
    BackupWork work{BackupWork::nothing};
    int percent{0};                             // of that work
    std::vector<KeptBackup> kept{};             // the newest first
    std::optional<std::uint64_t> free_bytes{};  // that its disk has left
    bool on_shops_disk{false};                  // so it would be lost with the shop
    bool operator==(const BackupChanged&) const = default;
};

/// Backups go to that folder from now on, or nowhere if it is empty. Answer: BackupsUsed.
struct UseBackups {
    std::uint64_t ask{0};
    std::string folder;
};
/// Makes one now and puts it back for a try; BackupChanged says how it goes on.
struct BackUpNow {};
/// Answer: BackupPlacesFound.
struct FindBackupPlaces {};

/// The folder as it was understood, or why none can be kept there; then nothing is changed.
struct BackupsUsed {
    std::uint64_t ask{0};
    std::string folder;
    BackupTrouble trouble{BackupTrouble::none};
};
/// Where backups could go.
struct BackupPlace {
    std::string folder;
    std::string name;  // of the stick or disk; empty: the shop's own
    std::optional<std::uint64_t> free_bytes{};
    bool on_shops_disk{false};
    bool operator==(const BackupPlace&) const = default;
};
struct BackupPlacesFound {
    std::vector<BackupPlace> places;
};

}  // namespace till::shell
