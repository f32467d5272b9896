#include "app/core/backups.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "pos/base/calendar.hpp"

namespace app::core {

namespace {

namespace fs = std::filesystem;
namespace db = pos::store::db;

constexpr std::int64_t kDay_ms = 24 * 60 * 60 * std::int64_t{1'000};

std::int64_t day_of(pos::Instant at) {
    return at.unix_ms / kDay_ms;
}

/// "2026-11-26-134501Z"
std::string stamp(pos::Instant at) {
    const std::int64_t second = at.unix_ms % kDay_ms / 1'000;
    return fmt::format("{}-{:02}{:02}{:02}Z",
                       to_string(pos::Date{static_cast<std::int32_t>(day_of(at))}), second / 3'600,
                       second / 60 % 60, second % 60);
}

/// Nothing for a name that stamp() did not make.
std::optional<pos::Instant> read_stamp(const std::string& text) {
    int year = 0;
    int month = 0;
    int day = 0;
    int time = 0;
    char end = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2d-%6d%c", &year, &month, &day, &time, &end) != 5)
        return std::nullopt;
    const auto date = pos::parse_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    if (!date) return std::nullopt;
    const std::int64_t second = time / 10'000 * 3'600 + time / 100 % 100 * 60 + time % 100;
    const pos::Instant at{date->days * kDay_ms + second * 1'000};
    if (stamp(at) != text) return std::nullopt;
    return at;
}

Failure environment(std::string name, std::string words) {
    return {FailureKind::environment, std::move(words), Why::other, std::move(name)};
}

BackupTrouble trouble_of(db::CopyError::Kind kind) {
    switch (kind) {
        case db::CopyError::Kind::cannot_write:
            return BackupTrouble::cannot_write;
        case db::CopyError::Kind::disk_full:
            return BackupTrouble::disk_full;
        case db::CopyError::Kind::damaged:
            return BackupTrouble::damaged;
        case db::CopyError::Kind::source:
        case db::CopyError::Kind::exists:
        case db::CopyError::Kind::a_shop:
        case db::CopyError::Kind::no_copy:
        case db::CopyError::Kind::taken_name:
        case db::CopyError::Kind::stopped:
            break;
    }
    return BackupTrouble::other;
}

void tell(const OnPercent& on_percent, const db::CopyProgress& progress) {
    constexpr std::int64_t kWhole = 100;
    if (on_percent && progress.pages_total > 0)
        on_percent(static_cast<int>(progress.pages_done * kWhole / progress.pages_total));
}

BackupTrouble trouble_of(int number) {
    return number == ENOSPC || number == EDQUOT ? BackupTrouble::disk_full
                                                : BackupTrouble::cannot_write;
}

/// Writes a page there, durably.
std::expected<void, BackupTrouble> try_to_write(int file) {
    constexpr std::size_t kPageBytes = 4'096;
    const std::string page(kPageBytes, ' ');
    const auto written = ::write(file, page.data(), page.size());
    if (written != static_cast<ssize_t>(page.size()))
        return std::unexpected{written < 0 ? trouble_of(errno) : BackupTrouble::disk_full};
    if (::fsync(file) != 0) return std::unexpected{trouble_of(errno)};
    return {};
}

/// A folder under the system's own for passing things, gone with this.
class PassingFolder {
public:
    PassingFolder() {
        std::error_code error;
        std::string name = (fs::temp_directory_path(error) / "counterfoil-try-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) path_ = name;
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    ~PassingFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

}  // namespace

std::vector<Backup> backups_in(const fs::path& folder, std::string_view till) {
    std::vector<Backup> found;
    const std::string start = fmt::format("{}-", till);
    std::error_code error;
    for (fs::directory_iterator at{folder, error}; !error && at != fs::directory_iterator{};
         at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (!name.starts_with(start) || !name.ends_with(".db")) continue;
        if (const auto made = read_stamp(name.substr(start.size(), name.size() - start.size() - 3)))
            found.push_back({at->path(), *made});
    }
    std::ranges::sort(found, {}, &Backup::at);
    return found;
}

std::vector<Backup> backups_to_drop(std::span<const Backup> backups, pos::Instant now) {
    std::vector<Backup> drop;
    for (std::size_t i = 0; i < backups.size(); ++i) {
        const std::int64_t day = day_of(backups[i].at);
        const std::int64_t age_ms = now.unix_ms - backups[i].at.unix_ms;
        if (age_ms < kDay_ms || i + 1 == backups.size()) continue;
        const std::int64_t next = day_of(backups[i + 1].at);
        const auto month = [](std::int64_t of) {
            const auto parts = pos::split(pos::Date{static_cast<std::int32_t>(of)});
            return parts.year * 12 + static_cast<int>(parts.month);
        };
        const bool last = age_ms < 30 * kDay_ms ? next != day : month(next) != month(day);
        if (!last) drop.push_back(backups[i]);
    }
    return drop;
}

std::expected<void, BackupTrouble> check_backup_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directory(folder, error);
    const bool full = error == std::errc::no_space_on_device;
    const bool denied =
        error == std::errc::permission_denied || error == std::errc::read_only_file_system;
    if (!fs::is_directory(folder, error))
        return std::unexpected{full     ? BackupTrouble::disk_full
                               : denied ? BackupTrouble::cannot_write
                                        : BackupTrouble::no_folder};
    std::string name = (folder / ".counterfoil-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) return std::unexpected{trouble_of(errno)};
    const auto written = try_to_write(file);
    ::close(file);
    ::unlink(name.c_str());
    return written;
}

bool on_one_disk(const fs::path& one, const fs::path& other) {
    struct stat a{};
    struct stat b{};
    return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev;
}

std::expected<Backup, BackupFailure> make_backup(const std::string& shop, const fs::path& folder,
                                                 std::string_view till, pos::Instant now,
                                                 const GiveUp& give_up,
                                                 const OnPercent& on_percent) {
    if (give_up())
        return std::unexpected{
            BackupFailure{BackupTrouble::other, environment("stopped", "The backup was stopped.")}};
    std::error_code error;
    fs::create_directory(folder, error);
    if (!fs::is_directory(folder, error)) {
        return std::unexpected{BackupFailure{
            BackupTrouble::no_folder,
            environment("no_folder", folder.string() +
                                         " is not there, so no backup was made. Is its disk "
                                         "plugged in, and its name right?")}};
    }
    const Backup made{folder / fmt::format("{}-{}.db", till, stamp(now)),
                      {now.unix_ms / 1'000 * 1'000}};
    const auto copied = db::copy_database(shop, made.file.string(), {.replace = true},
                                          [&](const db::CopyProgress& progress) {
                                              tell(on_percent, progress);
                                              return !give_up();
                                          });
    if (!copied) {
        return std::unexpected{
            BackupFailure{trouble_of(copied.error().kind),
                          backup_failure(copied.error(), shop, made.file.string())}};
    }
    tell(on_percent, *copied);
    for (const auto& old : backups_to_drop(backups_in(folder, till), now)) {
        fs::remove(old.file, error);
        fs::remove(old.file.string() + ".series", error);
    }
    return made;
}

Outcome<void> try_backup(const fs::path& backup, pos::Instant now, pos::Random& random,
                         const GiveUp& give_up, const OnPercent& on_percent,
                         const LookInto& look_into) {
    const auto stopped = [] {
        return std::unexpected{environment("stopped", "Trying the backup was stopped.")};
    };
    if (give_up()) return stopped();
    const PassingFolder folder;
    // The note of which series a backup has given lies beside it: it is put back under another
    // name.
    const fs::path link = folder.path() / "backup.db";
    std::error_code error;
    const fs::path whole = fs::absolute(backup, error);
    if (!error && !folder.path().empty()) fs::create_symlink(whole, link, error);
    if (folder.path().empty() || error)
        return std::unexpected{environment("no_room", "There is no room to try the backup in.")};
    const std::string shop = (folder.path() / "shop.db").string();
    const auto restored = pos::store::restore(link.string(), {db::Engine::sqlite, shop},
                                              {.store = {.program = "counterfoil"}}, now, random,
                                              [&](const db::CopyProgress& progress) {
                                                  tell(on_percent, progress);
                                                  return !give_up();
                                              });
    if (restored) {
        tell(on_percent, {1, 1});
        return look_into ? look_into(shop, *restored) : Outcome<void>{};
    }
    if (restored.error().place == pos::store::RestoreError::Place::stopped) return stopped();
    return std::unexpected{failure(restored.error().error, backup.string())};
}

Failure backup_failure(const db::CopyError& error, const std::string& shop, const std::string& to) {
    switch (error.kind) {
        case db::CopyError::Kind::source:
            return environment("shop_unreadable",
                               fmt::format("{} cannot be read: {}", shop, error.cause.text));
        case db::CopyError::Kind::exists:
            return {FailureKind::refused,
                    to + " exists already. Choose another name, or say --replace.", Why::other,
                    "file_in_the_way"};
        case db::CopyError::Kind::a_shop:
            return {FailureKind::refused,
                    to + " is a shop and no backup: its key, its lock or its log lies beside "
                         "it. It is left as it is; choose another name.",
                    Why::other, "file_in_the_way"};
        case db::CopyError::Kind::no_copy:
            return {FailureKind::refused,
                    to +
                        " is no earlier backup, so it is not replaced: it is another file, or what "
                        "was kept of a shop. It is left as it is; choose another name.",
                    Why::other, "file_in_the_way"};
        case db::CopyError::Kind::taken_name:
            return {FailureKind::refused,
                    to + " is what the log, the lock or the key of a shop is called: a backup of "
                         "that name could destroy one. Choose another name, such as backup.db.",
                    Why::other, "file_in_the_way"};
        case db::CopyError::Kind::cannot_write:
            return environment(
                "cannot_write",
                to + " cannot be written. Is its folder there, and may this user write it?");
        case db::CopyError::Kind::disk_full:
            return environment("disk_full", "The disk of " + to + " is full.");
        case db::CopyError::Kind::stopped:
            return environment("stopped", "The backup was stopped.");
        case db::CopyError::Kind::damaged:
            return environment("shop_damaged", shop + " is damaged, so no backup was made: " +
                                                   (error.damage.empty() ? error.cause.text
                                                                         : error.damage.front()));
    }
    return environment({}, error.cause.text);
}

}  // namespace app::core
