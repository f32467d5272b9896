#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>

namespace test {

/// What the disk does at the chosen operation, counted over all files.
enum class DiskFault {
    none,
    full,       // this write and every later one fails with "disk full"
    io_error,   // this write or sync fails once; later ones work
    power_cut,  // this and every later operation fails; see settle()
};

/// A SQLite VFS over the real one that becomes the process's default while it lives. It keeps, for
/// each file, what a disk would still hold if the power went now: everything synced, and of what
/// was written since only what the seed lets through.
///
/// threads: one database in use at a time may span threads; the counters are guarded
class FaultyVfs {
public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// From now on the `operation`-th write, sync, truncation or deletion (from 1) meets `fault`.
    void arm(DiskFault fault, std::uint64_t operation);
    /// Operations seen since arm().
    std::uint64_t operations() const;
    bool fired() const;
    /// Syncs among them.
    std::uint64_t syncs() const;

    /// After a power cut, with every connection closed: rewrites each file under `folder` to what
    /// the disk kept. Of the writes since a file's last sync each survives by chance, in any order,
    /// the last of them torn at a 512-byte sector; whole files never synced may be gone.
    void settle(const std::filesystem::path& folder, std::mt19937_64& random);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace test
