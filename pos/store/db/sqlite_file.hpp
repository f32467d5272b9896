#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "pos/store/db/error.hpp"
#include "pos/store/db/open.hpp"

namespace pos::store::db {

/// "CFOL" in the header of each database file of ours.
inline constexpr std::int64_t kApplicationId = 0x43464F4C;

/// "CFBK" in the header (user_version) of a copy that was made to be put back. Whoever wrote into
/// it as if it were the shop would give numbers again that the shop has given since.
inline constexpr std::int64_t kBackupMark = 0x4346424B;

/// A file that a connection of this process has open, or is about to open.
///
/// To close any descriptor of a file drops every lock that the process has on it (fcntl(2), "Record
/// locks"), those of SQLite among them, and another process may then take the log away under the
/// writer (sqlite.org/howtocorrupt.html, 2.2). So what we open to look at a file stays open as long
/// as anybody here holds that file.
///
/// threads: any
class HeldFile {
public:
    HeldFile() = default;
    /// errors: cannot_open, io
    static Result<HeldFile> open(const std::string& path);
    ~HeldFile() { release(); }
    HeldFile(HeldFile&& other) noexcept
        : device_{other.device_}, inode_{other.inode_}, number_{std::exchange(other.number_, -1)} {}
    HeldFile& operator=(HeldFile&& other) noexcept {
        if (this == &other) return *this;
        release();
        device_ = other.device_;
        inode_ = other.inode_;
        number_ = std::exchange(other.number_, -1);
        return *this;
    }

    explicit operator bool() const { return number_ >= 0; }
    /// For reading at offsets; never to be closed.
    int number() const { return number_; }
    /// Whether it is still what that path names: neither removed, renamed nor replaced. One
    /// stat(2).
    bool is_at(const std::string& path) const;

private:
    void release();
    std::uint64_t device_{0};
    std::uint64_t inode_{0};
    int number_{-1};
};

/// Looks at the file's first bytes, so that a file of somebody else is refused before SQLite, its
/// recovery or its locks touch it. A missing or empty file passes for `create` alone.
///
/// ensures: the file is held, unless it is missing
/// errors: cannot_open, io, read_only (the file is not writable and mode asks for it),
///         not_a_database with code "empty", "not_sqlite", "foreign" or, unless it is only to be
///         read, "backup" (see kBackupMark)
Result<HeldFile> require_our_file(const std::string& path, OpenMode mode);

/// What SQLite keeps beside a database, by the database's name.
inline constexpr std::string_view kFilesBeside[] = {"-wal", "-shm", "-journal"};

/// Whether a log lies there that holds something: SQLite takes it into whatever database has that
/// name, so that none may get the name while it is there.
bool has_log_beside(const std::string& path);

/// Whether a database may not have that name, since it is what a database's log, lock or key is
/// called: "shop.db-wal", "shop.db.key", "shop.db.key.old-1".
bool is_name_beside(const std::string& path);

/// Whether that is a copy that nobody works in: a database of ours without log, lock or key beside
/// it, and none that was kept when a shop was lost or set aside.
bool is_idle_copy(const std::string& path);

/// Removes a database of which nothing is wanted, with what lies beside it. Best effort.
void remove_database(const std::string& path);

}  // namespace pos::store::db
